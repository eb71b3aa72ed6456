package station

import (
	"strings"

	"outpost/receipts"
	"outpost/store/catalog"
)

// Packages lists the packages of the accepted settings.
func (s *Station) Packages() []receipts.Package {
	sets, err := s.Settings().Sets()
	if err != nil {
		s.Log.Error("packages not read", "error", err) // the settings were checked when they were accepted
	}
	return sets
}

// FindPackages lists up to limit packages whose code begins with the query, or
// whose name or pinyin initials hold it; a whole code comes first.
func (s *Station) FindPackages(query string, limit int) []receipts.Package {
	q := strings.ToLower(strings.TrimSpace(query))
	if q == "" {
		return nil
	}
	var exact, rest []receipts.Package
	for _, p := range s.Packages() {
		code := strings.ToLower(p.Code)
		switch {
		case code == q:
			exact = append(exact, p)
		case strings.HasPrefix(code, q), strings.Contains(strings.ToLower(p.Name), q), hasInitials(p.Name, q):
			rest = append(rest, p)
		}
	}
	found := append(exact, rest...)
	return found[:min(len(found), limit)]
}

func hasInitials(name, query string) bool {
	for _, spelling := range catalog.Initials(name) {
		if strings.HasPrefix(spelling, query) {
			return true
		}
	}
	return false
}

// ItemLine is a line of one unit of an item at today's price, for packages and
// for charging an earlier bill again.
func (s *Station) ItemLine(key string) (receipts.Line, bool) {
	item, ok := s.Index().ByKey(key)
	return item.Line(receipts.One), ok
}
