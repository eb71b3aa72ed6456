package desktop

import (
	"context"
	"strings"

	"outpost/app/demo"
	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
)

// standIn is the demo's key: it takes the stand-in HIS down and up again, so that
// a newcomer can begin an outage from the window.
type standIn struct {
	station *station.Station
	busy    bool // it is being stopped or started; Fyne's goroutine only
}

// toggle stops the stand-in HIS where it runs and starts it where it does not,
// at the address that the window's settings name.
func (d *standIn) toggle(ctx context.Context) (up bool, err error) {
	stopped, err := demo.StopHIS(ctx, d.station.Dir)
	if stopped || err != nil {
		return false, err
	}
	_, err = demo.Prepare(ctx, d.station.Dir, demo.Options{Log: d.station.Log})
	return true, err
}

// toggleDemo does so in the background and says what came of it.
func (s *shell) toggleDemo() {
	if s.demo.busy {
		return
	}
	s.demo.busy = true
	s.tell(kit.Notice, i18n.ShellDemoBusy)
	go func() {
		up, err := s.demo.toggle(context.Background())
		s.post(func() {
			s.demo.busy = false
			switch {
			case err != nil:
				s.say(kit.Alarm, err.Error)
			case up:
				s.tell(kit.Good, i18n.ShellDemoUp)
			default:
				s.tell(kit.Notice, i18n.ShellDemoDown)
			}
		})
	}()
}

// demoPeople tells a newcomer who works in the demo, and their PINs, which were
// drawn for this folder; empty where it cannot be told.
func demoPeople(texts *i18n.Catalog, dir string) string {
	all, err := demo.People(dir)
	if err != nil || len(all) == 0 {
		return ""
	}
	lines := []string{texts.T(i18n.ShellDemoPeople)}
	for _, p := range all {
		lines = append(lines, p.ID+"   "+p.PIN+"   "+person.Word(texts, p.Role))
	}
	return strings.Join(lines, "\n")
}
