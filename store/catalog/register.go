package catalog

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"outpost/receipts"
)

// Register is the patients known at the window, in memory: those copied from
// the HIS and those registered here. Any number of goroutines may use it.
type Register struct {
	copied people

	mu     sync.RWMutex
	added  []receipts.Patient
	recent people // added, ready to be searched
}

// people is patients that can be searched.
type people struct {
	list    []receipts.Patient
	byID    map[string]int32
	columns columns
}

// NewRegister makes a register of patients.
func NewRegister(patients []receipts.Patient) *Register {
	return &Register{copied: newPeople(patients), recent: newPeople(nil)}
}

func newPeople(patients []receipts.Patient) people {
	p := people{list: slices.Clone(patients), byID: make(map[string]int32, len(patients))}
	slices.SortFunc(p.list, inOrder)
	var codes, names, initials columnBuilder
	spell := speller{}
	for n, patient := range p.list {
		record := int32(n)
		p.byID[patient.ID] = record
		for _, number := range []string{patient.Number, patient.Card, patient.IDNumber, patient.Phone, patient.InsuranceNumber, patient.HISKey} {
			codes.add(record, fold(number))
		}
		names.add(record, fold(patient.Name))
		for _, spelling := range spell.initials(patient.Name) {
			initials.add(record, spelling)
		}
	}
	p.columns = columnsOf(&codes, &names, &initials)
	p.columns.codesWithin = true
	p.columns.mentions = func(record int32, word string) bool {
		return strings.Contains(fold(p.list[record].Name), word)
	}
	return p
}

// inOrder is how ties between patients are broken: shorter name, name, number.
func inOrder(a, b receipts.Patient) int {
	return cmp.Or(
		cmp.Compare(utf8.RuneCountInString(a.Name), utf8.RuneCountInString(b.Name)),
		cmp.Compare(a.Name, b.Name), cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID))
}

// Len is how many patients are known.
func (r *Register) Len() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	n := len(r.recent.list)
	for id := range r.copied.byID {
		if _, again := r.recent.byID[id]; !again {
			n++
		}
	}
	return n
}

// Add makes a patient registered at the window known. One with an id that is
// known already takes that one's place.
func (r *Register) Add(p receipts.Patient) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.added = slices.DeleteFunc(r.added, func(known receipts.Patient) bool { return known.ID == p.ID })
	r.added = append(r.added, p)
	r.recent = newPeople(r.added)
}

// ByID finds the patient with this id.
func (r *Register) ByID(id string) (receipts.Patient, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, p := range []people{r.recent, r.copied} {
		if n, ok := p.byID[id]; ok {
			return p.list[n], true
		}
	}
	return receipts.Patient{}, false
}

// Find lists up to limit patients for what was typed or scanned: card, ID,
// phone, insurance or patient number (whole, beginning, or four characters
// and more of it), name, pinyin initials of the name. Patients of one name all
// come, the window's own with them.
func (r *Register) Find(query string, limit int) []receipts.Patient {
	r.mu.RLock()
	defer r.mu.RUnlock()
	type match struct {
		rank    rank
		patient receipts.Patient
	}
	var matches []match
	for _, h := range r.recent.columns.search(query, limit) {
		matches = append(matches, match{h.rank, r.recent.list[h.record]})
	}
	// A copied patient who was registered again is not searched, but takes room.
	for _, h := range r.copied.columns.search(query, limit+min(len(r.added), maxResults)) {
		p := r.copied.list[h.record]
		if _, again := r.recent.byID[p.ID]; !again {
			matches = append(matches, match{h.rank, p})
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), inOrder(a.patient, b.patient))
	})
	patients := make([]receipts.Patient, max(0, min(limit, len(matches))))
	for n := range patients {
		patients[n] = matches[n].patient
	}
	return patients
}
