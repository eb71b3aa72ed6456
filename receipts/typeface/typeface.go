// Package typeface holds Outpost Sans, the one font of paper and screen.
//
// A font of the system is never relied on: a fallback font once drew "0.25g"
// as "0.25q", a dose misread, and it decides which names a receipt can carry.
// Outpost Sans is Noto Sans SC cut down and renamed as its licence (OFL.txt)
// asks; build.sh makes the two files of this folder again.
//
// It covers GBK, the 8,105 characters of the Table of General Standard Chinese
// Characters and the rare ones beyond the Basic Multilingual Plane that the
// source font has (445, such as 𬱖 and 𠅤), under their true code points.
package typeface

import (
	_ "embed"
	"sync"
)

//go:embed OutpostSans-Regular.ttf
var regularTTF []byte

//go:embed OutpostSans-Bold.ttf
var boldTTF []byte

var (
	regularFace = sync.OnceValue(func() *Face { return mustParse(regularTTF) })
	boldFace    = sync.OnceValue(func() *Face { return mustParse(boldTTF) })
)

// Regular returns the regular font as a TrueType file, about 10 MB. The bytes
// are shared with the whole program: callers must not write to them.
func Regular() []byte { return regularTTF }

// Bold returns the bold font as a TrueType file, about 8 MB. It lacks the rare
// part of CJK Extension A that Regular has. Callers must not write to it.
func Bold() []byte { return boldTTF }

// RegularFace returns the regular font opened for measuring and cutting. It is
// opened once, without reading more than its headers, and safe for concurrent
// use.
func RegularFace() *Face { return regularFace() }

// BoldFace returns the bold font opened for measuring and cutting.
func BoldFace() *Face { return boldFace() }

// Covers reports whether the regular font draws r, that is, whether a name with
// r reads the same on paper and on screen.
func Covers(r rune) bool {
	_, ok := RegularFace().Glyph(r)
	return ok
}

// mustParse opens an embedded font. A failure means a broken build, which the
// tests of this package catch, and no program could go on without its font.
func mustParse(ttf []byte) *Face {
	face, err := Parse(ttf)
	if err != nil {
		panic("typeface: the embedded font is damaged: " + err.Error())
	}
	return face
}
