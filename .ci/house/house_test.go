package house

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	root      = "../.."
	module    = "outpost"
	fileMax   = 400 // lines, comments and tests included
	funcLines = 60  // lines of one function outside tests
)

// pack is what `go list -json` says of a package.
type pack struct {
	ImportPath string
	Name       string
	Imports    []string
	Deps       []string
}

func packages(t *testing.T) []pack {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Name,Imports,Deps", "./...")
	cmd.Dir = root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []pack
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pack
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		t.Fatal("go list found no package")
	}
	return all
}

// within tells whether a package lies in a room of this module or below it.
func within(path string, rooms ...string) bool {
	return slices.ContainsFunc(rooms, func(room string) bool {
		full := module + "/" + room
		return path == full || strings.HasPrefix(path, full+"/")
	})
}

// floor is a part of the house with what it may never reach, directly or through others.
type floor struct {
	rooms  []string
	never  []string // rooms of ours
	reason string
}

func floors() []floor {
	return []floor{
		{[]string{"receipts"}, []string{"store", "sync", "app", "fixtures"}, "receipts is on the ground and knows nobody"},
		{[]string{"store"}, []string{"sync", "app", "fixtures"}, "imports go down only: app → sync → store → receipts"},
		{[]string{"sync"}, []string{"app", "fixtures"}, "imports go down only: app → sync → store → receipts"},
		{[]string{"fixtures"}, []string{"receipts", "store", "sync", "app"}, "the stand-in shares none of our assumptions"},
		{[]string{"app/i18n"}, []string{"receipts", "store", "sync", "app/desktop", "app/outage", "app/command"}, "texts know no rule"},
	}
}

func TestImportsGoDownOnly(t *testing.T) {
	for _, p := range packages(t) {
		for _, f := range floors() {
			if !within(p.ImportPath, f.rooms...) {
				continue
			}
			for _, dep := range p.Deps {
				if within(dep, f.never...) {
					t.Errorf("%s reaches %s: %s", p.ImportPath, dep, f.reason)
				}
			}
		}
	}
}

func TestOnlyTheDesktopKnowsTheToolkit(t *testing.T) {
	for _, p := range packages(t) {
		if !within(p.ImportPath, "receipts", "store", "sync", "fixtures", "app/outage", "app/i18n", "app/command", "app/drill", "app/simulate", "app/upkeep") {
			continue
		}
		for _, dep := range p.Deps {
			if strings.HasPrefix(dep, "fyne.io/") {
				t.Errorf("%s reaches %s: everything but the window runs without graphics", p.ImportPath, dep)
				break
			}
		}
	}
}

func TestNeighboursAreStrangers(t *testing.T) {
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			switch {
			case within(p.ImportPath, "store") && imported != module+"/receipts" && within(imported, "receipts"):
				t.Errorf("%s imports %s: of receipts, store takes only the root", p.ImportPath, imported)
			case isAdapter(p.ImportPath) && isAdapter(imported) && adapter(p.ImportPath) != adapter(imported):
				t.Errorf("%s imports %s: no adapter knows another", p.ImportPath, imported)
			}
		}
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "manager", "misc"}, p.Name) {
			t.Errorf("%s: the package's name says nothing", p.ImportPath)
		}
	}
}

func isAdapter(path string) bool {
	return within(path, "sync/sqlhis", "sync/fhir", "sync/hl7", "sync/odoo", "sync/tryton", "sync/sheet")
}

// adapter is the folder below sync.
func adapter(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, module+"/sync/"), "/")
	return name
}

func TestFilesAndFunctionsStaySmall(t *testing.T) {
	set := token.NewFileSet()
	seen := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node" || d.Name() == ".git" || d.Name() == "bin") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		seen++
		checkFile(t, set, path)
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatalf("%d files seen: %v", seen, err)
	}
}

func checkFile(t *testing.T, set *token.FileSet, path string) {
	t.Helper()
	if n := lines(t, path); n >= fileMax {
		t.Errorf("%s has %d lines, allowed are fewer than %d: one subject a file", path, n, fileMax)
	}
	if strings.HasSuffix(path, "_test.go") {
		return
	}
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return
	}
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || isTable(f) {
			continue
		}
		if n := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; n >= funcLines {
			t.Errorf("%v: %s has %d lines, allowed are fewer than %d", set.Position(f.Pos()), f.Name.Name, n, funcLines)
		}
	}
}

// isTable knows a function that is nothing but one literal, such as a screen's
// texts: its length is that of the data, there is no logic to see whole.
func isTable(f *ast.FuncDecl) bool {
	if f.Body == nil || len(f.Body.List) != 1 {
		return false
	}
	ret, ok := f.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return false
	}
	_, literal := ret.Results[0].(*ast.CompositeLit)
	return literal
}

func lines(t *testing.T, path string) int {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		n++
	}
	return n
}
