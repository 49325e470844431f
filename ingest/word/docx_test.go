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
	if row[0].Doubt != "" || row[1].Doubt != document.BoxDoubt {
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
		{"footnote mark", run("", "5") + run(`<w:vertAlign w:val="superscript"/>`, "1"), document.RaisedDoubt},
		{"moved up", run("", "5") + run(`<w:position w:val="8"/>`, "1"), document.RaisedDoubt},
		{"all moved", run(`<w:position w:val="8"/>`, "51"), ""},
		{"struck", run("<w:strike/>", "3") + run("", "5"), document.StruckDoubt},
		{"struck twice", run("<w:dstrike/>", "3") + run("", "5"), document.StruckDoubt},
		{"symbol", run("", "5") + `<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>`, document.SymbolDoubt},
		{"picture of a number", "<w:r><w:drawing/></w:r>", document.PictureDoubt},
		{"how it looked before", "<w:r><w:rPr><w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange></w:rPr><w:t>5</w:t></w:r>", ""},
		{"power", run("", "5") + `<m:oMath><m:sSup><m:e><m:r><m:t>5</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>`, document.SymbolDoubt},
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

// A style gives its look to text, and so does the one that it is based on.
func TestLooksOfStyles(t *testing.T) {
	style := func(kind, id, base, look string) string {
		return `<w:style w:type="` + kind + `" w:styleId="` + id + `"><w:basedOn w:val="` + base + `"/><w:rPr>` + look + `</w:rPr></w:style>`
	}
	sheet := `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
		style("character", "Mark", "", `<w:vertAlign w:val="superscript"/>`) + style("character", "Sub", "Mark", "") +
		style("character", "Gone", "", "<w:strike/>") + style("character", "Back", "Gone", `<w:strike w:val="0"/>`) +
		style("character", "Signs", "", `<w:rFonts w:ascii="Wingdings"/>`) +
		style("character", "Paper", "", `<w:color w:val="FFFFFF"/>`) + style("character", "Loop", "Loop", "<w:vanish/>") +
		style("paragraph", "Struck", "", "<w:strike/>") + "</w:styles>"
	named := func(style, text string) string {
		return `<w:r><w:rPr><w:rStyle w:val="` + style + `"/></w:rPr><w:t>` + text + "</w:t></w:r>"
	}
	for _, c := range []struct{ name, cell, want string }{
		{"footnote mark", "<w:p><w:r><w:t>5</w:t></w:r>" + named("Mark", "1") + "</w:p>", document.RaisedDoubt},
		{"based on it", "<w:p><w:r><w:t>5</w:t></w:r>" + named("Sub", "1") + "</w:p>", document.RaisedDoubt},
		{"struck", "<w:p>" + named("Gone", "3") + "<w:r><w:t>5</w:t></w:r></w:p>", document.StruckDoubt},
		{"not struck after all", "<w:p>" + named("Back", "5") + "</w:p>", ""},
		{"signs for digits", `<w:p><w:r><w:rPr><w:rStyle w:val="Signs"/><w:rFonts w:eastAsia="宋体"/></w:rPr><w:t>5</w:t></w:r></w:p>`, document.SymbolDoubt},
		{"no signs after all", `<w:p><w:r><w:rPr><w:rStyle w:val="Signs"/><w:rFonts w:ascii="宋体"/></w:rPr><w:t>5</w:t></w:r></w:p>`, ""},
		{"white", "<w:p>" + named("Paper", "5") + "</w:p>", document.WhiteDoubt},
		{"hidden, based on itself", "<w:p>" + named("Loop", "3") + "<w:r><w:t>5</w:t></w:r></w:p>", document.HiddenDoubt},
		{"struck paragraph", `<w:p><w:pPr><w:pStyle w:val="Struck"/></w:pPr><w:r><w:t>5</w:t></w:r></w:p>`, document.StruckDoubt},
		{"paragraph after it", `<w:p><w:pPr><w:pStyle w:val="Struck"/></w:pPr></w:p><w:p><w:r><w:t>5</w:t></w:r></w:p>`, ""},
		{"style that is not there", "<w:p>" + named("None", "5") + "</w:p>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := withPart(t, docx(t, wrap("<w:tbl><w:tr>"+tc("", "规章")+"<w:tc>"+c.cell+"</w:tc></w:tr></w:tbl>")), "word/styles.xml", sheet)
			doc, err := ParseDOCX(file)
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Blocks[0].Table.Rows[0][1].Doubt; got != c.want {
				t.Errorf("doubt %q, want %q", got, c.want)
			}
		})
	}
}

// Rows and cells that a tracked change adds or takes out are in doubt, and what
// it takes out is no text.
func TestTrackedRowsAndCells(t *testing.T) {
	for _, c := range []struct{ name, row, cell, text, note string }{
		{"row added", "<w:trPr><w:ins/></w:trPr>", tc("", "5"), "5", "tracked_row"},
		{"row taken out", "<w:trPr><w:del/></w:trPr>", tc("", "5"), "", "tracked_row"},
		{"cell added", "", tc("<w:cellIns/>", "5"), "5", "tracked_changes"},
		{"cell taken out", "", tc("<w:cellDel/>", "5"), "5", "tracked_changes"},
		{"cells joined", "", tc(`<w:cellMerge w:vMerge="cont"/>`, "5"), "5", "tracked_changes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := ParseDOCX(docx(t, wrap("<w:tbl><w:tr>"+c.row+tc("", "规章")+c.cell+"</w:tr></w:tbl>")))
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Blocks[0].Table.Rows[0][1]; got.Doubt != trackedDoubt || got.Text != c.text {
				t.Errorf("text %q, doubt %q, want %q, tracked", got.Text, got.Doubt, c.text)
			}
			if len(doc.Notes) != 1 || doc.Notes[0].Code != c.note {
				t.Errorf("notes %+v, want one %s", doc.Notes, c.note)
			}
		})
	}
}

// A raised or struck number in prose is no part of the number beside it.
func TestRaisedDigitsInProse(t *testing.T) {
	doc, err := ParseDOCX(docx(t, wrap(`<w:p><w:r><w:t>收到5</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r><w:r><w:t>件，`+
		`办结</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>5</w:t></w:r><w:r><w:t>6件</w:t></w:r></w:p>`)))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(doc), "¶收到5[1]件，办结[5]6件"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// withPart adds a part to a package.
func withPart(t *testing.T, content []byte, name, part string) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range from.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	to, err := w.Create(name)
	if err == nil {
		_, err = to.Write([]byte(part))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
