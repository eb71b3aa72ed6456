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
// is glyph i+1: for readers that go by the codes as they stand (platform 1) and
// for those that add 0xF000 to them (platform 3; ISO 32000-1, 9.6.6.4).
func codeMap(characters int) []byte {
	var table []byte
	put := func(values ...int) {
		for _, v := range values {
			table = binary.BigEndian.AppendUint16(table, uint16(v))
		}
	}
	const symbols = 0xF000 + FirstCode
	trimmed := 10 + 2*characters
	put(0, 2) // version, maps; then platform, encoding and offset of each
	put(1, 0, 0, 20, 3, 0, 0, 20+trimmed)
	put(6, trimmed, 0, FirstCode, characters)
	for i := range characters {
		put(i + 1)
	}
	// Format 4 with one segment and the closing one that it asks for.
	put(4, 32, 0, 4, 4, 1, 0)
	put(symbols+max(1, characters)-1, 0xFFFF, 0, symbols, 0xFFFF, 1-symbols, 1, 0, 0)
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
