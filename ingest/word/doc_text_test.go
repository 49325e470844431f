package word

import (
	"encoding/binary"
	"fmt"
	"testing"
)

// formattingPage is a page whose runs are between the offsets given.
func formattingPage(offsets ...int) []byte {
	var out []byte
	for _, o := range offsets {
		out = binary.LittleEndian.AppendUint32(out, uint32(o))
	}
	out = append(out, make([]byte, pageSize-len(out))...)
	out[pageSize-1] = byte(len(offsets) - 1)
	return out
}

// What formatting a text has does not depend on what was asked before: pieces of
// a text that was saved often stand in any order.
func TestRunsInAnyOrder(t *testing.T) {
	main := append(formattingPage(100, 110, 110, 130, 150), formattingPage(220, 250, 200, 230, 260)...) // the second is damaged
	var plc []byte
	for _, v := range []int{100, 200, 300, 0, 1} {
		plc = binary.LittleEndian.AppendUint32(plc, uint32(v))
	}
	want := map[int]string{99: "- 100", 100: "0 110", 109: "0 110", 110: "2 130", 129: "2 130", 130: "3 150", 150: "- 200", 199: "- 200",
		200: "2 230", 210: "2 230", 220: "0 250", 240: "0 250", 255: "3 260", 260: "- 300", 300: "- 2147483647"}
	for first := range want {
		for second := range want {
			p, err := newPages(main, plc)
			if err != nil {
				t.Fatal(err)
			}
			for _, offset := range []int{first, second, first, second} {
				page, index, end := p.run(offset)
				got := fmt.Sprint(index, " ", end)
				if page == nil {
					got = fmt.Sprint("- ", end)
				}
				if got != want[offset] {
					t.Fatalf("asked %d and %d: %d is in run %s, want %s", first, second, offset, got, want[offset])
				}
			}
		}
	}
}
