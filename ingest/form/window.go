package form

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

// pick chooses the slots of a row of at least n cells. shown holds the offsets
// of full rows by shape. It returns nil when several readings fit and nothing
// tells which is right.
func pick(cells []*token, n, depth int, shown map[shape]int) reading {
	fits := windows(cells, n)
	switch {
	case len(fits) == 0:
		return nil
	case len(fits) == 1 || allBlank(cells):
		return at(fits[0], n)
	}
	if offset, ok := shown[shape{len(cells), depth}]; ok {
		for _, fit := range fits {
			if fit == offset {
				return at(offset, n)
			}
		}
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
