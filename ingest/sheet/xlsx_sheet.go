package sheet

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"gongkai/ingest/ooxml"
)

// worksheet fills a page from the XML of one sheet.
type worksheet struct {
	book    *book
	page    *page
	row     int // the open one
	next    int // column of a cell that does not say its own
	cell    writtenCell
	rows    map[int]int      // styles of rows that have one
	columns [maxCols]int     // styles of columns
	ranges  int              // of columns, so far
	styles  []styledCell     // those that are written, in order
	unknown map[place]string // why a cell is not certainly blank
	last    place            // the last row and column that show anything
	size    int              // bytes of text so far
	fault   error            // an attribute that is no number
	rules
}

type styledCell struct {
	at    place
	style int
}

// writtenCell is a cell as it is written.
type writtenCell struct {
	at          place
	style       int
	kind        string
	value, text string // of v, and of the texts in is
	looks       looks  // of the texts in is
	part        *look  // of the one that is open, nil outside of parts
	formula     bool
	computed    bool // when the book is opened
	inline      bool // is is there
}

func newWorksheet(b *book, name string) *worksheet {
	return &worksheet{book: b, rows: map[int]int{}, unknown: map[place]string{}, row: -1,
		page: &page{name: name}}
}

// read takes the elements of the sheet in their order: columns, rows, merged
// ranges.
func (w *worksheet) read(r *ooxml.Reader) error {
	var into *string // where text goes
	skip := 0        // open elements of a reading aid
	for {
		kind, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch kind {
		case ooxml.Start:
			switch {
			case skip > 0 || r.Name == "rPh":
				skip++
			case r.Name == "v":
				if into = &w.cell.value; *into != "" {
					err = fmt.Errorf("cell %s holds two values: %w", ref(w.cell.at), ErrDamaged)
				}
			case r.Name == "t":
				into = &w.cell.text
			case r.Name == "sqref":
				into = &w.ruled
			default:
				if err = w.start(r); err == nil {
					err = w.fault
				}
			}
		case ooxml.Text:
			if into != nil && skip == 0 {
				*into += r.Text
				if into == &w.cell.text {
					w.cell.looks.add(r.Text, w.cell.part)
				}
			}
		case ooxml.End:
			into = nil
			switch {
			case skip > 0:
				skip--
			case r.Name == "c":
				err = w.put(w.cell.at, w.cell)
			case r.Name == "conditionalFormatting":
				err = w.endRules()
			}
		}
		if err != nil {
			return err
		}
	}
}

func (w *worksheet) start(t *ooxml.Reader) error {
	for i, a := range t.Attr { // the decoder lets an attribute stand twice
		for _, b := range t.Attr[:i] {
			if a.Name == b.Name {
				return fmt.Errorf("%s has two attributes %s: %w", t.Name, a.Name.Local, ErrDamaged)
			}
		}
	}
	switch t.Name {
	case "row":
		return w.startRow(t)
	case "c":
		return w.startCell(t)
	case "f":
		w.cell.formula, w.cell.computed = true, truthOf(t.Attribute("ca"))
	case "is":
		w.cell.inline = true
	case "r":
		w.cell.part = &look{}
	case "sheetView":
		zeros := t.Attribute("showZeros")
		w.noZeros = zeros != "" && !truthOf(zeros)
	case "sheetFormatPr":
		w.rowsHidden = truthOf(t.Attribute("zeroHeight"))
	case "conditionalFormatting":
		w.ruled, w.rule = t.Attribute("sqref"), false
	case "cfRule", "iconSet", "dataBar", "dxf":
		return w.startRule(t)
	case "strike", "vertAlign", "color", "sz", "rFont":
		if w.cell.part != nil {
			w.cell.part.take(t.Name, t.Attribute)
		}
	case "col":
		return w.column(t)
	case "mergeCell":
		return w.merge(t.Attribute("ref"))
	}
	return nil
}

// column takes what the file says of a range of columns.
func (w *worksheet) column(t *ooxml.Reader) error {
	if w.ranges++; w.ranges > 1<<14 {
		return ErrTooLarge
	}
	style, hidden := w.integer(t, "style"), truthOf(t.Attribute("hidden")) || less(t.Attribute("width"), narrowestColumn)
	for col := max(w.integer(t, "min"), 1) - 1; col < min(w.integer(t, "max"), maxCols); col++ {
		if w.columns[col] == 0 {
			w.columns[col] = style
		}
		w.page.hiddenCols.set(col, hidden)
	}
	return nil
}

// startRow opens a row; rows must stand in order.
func (w *worksheet) startRow(t *ooxml.Reader) error {
	before := w.row
	w.row++
	if t.Attribute("r") != "" {
		w.row = w.integer(t, "r") - 1
	}
	switch {
	case w.row >= 1<<20:
		return fmt.Errorf("row %d: %w", w.row+1, ErrPlace)
	case w.row >= maxRows:
		return ErrTooLarge
	case w.row <= before:
		return fmt.Errorf("row %d follows row %d: %w", w.row+1, before+1, ErrDamaged)
	}
	w.next = 0
	if truthOf(t.Attribute("hidden")) || less(t.Attribute("ht"), lowestRow) || w.rowsHidden && t.Attribute("ht") == "" {
		w.page.hiddenRows.set(w.row, true)
	}
	if s := w.integer(t, "s"); s != 0 {
		w.rows[w.row] = s
	}
	return nil
}

// startCell opens a cell; cells must stand in order, in the row they name.
func (w *worksheet) startCell(t *ooxml.Reader) error {
	at := place{w.row, w.next}
	if name := t.Attribute("r"); name != "" {
		var err error
		if at, err = placeOf(name); err != nil {
			return err
		}
		if at.row != w.row || at.col < w.next {
			return fmt.Errorf("cell %s does not follow %s: %w", name, ref(place{w.row, w.next - 1}), ErrDamaged)
		}
	}
	if w.next = at.col + 1; len(w.styles) > 2*maxCells {
		return ErrTooLarge
	}
	w.cell = writtenCell{at: at, style: w.integer(t, "s"), kind: t.Attribute("t")}
	if w.cell.style != 0 {
		w.styles = append(w.styles, styledCell{at, w.cell.style})
	}
	return nil
}

func (w *worksheet) merge(cells string) error {
	if len(w.page.merges) == maxMerges {
		return ErrTooLarge
	}
	m, err := rangeOf(cells)
	if err != nil {
		return fmt.Errorf("merged cells: %w", err)
	}
	w.page.merges = append(w.page.merges, m)
	return nil
}

// finish completes the page with what is known only at the sheet's end.
func (w *worksheet) finish() error {
	if len(w.page.cells) == 0 {
		return nil
	}
	if w.last.row >= maxRows || w.last.col >= maxCols {
		return ErrTooLarge
	}
	for i, a := range w.page.merges {
		for _, b := range w.page.merges[:i] {
			if a.first.row <= b.last.row && b.first.row <= a.last.row && a.first.col <= b.last.col && b.first.col <= a.last.col {
				return fmt.Errorf("merged cells at %s and %s overlap: %w", ref(b.first), ref(a.first), ErrDamaged)
			}
		}
	}
	w.obeyRules()
	w.page.framed = func(at place) bool {
		return at.row <= w.last.row+3 && at.col <= w.last.col && w.book.style(w.styleAt(at)).frame
	}
	w.page.blank = func(at place) string {
		if why := w.unknown[at]; why != "" {
			return why
		}
		return underBox(w.boxes, at)
	}
	return nil
}

// styleAt is the style of a cell: its own, else that of its row or column.
func (w *worksheet) styleAt(at place) int {
	if s, own := styleOf(w.styles, at); own {
		return s
	}
	if s := w.rows[at.row]; s != 0 {
		return s
	}
	if at.col < maxCols {
		return w.columns[at.col]
	}
	return 0
}

// styleOf is the style of a cell, of styles in order.
func styleOf(styles []styledCell, at place) (style int, own bool) {
	i, own := slices.BinarySearchFunc(styles, at, func(c styledCell, at place) int { return c.at.compare(at) })
	if !own {
		return 0, false
	}
	return styles[i].style, true
}

// integer is 0 where the attribute is missing.
func (w *worksheet) integer(t *ooxml.Reader, name string) int {
	text := t.Attribute(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		w.fault = fmt.Errorf("%s=%q of %s: %w", name, text, t.Name, ErrDamaged)
	}
	return n
}

func truthOf(text string) bool { return text == "1" || strings.EqualFold(text, "true") }
