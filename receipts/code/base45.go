package code

import (
	"fmt"
	"strings"
)

// alphabet is that of RFC 9285, section 4.2: the characters which a QR code
// keeps in its dense alphanumeric mode.
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

// EncodeBase45 writes bytes as Base45 (RFC 9285): three characters for two
// bytes, two for a last single one.
func EncodeBase45(data []byte) string {
	var b strings.Builder
	b.Grow(len(data)/2*3 + 2)
	for ; len(data) >= 2; data = data[2:] {
		n := int(data[0])<<8 | int(data[1])
		b.WriteByte(alphabet[n%45])
		b.WriteByte(alphabet[n/45%45])
		b.WriteByte(alphabet[n/45/45])
	}
	if len(data) == 1 {
		b.WriteByte(alphabet[data[0]%45])
		b.WriteByte(alphabet[data[0]/45])
	}
	return b.String()
}

// DecodeBase45 reads Base45. A character outside the alphabet, a length that
// cannot be, or a group over its range is an error that wraps ErrCode.
func DecodeBase45(text string) ([]byte, error) {
	if len(text)%3 == 1 {
		return nil, fmt.Errorf("%w: %d characters cannot be Base45; scan the code again", ErrCode, len(text))
	}
	data := make([]byte, 0, len(text)/3*2+1)
	for at := 0; at < len(text); at += 3 {
		group := text[at:min(at+3, len(text))]
		n, weight := 0, 1
		for i := range len(group) {
			digit := strings.IndexByte(alphabet, group[i])
			if digit < 0 {
				return nil, fmt.Errorf("%w: character %d does not belong to Base45; scan the code again", ErrCode, at+i+1)
			}
			n += digit * weight
			weight *= 45
		}
		switch {
		case len(group) == 3 && n <= 0xFFFF:
			data = append(data, byte(n>>8), byte(n))
		case len(group) == 2 && n <= 0xFF:
			data = append(data, byte(n))
		default:
			return nil, fmt.Errorf("%w: the characters from %d on are over their range; scan the code again", ErrCode, at+1)
		}
	}
	return data, nil
}
