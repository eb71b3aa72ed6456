package people

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"outpost/store/incident"
)

// Record is one person in a file that takes people to another window.
type Record struct {
	ID string `json:"id"`
	// Name is empty in a file without names.
	Name     string        `json:"name,omitempty"`
	Role     incident.Role `json:"role"`
	Disabled bool          `json:"disabled,omitempty"`
	PIN      Hash          `json:"pin"`
	// Since is when the PIN was set; Fresh says that another person set it.
	Since time.Time `json:"since"`
	Fresh bool      `json:"fresh,omitempty"`
}

// Check refuses a record that no window could have written (ErrFile).
func (r Record) Check() error {
	if id, err := NormalID(r.ID); err != nil || id != r.ID {
		return fmt.Errorf("%w: the login %q is none", ErrFile, r.ID)
	}
	if r.Role < incident.RoleCashier || r.Role > incident.RoleLeader || r.Since.IsZero() || !utf8.ValidString(r.Name) {
		return fmt.Errorf("%w: %s has no role, no time of the PIN or no readable name", ErrFile, r.ID)
	}
	if err := r.PIN.Check(); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrFile, r.ID, err)
	}
	return nil
}

// LeastPassphrase is the least length of a file's passphrase, in characters:
// whoever opens the file can try all PINs of six digits in a day.
const LeastPassphrase = 12

const (
	fileTitle = "outpost people 1"
	// mostFile bounds a file of people, in bytes, and mostRecords what is in it.
	mostFile    = 4 << 20
	mostRecords = 5000
	wrapColumn  = 76
)

// Seal writes records into a file that only the passphrase opens: Argon2id with
// a salt makes the key, AES-256-GCM seals everything, names and hashes alike.
// A passphrase that is too short is ErrFile.
func Seal(records []Record, passphrase string) ([]byte, error) {
	if utf8.RuneCountInString(passphrase) < LeastPassphrase {
		return nil, refuse(ErrFile, fmt.Sprintf("the passphrase has fewer than %d characters; a file of people needs a longer one, such as four words", LeastPassphrase))
	}
	plain, err := json.Marshal(records)
	if err != nil {
		return nil, fmt.Errorf("writing the people: %w", err)
	}
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return nil, fmt.Errorf("writing the people: %w", err)
	}
	aead, err := fileKey(passphrase, salt)
	if err != nil {
		return nil, err
	}
	body := base64.StdEncoding.EncodeToString(append(salt, aead.Seal(nil, nil, plain, []byte(fileTitle))...))
	var b bytes.Buffer
	b.WriteString(fileTitle + "\n")
	for ; len(body) > wrapColumn; body = body[wrapColumn:] {
		b.WriteString(body[:wrapColumn] + "\n")
	}
	b.WriteString(body + "\n")
	return b.Bytes(), nil
}

// Open reads a file that Seal wrote. Another passphrase, a changed byte and a
// record that no window could have written are ErrFile.
func Open(file []byte, passphrase string) ([]Record, error) {
	title, body, _ := strings.Cut(strings.ReplaceAll(string(file), "\r\n", "\n"), "\n")
	if len(file) > mostFile || title != fileTitle {
		return nil, refuse(ErrFile, "this is no file of people of this program; make one with 'outpost people export'")
	}
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(body), ""))
	if err != nil || len(raw) < saltSize {
		return nil, refuse(ErrFile, "the file of people is damaged; bring it over once more")
	}
	aead, err := fileKey(passphrase, raw[:saltSize])
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, nil, raw[saltSize:], []byte(fileTitle))
	if err != nil {
		return nil, refuse(ErrFile, "the file of people does not open: the passphrase is another one, or the file is damaged")
	}
	var records []Record
	if err := json.Unmarshal(plain, &records); err != nil || len(records) > mostRecords {
		return nil, fmt.Errorf("%w: what stands in it is no list of at most %d people", ErrFile, mostRecords)
	}
	for _, r := range records {
		if err := r.Check(); err != nil {
			return nil, err
		}
	}
	return records, nil
}

func fileKey(passphrase string, salt []byte) (cipher.AEAD, error) {
	cost := fileCost()
	block, err := aes.NewCipher(argon2.IDKey([]byte(passphrase), salt, cost.Passes, cost.KiB, cost.Threads, keySize))
	if err != nil {
		return nil, fmt.Errorf("making the key of the people's file: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}
