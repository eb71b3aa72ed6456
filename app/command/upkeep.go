package command

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/app/upkeep"
	"outpost/store"
)

func (a *app) upkeepCommand() *cobra.Command {
	var look, stay bool
	cmd := &cobra.Command{
		Use: "upkeep", Short: "Do what is due: backups, and the check in which every table is computed anew", Args: cobra.NoArgs,
		Long: "A window does this by itself; for a machine whose window is closed at night, run it from the system's scheduler.\n" +
			"It works beside a running window. Exit code 1 where something failed or does not verify; a disk that is asked for is no failure.",
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				k := upkeep.New(s, upkeep.Options{Program: a.Version})
				if stay {
					k.Run(ctx)
					return nil
				}
				return a.upkeep(ctx, s, k, !look)
			})
		}),
	}
	cmd.Flags().BoolVar(&look, "look", false, "only say how it stands")
	cmd.Flags().BoolVar(&stay, "stay", false, "go on until interrupted, looking every minute")
	return cmd
}

// upkeepView is what was done and how it stands.
type upkeepView struct {
	Done []upkeep.Done `json:"done"`
	upkeep.View
	Level upkeep.Level `json:"level"`
}

func (a *app) upkeep(ctx context.Context, s *station.Station, k *upkeep.Keeper, do bool) error {
	v := upkeepView{Done: []upkeep.Done{}}
	if do {
		done, err := k.Once(ctx)
		if err != nil {
			return err
		}
		v.Done = append(v.Done, done...)
	}
	var err error
	if v.View, err = k.Look(ctx); err != nil {
		return err
	}
	v.Level = v.View.Level()
	if err := a.answerWith(v, func() {
		for _, t := range v.Tasks {
			a.describeTask(t, s.Ledger.Identity(), true)
		}
		a.describeRoom(v.View)
	}); err != nil {
		return err
	}
	for _, d := range v.Done {
		if d.Err != nil && !d.Away {
			return errShown
		}
	}
	if v.Level == upkeep.Alarm {
		return errShown
	}
	return nil
}

// describeTask says how a task stands; the good ones only where all is asked.
func (a *app) describeTask(t upkeep.TaskView, id store.Identity, all bool) {
	zone := id.Local(time.Time{}).Location()
	mark := map[upkeep.Level]string{upkeep.Good: "", upkeep.Ask: "ASKED FOR: ", upkeep.Late: "LATE: ", upkeep.Alarm: "ALARM: "}[t.Level]
	switch {
	case t.Level == upkeep.Good && !all:
		return
	case !t.Planned:
		a.say("%s: the settings name no folder for it", t.Task)
	case t.DueSince.IsZero() && t.At.IsZero():
		a.say("%s%s: not due yet, never done", mark, t.Task)
	case t.DueSince.IsZero():
		a.say("%s%s: done %s", mark, t.Task, stamp(t.At, zone))
	default:
		a.say("%s%s: due since %s, last done %s", mark, t.Task, stamp(t.DueSince, zone), stamp(t.At, zone))
	}
	if t.Error != "" {
		a.say("  the last try failed: %s", sentence(errors.New(t.Error)))
	}
	for _, w := range t.Wrong {
		a.say("  WRONG in the %s: %s", w.Where, w.What)
	}
}

func (a *app) describeRoom(v upkeep.View) {
	if v.RoomLow {
		a.say("ALARM: only %d MiB are free on the disk; backups and checks wait, charging goes on as long as it can; make room", v.Room.Free>>20)
	}
	if v.RoomLow && v.BallastMissing {
		a.say("  the room held back for the till was given up; a running window lays it again once there is room")
	}
}
