package word

import (
	"strings"
	"testing"

	"gongkai/ingest/document"
)

// What stands in a frame of its own is drawn elsewhere on the page: in a row of
// which something stands in the table it is in doubt; a row that is framed as a
// whole is one.
func TestFramesInTables(t *testing.T) {
	const framed = document.BoxDoubt
	for _, c := range []struct {
		name  string
		cells string // of two rows, + for a paragraph that is framed
		want  []string
	}{
		{"none", "规章 5 6|规章 7 8", []string{"", "", "", "", "", ""}},
		{"a number", "规章 +5 6|规章 7 8", []string{"", framed, "", "", "", ""}},
		{"the label alone", "+规章 5 6|规章 7 8", []string{framed, "", "", "", "", ""}},
		{"a blank cell", "规章 + 6|规章 7 8", []string{"", "", "", "", "", ""}},
		{"a number alone", "- +5 -|规章 7 8", []string{"", framed, "", "", "", ""}},
		{"a whole row", "+规章 +5 +6|规章 7 8", []string{"", "", "", "", "", ""}},
		{"all rows, a cell is blank", "+规章 +5 -|+规章 +7 +8", []string{"", "", "", "", "", ""}},
	} {
		var b builder
		for row := range strings.SplitSeq(c.cells, "|") {
			cells := strings.Fields(row)
			for _, cell := range cells {
				text, inFrame := strings.CutPrefix(cell, "+")
				b.text = append(b.text, strings.Trim(text, "-")...)
				if err := b.paragraph(&paragraphLook{inTable: true, framed: inFrame}, cellMark); err != nil {
					t.Fatal(err)
				}
			}
			end := paragraphLook{inTable: true, endsRow: true, definition: rowDefinition{edges: []int{0, 900, 1800, 2700}, cells: make([]cellMerge, len(cells))}}
			if err := b.paragraph(&end, cellMark); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.closeTables(0); err != nil {
			t.Fatal(err)
		}
		rows := "<w:tbl>"
		for row := range strings.SplitSeq(c.cells, "|") {
			rows += "<w:tr>"
			for _, cell := range strings.Fields(row) {
				text, inFrame := strings.CutPrefix(cell, "+")
				properties := map[bool]string{true: `<w:pPr><w:framePr w:w="900" w:x="3000" w:y="2000"/></w:pPr>`}[inFrame]
				rows += "<w:tc><w:p>" + properties + "<w:r><w:t>" + strings.Trim(text, "-") + "</w:t></w:r></w:p></w:tc>"
			}
			rows += "</w:tr>"
		}
		docx, err := ParseDOCX(docx(t, wrap(rows+"</w:tbl>")))
		if err != nil {
			t.Fatal(err)
		}
		e := emitter{doc: &document.Document{}}
		e.blocks(b.body)
		for format, doc := range map[string]*document.Document{"docx": docx, "doc": e.doc} {
			i := 0
			for _, row := range doc.Blocks[0].Table.Rows {
				for _, cell := range row {
					if cell.Doubt != c.want[i] {
						t.Errorf("%s, %s: cell %d %q: doubt %q, want %q", format, c.name, i+1, cell.Text, cell.Doubt, c.want[i])
					}
					i++
				}
			}
		}
	}
}

// A frame has a place or a width, given by a paragraph or by its style.
func TestFramedParagraphsOfDOC(t *testing.T) {
	for _, c := range []struct {
		list []byte
		want bool
	}{
		{nil, false}, {modification(sprmFrameLeft, 0x10, 0x27), true}, {modification(sprmFrameTop, 0xFC, 0xFF), true}, {modification(sprmFrameWidth, 0x84, 3), true},
		{append(modification(sprmFrameLeft, 0, 0), modification(sprmFrameTop, 0, 0)...), false},
	} {
		var l paragraphLook
		if err := l.apply(c.list, nil, 0); err != nil || l.framed != c.want {
			t.Errorf("% x: framed %v, %v", c.list, l.framed, err)
		}
		f := docFile{docSheet: docSheet{styles: make([]docStyle, 2)}}
		f.resolve([]writtenDocStyle{{base: 1}, {base: 9, paragraph: c.list}}, 0)
		if f.styles[0].framed != c.want {
			t.Errorf("% x in the style: framed %v", c.list, f.styles[0].framed)
		}
	}
}

// A framed number beside tables is none of them, and that is said.
func TestFramedNumbersBesideTables(t *testing.T) {
	frame := `<w:p><w:pPr><w:framePr w:w="900" w:x="3000" w:y="2000"/></w:pPr><w:r><w:t>`
	docx, err := ParseDOCX(docx(t, wrap(p("一")+frame+"12</w:t></w:r></w:p>"+frame+"第12页</w:t></w:r></w:p>"+p("13"))))
	if err != nil {
		t.Fatal(err)
	}
	var b builder
	for _, line := range []struct {
		text   string
		framed bool
	}{{"一", false}, {"12", true}, {"第12页", true}, {"13", false}} {
		b.text = append(b.text, line.text...)
		if err := b.paragraph(&paragraphLook{framed: line.framed}, paraMark); err != nil {
			t.Fatal(err)
		}
	}
	e := emitter{doc: &document.Document{}}
	e.blocks(b.body)
	for format, doc := range map[string]*document.Document{"docx": docx, "doc": e.doc} {
		if got, want := show(doc), "¶一; ¶[12]; ¶第12页; ¶13"; got != want {
			t.Errorf("%s: got %s, want %s", format, got, want)
		}
		if len(doc.Notes) != 1 || doc.Notes[0].Code != "framed_number" || doc.Notes[0].Place != "paragraph 2" || !strings.Contains(doc.Notes[0].Message, "“12”") {
			t.Errorf("%s: notes %+v", format, doc.Notes)
		}
	}
}
