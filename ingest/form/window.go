package form

import "slices"

// reading is which candidate fills which slot of a row; -1 is no candidate.
type reading []int

// windows lists the offsets at which n neighbouring candidates cover every
// candidate that is not blank.
func windows(cells []*token, n int) []int {
	first, last := -1, -1
	for i, c := range cells {
		if !c.blank() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	var out []int
	for offset := 0; offset+n <= len(cells); offset++ {
		if first < 0 || first >= offset && last < offset+n {
			out = append(out, offset)
		}
	}
	return out
}

func at(offset, n int) reading {
	r := make(reading, n)
	for i := range r {
		r[i] = offset + i
	}
	return r
}

// shape is what rows must share for one to show another's offset: how many
// cells follow the label, and how deep the label stands.
type shape struct{ cells, depth int }

// layouts is what the rows that have more cells than slots show together.
type layouts struct {
	offsets map[shape]int // at which a full row shows that its values begin
	wider   map[int]bool  // by number of cells: some row of table 3 holds more numbers than slots

	allWider, displaced bool // see there
}

func layoutsOf(tokens []token, rows []*row) layouts {
	l := layouts{map[shape]int{}, map[int]bool{}, allWider(tokens, rows), displaced(rows)}
	for _, r := range rows {
		n := len(r.cells)
		if len(r.values) <= n {
			continue
		}
		numbers := 0
		for _, v := range r.values {
			if v.value && !v.blank() {
				numbers++
			}
		}
		if numbers > n && r.label.Table == 3 { // in table 2 single rows keep the columns of the form before
			l.wider[len(r.values)] = true
		}
		if fits := windows(r.values, n); len(fits) == 1 && !allBlank(r.values) {
			l.offsets[shape{len(r.values), depth(tokens, r)}] = fits[0]
		}
	}
	return l
}

// pick chooses the slots of a row of more than n cells. It returns nil when
// several readings fit and nothing tells which is right, and where rows of as
// many cells hold numbers of a column that the form does not have: it may be
// one of the form's that is blank here.
func (l layouts) pick(cells []*token, n, depth int) reading {
	fits := windows(cells, n)
	switch {
	case len(fits) == 0 || l.wider[len(cells)] && !allBlank(cells):
		return nil
	case len(fits) == 1 || allBlank(cells):
		return at(fits[0], n)
	}
	if offset, ok := l.offsets[shape{len(cells), depth}]; ok && slices.Contains(fits, offset) {
		return at(offset, n)
	}
	return nil
}

func allBlank(cells []*token) bool {
	for _, c := range cells {
		if !c.blank() {
			return false
		}
	}
	return true
}

// byColumn places fewer cells than slots by their columns, each of which must
// meet exactly one of the wanted columns. Slots without a cell stay -1. It
// returns nil when the columns are not known.
func byColumn(cells []*token, columns []span) reading {
	if len(columns) == 0 {
		return nil
	}
	r := make(reading, len(columns))
	for i := range r {
		r[i] = -1
	}
	for i, c := range cells {
		if c.blank() && c.kind == alignedField {
			continue
		}
		slot := -1
		for j, column := range columns {
			if c.col < column.end && c.col+c.span > column.start {
				if slot >= 0 {
					return nil
				}
				slot = j
			}
		}
		if slot < 0 || r[slot] >= 0 {
			return nil
		}
		r[slot] = i
	}
	return r
}

// span is a stretch of columns, end excluded.
type span struct{ start, end int }
