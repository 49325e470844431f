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
