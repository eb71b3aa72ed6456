package reentry_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
	"outpost/sync/his/histest"
	"outpost/sync/reentry"
)

func checked(h *script) his.Commissioning {
	caps := h.Describe()
	return his.Commissioning{Protocol: caps.Protocol, System: caps.System, Findings: []his.Finding{
		{Object: his.Bill, Expected: 1, Found: 1, Passed: true, RefusesCopy: !h.copies},
	}}
}

// run works the box off inside a bubble, where waiting costs no time.
func run(t *testing.T, b *box, h *script, change ...func(*reentry.Options)) (sum reentry.Summary, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h.box = b
		opt := reentry.Options{Check: checked(h), Now: time.Now}
		for _, f := range change {
			f(&opt)
		}
		sum, err = reentry.Run(t.Context(), b, h, opt)
		h.box = nil
	})
	if h.unmarked {
		t.Error("a receipt was posted before it was marked as sent")
	}
	return sum, err
}

func expect(t *testing.T, b *box, want ...store.OutboxState) {
	t.Helper()
	if got := b.states(); !slices.Equal(got, want) {
		t.Errorf("states %q, want %q (%+v)", got, want, b.rows)
	}
}

func receipt(amount receipts.Money) receipts.Receipt { return histest.Receipt("王芳", amount) }

func TestEverythingIsConfirmedOnce(t *testing.T) {
	b, h := newBox(receipt(100), receipt(200), receipt(300)), &script{}
	var seen []reentry.Progress
	sum, err := run(t, b, h, func(o *reentry.Options) { o.OnProgress = func(p reentry.Progress) { seen = append(seen, p) } })
	if err != nil || sum.Confirmed != 3 || sum.Sendings != 3 || len(seen) != 3 || seen[2].Done != 3 {
		t.Fatalf("%+v, %v, progress %v", sum, err, seen)
	}
	expect(t, b, store.Confirmed, store.Confirmed, store.Confirmed)
	if b.rows[0].HISNumber != "F-1" {
		t.Errorf("number %q", b.rows[0].HISNumber)
	}
}

func TestOneSending(t *testing.T) {
	reprice := func(r *his.Record) { r.Total += 15 }
	tests := []struct {
		name  string
		acts  []act
		want  store.OutboxState
		code  his.Code
		sends int
	}{
		{"unknown but saved", []act{{err: fail(his.ErrUnknown), save: true}}, store.Confirmed, "", 1},
		{"unknown and lost", []act{{err: fail(his.ErrUnknown)}}, store.Confirmed, "", 2},
		{"saved late", []act{{err: fail(his.ErrUnknown), late: 5 * time.Second}}, store.Confirmed, "", 1},
		{"saved after the resend", []act{{err: fail(his.ErrUnknown), late: 13 * time.Second}}, store.Confirmed, "", 2},
		{"never anything usable", []act{{err: fail(his.ErrUnknown)}, {err: fail(his.ErrUnknown)}, {err: fail(his.ErrUnknown)}}, store.Unknown, his.CodeUnknown, 3},
		{"taken, yet never shown", []act{{}, {}, {}}, store.Unknown, his.CodeUnknown, 3},
		{"refused", []act{{err: fail(his.ErrRefused)}}, store.Refused, his.CodeRefused, 1},
		{"refused, yet whole", []act{{err: fail(his.ErrRefused), save: true}}, store.Confirmed, "", 1},
		{"refused in part", []act{{err: fail(his.ErrRefused), save: true, change: func(r *his.Record) { r.Lines = nil }}}, store.Differs, his.CodeRefused, 1},
		{"repriced", []act{{save: true, change: reprice}}, store.Differs, his.CodePrice, 1},
		{"unknown and repriced", []act{{err: fail(his.ErrUnknown), save: true, change: reprice}}, store.Differs, his.CodePrice, 1},
		{"other patient", []act{{save: true, change: func(r *his.Record) { r.Patient.Name = "王?" }}}, store.Differs, his.CodePatient, 1},
		{"two copies", []act{{save: true, change: func(r *his.Record) { r.Copies[his.Bill] = 2 }}}, store.Differs, his.CodeDuplicate, 1},
		{"conflict, then taken", []act{{err: fail(his.ErrConflict)}}, store.Confirmed, "", 2},
		{"several matches", []act{{err: fail(his.ErrAmbiguous)}}, store.Differs, his.CodeDuplicate, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b, h := newBox(receipt(24100), receipt(1)), &script{acts: test.acts}
			sum, err := run(t, b, h)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, b, test.want, store.Confirmed)
			if sum.Sendings != test.sends+1 {
				t.Errorf("%d sendings, want %d", sum.Sendings, test.sends+1)
			}
			if code, _ := his.SplitReason(b.rows[0].Reason); test.code != "" && code != test.code {
				t.Errorf("reason %q, want %q", b.rows[0].Reason, test.code)
			}
			if strings.Contains(b.rows[0].Reason, "王") {
				t.Errorf("the reason %q names the patient", b.rows[0].Reason)
			}
		})
	}
}

func TestNeverSentAgainWhereCopiesAreTaken(t *testing.T) {
	b, h := newBox(receipt(100), receipt(200)), &script{copies: true, acts: []act{{err: fail(his.ErrUnknown), late: time.Hour}}}
	for range 3 {
		if _, err := run(t, b, h); err != nil {
			t.Fatal(err)
		}
		expect(t, b, store.Unknown, store.Confirmed)
	}
	if len(h.posts) != 2 {
		t.Fatalf("%d sendings of 2 receipts", len(h.posts))
	}
	b.rows[0].State = store.Pending
	b.rows[0].Decision = &store.Decision{Verdict: store.VerdictResend}
	if _, err := run(t, b, h); err != nil {
		t.Fatal(err)
	}
	expect(t, b, store.Confirmed, store.Confirmed)
}

// A receipt that was entered again from its paper, or stands in a ledger that was
// restored, may have been sent by the ledger that is lost: it is looked for before
// it is sent, so that no HIS holds it twice.
func TestWhatALostLedgerSentIsNotSentAgain(t *testing.T) {
	for _, copies := range []bool{true, false} {
		recovered, never, restored := receipt(100), receipt(200), receipt(300)
		recovered.Recovered, never.Recovered = true, true
		b, h := newBox(recovered, never, restored), &script{copies: copies}
		h.put(recovered, act{})
		if copies {
			h.put(restored, act{})
		}
		if _, err := run(t, b, h); err != nil {
			t.Fatal(err)
		}
		expect(t, b, store.Confirmed, store.Confirmed, store.Confirmed)
		if want := map[bool]int{true: 1, false: 2}[copies]; len(h.posts) != want || len(h.saved) != 3 {
			t.Errorf("copies %v: %d sendings, want %d; %d bills", copies, len(h.posts), want, len(h.saved))
		}
	}
}

func TestRowsOfAKilledRun(t *testing.T) {
	saved, lost := receipt(100), receipt(200)
	b, h := newBox(saved, lost), &script{}
	h.put(saved, act{})
	for i := range b.rows {
		b.rows[i].State, b.rows[i].Attempts = store.Sent, 1
	}
	sum, err := run(t, b, h)
	if err != nil || sum.Sendings != 1 {
		t.Fatalf("%+v, %v: only the lost one is to be sent", sum, err)
	}
	expect(t, b, store.Confirmed, store.Confirmed)
}

func TestStopsCleanly(t *testing.T) {
	for _, kind := range []error{his.ErrUnreachable, his.ErrCredentials} {
		b, h := newBox(receipt(100), receipt(200)), &script{acts: []act{{save: true}, {err: fail(kind)}}}
		sum, err := run(t, b, h)
		if !errors.Is(err, kind) || sum.Hint == "" || sum.Stopped == "" {
			t.Fatalf("%+v, %v", sum, err)
		}
		expect(t, b, store.Confirmed, store.Pending)
	}
	// Unknown first, then gone: the first sending may still arrive.
	b, h := newBox(receipt(100)), &script{acts: []act{{err: fail(his.ErrUnknown)}, {err: fail(his.ErrUnreachable)}}}
	if _, err := run(t, b, h); !errors.Is(err, his.ErrUnreachable) {
		t.Fatal(err)
	}
	expect(t, b, store.Unknown)
}

func TestSilentHIS(t *testing.T) {
	b := newBox()
	for range 10 {
		b.rows = append(b.rows, store.OutboxRow{Receipt: receipt(100), State: store.Unknown, Attempts: 1, Reason: "was so"})
	}
	h := &script{readErr: fail(his.ErrUnknown)}
	sum, err := run(t, b, h)
	if !errors.Is(err, his.ErrUnknown) || sum.Done != 3 || sum.Sendings != 0 || b.answers != 0 {
		t.Fatalf("%+v, %v, %d answers: three silent receipts end the run and change nothing", sum, err, b.answers)
	}
}

// However few the receipts are, a run without one usable answer is no success.
func TestAFewSilentReceiptsAreSaid(t *testing.T) {
	silent := func(n int) (acts []act) {
		for range n * 3 {
			acts = append(acts, act{err: fail(his.ErrUnknown)})
		}
		return acts
	}
	for n := 1; n <= 2; n++ {
		b, h := newBox(), &script{acts: silent(n)}
		for range n {
			b.rows = append(b.rows, store.OutboxRow{Receipt: receipt(100), State: store.Pending})
		}
		sum, err := run(t, b, h)
		if !errors.Is(err, his.ErrUnknown) || sum.Unknown != n || sum.Stopped == "" || sum.Hint == "" {
			t.Errorf("%d receipts: %+v, %v", n, sum, err)
		}
	}
	b, h := newBox(receipt(100), receipt(200)), &script{acts: append([]act{{save: true}}, silent(1)...)}
	if sum, err := run(t, b, h); err != nil || sum.Confirmed != 1 || sum.Unknown != 1 {
		t.Errorf("one of two answered: %+v, %v", sum, err)
	}
}

func TestWhatStaysPendingIsCounted(t *testing.T) {
	b, h := newBox(receipt(100), receipt(200)), &script{acts: []act{{err: fail(his.ErrUnreachable)}}}
	if sum, err := run(t, b, h); !errors.Is(err, his.ErrUnreachable) || sum.Pending != 1 || sum.Done != 1 {
		t.Errorf("%+v, %v", sum, err)
	}
}

// A definite no leaves nothing on its way that would be worth waiting for.
func TestSeveralMatchesNeedNoWaits(t *testing.T) {
	b, h := newBox(receipt(100), receipt(200)), &script{acts: []act{{err: fail(his.ErrAmbiguous)}, {err: fail(his.ErrAmbiguous)}}}
	sum, err := run(t, b, h)
	if took := sum.Ended.Sub(sum.Started); err != nil || took != 0 || sum.Differs != 2 {
		t.Errorf("%v, %+v, %v", took, sum, err)
	}
}

// A request of an earlier run is waited for only as long as it may still run.
func TestAnOldRequestIsLookedForOnce(t *testing.T) {
	for name, c := range map[string]struct {
		ago, took time.Duration
	}{"just now": {time.Second, 12 * time.Second}, "long ago": {time.Minute, 0}, "in the future": {-time.Minute, 12 * time.Second}} {
		synctest.Test(t, func(t *testing.T) {
			b, h := newBox(receipt(100)), &script{}
			b.rows[0].State, b.rows[0].Attempts, b.rows[0].Updated = store.Unknown, 1, time.Now().Add(-c.ago)
			sum, err := reentry.Run(t.Context(), b, h, reentry.Options{Check: checked(h), Now: time.Now})
			if took := sum.Ended.Sub(sum.Started); err != nil || took != c.took || sum.Confirmed != 1 {
				t.Errorf("%s: %v, %+v, %v", name, took, sum, err)
			}
		})
	}
}

func TestLedgerTroubleSendsNothing(t *testing.T) {
	b, h := newBox(receipt(100)), &script{}
	b.failing = errDisk
	if _, err := run(t, b, h); !errors.Is(err, errDisk) || len(h.posts) != 0 {
		t.Fatalf("%v, %d posts", err, len(h.posts))
	}
	expect(t, b, store.Pending)
}

// What is taken back or decided at the window while a run works a long list off is
// not sent and keeps no other from being sent.
func TestWhatIsTakenBackMeanwhileStopsNothing(t *testing.T) {
	b, h := newBox(receipt(100), receipt(200), receipt(300)), &script{}
	b.rows[2].State, b.rows[2].Attempts = store.Unknown, 1
	b.rows = append(b.rows, store.OutboxRow{Receipt: receipt(400), State: store.Pending})
	sum, err := run(t, b, h, func(o *reentry.Options) {
		o.OnProgress = func(p reentry.Progress) {
			if p.Done == 1 {
				b.rows[1].State, b.rows[2].State = store.Refunded, store.ByHand
			}
		}
	})
	if err != nil || sum.Confirmed != 2 || sum.Done != 2 || len(h.posts) != 2 {
		t.Errorf("%v, %+v, %d posts", err, sum, len(h.posts))
	}
	expect(t, b, store.Confirmed, store.Refunded, store.ByHand, store.Confirmed)
}

func TestByHandIsAskedNotPosted(t *testing.T) {
	b, h := newBox(receipt(100)), &script{byHand: "F2026-000007"}
	if _, err := run(t, b, h); err != nil || len(h.posts) != 0 {
		t.Fatalf("%v, %d posts", err, len(h.posts))
	}
	expect(t, b, store.Differs)
	if code, _ := his.SplitReason(b.rows[0].Reason); code != his.CodeDuplicate || b.rows[0].HISNumber != "F2026-000007" {
		t.Errorf("%+v", b.rows[0])
	}
	b.rows[0].State, b.rows[0].Decision = store.Pending, &store.Decision{Verdict: store.VerdictResend}
	if _, err := run(t, b, h); err != nil {
		t.Fatal(err)
	}
	expect(t, b, store.Confirmed)
}

// A bill that somebody entered by hand after the resend was ordered is news to
// whoever ordered it.
func TestByHandAfterTheOrderIsAskedAgain(t *testing.T) {
	b, h := newBox(receipt(100)), &script{byHand: "F2026-000008"}
	b.rows[0].HISNumber, b.rows[0].Attempts, b.rows[0].Decision = "F2026-000007", 1, &store.Decision{Verdict: store.VerdictResend}
	if _, err := run(t, b, h); err != nil || len(h.posts) != 0 {
		t.Fatalf("%v, %d posts", err, len(h.posts))
	}
	expect(t, b, store.Differs)
	if b.rows[0].HISNumber != "F2026-000008" {
		t.Errorf("%+v", b.rows[0])
	}
}

func TestDoubtfulPatientIsAskedNotPosted(t *testing.T) {
	b, h := newBox(receipt(100)), &script{other: true}
	if _, err := run(t, b, h); err != nil || len(h.posts) != 0 {
		t.Fatalf("%v, %d posts", err, len(h.posts))
	}
	expect(t, b, store.Differs)
	if code, _ := his.SplitReason(b.rows[0].Reason); code != his.CodePatient {
		t.Errorf("%+v", b.rows[0])
	}
}

func TestNeedsACommissioningCheck(t *testing.T) {
	for name, change := range map[string]func(*his.Commissioning){
		"none":         func(c *his.Commissioning) { *c = his.Commissioning{} },
		"another HIS":  func(c *his.Commissioning) { c.System = "elsewhere" },
		"one not good": func(c *his.Commissioning) { c.Findings[0].Passed, c.Findings[0].Why = false, "two copies" },
	} {
		b, h := newBox(receipt(100)), &script{}
		sum, err := run(t, b, h, func(o *reentry.Options) { change(&o.Check) })
		if !errors.Is(err, his.ErrNotCommissioned) || len(h.posts) != 0 || sum.Hint == "" {
			t.Errorf("%s: %+v, %v", name, sum, err)
		}
	}
}

func TestSpeedLimit(t *testing.T) {
	b, h := newBox(receipt(1), receipt(2), receipt(3)), &script{}
	if _, err := run(t, b, h, func(o *reentry.Options) { o.PerSecond = 2 }); err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(h.posts); i++ {
		if gap := h.posts[i].Sub(h.posts[i-1]); gap != 500*time.Millisecond {
			t.Errorf("sendings %v apart, want 500ms", gap)
		}
	}
}

func TestCancelKeepsWhatIsKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, h := newBox(receipt(1), receipt(2)), &script{acts: []act{{err: fail(his.ErrUnknown), late: time.Hour}}}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second) // in the middle of the delays
		defer cancel()
		_, err := reentry.Run(ctx, b, h, reentry.Options{Check: checked(h), Now: time.Now})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		expect(t, b, store.Unknown, store.Pending)
		if said := err.Error() + b.rows[0].Reason; strings.Contains(said, "context") || !strings.Contains(said, "run the re-entry again") {
			t.Errorf("%q, %q", err, b.rows[0].Reason)
		}
		time.Sleep(time.Hour) // the late request arrives
		if _, err := reentry.Run(t.Context(), b, h, reentry.Options{Check: checked(h), Now: time.Now}); err != nil {
			t.Fatal(err)
		}
		expect(t, b, store.Confirmed, store.Confirmed)
		if len(h.posts) != 2 {
			t.Errorf("%d sendings of 2 receipts", len(h.posts))
		}
	})
}

func TestManyRowsWithStuckOnes(t *testing.T) {
	b, h := newBox(), &script{copies: true}
	for i := range 450 {
		b.rows = append(b.rows, store.OutboxRow{Receipt: receipt(receipts.Money(i)), State: store.Pending})
		if i < 250 {
			b.rows[i].State = store.Unknown
		}
	}
	b.rows[449].Receipt.Void = &receipts.Void{}
	sum, err := run(t, b, h)
	if err != nil || sum.Confirmed != 199 || sum.Unknown != 250 {
		t.Fatalf("%+v, %v", sum, err)
	}
}
