package incident

import (
	"errors"
	"fmt"
)

// ErrUnknownWord says that a text is none of the words this package knows. The wrapping error names it.
var ErrUnknownWord = errors.New("unknown word")

// Class is the scope of the stations affected (plan R7 to R9, reading 1), not the part that broke.
type Class int

// The classes of the plan. ClassUnknown ("U") is a fault whose scope nobody can tell yet.
const (
	ClassUnknown Class = 0
	Class1       Class = 1 // whole system, plan R7
	Class2       Class = 2 // regional, plan R8
	Class3       Class = 3 // single point, plan R9
)

// String returns "U", "1", "2" or "3".
func (c Class) String() string {
	if c >= Class1 && c <= Class3 {
		return string(rune('0' + c))
	}
	return "U"
}

// ParseClass reads what String writes; "" is ClassUnknown.
func ParseClass(s string) (Class, error) {
	switch s {
	case "", "U", "u":
		return ClassUnknown, nil
	case "1", "2", "3":
		return Class(s[0] - '0'), nil
	}
	return ClassUnknown, fmt.Errorf("class %q is none of U, 1, 2, 3: %w", s, ErrUnknownWord)
}

// MarshalText writes the class as String does.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the class as ParseClass does.
func (c *Class) UnmarshalText(b []byte) (err error) {
	*c, err = ParseClass(string(b))
	return err
}

// severity orders the classes by what they set going: a single point least, the whole system most.
// An unknown scope stands above a single point, because its clocks are those of a whole system.
func (c Class) severity() int {
	switch c {
	case Class1:
		return 3
	case Class2:
		return 2
	case ClassUnknown:
		return 1
	}
	return 0
}

// Above reports whether c is a heavier class than d: 1 over 2 over U over 3.
func (c Class) Above(d Class) bool { return c.severity() > d.severity() }

// Confidence says how far the class can be trusted.
type Confidence string

// The three degrees of the class table (outage/README).
const (
	ConfidenceLow    Confidence = "low"
	ConfidenceMedium Confidence = "medium"
	ConfidenceHigh   Confidence = "high"
)

// Part is what broke, as far as probes can tell. In class 2 it decides the clock (plan R18 against R19).
type Part string

// The parts that the clocks tell apart. PartUnknown counts as network: the longer clock.
const (
	PartUnknown  Part = ""
	PartNetwork  Part = "network"
	PartServer   Part = "server"
	PartDatabase Part = "database"
)
