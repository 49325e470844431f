package form

import "math"

// Text with separators, or with columns made of spaces, may print a column that
// the form does not have and name it nowhere. Where one of the form's columns
// is blank in every row, the numbers of a row are then as many as the form's
// cells, and each belongs to the column beside the one it would be read for.

// separated tells rows of text with separators.
func (r *row) separated() bool { return len(r.values) > 0 && r.values[0].kind == field }

// allWider tells whether all rows of table 3 have the same number of fields, more
// than the form, however deep their labels stand. Blank fields that a label
// leaves beside it are fewer the deeper it stands, so these are of a column.
func allWider(tokens []token, rows []*row) bool {
	fields := 0
	depths := map[int]bool{}
	for _, r := range rows {
		if r.first < 0 || r.label.Table != 3 || len(r.values) == 0 {
			continue
		}
		if fields == 0 {
			fields = len(r.values)
		}
		if !r.separated() || len(r.values) <= len(r.cells) || len(r.values) != fields {
			return false
		}
		depths[depth(tokens, r)] = true
	}
	return len(depths) > 1
}

// proven tells whether the header shows which fields of a row are the form's:
// its labels stand at the same fields, or its own lines end in a blank field,
// too, and only the last fields are left out.
func (r *row) proven(slots reading) bool {
	if r.header == nil {
		return false
	}
	same := true
	lines := map[int]*token{} // of the header, their last fields
	for i := range r.header.tokens {
		if tok := &r.header.tokens[i]; tok.kind == field {
			lines[tok.row] = tok
		}
	}
	for i, c := range r.cells {
		labels := r.header.printed[key(c.Col.Text)]
		if i > 0 && i < len(r.cells)-1 { // the first and the last stand in another line
			same = same && len(labels) == 1 && labels[0].kind == field && labels[0].col == r.values[slots[i]].col
		}
	}
	if same {
		return true
	}
	if slots[0] > 0 || len(lines) == 0 {
		return false
	}
	for _, last := range lines {
		if !last.blank() {
			return false
		}
	}
	return true
}

// displaced tells whether the numbers of table 3 stand in columns made of spaces
// that are those of their neighbours. Where most rows share no columns, the
// places of their numbers mean nothing.
func displaced(rows []*row) bool {
	var full []*row
	for _, r := range rows {
		if r.first >= 0 && r.label.Table == 3 && len(r.values) == len(r.cells) && oneAlignedLine(r.values) {
			full = append(full, r)
		}
	}
	for _, r := range full {
		columns := make([]span, len(r.values))
		for i, v := range r.values {
			columns[i] = span{v.col, v.col + v.span}
		}
		shared := 0
		for _, other := range full {
			if byColumn(other.values, columns) != nil {
				shared++
			}
		}
		if shared > 1 && 2*shared > len(full) {
			return r.besideLabels()
		}
	}
	return false
}

// besideLabels tells numbers that stand under the labels of their neighbours:
// each label that is printed once is nearer to the number of the column before
// than to its own, or each to that of the column after.
func (r *row) besideLabels() bool {
	const enough = 3
	if r.header == nil {
		return false
	}
	labels, before, after := 0, 0, 0
	for i, c := range r.cells {
		printed := r.header.printed[key(c.Col.Text)]
		if len(printed) != 1 || printed[0].kind != alignedField {
			continue
		}
		labels++
		own := apart(printed[0], r.values[i])
		if i > 0 && apart(printed[0], r.values[i-1]) < own {
			before++
		}
		if i+1 < len(r.cells) && apart(printed[0], r.values[i+1]) < own {
			after++
		}
	}
	return labels >= enough && max(before, after) >= labels-1
}

// apart is how far the middles of two texts of columns made of spaces are apart.
func apart(a, b *token) float64 {
	return math.Abs(float64(a.col) + float64(a.span)/2 - float64(b.col) - float64(b.span)/2)
}
