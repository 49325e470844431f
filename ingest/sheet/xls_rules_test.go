package sheet

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"gongkai/ingest/document"
)

// What a conditional format may hide is in doubt, in XLS too. The bytes are those
// that LibreOffice writes.
func TestHiddenByARuleOfXLS(t *testing.T) {
	cells := rec(recCondition, words(1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1)...) // B1
	rule := func(flags uint32, effects, colour, untouched byte) []byte {
		font := make([]byte, 118)
		font[68], font[80], font[88] = effects, colour, untouched
		return rec(recRule, join([]byte{2, 0, 3, 0, 0, 0}, binary.LittleEndian.AppendUint32(nil, flags), []byte{0, 0}, font, []byte{0x1E, 1, 0})...)
	}
	for _, c := range []struct {
		name string
		rule []byte
		want string
	}{
		{"whitened", rule(0x043FFFFF, 0, 9, 0x9A), document.RuleDoubt},
		{"struck", rule(0x043FFFFF, 0x80, 0, 0x1A), document.RuleDoubt},
		{"struck or not is left as it is", rule(0x043FFFFF, 0x80, 0, 0x9A), ""},
		{"reddened", rule(0x043FFFFF, 0, 10, 0x9A), ""},
		{"white on red", rule(0x2438FFFF, 0, 9, 0x9A), ""},
		{"another format of numbers", rule(0x02000000, 0, 0, 0), document.RuleDoubt},
		{"nothing", rec(recRule, 2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x1E, 1, 0), ""},
	} {
		doc, err := readWorkbook(biff(nil, rec(recNumber, join(words(0, 0, 0), float(5))...), rec(recNumber, join(words(0, 1, 0), float(6))...), cells, c.rule))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := doubts(doc), []string{"5: ", "6: " + c.want}; !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", c.name, got, want)
		}
	}
	if _, err := readWorkbook(biff(nil, rec(recCondition, words(1, 1, 0, 0, 1, 1, 9, 0, 0, 1, 1)...))); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut: %v", err)
	}
}

// Excel 2007 writes what Excel 97 does not know into records of its own.
func TestHiddenByALaterRuleOfXLS(t *testing.T) {
	header := func(id int) []byte { return append(words(id, 1), make([]byte, 8)...) }
	cells := func(number int) []byte { return words(1, number<<1, 0, 0, 1, 1, 1, 0, 0, 1, 1) } // B1
	later := rec(recCondition12, join(header(recCondition12), cells(1))...)
	earlier := rec(recCondition, cells(7)...)
	of := func(later, number int) []byte {
		return rec(recRuleOf, join(header(recRuleOf), words(later, 0, number))...)
	}
	// A rule with a formula of 2 bytes, none, a look, and a third of 3 bytes.
	rule := func(kind byte, look []byte, rest ...byte) []byte {
		size := binary.LittleEndian.AppendUint32(nil, uint32(len(look)))
		if len(look) == 0 {
			look = []byte{0, 0}
		}
		return rec(recRule12, join(header(recRule12), []byte{kind, 0, 2, 0, 0, 0}, size, look, []byte{0x1D, 1}, words(3), []byte{1, 2, 3},
			[]byte{0}, words(1, 0), []byte{16}, make([]byte, 16), rest)...)
	}
	look := func(flags uint32, effects, colour, untouched byte) []byte {
		font := make([]byte, 118)
		font[68], font[80], font[88] = effects, colour, untouched
		return join(binary.LittleEndian.AppendUint32(nil, flags), []byte{0, 0}, font)
	}
	const expression, bar, icons = 2, 4, 6
	whitens := rule(expression, look(0x043FFFFF, 0, 9, 0x9A))
	for _, c := range []struct {
		name    string
		records [][]byte
		want    []string // doubts of A1 and B1
	}{
		{"whitened", [][]byte{later, whitens}, []string{"", document.RuleDoubt}},
		{"struck", [][]byte{later, rule(expression, look(0x043FFFFF, 0x80, 0, 0x1A))}, []string{"", document.RuleDoubt}},
		{"reddened", [][]byte{later, rule(expression, look(0x043FFFFF, 0, 10, 0x9A))}, []string{"", ""}},
		{"white on red", [][]byte{later, rule(expression, look(0x2438FFFF, 0, 9, 0x9A))}, []string{"", ""}},
		{"no look", [][]byte{later, rule(expression, nil)}, []string{"", ""}},
		{"a bar behind the number", [][]byte{later, rule(bar, nil, 0, 0, 0, 2, 10, 90)}, []string{"", ""}},
		{"a bar for the number", [][]byte{later, rule(bar, nil, 0, 0, 0, 0, 10, 90)}, []string{"", document.RuleDoubt}},
		{"an icon beside the number", [][]byte{later, rule(icons, nil, 0, 0, 0, 3, 0, 4)}, []string{"", ""}},
		{"an icon for the number", [][]byte{later, rule(icons, nil, 0, 0, 0, 3, 0, 1)}, []string{"", document.RuleDoubt}},
		{"of a format of Excel 97", [][]byte{earlier, later, of(1, 7), whitens}, []string{"", document.RuleDoubt}},
		{"of a format that is not there", [][]byte{earlier, of(1, 8), whitens}, []string{document.RuleDoubt, document.RuleDoubt}},
		{"more of a rule of Excel 97", [][]byte{earlier, of(0, 8)}, []string{"", ""}},
	} {
		doc, err := readWorkbook(biff(nil, append([][]byte{rec(recNumber, join(words(0, 0, 0), float(5))...), rec(recNumber, join(words(0, 1, 0), float(6))...)}, c.records...)...))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := doubts(doc), []string{"5: " + c.want[0], "6: " + c.want[1]}; !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", c.name, got, want)
		}
	}
	for n := 4; n < len(later)-1; n++ {
		if _, err := readWorkbook(biff(nil, rec(recCondition12, later[4:n]...))); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
	for n := range len(whitens) - 4 { // no panic
		_, _ = readWorkbook(biff(nil, later, rec(recRule12, whitens[4:4+n]...)))
	}
}
