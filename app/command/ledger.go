package command

import (
	"context"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
)

func (a *app) ledgerCommand() *cobra.Command {
	var from string
	var f auditFlags
	verify := &cobra.Command{
		Use: "verify", Short: "Check every entry, the second copy and every table; 1 when anything is wrong", Args: cobra.NoArgs,
	}
	verify.RunE = a.run(func(ctx context.Context, _ []string) error {
		switch {
		case f.head == "" && verify.Flags().Changed("head"):
			return usage("--head needs the head from paper, 8 or more characters")
		case f.copied != "" && f.file != "":
			return usage("--copy and --journal: name one of the two")
		case f.copied != "" || f.file != "":
			return a.audit(ctx, f)
		case f.key != "" || f.each:
			return usage("--key and --every-signature go with what is verified by itself: --copy DIR or --journal FILE")
		}
		return a.verify(ctx, f.head)
	})
	verify.Flags().StringVar(&f.key, "key", "", "a window's public key ('outpost key public --out FILE'): verify with it alone, on any machine, what --copy or --journal names; without it this window's")
	verify.Flags().StringVar(&f.copied, "copy", "", "the folder of a copy of the journal: a second copy's, a stick's")
	verify.Flags().StringVar(&f.file, "journal", "", "the file of a ledger's database that nobody writes, such as a backup's")
	verify.Flags().BoolVar(&f.each, "every-signature", false, "verify each entry's own signature in a copy, not only the last one, which by the chain covers all before it")
	verify.Flags().StringVar(&f.head, "head", "", "a head from paper (8 or more characters): did the chain ever stand there?")
	restore := &cobra.Command{
		Use: "restore", Short: "Make a lost or damaged ledger anew from its second copy, or from a further one", Args: cobra.NoArgs,
		Long: "The new database holds every entry that stands whole and signed in the old one or in the copy; it is verified\n" +
			"before it takes the old one's place, and the old files are kept beside it. Where an entry would be lost or a\n" +
			"number given out twice, nothing is changed.\n" +
			"It asks for no PIN, because the people stand in the ledger that may not be readable; it brings back only what\n" +
			"this window signed itself, and a ledger that verifies is refused.",
		RunE: a.run(func(ctx context.Context, _ []string) error { return a.restore(ctx, from) }),
	}
	restore.Flags().StringVar(&from, "copy", "", "the folder of a further copy, such as a stick's, in place of the second copy")
	rebuild := &cobra.Command{
		Use: "rebuild", Short: "Compute every table anew from the journal", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.ranked(ctx, incident.RoleNetAdmin, func(s *station.Station, _ store.Actor) error {
				if err := s.Ledger.Rebuild(ctx); err != nil {
					return err
				}
				h := s.Ledger.Head()
				return a.answer(map[string]any{"entries": h.Seq, "head": h.Hash.String()}, "The tables were computed anew from %d {entry/entries}.", h.Seq)
			})
		}),
	}
	return a.group("ledger", "Look after the ledger", verify, restore, a.acts(rebuild), a.setAsideCommand(), a.joinCommand(), a.copiesCommand())
}

// verifyView is the result of a check, with what was asked about a head.
type verifyView struct {
	store.Verification
	AskedHead string `json:"asked_head,omitempty"`
	// HeadAt is the entry after which the chain stood at the asked head.
	HeadAt int64 `json:"head_at,omitempty"`
}

func (a *app) verify(ctx context.Context, head string) error {
	found, err := store.Verify(ctx, a.dir(), a.ledgerOptions())
	if err != nil {
		return err
	}
	v := verifyView{Verification: found, AskedHead: head}
	if v.Wrong == nil {
		v.Wrong = []journal.Finding{}
	}
	if head != "" && v.OK {
		if err := a.lookForHead(ctx, head, &v); err != nil {
			return err
		}
	}
	err = a.answerWith(v, func() {
		if v.Entries > 0 {
			a.say("%d {entry/entries}, %d in the second copy, head %s", v.Entries, v.Copied, v.Head)
		}
		a.sayWrong(v.Wrong)
		if v.HeadAt > 0 {
			a.say("The chain stood at %s after entry %d.", head, v.HeadAt)
		}
	})
	if err == nil && !v.OK {
		if !a.json {
			a.warn("not all verifies: %s", v.Next)
		}
		return errShown
	}
	return err
}

func (a *app) lookForHead(ctx context.Context, head string, v *verifyView) error {
	l, err := store.OpenReader(ctx, a.dir(), a.ledgerOptions())
	if err != nil {
		return err
	}
	defer l.Close()
	seq, ok, err := l.HasHead(ctx, head)
	if err != nil {
		return err
	}
	if v.HeadAt = seq; !ok {
		v.OK = false
		v.Wrong = append(v.Wrong, store.NeverStoodAt(head))
		v.Next = "every entry verifies, so look at the paper first: which window and which ledger printed it?"
	}
	return nil
}

func (a *app) restore(ctx context.Context, from string) error {
	opt := a.ledgerOptions()
	if from != "" {
		own, err := store.OwnCopy(a.dir(), from)
		if err != nil {
			return err
		}
		opt.CopyDir = own
	}
	done, err := store.Restore(ctx, a.dir(), opt)
	if err != nil {
		return err
	}
	return a.writing(ctx, func(*station.Station) error { // it is made whole only by opening
		return a.answerWith(done, func() {
			a.say("The ledger was made anew from all that stood whole and signed: %d {entry/entries}, %d {receipt/receipts}; %d {entry/entries} stood in the copy only, %d in the database only.",
				done.Entries, done.Receipts, done.FromCopy, done.FromDatabase)
			if done.SetAside != "" {
				a.say("The old file is kept as %s.", done.SetAside)
			}
			if done.Torn {
				a.say("NOTE: behind entry %d the second copy ends in a piece that cannot be read. Compare the last printed receipt with 'outpost receipt list' before you charge.", done.Entries)
			}
		})
	})
}
