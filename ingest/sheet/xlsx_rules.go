package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

// rules are what a sheet says of all or of many of its cells.
type rules struct {
	noZeros    bool    // 0 is not shown
	rowsHidden bool    // rows without a height are not shown
	ruled      string  // ranges of the open conditional format
	rule       bool    // it may hide text
	hiding     []merge // ranges of those that may
	boxes      []merge // places over which boxes with text are drawn
}

// Sizes below which a row or a column shows nothing, in points and in
// characters.
const (
	lowestRow       = 2
	narrowestColumn = 0.3
)

// less tells a size that is below a limit, which hides as well.
func less(size string, limit float64) bool {
	n, err := strconv.ParseFloat(size, 64)
	return err == nil && n < limit
}

// maxRules is how many ranges of conditional formats a sheet may have.
const maxRules = 10_000

// startRule takes what a rule of the open conditional format says: that it hides
// the text of its cells, or shows only a picture for it. Its look is in a list, or,
// in the part that later programs write, in itself.
func (w *worksheet) startRule(t *ooxml.Reader) error {
	if t.Name == "dxf" {
		var look writtenRule
		err := t.DecodeElement(&look)
		w.rule = w.rule || look.hides()
		return err
	}
	value := t.Attribute("showValue")
	w.rule = w.rule || value != "" && !truthOf(value)
	if id, err := strconv.Atoi(t.Attribute("dxfId")); err == nil && id >= 0 && id < len(w.book.rules) {
		w.rule = w.rule || w.book.rules[id]
	}
	return nil
}

// endRules ends the open conditional format. Later programs write its ranges
// behind its rules.
func (w *worksheet) endRules() error {
	hides := w.rule
	if w.rule = false; !hides {
		return nil
	}
	for _, cells := range strings.Fields(w.ruled) {
		m, err := rangeOf(cells)
		if err != nil {
			return fmt.Errorf("conditional format: %w", err)
		}
		if w.hiding = append(w.hiding, m); len(w.hiding) > maxRules {
			return ErrTooLarge
		}
	}
	return nil
}

// obeyRules doubts the cells that a conditional format or a box may hide.
func (w *worksheet) obeyRules() {
	for i := range w.page.cells {
		c := &w.page.cells[i]
		if c.doubt == "" {
			c.doubt = underBox(w.boxes, c.place)
		}
		if c.doubt == "" && within(w.hiding, c.place) {
			c.doubt = document.RuleDoubt
		}
	}
}

// rangeOf reads a range such as B2:C7, or a single cell.
func rangeOf(cells string) (merge, error) {
	from, to, found := strings.Cut(cells, ":")
	if !found {
		to = from
	}
	first, err := placeOf(from)
	if err != nil {
		return merge{}, err
	}
	last, err := placeOf(to)
	if err != nil {
		return merge{}, err
	}
	return merge{place{min(first.row, last.row), min(first.col, last.col)}, place{max(first.row, last.row), max(first.col, last.col)}}, nil
}
