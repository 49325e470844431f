package sheet

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"gongkai/ingest/document"
)

// sheetReader fills a page from the records of one sheet.
type sheetReader struct {
	book    *workbook
	page    *page
	dressed []dressedCell // every cell that is written, blank ones too
	mixed   bool          // they are not in order
	formula place         // the formula whose text the next record holds
	style   int           // its style
	pending bool
	noZeros bool // 0 is not shown
}

// dressedCell is a cell and its style, small because most cells are blank.
type dressedCell struct{ row, col, style uint16 }

func (c dressedCell) order() int { return inOrder(int(c.row), int(c.col)) }

func (c placedCell) order() int { return inOrder(c.row, c.col) }

// inOrder grows row by row, and along each row, of which a sheet has 65,536.
func inOrder(row, col int) int { return row<<20 | col }

func (w *workbook) sheet(s boundSheet) (*page, error) {
	r := &sheetReader{book: w, page: &page{name: s.name, hiddenRows: map[int]bool{}, hiddenCols: map[int]bool{}}}
	cells, dressed := w.count(s.at)
	r.dressed, r.page.cells = make([]dressedCell, 0, dressed), make([]placedCell, 0, cells)
	if err := w.each(s.at, r.record); err != nil {
		return nil, err
	}
	r.page.cells = settled(r.page.cells)
	if r.mixed {
		r.dressed = settled(r.dressed)
	}
	r.page.cells = slices.DeleteFunc(r.page.cells, func(c placedCell) bool { return c.cell == cell{} })
	for i := range r.page.cells {
		if c := &r.page.cells[i]; r.noZeros && c.doubt == "" && holdsZero(c.text) {
			c.doubt = document.ZeroDoubt
		}
	}
	r.page.framed = func(at place) bool {
		i, written := slices.BinarySearchFunc(r.dressed, inOrder(at.row, at.col), func(c dressedCell, order int) int { return c.order() - order })
		return written && int(r.dressed[i].style) < len(w.styles) && w.styles[r.dressed[i].style].frame
	}
	r.page.blank = func(place) string { return "" }
	return r.page, nil
}

// count tells about how many cells the records from an offset on write, and how
// many of them are not blank, by their headers alone.
func (w *workbook) count(at int) (cells, dressed int) {
	for at >= 0 && at+4 <= len(w.stream) && u16(w.stream[at:]) != recEOF && dressed < maxCells {
		size := u16(w.stream[at+2:])
		switch u16(w.stream[at:]) {
		case recLabelSST, recLabel, recRString, recRK, recNumber, recFormula, recBoolErr:
			cells, dressed = cells+1, dressed+1
		case recMulRK:
			cells, dressed = cells+size/6, dressed+size/6
		case recBlank:
			dressed++
		case recMulBlank:
			dressed += size / 2
		}
		at += 4 + size
	}
	return cells, dressed
}

// settled puts what was written in the order of places, each place once: what
// was written last counts.
func settled[T interface{ order() int }](written []T) []T {
	ordered := true
	for i := 1; i < len(written) && ordered; i++ {
		ordered = written[i-1].order() < written[i].order()
	}
	if ordered { // nearly always
		return written
	}
	slices.SortStableFunc(written, func(a, b T) int { return a.order() - b.order() })
	out := written[:0]
	for _, w := range written {
		if n := len(out); n > 0 && out[n-1].order() == w.order() {
			out = out[:n-1]
		}
		out = append(out, w)
	}
	return out
}

// shortest is how long the body of a record is at least.
func shortest(id int) int {
	switch id {
	case recMergeCells, recWindow2:
		return 2
	case recString:
		return 3
	case recBlank, recMulRK, recMulBlank:
		return 6
	case recBoolErr:
		return 8
	case recLabel, recRString:
		return 9
	case recLabelSST, recRK, recColInfo:
		return 10
	case recNumber:
		return 14
	case recRow:
		return 16
	case recFormula:
		return 20
	}
	return 0
}

func (r *sheetReader) record(rec *record) error {
	if len(rec.body) < shortest(rec.id) {
		return fmt.Errorf("record %#x is cut: %w", rec.id, ErrDamaged)
	}
	if max(len(r.dressed), len(r.page.cells)) > maxCells {
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
		s := r.book.strings[i]
		r.put(b, cell{text: s.text, doubt: r.book.doubtOfText(u16(b[4:]), s.text, s.runs)})
	case recLabel, recRString:
		t := &textReader{record: *rec, at: 6}
		s, err := t.text(2)
		if err != nil {
			return fmt.Errorf("cell %s: %w", ref(placeAt(b)), err)
		}
		r.put(b, cell{text: s, doubt: r.book.doubtOfText(u16(b[4:]), s, nil)})
	case recRK:
		r.put(b, r.number(u16(b[4:]), rk(binary.LittleEndian.Uint32(b[6:]))))
	case recMulRK:
		for at, i := placeAt(b), 4; i+6 <= len(b)-2; i, at.col = i+6, at.col+1 {
			r.dress(at, b[i:])
			r.set(at, r.number(u16(b[i:]), rk(binary.LittleEndian.Uint32(b[i+2:]))))
		}
	case recNumber:
		r.put(b, r.number(u16(b[4:]), math.Float64frombits(binary.LittleEndian.Uint64(b[6:]))))
	case recFormula:
		r.result(b)
	case recString:
		t := &textReader{record: *rec}
		s, err := t.text(2)
		if err != nil {
			return fmt.Errorf("text of a formula: %w", err)
		}
		if r.pending {
			r.set(r.formula, cell{text: s, doubt: r.book.doubtOfText(r.style, s, nil)})
		}
		r.pending = false
	case recBoolErr:
		r.put(b, truth(b[6], b[7] != 0))
	case recWindow2:
		const zeros = 0x10
		r.noZeros = u16(b)&zeros == 0
	}
	return nil
}

// shape takes the records about rows, columns, merged ranges and the styles of
// blank cells.
func (r *sheetReader) shape(rec *record) error {
	b := rec.body
	switch rec.id {
	case recColInfo:
		for col := u16(b); (u16(b[8:])&1 != 0 || float64(u16(b[4:])) < 256*narrowestColumn) && col <= min(u16(b[2:]), maxCols); col++ {
			r.page.hiddenCols[col] = true
		}
	case recBlank:
		r.dress(placeAt(b), b[4:])
	case recMulBlank:
		for at, i := placeAt(b), 4; i+2 <= len(b)-2; i, at.col = i+2, at.col+1 {
			r.dress(at, b[i:])
		}
	case recRow:
		if u16(b[12:])&0x20 != 0 || u16(b[6:])&0x7FFF < 20*lowestRow {
			r.page.hiddenRows[u16(b)] = true
		}
	case recMergeCells:
		r.page.merges = slices.Grow(r.page.merges, len(b)/8)
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
	r.dress(placeAt(b), b[4:])
	r.set(placeAt(b), c)
}

// dress notes the style that a record begins with here.
func (r *sheetReader) dress(at place, style []byte) {
	if at.col >= maxCols { // nothing is read there
		return
	}
	c := dressedCell{uint16(at.row), uint16(at.col), binary.LittleEndian.Uint16(style)}
	if n := len(r.dressed); n > 0 && r.dressed[n-1].order() >= c.order() {
		r.mixed = true
	}
	r.dressed = append(r.dressed, c)
}

// set leaves what the cell holds as it is where c is blank.
func (r *sheetReader) set(at place, c cell) {
	if c.text = strings.TrimSpace(c.text); c != (cell{}) {
		r.page.cells = append(r.page.cells, placedCell{at, c})
	}
}

// clear makes a cell hold nothing any more.
func (r *sheetReader) clear(at place) {
	r.page.cells = append(r.page.cells, placedCell{place: at})
}
