package people

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// The lengths of a PIN in characters, and how many of a person's former PINs
// are not taken again.
const (
	LeastPIN   = 6
	MostPIN    = 64
	FormerPINs = 5
)

// DefaultPINDays is how long a PIN lasts where the settings say nothing, in
// days of 24 hours.
const DefaultPINDays = 90

// NormalPIN brings a typed PIN to the form that is hashed: a Chinese input
// method writes digits and letters at full width, and they mean the same key.
func NormalPIN(pin string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, pin)
}

// CheckPIN refuses a PIN that id's owner must not have: shorter than 6
// characters, all one digit, a row of the keyboard, a pattern that repeats, or
// the login itself (ErrWeakPIN).
func CheckPIN(pin, id string) error {
	pin = NormalPIN(pin)
	n := utf8.RuneCountInString(pin)
	switch {
	case n < LeastPIN:
		return refuse(ErrWeakPIN, fmt.Sprintf("the PIN has %d characters; it needs %d or more", n, LeastPIN))
	case n > MostPIN:
		return refuse(ErrWeakPIN, fmt.Sprintf("the PIN is longer than %d characters", MostPIN))
	case strings.IndexFunc(pin, func(r rune) bool { return r <= ' ' || r == 0x7f || r == utf8.RuneError }) >= 0:
		return refuse(ErrWeakPIN, "the PIN holds a space or a character that cannot be typed again")
	case id != "" && strings.Contains(strings.ToLower(pin), strings.ToLower(id)) && len(id) >= LeastPIN/2:
		return refuse(ErrWeakPIN, "the PIN holds the login; take another one")
	case trivial(pin):
		return refuse(ErrWeakPIN, "the PIN is one that everybody tries first, such as 123456 or 112233; take another one")
	}
	return nil
}

// rows are what people type along: the digits, the keypad's columns, the letters.
var rows = []string{"01234567890123456789", "147258369147", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"}

// common are others that lead the lists of stolen PINs and follow no rule.
var common = []string{"123123", "112233", "159357", "159753", "147852", "102030", "520520", "521521", "131452", "520131", "5201314", "1314520", "password", "admin123", "abc123", "a123456", "123456a"}

func trivial(pin string) bool {
	pin = strings.ToLower(pin)
	if slices.Contains(common, pin) || repeats(pin) || repeats(doubled(pin)) {
		return true
	}
	for _, text := range []string{pin, doubled(pin)} {
		for _, row := range rows {
			if len(text) > 2 && (strings.Contains(row, text) || strings.Contains(row, reversed(text))) {
				return true
			}
		}
	}
	return false
}

// doubled is every second character of a PIN whose characters come in pairs:
// 112233 is 123 typed slowly. Any other PIN stays as it is.
func doubled(pin string) string {
	if len(pin)%2 != 0 {
		return pin
	}
	half := make([]byte, 0, len(pin)/2)
	for i := 0; i < len(pin); i += 2 {
		if pin[i] != pin[i+1] {
			return pin
		}
		half = append(half, pin[i])
	}
	return string(half)
}

// repeats says whether a PIN is a piece typed again and again: 121212, 777777.
func repeats(pin string) bool {
	for piece := 1; piece <= len(pin)/2; piece++ {
		if len(pin)%piece == 0 && strings.Repeat(pin[:piece], len(pin)/piece) == pin {
			return true
		}
	}
	return false
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

// Expired says whether a PIN that was set at since is older than days; 0 days is
// never. A clock before since makes none expire.
func Expired(since, now time.Time, days int) bool {
	return days > 0 && now.Sub(since) > time.Duration(days)*24*time.Hour
}
