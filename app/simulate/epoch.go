package simulate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"outpost/store"
	"outpost/store/journal"
	"outpost/store/people"
	"outpost/sync/his"
)

// epoch is one window's life.
type epoch struct {
	*world
	random *rand.Rand
	goal   int    // steps until the last reckoning
	ids    uint64 // made so far
	clock  *clock
	work   *scheduler
	his    *hospital
	ledger *store.Ledger // nil while it is not open
	reader *reader       // nil while it is not open
	book   *book
	people crew
	stick  stick
	backup backup
	moves  int                // data folders before this one
	made   int                // backups
	asides int                // ledgers that were set aside
	check  *his.Commissioning // nil before the check was made
	tally  Tally
	// quiet: nothing more goes wrong.
	quiet bool

	// unsure are the actions whose answer the till did not know.
	unsure []*op
	// lasting are disk faults that last longer than one action.
	lasting lasting
	// struckWhole is how often the disks had failed when both sides were last
	// verified whole.
	struckWhole int
	// hung: the second copy's disk hung since then.
	hung bool
	// wrong is the first thing that should not be; nothing is done after it.
	wrong error
	doing string
	story []string
}

// tell adds a line to the story.
func (p *epoch) tell(format string, args ...any) {
	p.story = append(p.story, fmt.Sprintf("%d: ", p.tally.Commits+p.tally.Exchanges)+fmt.Sprintf(format, args...))
}

// fail notes what should not be. Only the first counts.
func (p *epoch) fail(format string, args ...any) {
	if p.wrong == nil {
		p.wrong = fmt.Errorf(format, args...)
		p.tell("WRONG: %v", p.wrong)
	}
}

func (p *epoch) over() bool {
	return p.wrong != nil || p.tally.Commits+p.tally.Exchanges >= p.goal
}

// chance is true once in n times.
func (p *epoch) chance(n int) bool { return p.random.IntN(n) == 0 }

func pick[T any](p *epoch, from []T) T { return from[p.random.IntN(len(from))] }

// options are what the ledger is opened with.
func (p *epoch) options() store.Options {
	return store.Options{
		Now: p.clock.Now, CopyDir: p.copies(), Disk: p.disk, Scheduler: p.work, CopiesByHand: true,
		PINCost: people.Cost{KiB: 8, Passes: 1, Threads: 1},
	}
}

// life is an epoch from the first start to the last reckoning.
func (p *epoch) life(ctx context.Context) {
	p.found(ctx)
	p.hire(ctx)
	all := actions()
	weight := 0
	for _, a := range all {
		weight += a.weight
	}
	for !p.over() {
		if err := ctx.Err(); err != nil {
			p.fail("%w", err)
			return
		}
		n := p.random.IntN(weight)
		i := 0
		for ; n >= all[i].weight; i++ {
			n -= all[i].weight
		}
		p.doing = all[i].name
		all[i].do(p, ctx)
		p.afterwards(ctx)
	}
	if p.wrong == nil {
		p.doing = "the last reckoning"
		p.reckon(ctx)
	}
	p.leave()
}

// action is something that may happen next.
type action struct {
	name   string
	weight int
	do     func(*epoch, context.Context)
}

// op is one call of the ledger that writes entries, or refuses to.
type op struct {
	what string
	// takes says whether an entry is one of this call's.
	takes func(e journal.Entry, b *book) bool
	// most is how many entries it writes at most; 0 is one. got is how many it has.
	most, got int
	// settles: doing it, the ledger finds out what became of earlier calls, though
	// it writes no entry.
	settles bool
	// opens: numbers may have been spared before it.
	opens bool
	// risky: it matters most that it is done whole or not at all.
	risky bool
	// free: it writes no entry.
	free bool
	// acked: it was acknowledged, and must be found.
	acked bool
	// noes says which entries a refusal writes; nil for none.
	noes func(e journal.Entry, b *book) bool
	// landed is told each entry that is this call's; nil for nothing.
	landed func(e journal.Entry)
	// must is what the rules, as the book knows them, say to it.
	must verdict
	// done checks what was answered against the book; nil for nothing.
	done func() error
}

type verdict int

const (
	either verdict = iota
	mustDo
	mustRefuse
)

// kinds takes any entry of these kinds.
func kinds(names ...string) func(journal.Entry, *book) bool {
	return func(e journal.Entry, _ *book) bool { return slices.Contains(names, e.Kind) }
}

// try makes one call, with what may go wrong on the disk meanwhile, and holds its
// answer against the book. It returns the call's error.
func (p *epoch) try(ctx context.Context, o *op, call func(context.Context) error) error {
	if p.wrong != nil || p.ledger == nil || p.disk.Dead() {
		return errStopped
	}
	p.tally.Actions[p.doing]++
	if len(p.unsure) > 0 {
		o.must = either // the book does not know what this call will find
	}
	p.trouble(o)
	struck := p.disk.Struck()
	err := call(ctx)
	hit := p.disk.Struck() > struck
	p.calm()
	switch {
	case err == nil:
		p.observe(o, true)
		p.tell("%s: done", o.what)
		p.copied(o)
		if p.disk.Dead() { // looked for after the crash
			o.acked = true
			p.unsure = append(p.unsure, o)
		}
		if o.must == mustRefuse {
			p.fail("%s was done, and must be refused", o.what)
		}
		if o.done != nil && p.wrong == nil && !p.disk.Dead() {
			if err := o.done(); err != nil {
				p.fail("%s: %w", o.what, err)
			}
		}
	case p.disk.Dead() || errors.Is(err, journal.ErrUnknown):
		p.tell("%s: nobody knows (%v)", o.what, err)
		p.unsure = append(p.unsure, o.orRefused())
	default:
		p.tell("%s: not done (%v)", o.what, err)
		p.observe(o, false)
		p.judge(o, err, hit)
	}
	return err
}

// copied says that what was acknowledged is in the second copy too, where no disk
// failed since both were verified.
func (p *epoch) copied(o *op) {
	if o.got == 0 || p.struckWhole != p.disk.Struck() || p.hung || p.wrong != nil || p.disk.Dead() {
		return
	}
	if st := p.ledger.Copy(); !st.Whole {
		p.fail("%s was acknowledged and is not in the second copy: %+v", o.what, st)
	}
}

// errStopped answers what is asked after something went wrong.
var errStopped = errors.New("the simulation has stopped")

// judge holds a no against the rules.
func (p *epoch) judge(o *op, err error, hit bool) {
	switch refused := refusal(err); {
	case refused && o.must == mustDo && !hit:
		p.fail("%s was refused, and must be done: %w", o.what, err)
	case refused:
		p.tally.Refused++
	case !hit && !p.lasting.any() && !p.work.hangs:
		p.fail("%s failed on a sound disk: %w", o.what, err)
	}
}

// observe reads what the journal has got since the book was written up. The
// entries must be those of the call that was just made, where it was done, and
// of earlier ones whose answer nobody knew, in their order.
func (p *epoch) observe(o *op, done bool) {
	if p.disk.Dead() || p.wrong != nil {
		return
	}
	if p.reader == nil {
		if err := p.newReader(); err != nil {
			p.fail("%w", err)
			return
		}
	}
	entries, err := p.reader.after(p.book.head.Seq)
	if err != nil {
		p.fail("reading the journal: %w", err)
		return
	}
	may := slices.Clone(p.unsure)
	switch {
	case done:
		may = append(may, o)
	case o.noes != nil:
		may = append(may, &op{what: o.what, takes: o.noes, most: 2})
	}
	for _, e := range entries {
		spared := o.opens && e.Kind == "numbers spared"
		for !spared && len(may) > 0 && !may[0].takes(e, p.book) {
			p.kept(may[0])
			may = may[1:]
		}
		if len(may) == 0 && !spared {
			p.fail("entry %d (%s) is nobody's, or belongs to what was refused", e.Seq, e.Kind)
			return
		}
		if err := p.book.write(e); err != nil {
			p.fail("entry %d (%s): %w", e.Seq, e.Kind, err)
			return
		}
		if p.tally.Commits++; spared {
			p.tally.Disk["numbers spared"]++
			continue
		}
		may = may[0].has(e, may)
	}
	if done && o.settles {
		for _, m := range may {
			p.kept(m)
		}
	}
	p.unsure = slices.DeleteFunc(may, func(m *op) bool { return !slices.Contains(p.unsure, m) })
	if done && (o.got > 0 || o.settles) {
		p.unsure = nil // what is not there by now never will be
	}
}

// kept says that a call which was acknowledged is in the journal.
func (p *epoch) kept(o *op) {
	switch {
	case !o.acked || o.got > 0 || o.free:
	case o.done == nil:
		p.fail("%s was acknowledged and is lost", o.what)
	default:
		if err := o.done(); err != nil {
			p.fail("%s was acknowledged and is lost: %w", o.what, err)
		}
	}
}

// orRefused is a call of which nobody knows whether it was refused.
func (o *op) orRefused() *op {
	if done := o.takes; o.noes != nil {
		o.takes = func(e journal.Entry, b *book) bool { return done(e, b) || o.noes(e, b) }
		o.most = 2
	}
	return o
}

// has takes note that an entry is this call's, and returns which calls the next
// entry may be of.
func (o *op) has(e journal.Entry, may []*op) []*op {
	if o.landed != nil {
		o.landed(e)
	}
	if o.got++; o.got >= max(1, o.most) {
		return may[1:]
	}
	return may
}

// afterwards is what follows every action: background work, a crash where the
// power went, time.
func (p *epoch) afterwards(ctx context.Context) {
	p.clock.now = p.clock.now.Add(time.Duration(p.random.IntN(40_000)) * time.Millisecond)
	if p.chance(3) && !p.work.hangs {
		p.work.one()
	}
	if p.disk.Dead() && p.wrong == nil {
		p.crashed(ctx, true)
	}
	p.lasting.passes(p)
}
