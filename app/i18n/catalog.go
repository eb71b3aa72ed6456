package i18n

import (
	"fmt"
	"strings"
	"sync"
)

// Lang is a language of the catalogue, written as in BCP 47.
type Lang string

// The languages of the catalogue.
const (
	English Lang = "en"
	Chinese Lang = "zh-Hans"
)

// Langs lists every language of the catalogue in the order in which a person chooses among them.
func Langs() []Lang { return []Lang{English, Chinese} }

// Name is the language's own name for itself, so that a person who reads no other finds it.
func (l Lang) Name() string {
	if l == Chinese {
		return "中文"
	}
	return "English"
}

// Code is how settings write the language: "zh" or "en".
func (l Lang) Code() string {
	if l == Chinese {
		return "zh"
	}
	return "en"
}

// ParseLang reads a language as settings ("zh", "zh-Hans") or an environment ("zh_CN.UTF-8") write it.
// Whatever is not Chinese is English; ok is false when it was neither.
func ParseLang(s string) (lang Lang, ok bool) {
	switch base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(s), "_", "-"), "-"); base {
	case "zh":
		return Chinese, true
	case "en":
		return English, true
	}
	return English, false
}

// Key names a text. Keys are the constants of this package; nothing else makes one.
type Key string

// entry is one text in every language.
type entry struct {
	key     Key
	english string
	chinese string
}

// subjects lists the texts by screen or subject, one line each.
func subjects() [][]entry {
	return [][]entry{
		times(),
		widgets(),
		till(),
		tillAnswers(), refusals(), tillRefund(), tillBill(), mending(), tillOver(), tillOrders(), tillPaper(), papers(), owed(), refused(), recovery(), handedOut(),
		shell(),
		shellStart(), safekeeping(),
		proof(),
		shiftReport(), shiftScreen(), numbers(), named(),
		ledgerKeys(), ledgerState(), ledgerWork(),
		proofFindings(), reasons(),
		persons(), logins(), staff(),
		panel(),
		panelFacts(),
		events(),
		register(),
		reconcile(),
		prices(),
		drills(),
	}
}

// plural separates the English singular from the plural.
const plural = "|"

// Catalog answers with the texts of the chosen language. It may be used from any goroutine.
type Catalog struct {
	texts map[Key]entry // never written after New

	mu        sync.RWMutex
	lang      Lang
	listeners map[int]func()
	next      int // the next listener's number
}

// New makes a catalogue that speaks lang; an unknown language is taken as English.
func New(lang Lang) *Catalog {
	c := &Catalog{texts: map[Key]entry{}, lang: known(lang), listeners: map[int]func(){}}
	for _, subject := range subjects() {
		for _, e := range subject {
			c.texts[e.key] = e
		}
	}
	return c
}

func known(lang Lang) Lang {
	if lang == Chinese {
		return Chinese
	}
	return English
}

// Lang is the language spoken now.
func (c *Catalog) Lang() Lang {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.lang
}

// Set changes the language and calls every listener, in the caller's goroutine, in the order of their registration.
// Setting the language that is spoken already calls nobody.
func (c *Catalog) Set(lang Lang) {
	for _, listener := range c.change(known(lang)) {
		listener()
	}
}

// change sets the language and returns the listeners that have to hear of it.
func (c *Catalog) change(lang Lang) []func() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lang == lang {
		return nil
	}
	c.lang = lang
	var out []func()
	for i := range c.next {
		if listener, ok := c.listeners[i]; ok {
			out = append(out, listener)
		}
	}
	return out
}

// OnChange has f called after every change of language, until remove is called.
func (c *Catalog) OnChange(f func()) (remove func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	number := c.next
	c.next++
	c.listeners[number] = f
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.listeners, number)
	}
}

// T is the text of key with args filled in as fmt.Sprintf does. A key without a text, which a test forbids, is
// shown as itself: a strange word on the screen is better than a till that stops.
func (c *Catalog) T(key Key, args ...any) string {
	return fill(c.text(key), args)
}

// N is the text of a count: English takes the singular when n is 1. n is the first argument, args follow.
func (c *Catalog) N(key Key, n int, args ...any) string {
	one, many, counts := strings.Cut(c.text(key), plural)
	text := many
	if !counts || n == 1 {
		text = one
	}
	return fill(text, append([]any{n}, args...))
}

func (c *Catalog) text(key Key) string {
	e, ok := c.texts[key]
	switch {
	case !ok:
		return string(key)
	case c.Lang() == Chinese:
		return e.chinese
	}
	return e.english
}

// fill leaves a text without arguments as it is, so that a percent sign needs no doubling there.
func fill(text string, args []any) string {
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(Count(text, args...), args...)
}
