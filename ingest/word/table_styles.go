package word

import (
	"errors"
	"io"
	"slices"
	"strconv"

	"gongkai/ingest/ooxml"
)

// writtenPart is the look that a table style gives to a part of its tables.
type writtenPart struct {
	Type string `xml:"type,attr"`
	Run  struct {
		Settings []setting `xml:",any"`
	} `xml:"rPr"`
	Shade *setting `xml:"tcPr>shd"`
}

// parts of a table in the order in which one look is put on the other.
var parts = []string{"wholeTable", "band1Vert", "band2Vert", "band1Horz", "band2Horz",
	"firstCol", "lastCol", "firstRow", "lastRow", "nwCell", "neCell", "swCell", "seCell"}

// tableStyle is what a table style gives to the text in its tables, by the number
// of the part.
type tableStyle struct {
	settings      [13][]setting
	fills         [13]string
	filled        [13]bool // the part says what colour is behind it
	rows, columns int      // in one band, 0: not said
}

// tableStyle puts a style on top of that which it is based on. It is nil where it
// says nothing that changes whether text is seen.
func (s *styles) tableStyle(id string) *tableStyle {
	w := s.written[id]
	if w == nil || w.Type != "table" {
		return nil
	}
	out := &tableStyle{}
	s.putOn(out, w, maxBases)
	for i := range parts {
		var look runLook
		look.takeAll(out.settings[i])
		if look != (runLook{ink: look.ink, size: look.size}) || look.white() || look.unseen() || out.fills[i] != "" {
			return out
		}
	}
	return nil
}

func (s *styles) putOn(out *tableStyle, w *writtenStyle, left int) {
	if base := s.written[w.Base.attribute("val")]; base != nil && left > 0 {
		s.putOn(out, base, left-1)
	}
	whole := writtenPart{Type: parts[0], Run: w.Run, Shade: w.Shade}
	for _, p := range append([]writtenPart{whole}, w.Parts...) {
		i := slices.Index(parts, p.Type)
		if i < 0 {
			continue
		}
		out.settings[i] = append(out.settings[i], p.Run.Settings...)
		if p.Shade != nil {
			out.fills[i], out.filled[i] = colourOf(p.Shade.attribute("fill"), p.Shade.attribute("themeFill"), p.Shade.attribute("themeFillShade")), true
		}
	}
	for _, band := range []struct {
		to   *int
		size setting
	}{{&out.rows, w.RowBand}, {&out.columns, w.ColumnBand}} {
		if n, err := strconv.Atoi(band.size.attribute("val")); err == nil && n > 0 {
			*band.to = n
		}
	}
}

// takeAll applies properties of a style.
func (l *runLook) takeAll(settings []setting) {
	for i := range settings {
		l.take(settings[i].XMLName.Local, settings[i].attribute)
	}
}

// cellLook is what a table's style gives to a cell.
type cellLook struct {
	text runLook
	fill string
}

// styledTable is an open table whose style says how its text looks.
type styledTable struct {
	style *tableStyle
	parts partsShown
	rows  []int // how many cells its rows have
	row   int   // that of the cell that was asked for last
	next  int   // number of the next cell in it
}

// partsShown are the parts of its style that a table shows.
type partsShown struct{ firstRow, lastRow, firstCol, lastCol, rowBands, columnBands bool }

// shownParts reads which they are, from single attributes or from bits.
func shownParts(attribute func(string) string) partsShown {
	bits, err := strconv.ParseUint(attribute("val"), 16, 16)
	if err != nil {
		bits = 0
	}
	says := func(name string, bit uint64) bool {
		if v := attribute(name); v != "" {
			return on(v)
		}
		return bits&bit != 0
	}
	return partsShown{says("firstRow", 0x20), says("lastRow", 0x40), says("firstColumn", 0x80), says("lastColumn", 0x100),
		!says("noHBand", 0x200), !says("noVBand", 0x400)}
}

// startTable begins the next table.
func (r *reader) startTable() *styledTable {
	t := &styledTable{style: r.styles.table, parts: shownParts(func(string) string { return "" })}
	if r.tables < len(r.sizes) {
		t.rows = r.sizes[r.tables]
	}
	return t
}

// look is that of the next cell, nil for nothing.
func (t *styledTable) look(table *table) *cellLook {
	if t.style == nil { // nearly always
		return nil
	}
	if row := len(table.rows) - 1; row != t.row {
		t.row, t.next = row, 0
	}
	t.next++
	column := table.last().before
	for i := range table.last().cells {
		column += table.last().cells[i].ColSpan
	}
	return t.at(t.row, t.next-1, column)
}

// at is the look of a cell: the n-th of its row, which begins at that column.
func (t *styledTable) at(row, n, column int) *cellLook {
	lastRow := row == len(t.rows)-1
	lastCell := row < len(t.rows) && n == t.rows[row]-1
	top, bottom := t.parts.firstRow && row == 0, t.parts.lastRow && lastRow && row > 0
	left, right := t.parts.firstCol && n == 0, t.parts.lastCol && lastCell && n > 0
	odd := func(place int, after bool, size int) bool { // the first, third, … band
		if after {
			place--
		}
		return place/max(1, size)%2 == 0
	}
	rowBand, columnBand := t.parts.rowBands && !top && !bottom, t.parts.columnBands && !left && !right
	first, second := odd(row, t.parts.firstRow, t.style.rows), odd(column, t.parts.firstCol, t.style.columns)
	out := &cellLook{}
	for i, shown := range []bool{true, columnBand && second, columnBand && !second, rowBand && first, rowBand && !first,
		left, right, top, bottom, top && left, top && right, bottom && left, bottom && right} {
		if !shown {
			continue
		}
		if out.text.takeAll(t.style.settings[i]); t.style.filled[i] {
			out.fill = t.style.fills[i]
		}
	}
	return out
}

// sizes tells for each table, in the order in which they begin, how many cells its
// rows have: which is the last is known only at its end.
func sizes(text string) (out [][]int) {
	err := ooxml.Read(text, func(xml *ooxml.Reader) error {
		r := &reader{xml: xml}
		out = nil
		var open []int // tables that are, innermost last
		for {
			kind, err := r.next()
			if err != nil {
				return err
			}
			switch {
			case kind == ooxml.Start && r.xml.Name == "tbl":
				open = append(open, len(out))
				out = append(out, nil)
			case kind == ooxml.End && r.xml.Name == "tbl" && len(open) > 0:
				open = open[:len(open)-1]
			case kind == ooxml.Start && len(open) > 0 && len(out) <= maxTables:
				t := &out[open[len(open)-1]]
				if r.xml.Name == "tr" {
					*t = append(*t, 0)
				}
				if n := len(*t); n > 0 && r.xml.Name == "tc" {
					(*t)[n-1]++
				}
			}
		}
	})
	if !errors.Is(err, io.EOF) {
		return nil // the reader says what is wrong
	}
	return out
}
