package simulate

import (
	"context"
	"errors"

	"outpost/app/simulate/faultdisk"
	"outpost/receipts"
	"outpost/store"
)

// prefix begins the window's numbers.
const prefix = "W01"

func founding() store.Founding {
	return store.Founding{
		Identity: store.Identity{Hospital: "Simulated Hospital", Station: "W01", Prefix: prefix, TimeZone: "Asia/Shanghai", DayStart: "00:00"},
		Settings: store.Settings{Rules: rules()},
	}
}

func rules() receipts.Rules {
	return receipts.Rules{
		Currency: receipts.CNY(), Rounding: receipts.RoundHalfUp,
		Tenders: []receipts.Tender{{Code: "cash", Cash: true}, {Code: "wechat", Reference: true}, {Code: "card"}},
		Limits:  receipts.Limits{FreeText: 500_00},
	}
}

// found makes the ledger, through power cuts.
func (p *epoch) found(ctx context.Context) {
	p.doing = "first start"
	for p.wrong == nil {
		if p.chance(6) {
			p.disk.Arm(faultdisk.Armed{Fault: faultdisk.PowerCut, After: p.random.IntN(200), Times: 1})
		}
		l, err := store.Create(ctx, p.data(), founding(), p.options())
		if errors.Is(err, store.ErrExists) { // an earlier try got so far
			l, err = store.Open(ctx, p.data(), p.options())
		}
		p.tally.Opened++
		p.disk.Disarm()
		if p.ledger = l; !p.disk.Dead() {
			if err != nil {
				p.fail("no ledger can be founded: %w", err)
				return
			}
			break
		}
		p.tell("power cut at the first start (%v)", err)
		p.tally.Crashes++
		p.leave()
		p.disk.Reboot()
	}
	p.complete(ctx)
	p.replicate(ctx)
}

// complete does what is left of a first start: settings where the power went
// before they were written, the people.
func (p *epoch) complete(ctx context.Context) {
	for p.wrong == nil {
		if p.ledger.Head().Seq == 1 {
			_ = p.try(ctx, &op{what: "settings", takes: kinds("founded", "settings"), most: 2}, func(ctx context.Context) error {
				return p.ledger.AcceptSettings(ctx, founding().Settings)
			})
			p.afterwards(ctx)
			continue
		}
		p.observe(&op{takes: kinds("founded", "settings"), most: 2, settles: true}, true)
		break
	}
}
