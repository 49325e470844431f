package word

import (
	"encoding/binary"
	"testing"

	"gongkai/ingest/document"
)

// What testdata/styles.doc was made of: see testdata/README.md. A style gives its
// look to text, and so does the one that it is based on.
func TestLooksOfStylesOfDOC(t *testing.T) {
	doc, err := ParseDOC(fixture(t, "testdata/styles.doc"))
	if err != nil {
		t.Fatal(err)
	}
	row := doc.Blocks[0].Table.Rows[0]
	for i, want := range []document.Cell{{Text: "规章"}, {Text: "51", Doubt: document.RaisedDoubt}, {Text: "51", Doubt: document.RaisedDoubt},
		{Text: "35", Doubt: document.StruckDoubt}, {Text: "35", Doubt: document.WhiteDoubt}, {Text: "5", Doubt: document.HiddenDoubt}, {Text: "5"},
		{Text: "5", Doubt: document.StruckDoubt}, {Text: "5", Doubt: document.AddedDoubt}, {Text: "5"}, {Text: "51"}} {
		if c := row[i]; c.Text != want.Text || c.Doubt != want.Doubt {
			t.Errorf("cell %d %q: doubt %q, want %q, %q", i+1, c.Text, c.Doubt, want.Text, want.Doubt)
		}
	}
}

// A character may be hidden as its style says, or the other way.
func TestHiddenAsTheStyleSays(t *testing.T) {
	styles := []docStyle{{look: characterLook{hidden: true}}, {}}
	for _, c := range []struct {
		style, how byte
		want       bool
	}{{0, 0, false}, {0, 1, true}, {0, 0x80, true}, {0, 0x81, false}, {1, 0x80, false}, {1, 0x81, true}, {9, 0x81, true}} {
		var l characterLook
		list := append(modification(sprmStyle, c.style, 0), modification(sprmHidden, c.how)...)
		if err := l.apply(list, &docSheet{styles: styles}); err != nil || l.hidden != c.want {
			t.Errorf("style %d, %#x: hidden %v, %v, want %v", c.style, c.how, l.hidden, err, c.want)
		}
	}
}

// A style sheet in which two styles are based on each other, and every part of it,
// is read as far as it goes.
func TestStyleSheetInCircles(t *testing.T) {
	words := func(n ...int) (out []byte) {
		for _, v := range n {
			out = binary.LittleEndian.AppendUint16(out, uint16(v))
		}
		return out
	}
	// ten fixed bytes, a name of no characters, and one list of three bytes, padded
	style := func(base int, list ...byte) []byte {
		b := append(words(0, characterStyle|base<<4, 1, 0, 0, 0, 0, len(list)), list...)
		return append(words(len(b)), append(b, 0)...)
	}
	sheet := append(words(4, 2, 10), append(style(1, modification(sprmStruck, 1)...), style(0, modification(sprmHidden, 1)...)...)...)
	for n := range sheet {
		var f docFile
		f.readStyles(sheet[:n])
	}
	var f docFile
	f.readStyles(sheet)
	first, second := characterLook{hidden: true, struck: true}, characterLook{hidden: true}
	if len(f.styles) != 2 || f.styles[0].look != first || f.styles[1].look != second {
		t.Errorf("%+v, want %+v and %+v", f.styles, first, second)
	}
}
