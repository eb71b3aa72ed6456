package command

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/seal"
)

// unlock is how a command opens the station's keys: the machine's key store, and
// a file with the passphrase or the recovery key.
func (a *app) unlock() seal.Unlock {
	file := a.phrase
	if file == "" {
		file = a.PassphraseFile
	}
	u := seal.Unlock{Store: a.KeyStore}
	if file != "" {
		u.Ask = func(context.Context) (string, error) { return a.readSecret(file, "the passphrase") }
	}
	return u
}

func (a *app) keyCommand() *cobra.Command {
	status := &cobra.Command{
		Use: "status", Short: "Say what guards the station's keys; they need not be open", Args: cobra.NoArgs,
		RunE: a.run(func(context.Context, []string) error {
			k, err := store.InspectKey(a.dir())
			if err != nil {
				return err
			}
			return a.answerWith(k, func() { a.say("key %s: %s", k.KeyID, guardedBy(k.Protection)) })
		}),
	}
	recovery := a.acts(&cobra.Command{
		Use: "recovery", Short: "Print a new recovery key, once; the one before opens nothing any more", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				paper, err := s.Ledger.NewRecoveryKey(ctx, by)
				if err != nil {
					return err
				}
				return a.answerWith(map[string]string{"recovery_key": paper}, func() { a.sayRecovery(paper) })
			})
		}),
	})
	return a.group("key", "The station's keys: what guards them, the recovery key, the public key",
		status, a.keyPublic(), a.keyProtect(), recovery, a.keyRecover())
}

// guardedBy says what guards the keys, or that nothing does.
func guardedBy(p seal.Protection) string {
	var ways []string
	if p.System {
		ways = append(ways, p.Store)
	}
	if p.Passphrase {
		ways = append(ways, "a passphrase")
	}
	said := "guarded by " + strings.Join(ways, " and by ")
	if p.Unprotected {
		said = "UNPROTECTED: it lies open on the same disk as the names that it seals; 'outpost key protect' guards it"
	}
	if p.Recovery {
		return said + "; a recovery key was printed"
	}
	return said + "; NO RECOVERY KEY was printed, 'outpost key recovery' prints one"
}

func (a *app) sayRecovery(paper string) {
	a.say("Recovery key: %s", paper)
	a.say("Write it down and lock it away now: it is shown this once and stands nowhere else. It opens the names of this ledger when the machine's key store or the passphrase is lost, with 'outpost key recover'.")
}

func (a *app) keyPublic() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "public", Short: "Show the public key that verifies this window's entries and receipts on any machine", Args: cobra.NoArgs,
		RunE: a.run(func(ctx context.Context, _ []string) error {
			id, err := store.Founded(ctx, a.dir(), a.ledgerOptions())
			if err != nil {
				return err
			}
			text, err := id.PublicText()
			if err != nil {
				return err
			}
			if out != "" {
				if err := checkTarget(out); err != nil {
					return err
				}
				if err := os.WriteFile(out, text, 0o644); err != nil {
					return fmt.Errorf("the public key was not written: %w", err)
				}
			}
			v := map[string]string{"ledger": id.Ledger, "station": id.Station, "key_id": seal.KeyID(id.PublicKey), "public_key": base64.StdEncoding.EncodeToString(id.PublicKey), "file": out}
			return a.answerWith(v, func() {
				if a.say("%s", strings.TrimSpace(string(text))); out != "" {
					a.say("It stands in %s.", out)
				}
			})
		}),
	}
	cmd.Flags().StringVar(&out, "out", "", "a file to write it to (PEM)")
	return cmd
}

func (a *app) keyProtect() *cobra.Command {
	var system bool
	var file string
	cmd := a.acts(&cobra.Command{
		Use: "protect", Short: "Guard the station's keys by the machine's key store, a passphrase, or both", Args: cobra.NoArgs,
		Long: "Guard the station's keys by the machine's key store (--os), a passphrase (--new-passphrase-file), or both: either then opens them.\n" +
			"The key store opens by itself when its user logs in to the machine. A passphrase alone keeps the window shut until somebody types it,\n" +
			"at every start, at two in the morning too: with --os beside it, or the recovery key in the night's safe, nobody stands before a locked till.",
		RunE: a.run(func(ctx context.Context, _ []string) error {
			g := seal.Guards{}
			if system {
				if g.Store = a.KeyStore; g.Store == nil {
					return &refusal{"this machine or this session has no key store; take --new-passphrase-file", seal.ErrKeyStore}
				}
			}
			if file != "" {
				var err error
				if g.Passphrase, err = a.readSecret(file, "the new passphrase"); err != nil {
					return err
				}
			}
			if g == (seal.Guards{}) {
				return usage("say what guards the keys: --os, --new-passphrase-file FILE, or both")
			}
			return a.acting(ctx, func(s *station.Station, by store.Actor) error {
				if err := s.Ledger.GuardKey(ctx, by, g); err != nil {
					return err
				}
				k := s.Ledger.KeyProtection()
				return a.answerWith(k, func() { a.say("key %s: %s", k.KeyID, guardedBy(k.Protection)) })
			})
		}),
	})
	cmd.Flags().BoolVar(&system, "os", false, "the machine's key store")
	cmd.Flags().StringVar(&file, "new-passphrase-file", "", "file whose first line is the passphrase, 12 characters or more")
	return cmd
}

func (a *app) keyRecover() *cobra.Command {
	var paper, file, copied string
	var open bool
	cmd := &cobra.Command{
		Use: "recover", Short: "Open the keys with the printed recovery key and guard them anew", Args: cobra.NoArgs,
		Long: "Open the keys with the printed recovery key, out of station.key or out of the recovery file beside a copy, and guard them anew:\n" +
			"by the machine's key store where there is one, and by a passphrase where one is given.",
		RunE: a.run(func(ctx context.Context, _ []string) error {
			typed, err := a.readSecret(paper, "the recovery key")
			if err != nil {
				return err
			}
			phrase := ""
			if file != "" {
				if phrase, err = a.readSecret(file, "the new passphrase"); err != nil {
					return err
				}
			}
			opt := a.ledgerOptions()
			if open {
				opt.Unlock.Store = nil
			}
			if err := store.RecoverKey(ctx, a.dir(), opt, store.KeyRecovery{Paper: typed, Passphrase: phrase, Copy: copied}); err != nil {
				return err
			}
			k, err := store.InspectKey(a.dir())
			if err != nil {
				return err
			}
			return a.answerWith(k, func() {
				a.say("The keys are recovered. Key %s: %s", k.KeyID, guardedBy(k.Protection))
				if !store.Exists(a.dir()) {
					a.say("There is no ledger in %s yet: bring it back with 'outpost ledger restore --copy DIR' or 'outpost backup restore'.", a.dir())
				}
			})
		}),
	}
	cmd.Flags().StringVar(&paper, "recovery-file", "", "file whose first line is the recovery key")
	cmd.Flags().StringVar(&file, "new-passphrase-file", "", "file whose first line is a new passphrase, 12 characters or more")
	cmd.Flags().BoolVar(&open, "no-os", false, "do not use the machine's key store")
	cmd.Flags().StringVar(&copied, "copy", "", "the folder of a copy that the recovery file lies in, where not even the second copy is left: a stick's folder of this ledger")
	return need(cmd, "recovery-file")
}
