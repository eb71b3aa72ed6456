package typeface

import (
	"encoding/binary"
	"math/bits"
)

// A cut font is used with one byte per character: the codes that its characters
// have, and so how many it holds.
const (
	FirstCode = 32
	LastCode  = 255
	MostCodes = LastCode - FirstCode + 1
)

// codeMap writes the character map of a symbolic font, in which code FirstCode+i
// is glyph i+1; readers add 0xF000 to the codes (ISO 32000-1, 9.6.6.4).
func codeMap(characters int) []byte {
	const first = 0xF000 + FirstCode
	last := first + max(1, characters) - 1
	var table []byte
	for _, v := range []int{
		0, 1, // version, maps
		3, 0, 0, 12, // platform, encoding and place of the one map
		4, 32, 0, 4, 4, 1, 0, // format 4 with one segment and the closing one
		last, 0xFFFF, 0, first, 0xFFFF, 1 - first, 1, 0, 0,
	} {
		table = binary.BigEndian.AppendUint16(table, uint16(v))
	}
	return table
}

// noNames writes a post table of format 3: glyphs without names.
func noNames() []byte {
	return append([]byte{0, 3, 0, 0}, make([]byte, 28)...)
}

func directoryHeader(tables int) []byte {
	log := bits.Len(uint(tables)) - 1
	search := 16 << log
	header := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{tables, search, log, 16*tables - search} {
		header = binary.BigEndian.AppendUint16(header, uint16(v))
	}
	return header
}

// checksum adds a table up in 32-bit words, the last one filled with zeros.
func checksum(body []byte) uint32 {
	var sum uint32
	for ; len(body) >= 4; body = body[4:] {
		sum += binary.BigEndian.Uint32(body)
	}
	var tail [4]byte
	copy(tail[:], body)
	return sum + binary.BigEndian.Uint32(tail[:])
}
