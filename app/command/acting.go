package command

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
)

// person is somebody whom a command line names, with the file of the PIN: a PIN
// on the command line itself would stand in the list of processes.
type person struct{ id, pinFile string }

// actsNote marks a command that says who does it.
const actsNote = "acts"

// drillPerson is who does it in a drill's ledger where nobody is named.
const drillPerson = "drill"

// acts gives a command that changes a ledger its --as and --pin-file.
func (a *app) acts(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&a.who.id, "as", "", "login of who does this; needed in a hospital's ledger")
	cmd.Flags().StringVar(&a.who.pinFile, "pin-file", "", "file whose first line is that person's PIN")
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[actsNote] = "true"
	return cmd
}

// approves gives a command --approve-as and --approve-pin-file for the second
// person, who approves.
func (a *app) approves(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&a.second.id, "approve-as", "", "login of who approves this: somebody else, of the rank")
	cmd.Flags().StringVar(&a.second.pinFile, "approve-pin-file", "", "file whose first line is the approver's PIN")
	return cmd
}

// acting opens the station for a command that changes something, and logs in who
// does it: nothing goes round the PIN. A drill's ledger asks nobody.
func (a *app) acting(ctx context.Context, do func(*station.Station, store.Actor) error) error {
	return a.writing(ctx, func(s *station.Station) error {
		by, err := a.login(ctx, s)
		if err != nil {
			return err
		}
		return do(s, by)
	})
}

// ranked is acting for what takes a rank.
func (a *app) ranked(ctx context.Context, least incident.Role, do func(*station.Station, store.Actor) error) error {
	return a.acting(ctx, func(s *station.Station, by store.Actor) error {
		if by.Role() < least {
			return fmt.Errorf("%s is a %s; this takes a %s or higher: %w", by.ID(), by.Role(), least, store.ErrRole)
		}
		return do(s, by)
	})
}

func (a *app) login(ctx context.Context, s *station.Station) (store.Actor, error) {
	some, err := s.Ledger.HasPeople(ctx)
	switch drill := s.Ledger.Identity().Drill; {
	case err != nil:
		return store.Actor{}, err
	case drill && (!some || a.who.pinFile == ""):
		return s.Ledger.DrillActor(cmp.Or(a.who.id, drillPerson), incident.RoleLeader)
	case !some:
		return store.Actor{}, &refusal{"nobody works at this window yet; make the first administrator with 'outpost setup admin'", store.ErrActor}
	case a.who.id == "" || a.who.pinFile == "":
		return store.Actor{}, errNobody()
	}
	pin, err := a.readPIN(a.who.pinFile)
	if err != nil {
		return store.Actor{}, err
	}
	by, err := s.Ledger.Login(ctx, a.who.id, pin)
	if errors.Is(err, store.ErrPINOld) {
		err = fmt.Errorf("%w: outpost people pin --as %s --pin-file OLD --new-pin-file NEW", err, a.who.id)
	}
	return by, err
}

func errNobody() error {
	return &refusal{"this changes a hospital's ledger: say who does it with --as NAME --pin-file FILE", store.ErrActor}
}

// approval is the second person's word for what by asks for.
func (a *app) approval(ctx context.Context, s *station.Station, by store.Actor, what store.What, subject string) (store.Approval, error) {
	if s.Ledger.Identity().Drill && a.second.pinFile == "" {
		id := cmp.Or(a.second.id, drillPerson+"-"+what.LeastRole().String())
		return s.Ledger.DrillApproval(ctx, by, id, what.LeastRole(), what, subject)
	}
	if a.second.id == "" || a.second.pinFile == "" {
		return store.Approval{}, &refusal{
			fmt.Sprintf("%s needs a %s or higher who approves it: --approve-as NAME --approve-pin-file FILE", what, what.LeastRole()), store.ErrApproval,
		}
	}
	pin, err := a.readPIN(a.second.pinFile)
	if err != nil {
		return store.Approval{}, err
	}
	return s.Ledger.Approve(ctx, by, a.second.id, pin, what, subject)
}

// mostSecretLine bounds the first line of a secret's file, in bytes.
const mostSecretLine = 1024

func (a *app) readPIN(path string) (string, error) { return a.readSecret(path, "the PIN") }

// readSecret reads the first line of a file, and warns where others may read it.
func (a *app) readSecret(path, what string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("the file of %s cannot be read; look at its name and rights: %w", what, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return "", fmt.Errorf("%s is a folder; name the file of %s in it", path, what)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		a.warn("others of this machine can read %s; take their rights away (chmod 600)", path)
	}
	line, err := bufio.NewReader(io.LimitReader(f, mostSecretLine)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("the file of %s cannot be read: %w", what, err)
	}
	secret := strings.TrimRight(strings.TrimPrefix(line, "\ufeff"), "\r\n")
	if secret == "" {
		return "", fmt.Errorf("%s: its first line is empty; %s belongs there", path, what)
	}
	return secret, nil
}
