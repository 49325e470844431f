package sheet

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/ingest/document"
)

// doubts lists why the cells of a document's first row are in doubt.
func doubts(doc *document.Document) (out []string) {
	for _, c := range doc.Blocks[0].Table.Rows[0] {
		out = append(out, c.Text+": "+c.Doubt)
	}
	return out
}

func TestLooksOfXLSX(t *testing.T) {
	plain, strike := excelize.Font{}, excelize.Font{Strike: true}
	white, theme, raised := excelize.Font{Color: "FFFFFF"}, excelize.Font{ColorTheme: new(int)}, excelize.Font{VertAlign: "superscript"}
	blue := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0000FF"}}
	type part = excelize.RichTextRun
	for _, c := range []struct {
		name  string
		style excelize.Style
		parts []part
		want  string
	}{
		{"plain", excelize.Style{}, nil, "5: "},
		{"plain parts", excelize.Style{}, []part{{Text: "5", Font: &plain}, {Text: "件"}}, "5件: "},
		{"footnote mark", excelize.Style{}, []part{{Text: "5"}, {Text: "1", Font: &raised}}, "51: " + document.RaisedDoubt},
		{"all raised", excelize.Style{}, []part{{Text: "5", Font: &raised}}, "5: "},
		{"struck", excelize.Style{Font: &strike}, nil, "5: " + document.StruckDoubt},
		{"struck part", excelize.Style{}, []part{{Text: "3", Font: &strike}, {Text: "5"}}, "35: " + document.StruckDoubt},
		{"white", excelize.Style{Font: &white}, nil, "5: " + document.WhiteDoubt},
		{"white of the theme", excelize.Style{Font: &theme}, nil, "5: " + document.WhiteDoubt},
		{"white part", excelize.Style{}, []part{{Text: "3", Font: &white}, {Text: "5"}}, "35: " + document.WhiteDoubt},
		{"signs for digits", excelize.Style{Font: &excelize.Font{Family: "Wingdings 2"}}, nil, "5: " + document.SymbolDoubt},
		{"signs for some digits", excelize.Style{}, []part{{Text: "3", Font: &excelize.Font{Family: "Webdings"}}, {Text: "5"}}, "35: " + document.SymbolDoubt},
		{"Greek letters, but digits", excelize.Style{Font: &excelize.Font{Family: "Symbol"}}, nil, "5: "},
		{"white on blue", excelize.Style{Font: &white, Fill: blue}, nil, "5: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := excelize.NewFile()
			must := func(err error) {
				if err != nil {
					t.Fatal(err)
				}
			}
			must(f.SetCellValue("Sheet1", "A1", "规章"))
			id, err := f.NewStyle(&c.style)
			must(err)
			must(f.SetCellStyle("Sheet1", "B1", "B1", id))
			if must(f.SetCellValue("Sheet1", "B1", 5)); c.parts != nil {
				must(f.SetCellRichText("Sheet1", "B1", c.parts))
			}
			var b bytes.Buffer
			must(f.Write(&b))
			doc, err := ParseXLSX(b.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			if got := doubts(doc)[1]; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestLooksOfXLS(t *testing.T) {
	font := func(flags, colour, raised int) []byte {
		return rec(recFont, append(words(200, flags, colour, 400, raised), make([]byte, 6)...)...)
	}
	xf := func(font, pattern, colour int) []byte {
		return rec(recXF, append(append(words(font, 0), make([]byte, 12)...), words(pattern<<10, colour)...)...)
	}
	// Fonts are counted without the number 4. Styles 0 and 1 are those of biff.
	globals := [][]byte{font(0, 8, 0), font(8, 8, 0), font(0, 9, 0), font(0, 8, 1), font(8, 8, 0),
		xf(1, 0, 0), xf(2, 0, 0), xf(2, 1, 12), xf(5, 0, 0),
		rec(recSST, join(words(4, 0, 4, 0),
			words(2), []byte{8}, words(1), []byte("51"), words(1, 3),
			words(2), []byte{8}, words(1), []byte("51"), words(0, 3),
			words(2), []byte{8}, words(2), []byte("35"), words(0, 5, 1, 0),
			words(1), []byte{0}, []byte("7"))...)}
	number := func(col, style int) []byte { return rec(recNumber, join(words(0, col, style), float(5))...) }
	label := func(col, style, index int) []byte { return rec(recLabelSST, words(0, col, style, index, 0)...) }
	doc, err := readWorkbook(biff(globals, number(0, 0), number(1, 2), number(2, 3), number(3, 4), number(4, 5),
		label(5, 0, 0), label(6, 0, 1), label(7, 0, 2), label(8, 3, 3)))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"5: ", "5: " + document.StruckDoubt, "5: " + document.WhiteDoubt, "5: ", "5: " + document.StruckDoubt,
		"51: " + document.RaisedDoubt, "51: ", "35: " + document.StruckDoubt, "7: " + document.WhiteDoubt} {
		if got := doubts(doc)[i]; got != want {
			t.Errorf("cell %d: got %q, want %q", i+1, got, want)
		}
	}
}

// A font that draws signs for digits is known by its name, written in either way.
func TestSignsOfXLS(t *testing.T) {
	font := func(name ...byte) []byte {
		return rec(recFont, append(append(words(200, 0, 8, 400, 0), 0, 0, 2, 0), name...)...)
	}
	xf := func(font int) []byte { return rec(recXF, append(words(font, 0), make([]byte, 16)...)...) }
	globals := [][]byte{font(append([]byte{6, 0}, "Symbol"...)...), font(append([]byte{9, 0}, "Wingdings"...)...), font(append([]byte{8, 1}, wide("Webdings")...)...), font(9, 0, 'W'), xf(1), xf(2), xf(3)}
	number := func(col, style int) []byte { return rec(recNumber, join(words(0, col, style), float(5))...) }
	doc, err := readWorkbook(biff(globals, number(0, 0), number(1, 2), number(2, 3), number(3, 4),
		rec(recRString, join(words(0, 4, 0, 2), []byte{0}, []byte("35"), words(2, 0, 1, 1, 0))...)))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"5: ", "5: " + document.SymbolDoubt, "5: " + document.SymbolDoubt, "5: ", "35: " + document.SymbolDoubt}
	if got := doubts(doc); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A text that its cell holds itself has fonts of its own behind it.
func TestLooksOfPartsInTheCell(t *testing.T) {
	font := func(flags, colour, raised int) []byte {
		return rec(recFont, append(words(200, flags, colour, 400, raised), make([]byte, 6)...)...)
	}
	// Fonts are counted without the number 4.
	globals := [][]byte{font(0, 8, 0), font(8, 8, 0), font(0, 9, 0), font(0, 8, 1)}
	for _, c := range []struct {
		name string
		text []byte // behind its place and style
		want string
	}{
		{"plain", join(words(2), []byte{0}, []byte("51"), words(0)), "51: "},
		{"without a number of runs", join(words(2), []byte{0}, []byte("51")), "51: "},
		{"footnote mark", join(words(2), []byte{0}, []byte("51"), words(1, 1, 3)), "51: " + document.RaisedDoubt},
		{"all raised", join(words(2), []byte{0}, []byte("51"), words(1, 0, 3)), "51: "},
		{"struck", join(words(2), []byte{0}, []byte("35"), words(2, 0, 1, 1, 0)), "35: " + document.StruckDoubt},
		{"white", join(words(2), []byte{1}, wide("35"), words(2, 0, 2, 1, 0)), "35: " + document.WhiteDoubt},
		{"runs as texts that cells share have them", join(words(2), []byte{8}, words(2), []byte("35"), words(0, 1, 1, 0)), "35: " + document.StruckDoubt},
	} {
		doc, err := readWorkbook(biff(globals, rec(recNumber, join(words(0, 0, 0), float(1))...), rec(recRString, join(words(0, 1, 0), c.text)...)))
		if err != nil {
			t.Fatal(err)
		}
		if got := doubts(doc)[1]; got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	for _, cut := range [][]byte{{1}, words(2, 0, 1, 1)} {
		text := join(words(0, 1, 0, 2), []byte{0}, []byte("35"), cut)
		if _, err := readWorkbook(biff(globals, rec(recRString, text...))); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut to %d bytes: %v", len(cut), err)
		}
	}
}

// What is white is for the palette of a file to say.
func TestPaletteOfXLS(t *testing.T) {
	font := func(colour int) []byte {
		return rec(recFont, append(words(200, 0, colour, 400, 0), make([]byte, 6)...)...)
	}
	xf := func(font, pattern, colour int) []byte {
		return rec(recXF, append(append(words(font, 0), make([]byte, 12)...), words(pattern<<10, colour)...)...)
	}
	number := func(col, style int) []byte { return rec(recNumber, join(words(0, col, style), float(5))...) }
	globals := [][]byte{font(8), font(9), font(10), xf(0, 0, 0), xf(1, 0, 0), xf(2, 0, 0), xf(2, 1, 8), xf(2, 1, 10)}
	sheet := [][]byte{number(0, 2), number(1, 3), number(2, 4), number(3, 5), number(4, 6)}
	own := rec(recPalette, join(words(3), []byte{0, 0, 0, 0}, []byte{0, 0, 99, 0}, []byte{0xFE, 0xFE, 0xFE, 0})...)
	const white = "5: " + document.WhiteDoubt
	for _, c := range []struct {
		name    string
		globals [][]byte
		want    []string
	}{
		{"usual", globals, []string{"5: ", white, "5: ", "5: ", "5: "}},
		{"its own", append(slices.Clone(globals), own), []string{"5: ", "5: ", white, "5: ", white}},
	} {
		doc, err := readWorkbook(biff(c.globals, sheet...))
		if err != nil {
			t.Fatal(err)
		}
		if got := doubts(doc); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// Rows and columns of no size are hidden.
func TestOfNoSize(t *testing.T) {
	rows := func(row, height int) []byte { return rec(recRow, words(row, 0, 9, height, 0, 0, 0, 0)...) }
	doc, err := readWorkbook(biff(nil, rec(recColInfo, words(1, 1, 0, 0, 0)...), rows(0, 300), rows(1, 0),
		rec(recNumber, join(words(0, 0, 0), float(1))...), rec(recNumber, join(words(0, 1, 0), float(2))...), rec(recNumber, join(words(0, 2, 0), float(3))...),
		rec(recNumber, join(words(1, 0, 0), float(4))...), rec(recNumber, join(words(1, 2, 0), float(5))...)))
	if err != nil {
		t.Fatal(err)
	}
	const want = "S!A1:C1\n1@0+1v1 3@2+1v1\nhidden_rows S 隐藏的行没有读取：2\nhidden_columns S 隐藏的列没有读取：B"
	if got := shown(doc); got != want {
		t.Errorf("xls\n%s\nwant\n%s", got, want)
	}
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", "S"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	doc, err = ParseXLSX(rewrite(t, b.Bytes(), "xl/worksheets/sheet1.xml", func(xml string) string {
		return strings.Replace(xml, "<sheetData></sheetData>", `<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>`+
			`<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>`+
			`<row r="2" ht="0" customHeight="1"><c r="A2"><v>4</v></c><c r="C2"><v>5</v></c></row></sheetData>`, 1)
	}))
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(doc); got != want {
		t.Errorf("xlsx\n%s\nwant\n%s", got, want)
	}
}
