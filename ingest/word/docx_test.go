package word

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/document"
)

// docx packs a main part.
func docx(t *testing.T, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wrap(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`
}

func p(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func tc(properties, text string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(text) + "</w:tc>"
}

func show(doc *document.Document) string {
	var out []string
	for _, b := range doc.Blocks {
		if b.Paragraph != nil {
			out = append(out, "¶"+b.Paragraph.Text)
			continue
		}
		for _, row := range b.Table.Rows {
			var cells []string
			for _, c := range row {
				cells = append(cells, fmt.Sprintf("%s@%d+%dv%d", strings.ReplaceAll(c.Text, "\n", "/"), c.Col, c.ColSpan, c.RowSpan))
			}
			out = append(out, strings.Join(cells, " "))
		}
	}
	return strings.Join(out, "; ")
}

func TestParseDOCX(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"spans", "<w:tbl><w:tr>" + tc(`<w:vMerge w:val="restart"/>`, "三") + tc(`<w:gridSpan w:val="2"/>`, "a") + "</w:tr><w:tr>" +
			tc(`<w:vMerge/>`, "") + tc("", "b") + tc("", "1") + "</w:tr></w:tbl>", "三@0+1v2 a@1+2v1; b@1+1v1 1@2+1v1"},
		{"number in two runs", "<w:tbl><w:tr>" + tc("", "规章") + "<w:tc><w:p><w:r><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "规章@0+1v1 12@1+1v1"},
		{"paragraphs in a cell", "<w:tbl><w:tr><w:tc>" + p("本年新") + p("制作数量") + "</w:tc>" + tc("", "") + "</w:tr></w:tbl>", "本年新/制作数量@0+1v1 @1+1v1"},
		{"tab stops are no text", "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>标题</w:t></w:r></w:p>", "¶标题"},
		{"content control", "<w:sdt><w:sdtContent>" + p("标题") + "</w:sdtContent></w:sdt>", "¶标题"},
		{"nested table", "<w:tbl><w:tr><w:tc>" + p("外") + "<w:tbl><w:tr>" + tc("", "规章") + tc("", "0") + "</w:tr></w:tbl>" + p("") + "</w:tc></w:tr></w:tbl>", "¶外; 规章@0+1v1 0@1+1v1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := ParseDOCX(docx(t, wrap(c.body)))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(doc); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A number under tracked changes is two numbers: the parser says so.
func TestTrackedChangesAreDoubted(t *testing.T) {
	doc, err := ParseDOCX(docx(t, wrap("<w:tbl><w:tr>"+tc("", "规章")+
		`<w:tc><w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins><w:r><w:t>2</w:t></w:r></w:ins></w:p></w:tc></w:tr></w:tbl>`)))
	if err != nil {
		t.Fatal(err)
	}
	row := doc.Blocks[0].Table.Rows[0]
	if row[0].Doubt != "" || row[1].Doubt == "" || row[1].Text != "2" {
		t.Errorf("cells %+v: only the second is tracked", row)
	}
}

func TestDamagedDOCX(t *testing.T) {
	good := docx(t, wrap(p("x")))
	other := bytes.Buffer{}
	w := zip.NewWriter(&other)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := ParseDOCX(other.Bytes()); !errors.Is(err, ErrNoMainPart) {
		t.Errorf("no main part gives %v", err)
	}
	if _, err := ParseDOCX(good[:len(good)/2]); err == nil {
		t.Error("half a file is read")
	}
	if _, err := ParseDOCX(docx(t, "<w:document><w:body><w:p")); err == nil || !strings.Contains(err.Error(), "line 1 column") {
		t.Errorf("XML cut inside a tag gives %v, want line and column", err)
	}
	if _, err := ParseDOCX(docx(t, `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`+wrap(p("&amp;"))[38:])); !errors.Is(err, ErrDoctype) {
		t.Errorf("a document type gives %v, want %v", err, ErrDoctype)
	}
}

// A number in a text box is drawn where the box stands, which need not be the
// cell that holds its anchor.
func TestTextBoxInACellIsDoubted(t *testing.T) {
	box := "<w:p><w:r><w:pict><w:txbxContent>" + p("8") + "</w:txbxContent></w:pict></w:r></w:p>"
	doc, err := ParseDOCX(docx(t, wrap("<w:tbl><w:tr>"+tc("", "1")+"<w:tc><w:tcPr/>"+box+"</w:tc></w:tr></w:tbl>")))
	if err != nil {
		t.Fatal(err)
	}
	row := doc.Blocks[0].Table.Rows[0]
	if row[0].Doubt != "" || row[1].Doubt != "text box in the cell" {
		t.Errorf("doubts %q and %q", row[0].Doubt, row[1].Doubt)
	}
}

// What a cell does not show as plain text is in doubt: 5 with a raised 1 is
// not 51.
func TestDoubtedCells(t *testing.T) {
	run := func(look, text string) string {
		return "<w:r><w:rPr>" + look + "</w:rPr><w:t>" + text + "</w:t></w:r>"
	}
	for _, c := range []struct{ name, runs, want string }{
		{"plain", run(`<w:strike w:val="0"/><w:position w:val="-2"/>`, "5") + run("", "1"), ""},
		{"footnote mark", run("", "5") + run(`<w:vertAlign w:val="superscript"/>`, "1"), raisedDoubt},
		{"moved up", run("", "5") + run(`<w:position w:val="8"/>`, "1"), raisedDoubt},
		{"all moved", run(`<w:position w:val="8"/>`, "51"), ""},
		{"struck", run("<w:strike/>", "3") + run("", "5"), struckDoubt},
		{"struck twice", run("<w:dstrike/>", "3") + run("", "5"), struckDoubt},
		{"symbol", run("", "5") + `<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>`, "a symbol in the cell"},
		{"picture of a number", "<w:r><w:drawing/></w:r>", pictureDoubt},
		{"how it is said", "<w:r><w:ruby><w:rt>" + run("", "3") + "</w:rt><w:rubyBase>" + run("", "5") + "</w:rubyBase></w:ruby></w:r>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := ParseDOCX(docx(t, wrap("<w:tbl><w:tr>"+tc("", "规章")+"<w:tc><w:p>"+c.runs+"</w:p></w:tc></w:tr></w:tbl>")))
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Blocks[0].Table.Rows[0][1].Doubt; got != c.want {
				t.Errorf("doubt %q, want %q", got, c.want)
			}
		})
	}
}
