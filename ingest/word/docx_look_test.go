package word

import (
	"testing"

	"gongkai/ingest/document"
)

// Text that Word does not show as it is stored is in doubt.
func TestUnseenText(t *testing.T) {
	run := func(look, text string) string {
		return "<w:r><w:rPr>" + look + "</w:rPr><w:t>" + text + "</w:t></w:r>"
	}
	para := func(properties, text string) string {
		return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>"
	}
	in := func(content string) string { return "<w:tc><w:p>" + content + "</w:p></w:tc>" }
	field := func(marks ...string) (out string) {
		for _, m := range marks {
			switch m {
			case "begin", "separate", "end":
				out += `<w:r><w:fldChar w:fldCharType="` + m + `"/></w:r>`
			default:
				out += "<w:r>" + m + "</w:r>"
			}
		}
		return out
	}
	const hidden, added, noResult = document.HiddenDoubt, document.AddedDoubt, document.ResultDoubt
	for _, c := range []struct{ name, row, cell, text, want string }{
		{"small but seen", "", in(run(`<w:sz w:val="12"/>`, "5")), "5", ""},
		{"of one point", "", in(run(`<w:sz w:val="2"/>`, "3") + run("", "5")), "35", hidden},
		{"narrow but seen", "", in(run(`<w:w w:val="66"/>`, "5")), "5", ""},
		{"of one percent", "", in(run(`<w:w w:val="1"/>`, "3") + run("", "5")), "35", hidden},
		{"one over the other", "", in(run(`<w:spacing w:val="-110"/>`, "35")), "35", hidden},
		{"a little closer", "", in(run(`<w:spacing w:val="-20"/>`, "35")), "35", ""},
		{"white of the theme", "", in(run(`<w:color w:themeColor="background1"/>`, "3") + run("", "5")), "35", document.WhiteDoubt},
		{"white of the theme, automatic", "", in(run(`<w:color w:val="auto" w:themeColor="background1"/>`, "35")), "35", document.WhiteDoubt},
		{"grey of the theme", "", in(run(`<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="7F"/>`, "35")), "35", ""},
		{"nearly white", "", in(run(`<w:color w:val="FEFEFE"/>`, "35")), "35", document.WhiteDoubt},
		{"white on black", "", `<w:tc><w:tcPr><w:shd w:fill="000000"/></w:tcPr><w:p>` + run(`<w:color w:val="FFFFFF"/>`, "35") + "</w:p></w:tc>", "35", ""},
		{"red on red", "", `<w:tc><w:tcPr><w:shd w:fill="FF0000"/></w:tcPr><w:p>` + run(`<w:color w:val="ff0000"/>`, "3") + run("", "5") + "</w:p></w:tc>", "35", hidden},
		{"blacked out", "", in(run(`<w:highlight w:val="black"/>`, "3") + run("", "5")), "35", hidden},
		{"marked yellow", "", in(run(`<w:highlight w:val="yellow"/>`, "35")), "35", ""},
		{"not filled", "", in(run(`<w14:textFill><w14:noFill/></w14:textFill>`, "3") + run("", "5")), "35", hidden},
		{"no outline", "", in(run(`<w14:textOutline><w14:noFill/></w14:textOutline>`, "35")), "35", ""},
		{"hidden row", "<w:trPr><w:hidden/></w:trPr>", tc("", "35"), "35", hidden},
		{"row that is not hidden", `<w:trPr><w:hidden w:val="0"/></w:trPr>`, tc("", "35"), "35", ""},
		{"row of no height", `<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>`, tc("", "35"), "35", hidden},
		{"row of a height", `<w:trPr><w:trHeight w:val="397" w:hRule="exact"/></w:trPr>`, tc("", "35"), "35", ""},
		{"far off the page", "", "<w:tc>" + para(`<w:ind w:left="-9999"/>`, "35") + "</w:tc>", "35", hidden},
		{"framed", "", "<w:tc>" + para(`<w:framePr w:w="900"/>`, "35") + "</w:tc>", "35", document.BoxDoubt},
		{"automatic number", "", "<w:tc>" + para(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>`, "5") + "</w:tc>", "5", added},
		{"automatic number alone", "", "<w:tc>" + para(`<w:numPr><w:numId w:val="3"/></w:numPr>`, "") + "</w:tc>", "", added},
		{"no automatic number", "", "<w:tc>" + para(`<w:numPr><w:numId w:val="0"/></w:numPr>`, "5") + "</w:tc>", "5", ""},
		{"other direction", "", in(`<w:bdo w:val="rtl">` + run("", "35") + "</w:bdo>"), "35", document.TurnedDoubt},
		{"field", "", in(field("begin", "<w:instrText>=SUM(ABOVE)</w:instrText>", "separate", "<w:t>5</w:t>", "end")), "5", ""},
		{"field in the instructions of another", "", in(field("begin", "<w:instrText>IF</w:instrText>", "begin", "<w:instrText>=1</w:instrText>", "separate", "<w:t>1</w:t>", "end", "separate", "<w:t>5</w:t>", "end")), "5", ""},
		{"field without a result", "", in(field("begin", "<w:instrText>=1+2</w:instrText>", "end")), "", noResult},
		{"field without an end", "", in(field("begin", "<w:t>5</w:t>")), "", noResult},
		{"field to be computed", "", in(`<w:fldSimple w:instr="=1" w:dirty="true">` + run("", "5") + "</w:fldSimple>"), "5", noResult},
		{"list to choose from", "", in(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/></w:ddList></w:ffData></w:fldChar></w:r>` + field("separate", "end")), "", noResult},
		{"bound to another part", "", "<w:tc><w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>" + p("5") + "</w:sdtContent></w:sdt></w:tc>", "5", noResult},
		{"cell bound to another part", "", "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>" + tc("", "5") + "</w:sdtContent></w:sdt>", "5", noResult},
		{"written in two ways", "", in(`<mc:AlternateContent><mc:Choice Requires="x">` + run("", "3") + "</mc:Choice><mc:Choice>" + run("", "4") + "</mc:Choice><mc:Fallback>" + run("", "5") + "</mc:Fallback></mc:AlternateContent>"), "3", document.SymbolDoubt},
		{"number of the page", "", in(run("", "5") + "<w:r><w:pgNum/></w:r>"), "5", document.SymbolDoubt},
		{"signs for digits", "", in(run(`<w:rFonts w:ascii="Wingdings 2"/>`, "5")), "5", document.SymbolDoubt},
		{"two lines in one", "", in(run(`<w:eastAsianLayout w:combine="1"/>`, "35")), "35", document.SymbolDoubt},
		{"drawn by its instructions", "", in(field("begin", `<w:instrText> eq \o(7,8)</w:instrText>`, "separate", "end") + run("", "5")), "5", noResult},
		{"an object", "", in("<w:r><w:object/></w:r>"), "", document.PictureDoubt},
		{"a part of another file", "", `<w:tc><w:p/><w:altChunk r:id="1"/></w:tc>`, "", document.SymbolDoubt},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := ParseDOCX(docx(t, wrap("<w:tbl><w:tr>"+c.row+tc("", "规章")+c.cell+tc("", "9")+"</w:tr></w:tbl>")))
			if err != nil {
				t.Fatal(err)
			}
			row := doc.Blocks[0].Table.Rows[0]
			if got := row[1]; len(row) != 3 || got.Doubt != c.want || got.Text != c.text {
				t.Errorf("%d cells, text %q, doubt %q, want %q, %q", len(row), got.Text, got.Doubt, c.text, c.want)
			}
			if want := map[bool]string{true: hidden}[c.want == hidden && c.row != ""]; row[2].Doubt != want {
				t.Errorf("doubt of the next cell %q, want %q", row[2].Doubt, want)
			}
		})
	}
}

// Cells that are merged away show nothing; which cell they belong to must be
// certain.
func TestCellsMergedAway(t *testing.T) {
	start, more := `<w:vMerge w:val="restart"/>`, "<w:vMerge/>"
	for _, c := range []struct{ name, rows, want, doubt string }{
		{"across", "<w:tr>" + tc(`<w:hMerge w:val="restart"/>`, "5") + tc("<w:hMerge/>", "") + tc("", "9") + "</w:tr>", "5@0+2v1 9@2+1v1", ""},
		{"across, with text", "<w:tr>" + tc(`<w:hMerge w:val="restart"/>`, "5") + tc("<w:hMerge/>", "7") + tc("", "9") + "</w:tr>", "5@0+1v1 7@1+1v1 9@2+1v1", document.MergedDoubt},
		{"across, with a word", "<w:tr>" + tc(`<w:hMerge w:val="restart"/>`, "5") + tc("<w:hMerge/>", "件") + tc("", "9") + "</w:tr>", "5@0+2v1 9@2+1v1", document.MergedDoubt},
		{"down, with text", "<w:tr>" + tc(start, "5") + tc("", "1") + "</w:tr><w:tr>" + tc(more, "7") + tc("", "2") + "</w:tr>", "5@0+1v2 1@1+1v1; 7@0+1v1 2@1+1v1", document.MergedDoubt},
		{"down, with a word", "<w:tr>" + tc(start, "5") + tc("", "1") + "</w:tr><w:tr>" + tc(more, "件") + tc("", "2") + "</w:tr>", "5@0+1v2 1@1+1v1; 2@1+1v1", document.MergedDoubt},
		{"down, wider", "<w:tr>" + tc(start, "5") + tc("", "1") + "</w:tr><w:tr>" + tc(more+`<w:gridSpan w:val="2"/>`, "") + "</w:tr>", "5@0+1v2 1@1+1v1; ", "cells that continue one another are not equally wide"},
		{"down over a gap", "<w:tr>" + tc(start, "5") + tc("", "1") + "</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" + tc("", "2") + "</w:tr><w:tr>" + tc(more, "7") + tc("", "3") + "</w:tr>",
			"5@0+1v1 1@1+1v1; 2@1+1v1; 7@0+1v1 3@1+1v1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := ParseDOCX(docx(t, wrap("<w:tbl>"+c.rows+"</w:tbl>")))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(doc); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if got := doc.Blocks[0].Table.Rows[0][0].Doubt; got != c.doubt {
				t.Errorf("doubt %q, want %q", got, c.doubt)
			}
		})
	}
}

// A small table in a cell makes that cell uncertain, not the table around it.
func TestTableInADataCell(t *testing.T) {
	inner := "<w:tbl><w:tr>" + tc("", "7") + tc("", "8") + "</w:tr></w:tbl>"
	doc, err := ParseDOCX(docx(t, wrap("<w:tbl><w:tr>"+tc("", "规章")+tc("", "5")+"</w:tr><w:tr>"+tc("", "规章")+"<w:tc>"+inner+"<w:p/></w:tc></w:tr></w:tbl>")))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(doc), "规章@0+1v1 5@1+1v1; 规章@0+1v1 7/8@1+1v1"; got != want {
		t.Fatalf("got  %s\nwant %s", got, want)
	}
	rows := doc.Blocks[0].Table.Rows
	if rows[0][1].Doubt != "" || rows[1][1].Doubt != document.InnerDoubt {
		t.Errorf("doubts %q, %q", rows[0][1].Doubt, rows[1][1].Doubt)
	}
}

// A table that a text box holds is written in two ways as a whole.
func TestTableInATextBox(t *testing.T) {
	table := "<w:tbl><w:tr>" + tc("", "规章") + tc("", "5") + "</w:tr></w:tbl>"
	doc, err := ParseDOCX(docx(t, wrap(`<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>`+table+
		"</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"+table+"</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>")))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(doc), "规章@0+1v1 5@1+1v1"; got != want || doc.Blocks[0].Table.Rows[0][1].Doubt != "" {
		t.Errorf("got %s, want %s", got, want)
	}
}
