package people

import (
	"fmt"
	"regexp"
	"strings"

	"outpost/store/incident"
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,31}$`)

// NormalID brings a typed login to the form that is kept. It stands on receipts
// and in every entry, so it is never a personal name (ErrID).
func NormalID(id string) (string, error) {
	normal := strings.ToLower(strings.TrimSpace(NormalPIN(id)))
	if !idForm.MatchString(normal) {
		return "", refuse(ErrID, fmt.Sprintf("the login %q: write 1 to 32 letters a-z, digits, dots or dashes, such as chen or 0472", id))
	}
	return normal, nil
}

// MayManage says whether a person of rank by may add, change, shut out or unlock
// one of rank of. The information department looks after people: a net_admin
// after those up to the own rank, an info_head after everybody. A supervisor may
// only end a cashier's wait.
func MayManage(by, of incident.Role) bool {
	return by >= incident.RoleInfoHead || by == incident.RoleNetAdmin && of <= by
}

// MayUnlock says whether a person of rank by may end the wait of one of rank of
// after wrong tries.
func MayUnlock(by, of incident.Role) bool {
	return MayManage(by, of) || by >= incident.RoleSupervisor && of < by
}
