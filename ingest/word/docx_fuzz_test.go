package word

import (
	"reflect"
	"testing"

	"gongkai/ingest/badinput"
	"gongkai/ingest/document"
)

// No DOCX breaks the reader, and the same bytes read the same twice. (Z2)
func FuzzDOCX(f *testing.F) {
	for _, seed := range badinput.Seeds(".docx") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		doc, err := ParseDOCX(content)
		again, errAgain := ParseDOCX(content)
		if (err == nil) != (errAgain == nil) || !reflect.DeepEqual(doc, again) {
			t.Errorf("read twice: %v, %v", err, errAgain)
		}
		checkPlaces(t, doc)
	})
}

// No XML of a main part breaks the reader. Fuzzing through the zip would hardly
// ever reach it.
func FuzzDOCXBody(f *testing.F) {
	for _, seed := range []string{"<w:p><w:r><w:t>1</w:t></w:r></w:p>", "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
		"<w:tbl><w:tc><w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>2</w:t></w:r></w:ins></w:p></w:tc></w:tbl>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 1<<20 {
			t.Skip()
		}
		doc, err := ParseDOCX(docx(t, wrap(body)))
		if err == nil {
			checkPlaces(t, doc)
		}
	})
}

// checkPlaces holds for a document whose cells all stand at places of their
// own.
func checkPlaces(t *testing.T, doc *document.Document) {
	t.Helper()
	if doc == nil {
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
}
