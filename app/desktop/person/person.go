// Package person asks who gives an order or takes a decision: the role and the
// name, in the same words on every screen.
package person

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"outpost/app/i18n"
	"outpost/store/incident"
)

// Roles lists the roles in the order of their numbers on screen, from 1.
func Roles() []incident.Role {
	return []incident.Role{
		incident.RoleCashier, incident.RoleSupervisor, incident.RoleNetAdmin, incident.RoleInfoHead, incident.RoleLeader,
	}
}

// Word is a role as a person reads it.
func Word(texts *i18n.Catalog, role incident.Role) string {
	switch role {
	case incident.RoleCashier:
		return texts.T(i18n.PersonCashier)
	case incident.RoleSupervisor:
		return texts.T(i18n.PersonSupervisor)
	case incident.RoleNetAdmin:
		return texts.T(i18n.PersonNetAdmin)
	case incident.RoleInfoHead:
		return texts.T(i18n.PersonInfoHead)
	case incident.RoleLeader:
		return texts.T(i18n.PersonLeader)
	}
	return texts.T(i18n.PersonNobody)
}

// perLine is how many choices stand in a line of a form.
const perLine = 2

// Numbered writes choices as "1 cashier   2 supervisor", a few to a line: the
// digit is what is typed.
func Numbered(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strconv.Itoa(i+1) + " " + w
	}
	return inLines(out)
}

// RolesFrom lists the roles from least on with their digits, for the form.
func RolesFrom(texts *i18n.Catalog, least incident.Role) string {
	var out []string
	for i, role := range Roles() {
		if role >= least {
			out = append(out, strconv.Itoa(i+1)+" "+Word(texts, role))
		}
	}
	return inLines(out)
}

func inLines(words []string) string {
	var lines []string
	for some := range slices.Chunk(words, perLine) {
		lines = append(lines, strings.Join(some, "   "))
	}
	return strings.Join(lines, "\n")
}

// ParseRole reads the digit of a role from least on, or its word. Its error names
// the digits that RolesFrom offers.
func ParseRole(texts *i18n.Catalog, typed string, least incident.Role) (incident.Role, error) {
	typed = strings.TrimSpace(typed)
	var digits []string
	for i, role := range Roles() {
		if role < least {
			continue
		}
		digit := strconv.Itoa(i + 1)
		if typed == digit || strings.EqualFold(typed, Word(texts, role)) {
			return role, nil
		}
		digits = append(digits, digit)
	}
	return incident.RoleNone, errors.New(texts.T(i18n.PersonNoRole, strings.Join(digits, ", ")))
}

// By is who gives an order or takes a decision.
type By interface {
	ID() string
	Role() incident.Role
}

// Name checks what was typed as a name.
func Name(texts *i18n.Catalog, typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", errors.New(texts.T(i18n.PersonNoName))
	}
	return typed, nil
}
