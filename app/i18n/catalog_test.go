package i18n

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestChangeWhileRunning(t *testing.T) {
	c := New("xx")
	var heard []string
	c.OnChange(func() { heard = append(heard, "first "+c.T(WidgetCancel)) })
	remove := c.OnChange(func() { heard = append(heard, "second") })
	c.Set(English)
	c.Set(Chinese)
	remove()
	remove()
	c.Set(English)
	want := []string{"first 取消", "second", "first Cancel"}
	if !slices.Equal(heard, want) {
		t.Errorf("listeners heard %q, want %q", heard, want)
	}
}

func TestListenerMayRemoveItself(t *testing.T) {
	c := New(English)
	calls := 0
	var remove func()
	remove = c.OnChange(func() { calls++; remove() })
	c.Set(Chinese)
	c.Set(English)
	if calls != 1 {
		t.Errorf("a listener that removed itself was called %d times, want 1", calls)
	}
}

func TestCountTakesSingularAndPlural(t *testing.T) {
	const receipts Key = "test.receipts"
	c := New(English)
	c.texts[receipts] = entry{receipts, "%[1]d receipt of %[2]s|%[1]d receipts of %[2]s", "%[2]s的 %[1]d 张收据"}
	for _, test := range []struct {
		lang Lang
		n    int
		want string
	}{
		{English, 1, "1 receipt of A"}, {English, 0, "0 receipts of A"}, {English, 2, "2 receipts of A"},
		{Chinese, 1, "A的 1 张收据"}, {Chinese, 2, "A的 2 张收据"},
	} {
		c.Set(test.lang)
		if got := c.N(receipts, test.n, "A"); got != test.want {
			t.Errorf("%s %d: %q, want %q", test.lang, test.n, got, test.want)
		}
	}
}

func TestParseLang(t *testing.T) {
	for text, want := range map[string]Lang{"zh": Chinese, "zh_CN.UTF-8": Chinese, "zh-Hans": Chinese, "en_US": English, "de": English, "": English} {
		if got, _ := ParseLang(text); got != want {
			t.Errorf("ParseLang(%q) = %s, want %s", text, got, want)
		}
	}
	if _, ok := ParseLang("de"); ok {
		t.Error("ParseLang says that it knows German")
	}
}

func TestTextsAgreeBetweenLanguages(t *testing.T) {
	seen := map[Key]bool{}
	for _, subject := range subjects() {
		for _, e := range subject {
			if seen[e.key] {
				t.Errorf("%s: two texts with this key", e.key)
			}
			seen[e.key] = true
			if e.english == "" || e.chinese == "" {
				t.Errorf("%s: a language has no text", e.key)
			}
			if strings.Contains(e.chinese, plural) {
				t.Errorf("%s: Chinese has no plural", e.key)
			}
			want := verbs(e.chinese)
			for form := range strings.SplitSeq(e.english, plural) {
				if got := verbs(form); !slices.Equal(got, want) {
					t.Errorf("%s: English takes %v, Chinese %v", e.key, got, want)
				}
			}
		}
	}
}

func TestVerbsAreComparedByArgument(t *testing.T) {
	if got, want := verbs("%[2]s 100%% %[1]d %02d"), verbs("%[1]d %[2]s %02d"); slices.Equal(got, want) {
		t.Errorf("%v and %v differ in the argument that %%02d takes", got, want)
	}
	if got, want := verbs("%[2]s of %[1]d"), verbs("%d %s"); !slices.Equal(got, want) {
		t.Errorf("the same arguments in another order: %v, %v", got, want)
	}
}

var verb = regexp.MustCompile(`%(\[(\d+)\])?([-+# 0]*[\d.]*)([a-zA-Z%])`)

// verbs lists which argument is printed by which verb, in the order of the arguments.
func verbs(text string) []string {
	var out []string
	next := 1
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		if m[4] == "%" {
			continue
		}
		if m[2] != "" {
			fmt.Sscan(m[2], &next)
		}
		out = append(out, fmt.Sprintf("%d%s", next, m[4]))
		next++
	}
	slices.Sort(out)
	return slices.Compact(out)
}
