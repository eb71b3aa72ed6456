package ledger

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/journal"
)

func TestTheLedgerIsCheckedAndItsTablesComputedAnew(t *testing.T) {
	b := newBench(t, nil, nil)
	b.Press(fyne.KeyF4)
	b.Press(fyne.KeyF4)
	if !strings.Contains(b.said[0], "still being done") {
		t.Errorf("said %q", b.said)
	}
	b.Next(2)
	if !strings.Contains(b.answer.Text(), "Everything verifies") {
		t.Errorf("answer %q", b.answer.Text())
	}
	b.Press(fyne.KeyF8)
	b.Says("Nobody can charge")
	b.Press(fyne.KeyF2)
	b.Next(2)
	if !strings.Contains(b.answer.Text(), "computed anew from") {
		t.Errorf("answer %q", b.answer.Text())
	}
}

func TestDamageThatACheckFoundLeadsToARestoreAtTheNextStart(t *testing.T) {
	b := newBench(t, nil, nil)
	quit := 0
	b.opt.Quit = func() { quit++ }
	b.tasks.all = []upkeep.TaskView{{Task: upkeep.Check, Result: upkeep.Result{Wrong: []journal.Finding{{Where: "journal", Seq: 7, What: "the content does not fit"}}}}}
	b.Press(fyne.KeyF8)
	b.Says("Close the program and start it again")
	b.Press(fyne.KeyF2)
	b.Next(2)
	if quit != 1 {
		t.Fatalf("%q, %s", b.answer.Text(), b.Dialog())
	}
	if err := b.st.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), b.st.Dir, store.Options{Now: b.st.Now})
	if !store.Mendable(err) || !strings.Contains(err.Error(), "the content does not fit") {
		t.Fatalf("the next start: %v", err)
	}
	if _, err := store.Restore(t.Context(), b.st.Dir, store.Options{Now: b.st.Now}); !errors.Is(err, store.ErrSound) {
		t.Fatal(err) // in truth all verifies
	}
	l, err := store.Open(t.Context(), b.st.Dir, store.Options{Now: b.st.Now})
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

// doing is a keeper whose tasks end as they are told.
type doing struct {
	done  upkeep.Done
	waits bool
	began chan struct{}
}

func (d doing) Look(context.Context) (upkeep.View, error) { return upkeep.View{}, nil }

func (d doing) Now(ctx context.Context, _ upkeep.Task) (upkeep.Done, error) {
	if d.waits {
		close(d.began)
		<-ctx.Done()
		return upkeep.Done{}, ctx.Err()
	}
	return d.done, nil
}

func TestWhatDoesNotVerifySaysWhatToDo(t *testing.T) {
	finding := func(where string) journal.Finding { return journal.Finding{Where: where, Seq: 7, What: "W"} }
	for _, c := range []struct {
		wrong []journal.Finding
		want  string
	}{
		{[]journal.Finding{finding(store.FoundInSecondCopy)}, "made whole by itself"},
		{[]journal.Finding{finding(upkeep.FoundInFurtherCopies), finding(store.FoundInProjections)}, "F8 computes it anew"},
		{[]journal.Finding{finding(store.FoundInProjections), finding("journal"), finding(store.FoundInSecondCopy)}, "F8 closes this window"},
	} {
		b := newBench(t, nil, doing{done: upkeep.Done{Result: upkeep.Result{Wrong: c.wrong}}})
		came, err := b.model.Check(t.Context())
		if err != nil || came.tone != kit.Alarm || !strings.Contains(came.text, c.want) || !strings.Contains(came.text, "entry 7: W") {
			t.Errorf("%+v, %v", came, err)
		}
	}
}

func TestAWindowThatClosesStopsTheCheck(t *testing.T) {
	d := doing{waits: true, began: make(chan struct{})}
	b := newBench(t, nil, d)
	b.Press(fyne.KeyF4)
	<-d.began
	if err := b.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
