package html

import (
	"reflect"
	"testing"

	"gongkai/ingest/badinput"
	"gongkai/ingest/document"
)

// No page breaks the reader, it reads the same twice, and every cell has a
// place of its own. (Z4)
func FuzzHTML(f *testing.F) {
	for _, seed := range badinput.Seeds(".html") {
		f.Add(string(seed))
	}
	f.Fuzz(func(t *testing.T, content string) {
		doc, err := Parse(content)
		again, errAgain := Parse(content)
		if (err == nil) != (errAgain == nil) || !reflect.DeepEqual(doc, again) {
			t.Fatalf("read twice: %v, %v", err, errAgain)
		}
		if err != nil {
			return
		}
		seen := map[document.Position]bool{}
		for _, b := range doc.Blocks {
			if b.Table == nil {
				continue
			}
			for _, row := range b.Table.Rows {
				for _, c := range row {
					if c.At == "" || seen[c.At] {
						t.Errorf("two cells stand at %q", c.At)
					}
					seen[c.At] = true
				}
			}
		}
	})
}
