package sheet

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"gongkai/ingest/document"
)

// sheetReader fills a page from the records of one sheet.
type sheetReader struct {
	book    *workbook
	page    *page
	dressed dressed
	mixed   bool  // cells are not in order
	cleared bool  // some hold nothing any more
	formula place // the formula whose text the next record holds
	style   int   // its style
	pending bool
	noZeros bool // 0 is not shown
	boxes   boxes
	rules   conditions
	noRows  bool  // rows that have no record are hidden
	rows    marks // those that have one
}

func (c placedCell) order() int { return inOrder(c.row, c.col) }

// inOrder grows row by row, and along each row, of which a sheet has 65,536.
func inOrder(row, col int) int { return row<<20 | col }

func (w *workbook) sheet(s boundSheet) (*page, error) {
	r := &sheetReader{book: w, page: &page{name: s.name}}
	cells, dressed := w.count(s.at)
	r.dressed.styles, r.page.cells = make([]uint16, 0, dressed), make([]placedCell, 0, cells)
	if err := w.each(s.at, r.record); err != nil {
		return nil, err
	}
	if r.mixed {
		r.page.cells = settled(r.page.cells)
	}
	if r.cleared {
		r.page.cells = slices.DeleteFunc(r.page.cells, func(c placedCell) bool { return c.cell == cell{} })
	}
	for i := 0; i < len(r.page.cells) && (r.noZeros || r.noRows || r.boxes.found != nil || r.rules.hiding != nil); i++ {
		c := &r.page.cells[i]
		if c.doubt == "" && r.noZeros && holdsZero(c.text) {
			c.doubt = document.ZeroDoubt
		}
		if c.doubt == "" {
			c.doubt = underBox(r.boxes.found, c.place)
		}
		if c.doubt == "" && within(r.rules.hiding, c.place) {
			c.doubt = document.RuleDoubt
		}
		if r.noRows && !r.rows.has(c.row) {
			r.page.hiddenRows.set(c.row, true)
		}
	}
	r.dressed.settle()
	if r.boxes.found != nil {
		r.page.blank = func(at place) string { return underBox(r.boxes.found, at) }
	}
	r.page.framed = func(at place) bool {
		style, written := r.dressed.at(at)
		return written && style < len(w.styles) && w.styles[style].frame
	}
	return r.page, nil
}

// count tells about how many cells the records from an offset on write, and how
// many of them are not blank, by their headers alone.
func (w *workbook) count(at int) (cells, dressed int) {
	for s := w.stream; at >= 0 && at+4 <= len(s) && dressed < maxCells; {
		id, size := u16(s[at:]), u16(s[at+2:])
		switch at += 4 + size; {
		case id == recLabelSST, id == recRK, id == recLabel, id == recRString, id == recNumber, id == recFormula, id == recBoolErr:
			cells, dressed = cells+1, dressed+1
		case id == recBlank:
			dressed++
		case id == recMulBlank:
			dressed += size / 2
		case id == recMulRK:
			cells, dressed = cells+size/6, dressed+size/6
		case id == recEOF:
			return cells, dressed
		}
	}
	return cells, dressed
}

// settled puts what was written in the order of places, each place once: what
// was written last counts.
func settled[T interface{ order() int }](written []T) []T {
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
var shortest = [recRK + 1]uint8{recMergeCells: 2, recWindow2: 2, recDefaultRow: 2, recObject: 6, recBoxText: 12, recCondition: 14, recRule: 10, recString: 3, recBlank: 6, recMulRK: 6, recMulBlank: 6, recBoolErr: 8,
	recLabel: 9, recRString: 9, recLabelSST: 10, recRK: 10, recColInfo: 10, recNumber: 14, recRow: 16, recFormula: 20}

func (r *sheetReader) record(rec *record) error {
	if rec.id < len(shortest) && len(rec.body) < int(shortest[rec.id]) {
		return fmt.Errorf("record %#x is cut: %w", rec.id, ErrDamaged)
	}
	if max(len(r.dressed.styles), len(r.page.cells)) > maxCells {
		return ErrTooLarge
	}
	b := rec.body
	switch rec.id {
	case recBlank:
		r.dressed.add(u16(b), u16(b[2:]), b[4:6])
	case recMulBlank:
		r.dressed.add(u16(b), u16(b[2:]), b[4:len(b)-2])
	case recColInfo, recRow, recMergeCells, recDefaultRow:
		return r.shape(rec)
	case recDrawing, recObject, recBoxText:
		return r.boxes.take(rec)
	case recCondition, recRule, recCondition12, recRule12, recRuleOf:
		return r.rules.take(rec, r.book.palette)
	case recLabelSST:
		i := u32(b[6:])
		if i >= len(r.book.strings) {
			return fmt.Errorf("cell %s names text %d of %d: %w", ref(placeAt(b)), i+1, len(r.book.strings), ErrDamaged)
		}
		s := &r.book.strings[i]
		r.put(b, cell{text: s.text, doubt: r.book.doubtOfText(u16(b[4:]), s.text, s.runs)})
	case recLabel, recRString:
		t := &textReader{record: *rec, at: 6}
		s, runs, err := t.formatted()
		if err == nil && rec.id == recRString && len(runs) == 0 {
			runs, err = t.runsBehind()
		}
		if err != nil {
			return fmt.Errorf("cell %s: %w", ref(placeAt(b)), err)
		}
		r.put(b, cell{text: s, doubt: r.book.doubtOfText(u16(b[4:]), s, runs)})
	case recRK:
		r.put(b, r.number(u16(b[4:]), rk(binary.LittleEndian.Uint32(b[6:]))))
	case recMulRK:
		for at, i := placeAt(b), 4; i+6 <= len(b)-2; i, at.col = i+6, at.col+1 {
			r.dressed.add(at.row, at.col, b[i:i+2])
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

// shape takes the records about rows, columns and merged ranges.
func (r *sheetReader) shape(rec *record) error {
	b := rec.body
	switch rec.id {
	case recColInfo:
		for col := u16(b); (u16(b[8:])&1 != 0 || float64(u16(b[4:])) < 256*narrowestColumn) && col <= min(u16(b[2:]), maxCols); col++ {
			r.page.hiddenCols.set(col, true)
		}
	case recDefaultRow:
		const hidden = 2
		r.noRows = u16(b)&hidden != 0
	case recRow:
		r.rows.set(u16(b), true)
		if u16(b[12:])&0x20 != 0 || u16(b[6:])&0x7FFF < 20*lowestRow {
			r.page.hiddenRows.set(u16(b), true)
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
	at := placeAt(b)
	r.dressed.add(at.row, at.col, b[4:6])
	r.set(at, c)
}

// set leaves what the cell holds as it is where c is blank.
func (r *sheetReader) set(at place, c cell) {
	if c.text = trimmed(c.text); c.text != "" || c.doubt != "" {
		r.write(at, c)
	}
}

// clear makes a cell hold nothing any more.
func (r *sheetReader) clear(at place) {
	r.cleared = true
	r.write(at, cell{})
}

func (r *sheetReader) write(at place, c cell) {
	if n := len(r.page.cells); n > 0 && r.page.cells[n-1].order() >= inOrder(at.row, at.col) {
		r.mixed = true
	}
	r.page.cells = append(r.page.cells, placedCell{at, c})
}
