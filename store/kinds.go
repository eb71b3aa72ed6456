package store

import (
	"context"
	"encoding/json"

	"outpost/store/incident"
	"outpost/store/journal"
)

// kind is how entries of one kind are read and what they write into the
// projections.
type kind struct {
	name  string
	read  func(journal.Entry) (any, error)
	apply func(ctx context.Context, p projector, e journal.Entry, body any) error
}

// kindOf is the kind whose body is a T. Callers that hand a decoded body over
// hand over a T.
func kindOf[T any](name string, apply func(p projector, ctx context.Context, e journal.Entry, body T) error) kind {
	return kind{
		name: name,
		read: func(e journal.Entry) (any, error) { return decode[T](e) },
		apply: func(ctx context.Context, p projector, e journal.Entry, body any) error {
			return apply(p, ctx, e, body.(T))
		},
	}
}

// stateKind is a kind of which only the last entry counts, kept under a name.
func stateKind[T any](name, state string) kind {
	return kindOf(name, func(p projector, ctx context.Context, e journal.Entry, _ T) error { return p.state(ctx, e, state) })
}

// kinds are all kinds of entries by name, a table for each subject. Nobody
// changes it after the program's start.
var kinds = byName(
	windowKinds, saleKinds, rangeKinds, shiftKinds, outageKinds, outboxKinds, clockKinds, peopleKinds,
	goingOverKinds, settlementKinds, waitingKinds, refundKinds, dispensingKinds, keyKinds, recoveredKinds, sparedKinds, joinEndKinds, findingKinds, printFailedKinds,
)

var (
	windowKinds = []kind{
		stateKind[Identity](kindFounded, "identity"),
		stateKind[Settings](kindSettings, "settings"),
		stateKind[json.RawMessage](kindCheck, kindCheck),
		kindOf(kindPriceList, projector.priceList),
		kindOf(kindPatient, projector.patient),
	}
	saleKinds = []kind{
		kindOf(kindSale, projector.sale),
		kindOf(kindPaper, projector.sale),
		kindOf(kindVoid, projector.void),
		kindOf(kindPrint, projector.print),
	}
	outageKinds = []kind{
		kindOf(kindOutage, projector.outage),
		kindOf[incident.Fault](kindFault, projector.fault),
	}
	outboxKinds = []kind{
		kindOf(kindSent, projector.sent),
		kindOf(kindAnswer, projector.answer),
		kindOf(kindDecision, projector.decision),
	}
)

func byName(tables ...[]kind) map[string]kind {
	all := map[string]kind{}
	for _, table := range tables {
		for _, k := range table {
			if _, twice := all[k.name]; twice {
				panic("two meanings for entries of the kind " + k.name) // a slip in this program, seen by every test
			}
			all[k.name] = k
		}
	}
	return all
}
