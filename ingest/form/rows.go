package form

import (
	"strings"

	"gongkai/data"
)

// row is one row of the form as it was found, or not.
type row struct {
	label  *data.Label
	cells  []data.Cell
	header *header // what stands above it
	first  int     // first token of the label, -1 when the row was not found
	last   int
	glued  bool
	order  bool     // its label stands out of the form's order
	values []*token // candidates
	slots  reading  // nil: not read
	doubt  string   // why the row was not read
	below  *token   // a number alone on the line below, which may be the end of its last
}

// readRows finds the candidates of every matched row and pairs them with the
// slots of the form (layouts.md, how a table is read).
func readRows(tokens []token, t *data.Table, chain []match) []*row {
	rows := newRows(t, chain)
	addFuzzy(tokens, rows)
	markOutOfOrder(tokens, rows, chain)
	setHeaders(tokens, t, chain, rows)
	spaced := blankLinesSeparate(tokens, chain)
	for i, r := range rows {
		if r.first >= 0 && !r.glued && !r.order {
			r.values = candidates(tokens[:nextLabel(tokens, rows[i+1:])], r.last, len(r.cells), spaced)
		}
	}
	shown := layoutsOf(tokens, rows)
	for _, r := range rows {
		r.pair(tokens, rows, shown)
	}
	refuseAbove(tokens, rows)
	return rows
}

// nextLabel is where the next row that was found begins: the first line of a
// broken label is no value, even if it has digits.
func nextLabel(tokens []token, later []*row) int {
	for _, r := range later {
		if r.first >= 0 && !r.order {
			return r.first
		}
	}
	return len(tokens)
}

func newRows(t *data.Table, chain []match) []*row {
	all := make([]row, len(t.Rows))
	rows := make([]*row, len(t.Rows))
	for i, label := range t.Rows {
		r := &all[i]
		*r = row{label: label, cells: t.RowCells(label), first: -1, last: -1}
		for _, m := range chain {
			if t.Labels[m.element] == label {
				r.first, r.last, r.glued = m.first, m.last, m.glued
			}
		}
		rows[i] = r
	}
	return rows
}

// addFuzzy accepts one misprinted label between two rows that are certain.
func addFuzzy(tokens []token, rows []*row) {
	for i := 1; i+1 < len(rows); i++ {
		before, r, after := rows[i-1], rows[i], rows[i+1]
		if r.first >= 0 || before.first < 0 || after.first < 0 {
			continue
		}
		only := -1
		for j := before.last + 1; j < after.first; j++ {
			t := &tokens[j]
			if t.key == "" || t.header || t.value || t.row == tokens[before.last].row {
				continue
			}
			if only >= 0 {
				only = -1
				break
			}
			only = j
		}
		if only >= 0 && similarity(tokens[only].key, key(r.label.Text)) >= 0.6 {
			r.first, r.last = only, only
		}
	}
}

// nearby is how many cells before and after a table still belong to it when a
// row is looked for that the alignment left out.
const nearby = 40

// telling is of how many bytes a label is that nothing else begins with.
const telling = 12

// markOutOfOrder finds rows whose label is there but not where the form has
// it: what such a table means is not for a program to say.
func markOutOfOrder(tokens []token, rows []*row, chain []match) {
	if len(chain) == 0 {
		return
	}
	from := max(0, chain[0].first-nearby)
	to := min(len(tokens)-1, chain[len(chain)-1].last+nearby)
	for _, r := range rows {
		if r.first >= 0 || r.label.Text == "" {
			continue
		}
		k := key(r.label.Text)
		for i := from; i <= to; i++ {
			rest, begins := strings.CutPrefix(tokens[i].key, k)
			if begins && rest == "" {
				r.first, r.last, r.order = i, i, true
				r.doubt = "行的次序与法定表格不同"
				break
			}
			if begins && len(k) >= telling && rest[0] >= '0' && rest[0] <= '9' { // numbers and more behind it, on one line
				r.first, r.last, r.order, r.glued = i, i, true, true
				break
			}
		}
	}
}
