package settings

import (
	"encoding"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func TestTheExampleSaysWhatHoldsByDefault(t *testing.T) {
	s, err := ParseNew("example.toml", []byte(Example()))
	if err != nil {
		t.Fatal(err)
	}
	if want := Default(); !reflect.DeepEqual(s, want) {
		t.Errorf("the example says\n%+v\nthe default is\n%+v", s, want)
	}
}

var shown = regexp.MustCompile(`(?m)^#(\S)`)

// Whoever adds a setting explains it here: the example is the settings' manual.
func TestTheExampleExplainsEveryField(t *testing.T) {
	whole := shown.ReplaceAllString(Example(), "$1")
	s, err := ParseNew("example.toml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Packages) == 0 || len(s.Copies) == 0 || len(s.Probes.Application) == 0 || len(s.Probes.Canary) == 0 || len(s.Probes.Postgres) == 0 {
		t.Errorf("a list of the example is not shown: %+v", s)
	}
	var said map[string]any
	if err := toml.Unmarshal([]byte(whole), &said); err != nil {
		t.Fatal(err)
	}
	for _, field := range unsaid(reflect.TypeFor[Settings](), said, "") {
		t.Errorf("the example does not have %s", field)
	}
}

// elsewhere are fields of one type that are said where the setting has a use for
// them: an application probe posts nothing, and no insurer defers a payment.
var elsewhere = map[string]bool{"probes.application.body": true, "probes.application.body_type": true, "insurers.deferrable": true}

// unsaid names the fields of a struct, and of those within, that no table says.
func unsaid(kind reflect.Type, said any, path string) (missing []string) {
	for kind.Kind() == reflect.Slice || kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	if kind.Kind() != reflect.Struct || reflect.PointerTo(kind).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return nil
	}
	for _, field := range reflect.VisibleFields(kind) {
		name, _, _ := strings.Cut(field.Tag.Get("toml"), ",")
		at := strings.TrimPrefix(path+"."+name, ".")
		if name == "-" || elsewhere[at] {
			continue
		}
		value := first(said, name)
		if name == "" || value == nil {
			missing = append(missing, at+" ("+field.Name+")")
			continue
		}
		missing = append(missing, unsaid(field.Type, value, at)...)
	}
	return missing
}

// first is a field of a table, or of the first of a list of tables.
func first(said any, name string) any {
	if list, ok := said.([]any); ok && len(list) > 0 {
		said = list[0]
	}
	table, _ := said.(map[string]any)
	return table[name]
}

var (
	section = regexp.MustCompile(`^#?\[`)
	setting = regexp.MustCompile(`^#?([a-z_0-9]+) = `)
)

// The first time that a section sets a field, its line says what it is for; a
// list of inline tables is explained above.
func TestTheExampleSaysWhatEachFieldIsFor(t *testing.T) {
	in, before := "", ""
	explained := map[string]bool{}
	for line := range strings.Lines(Example()) {
		line = strings.TrimSpace(line)
		if section.MatchString(line) {
			in = strings.TrimPrefix(line, "#")
		}
		if name := setting.FindStringSubmatch(line); name != nil && !explained[in+name[1]] {
			explained[in+name[1]] = true
			if !strings.Contains(line, " # ") && !strings.HasPrefix(before, "# "+name[1]+":") {
				t.Errorf("%s %s says nothing of what it is for: %s", in, name[1], line)
			}
		}
		before = line
	}
	if len(explained) < 100 {
		t.Errorf("only %d fields were looked at", len(explained))
	}
}
