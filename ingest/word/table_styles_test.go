package word

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/document"
)

// A table style gives its look to the parts of a table that the table shows, on a
// colour of its own or not.
func TestLooksOfTableStyles(t *testing.T) {
	part := func(kind, look, fill string) string {
		return `<w:tblStylePr w:type="` + kind + `"><w:rPr>` + look + `</w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="` + fill + `"/></w:tcPr></w:tblStylePr>`
	}
	style := func(id, base, rest string) string {
		return `<w:style w:type="table" w:styleId="` + id + `"><w:basedOn w:val="` + base + `"/>` + rest + `</w:style>`
	}
	const white, strike, vanish = `<w:color w:val="FFFFFF" w:themeColor="background1"/>`, "<w:strike/>", "<w:vanish/>"
	sheet := `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
		`<w:style w:type="paragraph" w:styleId="Red"><w:rPr><w:color w:val="FF0000"/></w:rPr></w:style>` +
		style("Dark", "", part("firstRow", white, "4472C4")+part("lastRow", white, "000000")+part("firstCol", "<w:b/>", "auto")) +
		style("Bare", "", part("firstRow", white, "auto")) +
		style("Sub", "Dark", part("firstRow", "", "FFFFFF")) +
		style("Columns", "", part("lastCol", strike, "")+part("firstCol", vanish, "")) +
		style("Corner", "", part("swCell", strike, "")+part("neCell", strike, "")) +
		style("Bands", "", `<w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>`+part("band1Horz", strike, "")) +
		style("Second", "", part("band2Horz", strike, "")) +
		style("Upright", "", part("band2Vert", strike, "")) +
		style("All", "", "<w:rPr>"+strike+"</w:rPr>") +
		style("AllWhite", "", "<w:rPr>"+white+`</w:rPr><w:tcPr><w:shd w:fill="000000"/></w:tcPr>`) +
		style("Raised", "", `<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>`) + "</w:styles>"
	const (
		none, all = "... ... ...", "sss sss sss"
		plain     = `w:val="0600"` // no bands, no first and no last
	)
	for _, c := range []struct {
		style, look string
		cell        string // what stands in each, "" for a 5
		want        string // a letter a cell: struck, white, hidden, raised, . for nothing
	}{
		{"Dark", `w:val="0620"`, "", none},
		{"Dark", `w:firstRow="1" w:lastRow="1"`, "", none},
		{"Bare", `w:val="0620"`, "", "www ... ..."},
		{"Bare", plain, "", none},
		{"Bare", `w:val="0620" w:firstRow="0"`, "", none},
		{"Bare", `w:val="0620"`, `<w:tc><w:tcPr><w:shd w:fill="000000"/></w:tcPr>` + p("5") + "</w:tc>", none},
		{"Bare", `w:val="0620"`, `<w:tc><w:p><w:r><w:rPr><w:color w:val="auto"/></w:rPr><w:t>5</w:t></w:r></w:p></w:tc>`, none},
		{"Bare", `w:val="0620"`, `<w:tc><w:p><w:pPr><w:pStyle w:val="Red"/></w:pPr><w:r><w:t>5</w:t></w:r></w:p></w:tc>`, none},
		{"Bare", `w:val="0620"`, `<w:tc><w:tcPr/></w:tc>`, none},
		{"Dark", `w:val="0620"`, `<w:tc><w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>5</w:t></w:r></w:p></w:tc>`, "... www www"},
		{"Dark", `w:val="0620"`, `<w:tc><w:tcPr><w:shd w:val="clear" w:fill="auto"/></w:tcPr>` + p("5") + "</w:tc>", "www ... ..."},
		{"Sub", `w:val="0620"`, "", "www ... ..."},
		{"Columns", `w:val="0780"`, "", "h.s h.s h.s"},
		{"Columns", `w:lastColumn="1"`, "", "..s ..s ..s"},
		{"Corner", `w:val="07E0"`, "", "..s ... s.."},
		{"Corner", `w:val="06E0"`, "", "... ... s.."},
		{"Bands", `w:val="0400"`, "", "sss sss ..."},
		{"Bands", `w:val="0420"`, "", "... sss sss"},
		{"Bands", plain, "", none},
		{"Second", `w:val="0460"`, "", none},
		{"Second", "", "", "... sss ..."},
		{"Upright", `w:val="0200"`, "", ".s. .s. .s."},
		{"Upright", `w:val="0280"`, "", "..s ..s ..s"},
		{"All", plain, "", all},
		{"All", plain, `<w:tc><w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>5</w:t></w:r></w:p></w:tc>`, none},
		{"All", plain, `<w:tc><w:p/></w:tc>`, none},
		{"AllWhite", plain, "", none},
		{"Raised", plain, "", none}, // whole texts are
		{"Raised", plain, `<w:tc><w:p><w:r><w:rPr><w:vertAlign w:val="baseline"/></w:rPr><w:t>5</w:t></w:r><w:r><w:t>1</w:t></w:r></w:p></w:tc>`, "rrr rrr rrr"},
		{"NotThere", "", "", none},
	} {
		cell := c.cell
		if cell == "" {
			cell = tc("", "5")
		}
		rows := strings.Repeat("<w:tr>"+strings.Repeat(cell, 3)+"</w:tr>", 3)
		table := `<w:tbl><w:tblPr><w:tblStyle w:val="` + c.style + `"/><w:tblLook ` + c.look + `/></w:tblPr>` + rows + "</w:tbl>"
		earlier := "<w:tbl><w:tr>" + tc("", "7") + "<w:tc><w:tbl><w:tr>" + tc("", "9") + tc("", "9") + "</w:tr></w:tbl>" + p("8") + "</w:tc>" + tc("", "8") + tc("", "8") + "</w:tr></w:tbl>"
		doc, err := ParseDOCX(withPart(t, docx(t, wrap(earlier+table)), "word/styles.xml", sheet))
		if err != nil {
			t.Fatal(err)
		}
		letters := map[string]string{"": ".", document.StruckDoubt: "s", document.WhiteDoubt: "w", document.HiddenDoubt: "h", document.RaisedDoubt: "r"}
		var got []string
		for _, row := range doc.Blocks[1].Table.Rows {
			line := ""
			for _, cell := range row {
				line += letters[cell.Doubt]
			}
			got = append(got, line)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s, %s, %s: got %s, want %s", c.style, c.look, c.cell, strings.Join(got, " "), c.want)
		}
		if first := fmt.Sprint(doc.Blocks[0].Table.Rows[0][2:]); strings.Contains(first, "text") {
			t.Errorf("%s: the table before it: %s", c.style, first)
		}
	}
}

// The usual style is that of tables that name none, not of one in them that does.
func TestTablesInAndOutOfStyles(t *testing.T) {
	sheet := `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="table" w:default="1" w:styleId="Usual"><w:rPr><w:strike/></w:rPr></w:style>` +
		`<w:style w:type="table" w:styleId="Plain"/></w:styles>`
	table := func(style, cells string) string {
		return "<w:tbl><w:tblPr>" + style + "</w:tblPr><w:tr>" + cells + "</w:tr></w:tbl>"
	}
	const plain = `<w:tblStyle w:val="Plain"/>`
	two := tc("", "5") + tc("", "6")
	for _, c := range []struct{ name, body, want string }{
		{"none named", table("", two), "ss"},
		{"named", table(plain, two), ".."},
		{"named before a change", table("<w:tblPrChange><w:tblPr>"+plain+"</w:tblPr></w:tblPrChange>", two), "ss"},
		{"in another", table("", "<w:tc>"+table(plain, two)+p("")+"</w:tc>"), ".."},
		{"around another", table(plain, "<w:tc>"+table("", two)+p("")+"</w:tc>"), "ss"},
	} {
		doc, err := ParseDOCX(withPart(t, docx(t, wrap(c.body+p("7"))), "word/styles.xml", sheet))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, cell := range doc.Blocks[0].Table.Rows[0] {
			got += map[string]string{"": ".", document.StruckDoubt: "s"}[cell.Doubt]
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if after := doc.Blocks[len(doc.Blocks)-1].Paragraph.Text; after != "7" { // a struck number would stand in brackets
			t.Errorf("%s: the paragraph after it is %q", c.name, after)
		}
	}
}
