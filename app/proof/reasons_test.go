package proof

import (
	"regexp"
	"strings"
	"testing"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/sync/his"
)

// TestEveryDifferenceIsSaidInChinese lets a HIS keep as much as possible wrongly.
func TestEveryDifferenceIsSaidInChinese(t *testing.T) {
	r := receipts.Receipt{Number: "W-1", Total: 5000, Rounding: 1, Money: receipts.CNY()}
	r.ID = receipts.NewID()
	r.Lines = []receipts.Line{{Item: "a", Quantity: 1000, Amount: 30}, {Item: "b", Quantity: 1000, Amount: 33}}
	r.Payments = []receipts.Payment{{Tender: "cash", Amount: 100}, {Tender: "card", Amount: 100}}
	got := his.Record{
		Copies: map[his.Object]int{his.Patient: 2, his.Bill: 1, his.Charge: 0},
		Lines: []his.Line{
			{Key: his.LineKey(r.ID, 0), Item: "c", Quantity: 2000, Amount: 33, Billed: 34}, {Key: "x", Item: "strange", Amount: 7},
			{Key: his.RoundingKey(r.ID), Amount: 2, Billed: 3},
		},
		Payments: []his.Paid{{Key: his.PaymentKey(r.ID, 0), Tender: "card", Amount: 99}, {Key: "y", Tender: "cash", Amount: 1}},
		Total:    4999, Tax: 3,
	}
	diffs := his.Compare(r, got)
	if len(diffs) < 12 {
		t.Fatalf("only %d differences were made", len(diffs))
	}
	texts := i18n.New(i18n.Chinese)
	for _, d := range diffs {
		said := ReasonText(texts, d.Sentence())
		for _, english := range []string{" is ", " here", "missing", "line", "payment", "rounding", "number of", "total", "tax"} {
			if strings.Contains(said, english) {
				t.Errorf("%q has no Chinese: %q", d.Sentence(), said)
			}
		}
	}
	_, whole := his.SplitReason(his.Explain(diffs))
	if said := ReasonText(texts, whole); !strings.Contains(said, "；另有 ") {
		t.Errorf("the rest is not counted: %q", said)
	}
}

func TestAReasonIsSaidPartByPart(t *testing.T) {
	chinese, english := i18n.New(i18n.Chinese), i18n.New(i18n.English)
	for sentence, want := range map[string]string{
		"line 1 amount is 0.30 here and 0.33 in the HIS": "第 1 项金额：本地 0.30，HIS 为 0.33",
		"the HIS did not answer a payment of this patient (09:12, 241.00); look there: refund or link this receipt if it stands there, else order it sent": "HIS 未应答该患者的一笔收费 (09:12, 241.00)；请到 HIS 查看：若已收费则退费或关联，否则下令发送",
		"the HIS did not answer a payment of this patient":                                                                                 "HIS 未应答该患者的一笔收费",
		"W02-0000007; its code was verified; match it with that window's receipt and refund it in the HIS if it stands there":              "W02-0000007；签名码已验证；请与该窗口的收据核对；若已入 HIS，请在 HIS 退费",
		"the re-entry was stopped before the HIS's answer was known; the next one reads it back":                                           "补录在得知 HIS 结果前被停止；下次补录将回读核对",
		"it was sent, nothing is found, and this HIS was not proved to refuse a second copy; look in the HIS and decide":                   "已发送但未查到，且未证实此 HIS 会拒绝重复；请到 HIS 查看后处理",
		"price list is closed; a part stands there: total is 1.00 here and 2.00 in the HIS":                                                "price list is closed；HIS 中已有一部分：合计：本地 1.00，HIS 为 2.00",
		"bill F-7 in the HIS has the same patient, day, items and total and was entered by hand; link this receipt to it or order it sent": "HIS 账单 F-7 的患者、日期、项目和合计相同，且为人工录入；请关联该账单，或下令发送",
	} {
		if got := ReasonText(chinese, sentence); got != want {
			t.Errorf("%q:\n%q, want\n%q", sentence, got, want)
		}
		if got := ReasonText(english, sentence); got != sentence {
			t.Errorf("English was changed: %q", got)
		}
	}
}

// What the ledger holds back is said in Chinese whole, with what stands in it.
func TestEveryHoldIsSaidInChinese(t *testing.T) {
	texts := i18n.New(i18n.Chinese)
	for reason, want := range map[string]string{
		"charged in the HIS and here: the HIS did not answer a payment of this patient (09:40, 12.50); look there: refund or link this receipt if it stands there, else order it sent; clock doubtful: it says 2026-11-20 09:12, behind the entries before it, which end at 2026-11-20 10:12": "HIS 可能已收费",
		"clock doubtful: it says 2020-01-01 00:03, before this program was made":                                                                                                          "时钟存疑：电脑显示 2020-01-01 00:03",
		"clock doubtful: it says 2026-11-29 09:12, and the open shift's last entry was at 2026-11-20 09:12":                                                                               "时钟存疑：电脑显示 2026-11-29",
		"refund of another window's receipt: W02-0000001; its code was verified; match it with that window's receipt and refund it in the HIS if it stands there":                         "W02-0000001",
		"the original was entered again from its paper, and the ledger that is lost may have sent it; look for receipt W01-0000007 in the HIS and refund it there too if it stands there": "票据 W01-0000007",
		"the number W01-0000007 stands on two receipts: the former ledger forked; compare both with the paper":                                                                            "W01-0000007 号：原账本曾分叉",
		"the number W01-0000007 stands on two receipts, this one of a lost ledger and one of 2026-11-20 09:12; compare both with the paper":                                               "另一张开于 2026-11-20 09:12",
		"the patient is sealed with the former keys, which are lost; read the name from the paper":                                                                                        "旧密钥",
	} {
		said := HeldText(texts, reason)
		if !strings.Contains(said, want) || regexp.MustCompile(`[a-z]{3}`).MatchString(said) {
			t.Errorf("%q\nis said %q", reason, said)
		}
		if HeldText(i18n.New(i18n.English), reason) != reason {
			t.Errorf("English was changed: %q", reason)
		}
	}
}
