package person

import (
	"strings"
	"testing"

	"outpost/app/i18n"
	"outpost/store/incident"
)

func TestOnlyTheRolesOfferedAreTaken(t *testing.T) {
	for _, lang := range i18n.Langs() {
		texts := i18n.New(lang)
		offered := RolesFrom(texts, incident.RoleInfoHead)
		for _, typed := range []string{"", "1", "3", "6", Word(texts, incident.RoleSupervisor)} {
			_, err := ParseRole(texts, typed, incident.RoleInfoHead)
			if err == nil || !strings.Contains(err.Error(), "4, 5") {
				t.Errorf("%s %q: %v, offered %s", lang, typed, err, offered)
			}
		}
		for typed, want := range map[string]incident.Role{
			"4": incident.RoleInfoHead, " 5 ": incident.RoleLeader, Word(texts, incident.RoleLeader): incident.RoleLeader,
		} {
			if got, err := ParseRole(texts, typed, incident.RoleInfoHead); got != want || err != nil {
				t.Errorf("%s %q: %s, %v", lang, typed, got, err)
			}
		}
		if strings.Contains(offered, Word(texts, incident.RoleCashier)) {
			t.Errorf("%s: a role that is refused is offered: %s", lang, offered)
		}
	}
}
