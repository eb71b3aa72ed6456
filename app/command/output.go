package command

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"outpost/app/i18n"
	"outpost/receipts"
)

// line writes one JSON object on a line of its own.
func (a *app) line(v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	if _, err := a.Out.Write(append(raw, '\n')); err != nil {
		return fmt.Errorf("the answer could not be written out: %w", err)
	}
	return nil
}

// say writes a line of words, unless the answer is JSON.
func (a *app) say(format string, args ...any) {
	if !a.json {
		fmt.Fprintf(a.Out, i18n.Count(format, args...)+"\n", args...)
	}
}

// warn writes a sentence to the error output, beside the answer.
func (a *app) warn(format string, args ...any) {
	fmt.Fprintf(a.Err, "outpost: %s\n", stopped(fmt.Sprintf(i18n.Count(format, args...), args...)))
}

// stopped ends a text as a sentence.
func stopped(text string) string {
	last, _ := utf8.DecodeLastRuneInString(text)
	if text == "" || strings.ContainsRune(".!?。！？…\n", last) {
		return text
	}
	return text + "."
}

// answer gives the result: the object, or else the words.
func (a *app) answer(v any, format string, args ...any) error {
	if a.json {
		return a.line(v)
	}
	a.say(format, args...)
	return nil
}

// answerWith gives the object, or else what words says.
func (a *app) answerWith(v any, words func()) error {
	if a.json {
		return a.line(v)
	}
	words()
	return nil
}

// stamp shows a time as a person reads it; "-" for none.
func stamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(zone).Format("2006-01-02 15:04:05")
}

// amounts turns minor units into decimals for JSON, which has no exact numbers.
type amounts receipts.Currency

func (c amounts) of(m receipts.Money) string { return receipts.Currency(c).Format(m) }
