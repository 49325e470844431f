package word

import (
	"testing"

	"gongkai/ingest/document"
)

// What testdata/signs.doc was made of: see testdata/README.md. Digits in fonts that
// draw signs for them are not what a reader sees.
func TestSignsForDigitsOfDOC(t *testing.T) {
	doc, err := ParseDOC(fixture(t, "testdata/signs.doc"))
	if err != nil {
		t.Fatal(err)
	}
	row := doc.Blocks[0].Table.Rows[0]
	const sign = document.SymbolDoubt
	for i, want := range []document.Cell{{Text: "规章"}, {Text: "5", Doubt: sign}, {Text: "35", Doubt: sign}, {Text: "\uf06c", Doubt: sign},
		{Text: "\uf035"}, {Text: "5"}, {Text: "35", Doubt: sign}, {Text: "5"}, {Text: "5"}} {
		if c := row[i]; c.Text != want.Text || c.Doubt != want.Doubt {
			t.Errorf("cell %d %q: doubt %q, want %q, %q", i+1, c.Text, c.Doubt, want.Text, want.Doubt)
		}
	}
}

// A symbol is not the character of its number.
func TestSymbolsOfDOC(t *testing.T) {
	var l characterLook
	if err := l.apply(modification(sprmSymbol, 1, 0, '5', 0), &docSheet{}); err != nil {
		t.Fatal(err)
	}
	var b builder
	b.print('(', l)
	if p, doubt, _ := b.flush(); p.text != "5" || doubt != document.SymbolDoubt {
		t.Errorf("text %q, doubt %q", p.text, doubt)
	}
}

// Fonts are known by their names, and by what they say of their characters.
func TestListOfFonts(t *testing.T) {
	font := func(characters byte, name string) []byte {
		b := append([]byte{0, 0, 0, characters}, make([]byte, 35)...)
		b = append(append(b, utf16Name(name)...), 0, 0)
		return append([]byte{byte(len(b))}, b...)
	}
	list := []byte{6, 0, 0, 0}
	for _, f := range [][]byte{font(0, "SimSun"), font(0, "Wingdings 3"), font(2, "MT Extra"), font(2, "Symbol"), font(134, "宋体"), {3, 0, 0, 2}} {
		list = append(list, f...)
	}
	for n := range list {
		var f docFile
		f.readFonts(list[:n]) // no panic
	}
	var f docFile
	f.readFonts(list)
	for i, want := range []bool{false, true, true, false, false, false, false} {
		if got := f.signsIn(i); got != want {
			t.Errorf("font %d draws signs: %v, want %v", i, got, want)
		}
	}
}
