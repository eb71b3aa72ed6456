package mirror

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"outpost/receipts"
)

// pricer reads the prices of one file. Which of point and comma stands before
// the decimals is a property of the file, so it is looked at first.
type pricer struct {
	// commaDecimals is set when a price of the file has decimals after a comma;
	// then "1,234" can be read in two ways.
	commaDecimals bool
	// binary is set for workbooks, which keep numbers in binary: 2140.2 comes
	// as 2140.1999999999998.
	binary   bool
	grouped  *regexp.Regexp
	commaEnd *regexp.Regexp
	signs    *strings.Replacer
}

func newPricer(binary bool) *pricer {
	return &pricer{
		binary:   binary,
		grouped:  regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$`),
		commaEnd: regexp.MustCompile(`^[0-9.]*,([0-9]{1,2}|[0-9]{4,})$`),
		signs:    strings.NewReplacer("us$", "", "rmb", "", "cny", "", "usd", "", "$", "", "¥", "", "元", "", "人民币", ""),
	}
}

// observe looks at a price before any is read.
func (p *pricer) observe(raw string) {
	if !p.commaDecimals && strings.IndexByte(raw, ',') >= 0 {
		p.commaDecimals = p.commaEnd.MatchString(p.plain(raw))
	}
}

// plain takes currency signs, outer space and full-width forms off.
func (p *pricer) plain(raw string) string {
	if digitsOnly(raw) {
		return raw
	}
	s := strings.ToLower(strings.TrimSpace(norm.NFKC.String(raw)))
	for _, fix := range []func(string) string{p.signs.Replace, strings.TrimSpace} {
		s = fix(s)
	}
	return s
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && s[i] != '.' {
			return false
		}
	}
	return s != ""
}

// parse reads a price, or gives the reason why it is refused.
func (p *pricer) parse(raw string) (receipts.Price, string) {
	s := p.plain(raw)
	if s == "" || s == "-" || s == "–" || s == "—" {
		return 0, "the price is empty"
	}
	if p.binary && !strings.Contains(s, ",") {
		s = decimalOf(s)
	}
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		return 0, "the price is negative"
	}
	if strings.Contains(s, ",") {
		if !p.grouped.MatchString(s) || p.commaDecimals && !strings.Contains(s, ".") {
			return 0, "the price can be read in two ways; write it with a decimal point and without commas, like 1234.56"
		}
		s = strings.ReplaceAll(s, ",", "")
	}
	price, err := receipts.ParsePrice(s)
	switch {
	case err == nil:
		return price, ""
	case errors.Is(err, receipts.ErrPrice) && strings.HasSuffix(err.Error(), "is not a number"):
		return 0, "the price is not a number"
	default:
		return 0, strings.Replace(err.Error(), "price "+strconv.Quote(s), "the price", 1)
	}
}

// decimalOf gives back the number that was typed into a workbook: it shows 15
// significant digits of its binary numbers, but stores 17.
func decimalOf(s string) string {
	digits := len(strings.TrimLeft(strings.Replace(s, ".", "", 1), "0"))
	exponent := strings.ContainsAny(s, "eE")
	if digits <= 15 && !exponent {
		return s
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 1e15 {
		return s
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'e', 14, 64), 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
