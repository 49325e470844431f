package sheet

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// sheetReader fills a page from the records of one sheet.
type sheetReader struct {
	book    *workbook
	page    *page
	styles  map[place]int // of every cell that is written, blank ones too
	formula place         // the formula whose text the next record holds
	pending bool
}

func (w *workbook) sheet(s boundSheet) (*page, error) {
	r := &sheetReader{book: w, styles: map[place]int{}, page: &page{
		name: s.name, cells: map[place]cell{}, hiddenRows: map[int]bool{}, hiddenCols: map[int]bool{}}}
	r.page.framed = func(at place) bool {
		i, written := r.styles[at]
		return written && i < len(w.styles) && w.styles[i].frame
	}
	r.page.blank = func(place) string { return "" }
	err := w.each(s.at, r.record)
	return r.page, err
}

// shortest is how long the body of a record is at least.
var shortest = map[int]int{
	recLabelSST: 10, recLabel: 9, recRString: 9, recRK: 10, recNumber: 14, recFormula: 20, recBoolErr: 8,
	recBlank: 6, recMulRK: 6, recMulBlank: 6, recMergeCells: 2, recRow: 16, recColInfo: 10, recString: 3,
}

func (r *sheetReader) record(rec record) error {
	if len(rec.body) < shortest[rec.id] {
		return fmt.Errorf("record %#x is cut: %w", rec.id, ErrDamaged)
	}
	if len(r.styles) > maxCells {
		return ErrTooLarge
	}
	b := rec.body
	switch rec.id {
	case recColInfo, recRow, recMergeCells, recBlank, recMulBlank:
		return r.shape(rec)
	case recLabelSST:
		i := u32(b[6:])
		if i >= len(r.book.strings) {
			return fmt.Errorf("cell %s names text %d of %d: %w", ref(placeAt(b)), i+1, len(r.book.strings), ErrDamaged)
		}
		r.put(b, cell{text: r.book.strings[i]})
	case recLabel, recRString:
		t := &textReader{record: rec, at: 6}
		s, err := t.text(2)
		if err != nil {
			return fmt.Errorf("cell %s: %w", ref(placeAt(b)), err)
		}
		r.put(b, cell{text: s})
	case recRK:
		r.number(placeAt(b), u16(b[4:]), rk(binary.LittleEndian.Uint32(b[6:])))
	case recMulRK:
		for at, i := placeAt(b), 4; i+6 <= len(b)-2; i, at.col = i+6, at.col+1 {
			r.number(at, u16(b[i:]), rk(binary.LittleEndian.Uint32(b[i+2:])))
		}
	case recNumber:
		r.number(placeAt(b), u16(b[4:]), math.Float64frombits(binary.LittleEndian.Uint64(b[6:])))
	case recFormula:
		r.result(b)
	case recString:
		t := &textReader{record: rec}
		s, err := t.text(2)
		if err != nil {
			return fmt.Errorf("text of a formula: %w", err)
		}
		if r.pending {
			r.set(r.formula, cell{text: s})
		}
		r.pending = false
	case recBoolErr:
		r.put(b, truth(b[6], b[7] != 0))
	}
	return nil
}

// shape takes the records about rows, columns, merged ranges and the styles of
// blank cells.
func (r *sheetReader) shape(rec record) error {
	b := rec.body
	switch rec.id {
	case recColInfo:
		for col := u16(b); u16(b[8:])&1 != 0 && col <= min(u16(b[2:]), maxCols); col++ {
			r.page.hiddenCols[col] = true
		}
	case recBlank:
		r.styles[placeAt(b)] = u16(b[4:])
	case recMulBlank:
		for at, i := placeAt(b), 4; i+2 <= len(b)-2; i, at.col = i+2, at.col+1 {
			r.styles[at] = u16(b[i:])
		}
	case recRow:
		if u16(b[12:])&0x20 != 0 {
			r.page.hiddenRows[u16(b)] = true
		}
	case recMergeCells:
		for i := 2; i+8 <= len(b) && i < 2+8*u16(b); i += 8 {
			m := merge{place{u16(b[i:]), u16(b[i+4:])}, place{u16(b[i+2:]), u16(b[i+6:])}}
			if m.last.row < m.first.row || m.last.col < m.first.col {
				return fmt.Errorf("merged range at %s: %w", ref(m.first), ErrDamaged)
			}
			if r.page.merges = append(r.page.merges, m); len(r.page.merges) > maxMerges {
				return ErrTooLarge
			}
		}
	}
	return nil
}

func placeAt(b []byte) place { return place{u16(b), u16(b[2:])} }

// put sets the cell that a record is about.
func (r *sheetReader) put(b []byte, c cell) {
	r.styles[placeAt(b)] = u16(b[4:])
	r.set(placeAt(b), c)
}

func (r *sheetReader) set(at place, c cell) {
	if c.text = strings.TrimSpace(c.text); c.text != "" || c.doubt != "" {
		r.page.cells[at] = c
	}
}

// number sets a cell to what a number shows in its format.
func (r *sheetReader) number(at place, styleIndex int, v float64) {
	code := "General"
	if styleIndex < len(r.book.styles) {
		code = r.book.format(r.book.styles[styleIndex].format)
	}
	r.styles[at] = styleIndex
	r.set(at, show(v, code))
}

// Kinds of results that a formula holds besides a number.
const (
	resultText  = 0
	resultBool  = 1
	resultError = 2
	resultBlank = 3
)

// calculateOnOpening marks a formula whose result the file need not hold.
const calculateOnOpening = 2

// result sets a cell to the result that its formula holds.
func (r *sheetReader) result(b []byte) {
	at := placeAt(b)
	r.styles[at], r.pending = u16(b[4:]), false
	if u16(b[12:]) != 0xFFFF {
		r.number(at, u16(b[4:]), math.Float64frombits(binary.LittleEndian.Uint64(b[6:])))
		if c := r.page.cells[at]; u16(b[14:])&calculateOnOpening != 0 {
			c.doubt = noResult
			r.page.cells[at] = c
		}
		return
	}
	switch b[6] {
	case resultText:
		r.formula, r.pending = at, true
		r.set(at, cell{doubt: noResult})
	case resultBool:
		r.set(at, truth(b[8], false))
	case resultError:
		r.set(at, truth(b[8], true))
	case resultBlank:
		delete(r.page.cells, at)
	}
}

// truth is what a truth value or an error value shows; neither is a count.
func truth(value byte, isError bool) cell {
	switch {
	case isError:
		text, known := map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}[value]
		if !known {
			text = "#ERROR"
		}
		return cell{text: text, doubt: "the cell shows an error value"}
	case value == 0:
		return cell{text: "FALSE", doubt: "the cell holds a truth value"}
	}
	return cell{text: "TRUE", doubt: "the cell holds a truth value"}
}
