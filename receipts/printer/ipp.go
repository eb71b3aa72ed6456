package printer

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
)

// The parts of IPP (RFC 8010, RFC 8011) that asking for a job's state needs.
const (
	ippGetJobAttributes = 0x0009
	ippOperationGroup   = 0x01
	ippEndOfAttributes  = 0x03
	ippEnum             = 0x23
	ippKeyword          = 0x44
	ippURI              = 0x45
	ippCharset          = 0x47
	ippLanguage         = 0x48
	ippName             = 0x42
	ippNotFound         = 0x0406
)

// errGone says that the print system no longer knows a job.
var errGone = errors.New("the job is not known")

// asker sends an IPP request to the print system's server, which lpstat -H
// names: a socket's path, or host and port.
type asker func(ctx context.Context, server string, request []byte) (answer []byte, err error)

// post is the asker of a real print system.
func post(ctx context.Context, server string, request []byte) ([]byte, error) {
	transport := &http.Transport{DisableKeepAlives: true}
	url := "http://" + server + "/jobs/"
	if strings.HasPrefix(server, "/") {
		url = "http://localhost/jobs/"
		transport.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", server)
		}
	}
	message, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	message.Header.Set("Content-Type", "application/ipp")
	response, err := (&http.Client{Transport: transport}).Do(message)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answered %s", response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, 1<<20))
}

// jobStateRequest asks for the state of the job with a number.
func jobStateRequest(number string) []byte {
	b := []byte{2, 0} // IPP 2.0
	b = binary.BigEndian.AppendUint16(b, ippGetJobAttributes)
	b = binary.BigEndian.AppendUint32(b, 1)
	b = append(b, ippOperationGroup)
	for _, a := range []struct {
		tag         byte
		name, value string
	}{
		{ippCharset, "attributes-charset", "utf-8"},
		{ippLanguage, "attributes-natural-language", "en"},
		{ippURI, "job-uri", "ipp://localhost/jobs/" + number},
		{ippName, "requesting-user-name", "outpost"},
		{ippKeyword, "requested-attributes", "job-state"},
	} {
		b = append(b, a.tag)
		b = binary.BigEndian.AppendUint16(b, uint16(len(a.name)))
		b = append(b, a.name...)
		b = binary.BigEndian.AppendUint16(b, uint16(len(a.value)))
		b = append(b, a.value...)
	}
	return append(b, ippEndOfAttributes)
}

// jobState reads the job-state out of an answer: 3 to 9 (RFC 8011, 5.3.7).
func jobState(answer []byte) (int, error) {
	if len(answer) < 8 {
		return 0, errors.New("the answer is cut off")
	}
	if status := binary.BigEndian.Uint16(answer[2:]); status == ippNotFound {
		return 0, errGone
	} else if status >= 0x0100 {
		return 0, fmt.Errorf("it refused with status 0x%04x", status)
	}
	for rest := answer[8:]; len(rest) > 0; {
		tag := rest[0]
		rest = rest[1:]
		if tag == ippEndOfAttributes {
			break
		}
		if tag < 0x10 {
			continue // the start of a group
		}
		name, after, ok := lengthValue(rest)
		value, after, okToo := lengthValue(after)
		if !ok || !okToo {
			return 0, errors.New("the answer is cut off")
		}
		if tag == ippEnum && string(name) == "job-state" && len(value) == 4 {
			return int(binary.BigEndian.Uint32(value)), nil
		}
		rest = after
	}
	return 0, errors.New("the answer names no job-state")
}

// lengthValue takes a field with its length in two bytes before it.
func lengthValue(b []byte) (value, rest []byte, ok bool) {
	if len(b) < 2 {
		return nil, nil, false
	}
	n := int(binary.BigEndian.Uint16(b))
	if len(b) < 2+n {
		return nil, nil, false
	}
	return b[2 : 2+n], b[2+n:], true
}
