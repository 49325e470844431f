package form

import (
	"slices"

	"gongkai/data"
	"gongkai/ingest/report"
)

// several is from how many rows that are printed again with other numbers two
// tables are taken to be mixed.
const several = 3

// strays finds rows that are printed again between the head and the last row of
// the table, with other numbers: the alignment may have taken the label of
// a summary, or rows of two tables. A row that is printed again between its
// own neighbours is refused. It returns how many such rows there are, and
// where the first one stands.
func (r *tableReading) strays(tokens []token) (n, first int) {
	taken := inChain(tokens, r.chain)
	v := vocabularyOf(r.table)
	spaced := blankLinesSeparate(tokens, r.chain)
	var refused []*row
	const above = 60 // tokens: the first row may be printed again above itself
	for i, last := max(0, r.firstRow()-above), r.lastRow(); i < last; i++ {
		if taken[i] || !tokens[i].header {
			continue
		}
		for _, s := range v.senses[tokens[i].key] {
			at := slices.IndexFunc(r.rows, func(row *row) bool { return row.label == r.table.Labels[s.element] })
			if r.table.Labels[s.element].Axis != data.Row || !r.rows[at].read() || !otherNumbers(r.rows[at].values, candidates(tokens, i, len(r.rows[at].cells), spaced)) {
				continue
			}
			if n++; n == 1 {
				first = i
			}
			if r.between(at, i) {
				refused = append(refused, r.rows[at])
			}
		}
	}
	for _, row := range refused {
		row.slots, row.doubt = nil, "这一行印了两次，数字不同"
	}
	return n, first
}

func (r *row) read() bool { return r.first >= 0 && r.slots != nil }

// between tells whether a token stands between the neighbours of a row.
func (r *tableReading) between(row, token int) bool {
	for i := row - 1; i >= 0; i-- {
		if other := r.rows[i]; other.first >= 0 && !other.order {
			if other.last > token {
				return false
			}
			break
		}
	}
	for _, other := range r.rows[row+1:] {
		if other.first >= 0 && !other.order {
			return token < other.first
		}
	}
	return true
}

// otherNumbers tells whether cells hold numbers, and others than those of a
// row.
func otherNumbers(values, cells []*token) bool {
	numbers := func(list []*token) (out []string) {
		for _, c := range list {
			if c.value && !c.blank() {
				out = append(out, c.folded)
			}
		}
		return out
	}
	found := numbers(cells)
	return len(found) > 0 && !slices.Equal(found, numbers(values))
}

// mixed holds a file in which the rows of two tables are mixed.
func (r *tableReading) mixed(tokens []token) []report.Held {
	if r.printedAgain < several {
		return nil
	}
	return twoReports(tokens[r.firstRow()].at, tokens[r.firstAgain].at)
}
