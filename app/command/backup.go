package command

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/backup"
)

func (a *app) backupCommand() *cobra.Command {
	return a.group("backup", "Verified copies of the data folder", a.backupRun(), a.backupList(), a.backupVerify(), a.backupPreview(), a.backupRestore())
}

func (a *app) backupRun() *cobra.Command {
	var kind, to string
	cmd := &cobra.Command{
		Use: "run", Short: "Make a backup now, read it back and verify it; beside a running window too", Args: cobra.NoArgs,
		Long: "Without --to it goes where the settings say for its kind and counts as done. With --to it goes to that folder,\n" +
			"which must be there, and is never deleted by itself.",
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				if to != "" {
					return a.backupTo(ctx, s, to)
				}
				return a.backupKind(ctx, s, kind)
			})
		}),
	}
	cmd.Flags().StringVar(&kind, "kind", string(backup.Daily), "daily, monthly or removable")
	cmd.Flags().StringVar(&to, "to", "", "another folder")
	return cmd
}

func (a *app) backupTo(ctx context.Context, s *station.Station, to string) error {
	info, err := backup.Make(ctx, backup.Station{Dir: s.Dir, Ledger: s.Ledger, Catalog: s.Catalog},
		backup.Options{Kind: backup.ByHand, Folder: to, Program: a.Version, Now: s.Now})
	if err != nil {
		return err
	}
	return a.answerWith(info, func() { a.describeMade(info) })
}

func (a *app) backupKind(ctx context.Context, s *station.Station, kind string) error {
	task, ok := map[string]upkeep.Task{"daily": upkeep.Daily, "monthly": upkeep.Monthly, "removable": upkeep.Removable}[kind]
	if !ok {
		return usage("--kind %s: write daily, monthly or removable", kind)
	}
	k := upkeep.New(s, upkeep.Options{Program: a.Version})
	done, err := k.Now(ctx, task)
	if err == nil {
		err = done.Err
	}
	if err != nil {
		return err
	}
	info, err := backup.Read(done.Path)
	if err != nil {
		return err
	}
	return a.answerWith(info, func() { a.describeMade(info) })
}

func (a *app) describeMade(b backup.Info) {
	a.say("Backup %s: %d {receipt/receipts}, %d {entry/entries}, head %.8s, %s; read back and verified.", b.Path, b.Receipts, b.Entries, b.Head, megabytes(b.Size))
	a.describeKey(b)
	for _, w := range b.Differ {
		a.say("THE TABLES DIFFER FROM THE JOURNAL: %s", w.What)
	}
}

// describeKey says what a backup cannot be restored without.
func (a *app) describeKey(b backup.Info) {
	switch b.Key {
	case backup.KeyNone:
		a.say("NOTE: it holds no key, because the window's keys lie open and no recovery key was printed. Guard them ('outpost key protect', 'outpost key recovery'): without its key no name in the backup can be read.")
	case backup.KeyRecovery:
		a.say("NOTE: only the printed recovery key opens the keys in it, because the window's own lie open.")
	}
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

func (a *app) backupList() *cobra.Command {
	var in string
	cmd := &cobra.Command{
		Use: "list", Short: "The backups of this window's ledger", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.reading(ctx, func(s *station.Station) error {
				all, err := listBackups(s, in)
				if err != nil {
					return err
				}
				zone := s.Ledger.Identity().Local(time.Time{}).Location()
				return a.answerWith(map[string]any{"backups": all}, func() { a.describeBackups(all, zone) })
			})
		}),
	}
	cmd.Flags().StringVar(&in, "in", "", "another folder than those of the settings")
	return cmd
}

// listBackups lists the backups of a folder that was asked for, else of those of
// the settings, of which one that is not there now is passed over.
func listBackups(s *station.Station, in string) ([]backup.Info, error) {
	ledger := s.Ledger.Identity().Ledger
	if in != "" {
		all, err := backup.List(in, ledger)
		return append([]backup.Info{}, all...), err
	}
	all, _, err := backup.ListAll(s.Settings().Backup.Folders(s.Dir), ledger)
	return append([]backup.Info{}, all...), err
}

func (a *app) describeBackups(all []backup.Info, zone *time.Location) {
	if len(all) == 0 {
		a.say("no backup is there")
	}
	for _, b := range all {
		if b.Err != nil {
			a.say("%s: NOT USABLE: %s", b.Path, sentence(b.Err))
			continue
		}
		a.say("%s: %s of %s, %d {receipt/receipts}, head %.8s, %s", b.Path, b.Kind, stamp(b.MadeAt, zone), b.Receipts, b.Head, megabytes(b.Size))
	}
}

func (a *app) backupVerify() *cobra.Command {
	return &cobra.Command{
		Use: "verify BACKUP", Short: "Read a backup from its disk and check all of it; needs no key", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			info, err := backup.Verify(ctx, args[0])
			if err != nil {
				return err
			}
			return a.answerWith(info, func() {
				a.say("The backup verifies whole: %d {entry/entries}, %d {receipt/receipts}, head %s.", info.Entries, info.Receipts, info.Head)
				for _, w := range info.Differ {
					a.say("THE TABLES DIFFER FROM THE JOURNAL: %s", w.What)
				}
			})
		}),
	}
}

// copiesOf are the copies that a restore looks in: those that were named, or the
// data folder's second copy where it is there.
func (a *app) copiesOf(named []string) []string {
	if len(named) > 0 {
		return named
	}
	second := station.CopyFolder(a.dir())
	if second == "" {
		second = filepath.Join(a.dir(), "copy")
	}
	if _, err := os.Stat(second); err != nil {
		return nil
	}
	return []string{second}
}

const copyFlag = "a copy of the journal that may hold what was written since; by default the data folder's second copy (repeatable)"

func (a *app) backupPreview() *cobra.Command {
	var copies []string
	cmd := &cobra.Command{
		Use: "preview BACKUP", Short: "What stands in a backup and what a copy of the journal adds since; changes nothing", Args: cobra.ExactArgs(1),
		RunE: a.run(func(ctx context.Context, args []string) error {
			info, p, err := backup.Preview(ctx, args[0], a.copiesOf(copies))
			if err != nil {
				return err
			}
			v := struct {
				Backup backup.Info   `json:"backup"`
				After  store.Preview `json:"restored"`
			}{info, p}
			return a.answerWith(v, func() { a.describePreview(info, p) })
		}),
	}
	cmd.Flags().StringArrayVar(&copies, "copy", nil, copyFlag)
	return cmd
}

func (a *app) describePreview(info backup.Info, p store.Preview) {
	id := info.Identity
	zone := id.Local(time.Time{}).Location()
	a.say("%s, window %s, %s backup of %s by Outpost %s", id.Hospital, id.Station, info.Kind, stamp(info.MadeAt, zone), info.Program)
	a.say("in it: %d {receipt/receipts}, %d {entry/entries} from %s to %s, head %.8s", info.Receipts, info.Entries, stamp(info.From, zone), stamp(info.To, zone), info.Head)
	if p.From == "" {
		a.say("no copy of the journal adds anything to it")
	} else {
		a.say("the copy in %s adds %d {receipt/receipts} (%d {entry/entries}) up to %s", p.From, p.AddedReceipts, p.Added, stamp(p.To, zone))
	}
	if !p.Followed {
		a.say("NOTE: no copy reaches as far as the backup, so nobody knows what was sold since: look for the highest receipt number on paper and say it with --on-paper.")
	}
	a.say("a restore would give %d {receipt/receipts}, head %.8s", p.Receipts, p.Head)
	a.describeKey(info)
}

func (a *app) backupRestore() *cobra.Command {
	var into, key, onPaper string
	var copies []string
	cmd := &cobra.Command{
		Use: "restore BACKUP", Short: "Make a data folder anew, in a fresh folder, with what a copy holds since", Args: cobra.ExactArgs(1),
		Long: "Never over a living ledger. The restored one continues the numbers: from then on only one of the two may charge.\n" +
			"Where no copy says what was sold since the backup, look at the papers: --on-paper says the highest receipt\n" +
			"number there is; without it a hundred numbers are left free, so that none is given out twice.\n" +
			"Look at it with 'outpost backup preview' first.",
		RunE: a.run(func(ctx context.Context, args []string) error {
			from := station.RestoreSource{Backup: args[0], Key: key, Copies: a.copiesOf(copies), OnPaper: onPaper}
			done, locked, err := station.RestoreBackup(ctx, from, into, a.options())
			if err != nil {
				return err
			}
			return a.restored(into, done, locked)
		}),
	}
	cmd.Flags().StringVar(&into, "into", "", "the fresh folder")
	cmd.Flags().StringVar(&key, "key", "", "the window's station.key, where the backup's is not to be opened")
	cmd.Flags().StringArrayVar(&copies, "copy", nil, copyFlag)
	cmd.Flags().StringVar(&onPaper, "on-paper", "", "highest receipt number on paper at this window; without it a hundred are left free where no copy tells")
	return need(cmd, "into")
}

// restored says how to go on with a restored ledger.
func (a *app) restored(dir string, done store.Restored, locked bool) error {
	v := struct {
		store.Restored
		Locked bool `json:"locked,omitempty"`
	}{done, locked}
	return a.answerWith(v, func() {
		a.say("The ledger stands in %s: %d {entry/entries}, %d {receipt/receipts}, of which a copy added %d {entry/entries}. It verifies whole.", dir, done.Entries, done.Receipts, done.FromCopy)
		if done.Free.First > 0 {
			a.say("%d receipt numbers behind the last one are left free: paper with them may exist. Enter such receipts again with 'outpost receipt recover'.", done.Free.Count())
		}
		if locked {
			a.say("Its keys are locked: open them with 'outpost --data %s key recover --recovery-file FILE' before you use it.", dir)
		}
		a.say("From now on only one of the two may charge. Use it with --data %s.", dir)
	})
}
