package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// source is what the texts look like from outside: the key constants, which of them have a text, which are used.
type source struct {
	declared map[string]token.Position
	texts    map[string]bool
	used     map[string]bool
	forged   []token.Position // Key("…") made outside this package
}

func TestEveryKeyHasATextAndAUse(t *testing.T) {
	s := source{declared: map[string]token.Position{}, texts: map[string]bool{}, used: map[string]bool{}}
	files := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if file.Name.Name == "i18n" {
			s.readOwn(files, file)
		} else {
			s.readUser(files, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.declared) == 0 {
		t.Fatal("no key found: the walk is wrong")
	}
	for name, at := range s.declared {
		if !s.texts[name] {
			t.Errorf("%v: %s has no text: add its line to the subject", at, name)
		}
		if !s.used[name] {
			t.Errorf("%v: nothing in ./app uses %s: remove it", at, name)
		}
	}
	for _, at := range s.forged {
		t.Errorf("%v: a key made from a string escapes this test: use a constant of i18n", at)
	}
}

// readOwn reads a file of this package: constants of type Key, their lines in a subject, and uses elsewhere.
func (s *source) readOwn(files *token.FileSet, file *ast.File) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.GenDecl:
			s.readKeys(files, d)
		case *ast.FuncDecl:
			into := s.used
			if returnsEntries(d) {
				into = s.texts
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					into[id.Name] = true
				}
				return true
			})
		}
	}
}

func (s *source) readKeys(files *token.FileSet, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		value, ok := spec.(*ast.ValueSpec)
		if !ok || d.Tok != token.CONST {
			continue
		}
		if id, ok := value.Type.(*ast.Ident); ok && id.Name == "Key" {
			for _, name := range value.Names {
				s.declared[name.Name] = files.Position(name.Pos())
			}
		}
	}
}

// returnsEntries tells a subject's table from other functions.
func returnsEntries(d *ast.FuncDecl) bool {
	if d.Type.Results == nil || len(d.Type.Results.List) != 1 {
		return false
	}
	list, ok := d.Type.Results.List[0].Type.(*ast.ArrayType)
	if !ok {
		return false
	}
	id, ok := list.Elt.(*ast.Ident)
	return ok && id.Name == "entry"
}

// readUser notes every i18n.Name in a file of another package, under whatever name it imports this one.
func (s *source) readUser(files *token.FileSet, file *ast.File) {
	name := importName(file)
	if name == "" {
		return
	}
	is := func(n ast.Expr) (string, bool) {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return "", false
		}
		id, ok := sel.X.(*ast.Ident)
		return sel.Sel.Name, ok && id.Name == name
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if what, ok := is(call.Fun); ok && what == "Key" {
				s.forged = append(s.forged, files.Position(call.Pos()))
			}
		}
		if expr, ok := n.(ast.Expr); ok {
			if what, ok := is(expr); ok {
				s.used[what] = true
			}
		}
		return true
	})
}

func importName(file *ast.File) string {
	for _, spec := range file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err != nil || path != "outpost/app/i18n" {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return "i18n"
	}
	return ""
}
