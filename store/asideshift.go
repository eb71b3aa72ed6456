package store

import "outpost/store/journal"

// openShift finds the shift that is open when a ledger is set aside, from the
// entries in their order there. In one that went on for another itself a former
// shift's beginning may stand behind its end: it followed by joining.
type openShift struct {
	shift *journal.Entry // what began it; nil for none
	id    string
	ended map[string]bool
}

// begun says that an entry began a shift.
func (o *openShift) begun(id string, e journal.Entry) {
	if !o.ended[id] {
		o.shift, o.id = &e, id
	}
}

// closed says that an entry ended a shift, and perhaps began the next; inner is
// what it says.
func (o *openShift) closed(inner, e journal.Entry) {
	r, err := decode[ShiftReport](inner)
	if err != nil {
		return
	}
	if o.ended == nil {
		o.ended = map[string]bool{}
	}
	if o.ended[r.Shift] = true; o.id == r.Shift {
		o.shift = nil
	}
	if r.Next != nil {
		o.begun(r.Next.Shift, e)
	}
}
