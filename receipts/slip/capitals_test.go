package slip

import (
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"outpost/receipts"
)

// TestCapitals: each row of the table is an amount in fen and the accepted
// texts, ours first.
func TestCapitals(t *testing.T) {
	table, err := os.ReadFile("testdata/capitals.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(table)), "\n")
	if len(rows) < 20 {
		t.Fatalf("only %d rows", len(rows))
	}
	for _, row := range rows {
		amount, texts, _ := strings.Cut(row, "\t")
		fen, err := strconv.ParseInt(amount, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		want, _, _ := strings.Cut(texts, "|")
		if got := Capitals(receipts.Money(fen)); got != want {
			t.Errorf("%d: %s, want %s", fen, got, want)
		}
	}
}

// TestCapitalsReadBack reads the text back by its units and compares the value,
// for amounts with gaps at every place.
func TestCapitalsReadBack(t *testing.T) {
	for _, step := range []int64{1, 7, 10, 99, 101, 1000, 9999, 10001, 1234567, 99999999, 1000000007} {
		for i := int64(1); i < 500; i++ {
			fen := step * i
			text := Capitals(receipts.Money(fen))
			if got := value(text); got != fen {
				t.Fatalf("%d: %s reads as %d", fen, text, got)
			}
			if strings.Contains(text, "零零") || strings.Contains(text, "零万") || strings.Contains(text, "零亿") || strings.Contains(text, "零元") {
				t.Fatalf("%d: %s has a 零 too many", fen, text)
			}
		}
	}
}

// value is a reader of its own: it sums digits times units, left to right.
func value(text string) int64 {
	digits := []rune("零壹贰叁肆伍陆柒捌玖")
	var total, section, d int64
	for _, r := range text {
		if i := slices.Index(digits, r); i >= 0 {
			d = int64(i)
			continue
		}
		switch r {
		case '拾':
			section, d = section+d*10, 0
		case '佰':
			section, d = section+d*100, 0
		case '仟':
			section, d = section+d*1000, 0
		case '万':
			section, d = (section+d)*10000, 0
		case '亿':
			total, section, d = (total+section+d)*100000000, 0, 0
		case '元':
			total, section, d = (total+section+d)*100, 0, 0
		case '角':
			total, d = total+d*10, 0
		case '分':
			total, d = total+d, 0
		}
	}
	return total
}

func TestCapitalsOfExtremes(t *testing.T) {
	for _, fen := range []int64{math.MaxInt64, math.MinInt64} {
		if text := Capitals(receipts.Money(fen)); !strings.HasSuffix(text, "分") {
			t.Errorf("%d: %s", fen, text)
		}
	}
}
