package command

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// quoted is what stands between backquotes.
var quoted = regexp.MustCompile("`([^`]+)`")

// A command that the README does not name is found by nobody.
func TestTheReadmeNamesEveryCommand(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "\n## Commands\n")
	table, _, _ = strings.Cut(table, "\n## ")
	named := map[string]bool{}
	for row := range strings.Lines(table) {
		if !strings.HasPrefix(row, "| `") {
			continue
		}
		cell, _, _ := strings.Cut(strings.TrimPrefix(strings.ReplaceAll(row, `\|`, "/"), "| "), " | ")
		group := ""
		for _, q := range quoted.FindAllStringSubmatch(cell, -1) {
			words := strings.Fields(q[1])
			named[strings.Join(words, " ")] = true
			for n := range words { // what follows a command's words are its arguments
				named[strings.Join(words[:n+1], " ")] = true
			}
			if group == "" && len(words) > 1 {
				group = words[0]
			}
			named[group+" "+words[0]] = true // `people add`, `role`, …
		}
	}
	a := &app{Env: Env{Folder: "x"}}
	var missing []string
	for _, path := range leaves(a.root(), "") {
		if !named[path] {
			missing = append(missing, path)
		}
	}
	if len(missing) > 0 {
		t.Errorf("the README's table of commands does not name %q", missing)
	}
}

// leaves are the paths of the commands that do something.
func leaves(c *cobra.Command, path string) (all []string) {
	for _, child := range c.Commands() {
		if child.Name() != "help" && !child.Hidden {
			all = append(all, leaves(child, strings.TrimSpace(path+" "+child.Name()))...)
		}
	}
	if len(all) == 0 {
		all = []string{path}
	}
	slices.Sort(all)
	return all
}
