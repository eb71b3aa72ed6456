package settings

import (
	_ "embed"
)

//go:embed example.toml
var exampleTOML string

// Example is a whole settings file with every section and field explained. As it
// stands it says what Default says; lines that begin with "#" and no space are
// settings with no default, which it shows and does not set.
func Example() string { return exampleTOML }
