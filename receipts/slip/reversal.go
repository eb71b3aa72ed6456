package slip

import (
	"cmp"
	"fmt"
	"strings"

	"outpost/receipts"
)

// reversalWords is what slips of refunds say. A red receipt (红字) gives money
// back, a rest receipt charges again what a partial refund left.
type reversalWords struct {
	redTitle, redMark, refunded, restTitle string
	redNote, redRest, restNote             string // formats
	noPaper, owed                          string // formats
	cash, toGoBack                         string // labels
}

func chineseReversal() reversalWords {
	return reversalWords{
		redTitle: "应急收据（红字冲销）", redMark: "红字冲销", refunded: "已退费 REFUNDED", restTitle: "应急收据（退费后重开）",
		redNote: "冲销收据 %s 全额；退费原因：%s；批准人：%s", redRest: "；未退部分另开收据 %s",
		restNote: "替代收据 %s（已由红字收据 %s 冲销）", noPaper: "；原收据未收回：%s", owed: "（待原路退回 %s）",
		cash: "退现金", toGoBack: "待原路退回",
	}
}

func englishReversal() reversalWords {
	return reversalWords{
		redTitle: "Emergency receipt: refund 红字", redMark: "REFUND 红字", refunded: "REFUNDED 已退费", restTitle: "Emergency receipt: after a refund",
		redNote: "Takes back receipt %s over the whole. Reason: %s. Approved by %s.", redRest: " What stays charged: receipt %s.",
		restNote: "In place of receipt %s, which red receipt %s took back.", noPaper: " The original's paper was not handed in: %s.", owed: " (%s has still to go back the same way)",
		cash: "Given back in cash", toGoBack: "Still to go back",
	}
}

// title is what the paper is.
func (c *composer) title() string {
	switch c.in.Receipt.Kind {
	case receipts.KindRed:
		return c.words.reversal.redTitle
	case receipts.KindRest:
		return c.words.reversal.restTitle
	}
	return c.words.title
}

// note stands under the title: which receipts this one belongs with, else the
// hospital's wording.
func (c *composer) note() string {
	r, w := c.in.Receipt, c.words.reversal
	standing := cmp.Or(strings.TrimSpace(c.in.Note), c.words.note)
	switch {
	case r.Reversal != nil:
		note := fmt.Sprintf(w.redNote, r.Cites, r.Reversal.Reason, r.Reversal.ApprovedBy)
		if r.ReplacedBy != "" {
			note += fmt.Sprintf(w.redRest, r.ReplacedBy)
		}
		if r.Reversal.PaperMissing != "" {
			note += fmt.Sprintf(w.noPaper, r.Reversal.PaperMissing)
		}
		return note
	case r.Kind == receipts.KindRest:
		return fmt.Sprintf(w.restNote, r.Replaces, r.Cites) + c.words.separator + standing
	}
	return standing
}

// reversalMark is the word across a paper that charges nothing.
func (c *composer) reversalMark() string {
	switch r := c.in.Receipt; {
	case r.Kind == receipts.KindRed:
		return c.words.reversal.redMark
	case r.Refunded != nil:
		return c.words.reversal.refunded
	}
	return ""
}

// nameReversal gives the places of what was tendered and of the change the labels
// that they have on a red receipt.
func (c *composer) nameReversal() {
	if c.in.Receipt.Reversal != nil {
		c.words.labels[FieldTendered], c.words.labels[FieldChange] = c.words.reversal.cash, c.words.reversal.toGoBack
	}
}

// reversalValues is what a red receipt gives back over the counter and what has
// still to go back.
func (c *composer) reversalValues(v map[Field]string) {
	back := *c.in.Receipt.Reversal
	v[FieldTendered] = c.in.Receipt.Money.Display(back.Cash)
	if back.Owed > 0 {
		v[FieldChange] = c.in.Receipt.Money.Display(back.Owed)
	}
}
