package slip

import (
	"strings"

	"outpost/receipts"
)

// Capitals writes an amount of yuan in the capitals of Chinese receipts, from
// the amount in fen: 10530 is 壹佰零伍元叁角整. The word 人民币 is not part of
// it. Rules: Ministry of Finance, Basic Rules for Accounting (会计基础工作规范),
// article 52, and the central bank's rules for filling in bills.
func Capitals(fen receipts.Money) string {
	if fen < 0 {
		return "负" + capitals(uint64(-fen)) // correct for the smallest int64 too
	}
	return capitals(uint64(fen))
}

func capitals(fen uint64) string {
	yuan, jiao, rest := fen/100, fen/10%10, fen%10
	if fen == 0 {
		return "零元整"
	}
	var b strings.Builder
	if yuan > 0 {
		b.WriteString(whole(yuan) + "元")
	}
	// A gap between yuan and jiao, or yuan and fen, is said once.
	if yuan > 0 && ((yuan%10 == 0 && jiao > 0) || (jiao == 0 && rest > 0)) {
		b.WriteString("零")
	}
	if jiao > 0 {
		b.WriteString(digit(jiao) + "角")
	}
	if rest > 0 {
		return b.String() + digit(rest) + "分"
	}
	return b.String() + "整"
}

// whole writes a positive number. Numbers over 亿 are said in 亿, which may be
// 万亿; a lower part that does not reach its highest place is led in by 零.
func whole(n uint64) string {
	switch {
	case n >= 1e8:
		return whole(n/1e8) + "亿" + lower(n%1e8, 1e7)
	case n >= 1e4:
		return group(n/1e4) + "万" + lower(n%1e4, 1e3)
	default:
		return group(n)
	}
}

func lower(n, highest uint64) string {
	switch {
	case n == 0:
		return ""
	case n < highest:
		return "零" + whole(n)
	default:
		return whole(n)
	}
}

// group writes 1 to 9999, with one 零 for each gap inside.
func group(n uint64) string {
	var b strings.Builder
	gap := false
	for _, place := range []struct {
		value uint64
		unit  string
	}{{1000, "仟"}, {100, "佰"}, {10, "拾"}, {1, ""}} {
		d := n / place.value % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteString("零")
			gap = false
		}
		b.WriteString(digit(d) + place.unit)
	}
	return b.String()
}

func digit(d uint64) string {
	return [...]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}[d]
}
