package incident

import "fmt"

// Role is the rank of a person who orders. Roles are ordered: a higher one may do what a lower one may.
type Role int

// The roles of outage/README, lowest first. RoleNone is nobody.
const (
	RoleNone Role = iota
	RoleCashier
	RoleSupervisor
	RoleNetAdmin
	RoleInfoHead
	RoleLeader
)

var roleNames = [...]string{"", "cashier", "supervisor", "net_admin", "info_head", "leader"}

// String returns the role's word, "" for RoleNone.
func (r Role) String() string {
	if r < RoleNone || int(r) >= len(roleNames) {
		return fmt.Sprintf("role(%d)", int(r))
	}
	return roleNames[r]
}

// ParseRole reads what String writes. The empty text is refused: an order always has somebody who gives it.
func ParseRole(s string) (Role, error) {
	for r := RoleCashier; r <= RoleLeader; r++ {
		if roleNames[r] == s {
			return r, nil
		}
	}
	return RoleNone, fmt.Errorf("role %q is none of cashier, supervisor, net_admin, info_head, leader: %w", s, ErrUnknownWord)
}

// MarshalText writes the role as String does.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a role; "" is RoleNone, so that a record without a person can be read back.
func (r *Role) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*r = RoleNone
		return nil
	}
	*r, err = ParseRole(string(b))
	return err
}
