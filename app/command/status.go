package command

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/seal"
)

// statusView is how this window stands.
type statusView struct {
	Hospital  string         `json:"hospital"`
	Station   string         `json:"station"`
	Drill     bool           `json:"drill"`
	Mode      incident.Mode  `json:"mode"`
	ModeSince time.Time      `json:"mode_since,omitzero"`
	State     incident.State `json:"state,omitempty"`
	Incident  string         `json:"incident,omitempty"`
	Shift     string         `json:"shift,omitempty"` // the cashier's
	Entries   int64          `json:"entries"`
	Head      string         `json:"head"`
	Receipts  int64          `json:"receipts"`
	// Unjoined: a former ledger was set aside, and what it holds is not here yet;
	// Missing are numbers that it gave out and that stand nowhere any more.
	Unjoined bool     `json:"unjoined,omitempty"`
	Missing  []string `json:"missing,omitempty"`
	// ClockDoubt is why the clock is not believed; sales are marked and held then.
	ClockDoubt string `json:"clock_doubt,omitempty"`
	// Spared are the serials left out because an entry could not be read.
	Spared []int64 `json:"serials_spared,omitempty"`
	// NotInHIS counts receipts not yet settled with the HIS, and their money.
	NotInHIS int64                       `json:"not_in_his"`
	NotMoney string                      `json:"not_in_his_amount"`
	Oldest   time.Time                   `json:"oldest,omitzero"`
	ByState  map[store.OutboxState]int64 `json:"by_state"`
	copiesView
	Upkeep     upkeep.View `json:"upkeep"`
	CopyWhole  bool        `json:"copy_whole"`
	CopyBehind int64       `json:"copy_behind,omitempty"`
	Copy       string      `json:"copy,omitempty"` // why it is not whole
	// Forms and PatientNumbers are what is left of the ranges taken out.
	Forms          store.NumbersLeft `json:"forms"`
	PatientNumbers store.NumbersLeft `json:"patient_numbers"`
	// Key is what guards the station's keys.
	Key        store.KeyState `json:"key"`
	Items      int            `json:"items"`
	PricesAt   time.Time      `json:"prices_at,omitzero"`
	Patients   int            `json:"patients"`
	PatientsAt time.Time      `json:"patients_at,omitzero"`
	// OpenOrders were unpaid in the HIS when they were copied, at OrdersAt.
	OpenOrders int       `json:"open_orders"`
	OrdersAt   time.Time `json:"orders_at,omitzero"`
	Trouble    string    `json:"trouble,omitempty"`
	HISChecked time.Time `json:"his_checked,omitzero"`
}

func (a *app) statusCommand() *cobra.Command {
	return &cobra.Command{
		Use: "status", Short: "Mode, backlog, copies, backups and age of the copied data", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				v, err := a.status(ctx, s)
				if err != nil {
					return err
				}
				return a.answerWith(v, func() { a.describeStatus(v, s.Ledger.Identity()) })
			})
		}),
	}
}

func (a *app) status(ctx context.Context, s *station.Station) (statusView, error) {
	l, id, head := s.Ledger, s.Ledger.Identity(), s.Ledger.Head()
	v := statusView{
		Hospital: id.Hospital, Station: id.Station, Drill: id.Drill, Mode: l.Mode(), Shift: l.Shift().Cashier,
		Entries: head.Seq, Head: head.Hash.String(), Receipts: head.Totals.Receipts, Key: l.KeyProtection(),
		Forms: l.NumbersLeft(store.RangeForm), PatientNumbers: l.NumbersLeft(store.RangePatient),
		Items: s.Index().Len(), Patients: s.Register().Len(), OpenOrders: s.OpenOrders().Len(), OrdersAt: s.OpenOrders().At(),
	}
	var err error
	v.ClockDoubt = l.ClockDoubt()
	if err = v.receipts(ctx, l); err != nil {
		return v, err
	}
	copied, err := l.InspectCopy(ctx)
	if err != nil {
		return v, err
	}
	if v.CopyWhole, v.CopyBehind = copied.Whole, copied.Behind; copied.Err != nil {
		v.Copy = aboutCopy(copied.Err)
	}
	if v.copiesView, err = a.copies(ctx, s); err != nil {
		return v, err
	}
	if v.Upkeep, err = upkeep.New(s, upkeep.Options{}).Look(ctx); err != nil {
		return v, err
	}
	backlog, err := l.Backlog(ctx)
	if err != nil {
		return v, err
	}
	v.NotInHIS, v.Oldest, v.ByState = backlog.Receipts, backlog.Oldest, backlog.ByState
	v.NotMoney = l.Rules().Currency.Format(backlog.Money)
	last, ok, err := l.Outage(ctx)
	if err != nil {
		return v, err
	}
	if ok {
		v.ModeSince, v.State = last.ModeSince, last.State
		if last.Current != nil {
			v.Incident = last.Current.ID
		}
	}
	check, err := s.Commissioning(ctx)
	if err != nil {
		return v, err
	}
	v.HISChecked = check.At
	if err := s.Trouble(); err != nil {
		v.Trouble = sentence(err)
	}
	return v, ages(ctx, s, &v)
}

// receipts counts what stands here, and what should and does not.
func (v *statusView) receipts(ctx context.Context, l *store.Ledger) (err error) {
	if v.Receipts, err = l.Count(ctx); err != nil {
		return err
	}
	if v.Unjoined, err = l.Unjoined(ctx); err != nil {
		return err
	}
	if v.Missing, err = l.MissingNumbers(ctx); err != nil {
		return err
	}
	v.Spared, err = l.SparedSerials(ctx)
	return err
}

// ages are the times of the oldest copies in use.
func ages(ctx context.Context, s *station.Station, v *statusView) error {
	older := func(at *time.Time, than time.Time) {
		if at.IsZero() || than.Before(*at) {
			*at = than
		}
	}
	for _, list := range s.Index().Versions() {
		older(&v.PricesAt, list.At)
	}
	lists, err := s.Catalog.PatientLists(ctx)
	for _, list := range lists {
		older(&v.PatientsAt, list.At)
	}
	return err
}

func (a *app) describeStatus(v statusView, id store.Identity) {
	zone := id.Local(v.ModeSince).Location()
	drill := ""
	if v.Drill {
		drill = " (DRILL)"
	}
	a.say("%s, window %s%s charges %s since %s", v.Hospital, v.Station, drill, where(v.Mode), stamp(v.ModeSince, zone))
	if v.Incident != "" {
		a.say("incident %s, %s", v.Incident, v.State)
	}
	if v.Shift == "" {
		a.say("no shift is open")
	} else {
		a.say("open shift of %s", v.Shift)
	}
	a.describeNumbers(v)
	a.say("%d {receipt/receipts}, %d (%s) not yet in the HIS, the oldest of %s", v.Receipts, v.NotInHIS, v.NotMoney, stamp(v.Oldest, zone))
	if v.ClockDoubt != "" {
		a.say("CLOCK: %s; sales go on, are marked and held back; set the clock, then 'outpost clock confirm'", v.ClockDoubt)
	}
	if v.Unjoined {
		a.say("A FORMER LEDGER IS SET ASIDE and not in these figures; a supervisor brings it in: 'outpost ledger join'")
	}
	if len(v.Missing) > 0 {
		a.say("MISSING RECEIPTS of the former ledger: %s; enter them from the codes on their papers: 'outpost receipt recover CODE'", someOf(v.Missing))
	}
	a.say("%d {item/items} as of %s, %d {patient/patients} as of %s", v.Items, stamp(v.PricesAt, zone), v.Patients, stamp(v.PatientsAt, zone))
	if !v.OrdersAt.IsZero() {
		a.say("%d open {order/orders} as of %s; they may be paid in the HIS already", v.OpenOrders, stamp(v.OrdersAt, zone))
	}
	if !v.CopyWhole {
		a.say("THE SECOND COPY IS NOT WHOLE: %s", v.Copy)
	}
	a.describeFurther(v.copiesView, zone)
	if !v.Drill {
		for _, t := range v.Upkeep.Tasks {
			a.describeTask(t, id, false)
		}
		a.describeRoom(v.Upkeep)
	}
	if v.Trouble != "" {
		a.say("COPIED DATA NOT LOADED: %s", v.Trouble)
	}
	if !v.Drill && v.Key.Unprotected {
		a.say("THE STATION'S KEY IS UNPROTECTED: it lies open on the same disk as the names that it seals; 'outpost key protect' guards it")
	}
	if v.Key.OpenedBy == seal.ByRecovery {
		a.say("THE RECOVERY KEY OPENED THE LEDGER: what usually does is lost; 'outpost key recover' guards the key anew")
	}
	if !v.Drill && !v.Key.Recovery {
		a.say("no recovery key was printed; 'outpost key recovery' prints one")
	}
	a.say("ledger head %s after %d {entry/entries}", v.Head, v.Entries)
}

// aboutCopy is what is wrong with the second copy and what becomes of it.
func aboutCopy(err error) string {
	then := "; it catches up while the program runs"
	switch {
	case errors.Is(err, journal.ErrFork), errors.Is(err, journal.ErrForeign):
		then = ""
	case errors.Is(err, journal.ErrDamaged):
		then = "; 'outpost ledger verify' says where; beside a whole database it is made anew at the next start and the damaged one kept aside"
	}
	return sentence(err) + then
}
