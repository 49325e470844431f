package sheet

import (
	"encoding/binary"
	"slices"
	"testing"

	"gongkai/ingest/document"
)

// drawn writes an element of a drawing.
func drawn(version, kind int, inside ...byte) []byte {
	return append(binary.LittleEndian.AppendUint32(words(version, kind), uint32(len(inside))), inside...)
}

// A box with text that is drawn over cells is what is seen there, in XLS too.
func TestBoxesOverCellsOfXLS(t *testing.T) {
	anchor := drawn(0, 0xF010, words(2, 1, 9, 0, 9, 2, 9, 0, 9)...) // from B1 to C1
	shape := drawn(0xF, 0xF004, join(drawn(2, 0xF00A, make([]byte, 8)...), anchor)...)
	object := func(kind int) []byte { return rec(recObject, words(0x15, 0x12, kind, 1, 0, 0, 0, 0, 0, 0, 0)...) }
	text := func(n int) []byte { return rec(recBoxText, words(0, 0, 0, 0, 0, n, 16, 0, 0)...) }
	const textBox, comment = 6, 0x19
	over := []string{"", document.BoxDoubt, document.BoxDoubt, "", "", "", "", ""}
	none := make([]string, 8)
	all := slices.Repeat([]string{document.BoxDoubt}, 8)
	for _, c := range []struct {
		name    string
		drawing [][]byte
		want    []string
	}{
		{"with text", [][]byte{rec(recDrawing, shape...), object(textBox), rec(recDrawing, drawn(0, 0xF00D)...), text(1)}, over},
		{"the first of a sheet", [][]byte{rec(recDrawing, drawn(0xF, 0xF002, join(drawn(0x10, 0xF008, make([]byte, 8)...), drawn(0xF, 0xF003, shape...))...)...), object(textBox), text(1)}, over},
		{"one that ends in a later record", [][]byte{rec(recDrawing, append([]byte{0xF, 0, 4, 0xF0, 99, 1, 0, 0}, anchor...)...), object(textBox), text(1)}, over},
		{"without text", [][]byte{rec(recDrawing, shape...), object(textBox), text(0)}, none},
		{"a picture", [][]byte{rec(recDrawing, shape...), object(8)}, none},
		{"a comment", [][]byte{rec(recDrawing, shape...), object(comment), text(1)}, none},
		{"somewhere", [][]byte{object(textBox), text(1)}, all},
	} {
		var sheet [][]byte
		for row := range 2 {
			sheet = append(sheet, rec(recNumber, join(words(row, 0, 0), float(5))...), rec(recNumber, join(words(row, 1, 0), float(5))...), rec(recNumber, join(words(row, 3, 0), float(5))...))
		}
		doc, err := readWorkbook(biff(nil, append(sheet, c.drawing...)...))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range doc.Blocks[0].Table.Rows {
			for _, cell := range row {
				got = append(got, cell.Doubt)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: doubts %q, want %q", c.name, got, c.want)
		}
	}
}

// Where rows are hidden unless they say otherwise, one without a record is.
func TestRowsHiddenByDefaultInXLS(t *testing.T) {
	number := func(row, col int) []byte { return rec(recNumber, join(words(row, col, 0), float(5))...) }
	shownRow := rec(recRow, words(0, 0, 9, 300, 0, 0, 0, 0)...)
	for flags, want := range map[int]string{
		0: "S!A1:B2\n5@0+1v1 5@1+1v1\n5@0+1v1 5@1+1v1",
		2: "S!A1:B1\n5@0+1v1 5@1+1v1\nhidden_rows S 隐藏的行没有读取：2",
	} {
		doc, err := readWorkbook(biff(nil, rec(recDefaultRow, words(flags, 300)...), shownRow, number(0, 0), number(0, 1), number(1, 0), number(1, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(doc); got != want {
			t.Errorf("flags %d: got\n%s\nwant\n%s", flags, got, want)
		}
	}
}
