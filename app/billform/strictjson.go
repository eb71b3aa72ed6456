package billform

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode reads the one JSON object of a line into v. What the standard
// library passes over is refused: a field of another name, a field that stands
// twice, half a character, anything behind the object. Its errors are sentences
// without the program's own types.
func Decode(line []byte, v any) error {
	if !utf8.Valid(line) {
		return errors.New("the line is not UTF-8; save the file as UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return plainJSON(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more stands behind the bill; write one bill a line")
	}
	if escape := halfCharacter(line); escape != "" {
		return fmt.Errorf("%s is half a character; write both halves, or the character itself", escape)
	}
	return onceEach(json.NewDecoder(bytes.NewReader(line)), "")
}

// plainJSON says what the decoder found in the words of the form.
func plainJSON(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the line ends in the middle of the bill")
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("the line is not a bill but a %s; see 'outpost charge --help'", kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("the line is not a bill: the field %s cannot be a %s; see 'outpost charge --help'", kind.Field, kind.Value)
	case errors.As(err, &syntax):
		return fmt.Errorf("the line is not a bill: at character %d, %s; see 'outpost charge --help'", syntax.Offset, syntax.Error())
	}
	return fmt.Errorf("the line is not a bill: %s; see 'outpost charge --help'", strings.TrimPrefix(err.Error(), "json: "))
}

// onceEach refuses an object whose field stands twice: which of the two is
// meant, nobody knows. The decoder takes names of any case, so this does too.
func onceEach(d *json.Decoder, path string) error {
	token, err := d.Token()
	if err != nil {
		return plainJSON(err)
	}
	open, nested := token.(json.Delim)
	if !nested {
		return nil
	}
	seen := map[string]bool{}
	for n := 1; d.More(); n++ {
		inside := fmt.Sprintf("%s %d", path, n)
		if open == '{' {
			key, err := d.Token()
			if err != nil {
				return plainJSON(err)
			}
			name, _ := key.(string)
			if inside = strings.TrimPrefix(path+"."+name, "."); seen[strings.ToLower(name)] {
				return fmt.Errorf("the field %s stands twice; write it once", clip(inside))
			}
			seen[strings.ToLower(name)] = true
		}
		if err := onceEach(d, inside); err != nil {
			return err
		}
	}
	_, err = d.Token() // the closing bracket
	return err
}

// halfCharacter finds an escape of half a character, such as a lone \ud800,
// which the decoder would silently make U+FFFD. line is valid JSON.
func halfCharacter(line []byte) string {
	const size = len(`\u0000`)
	unit := func(at int) rune {
		if at+size > len(line) || line[at] != '\\' || line[at+1] != 'u' {
			return -1
		}
		n, err := strconv.ParseUint(string(line[at+2:at+size]), 16, 16)
		if err != nil {
			return -1
		}
		return rune(n)
	}
	for at := 0; at < len(line); at++ {
		if line[at] != '\\' {
			continue
		}
		first := unit(at)
		switch {
		case !utf16.IsSurrogate(first):
			at++ // the escaped character, which may be another backslash
		case utf16.DecodeRune(first, unit(at+size)) == utf8.RuneError:
			return string(line[at : at+size])
		default:
			at += 2*size - 1
		}
	}
	return ""
}
