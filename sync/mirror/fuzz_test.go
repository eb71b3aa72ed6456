package mirror

import (
	"context"
	"reflect"
	"testing"
)

// FuzzPreview feeds the reader whatever a disk may hold: it answers or refuses,
// the same way twice, and every item that it gives can be kept.
func FuzzPreview(f *testing.F) {
	for _, seed := range []string{
		chinese, "name,price\na,1\n", "name|price\r\na|\"1\r\n", "\xff\xfen\x00a\x00", "PK\x03\x04", "name,price\n\"a\n\"\"b\",1\n\"c,2\nd,3",
		"\xb1\xe0\xc2\xeb,\xc3\xfb\xb3\xc6,\xb5\xa5\xbc\xdb\n1,\xb0\xa2\xc4\xaa,2.5\n", "price\n\n\n", ";;;\n", "name\tprice\ra\t1\rb\t2", "\x00", "名称,单价\n𬱖😀,￥１２\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := file(t, "list.csv", string(data))
		p, err := PreviewPrices(context.Background(), path, nil)
		again, err2 := PreviewPrices(context.Background(), path, nil)
		if (err == nil) != (err2 == nil) || !reflect.DeepEqual(p, again) {
			t.Fatalf("not the same twice: %v, %v", err, err2)
		}
		if err != nil {
			return
		}
		if p.Rows != len(p.Items)+len(p.Refused) {
			t.Errorf("%d rows, %d items, %d refused", p.Rows, len(p.Items), len(p.Refused))
		}
		keys := map[string]bool{}
		for _, item := range p.Items {
			if err := item.Validate(); err != nil || keys[item.Key] {
				t.Errorf("item %+v: %v", item, err)
			}
			keys[item.Key] = true
		}
		if _, err := PreviewPatients(context.Background(), path, nil); err != nil {
			return
		}
	})
}
