package settings

import (
	_ "embed"
	"strings"
)

//go:embed demo.toml
var demoTOML string

// Demo is the settings file of the built-in demo hospital, with its stand-in
// HIS at origin (http://127.0.0.1:port). Its limits are shortened, which the
// screen says.
func Demo(origin string) []byte {
	return []byte(strings.ReplaceAll(demoTOML, "http://127.0.0.1:0", origin))
}
