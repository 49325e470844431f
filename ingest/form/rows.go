package form

import (
	"strings"

	"gongkai/data"
	"gongkai/ingest/report"
)

// row is one row of the form as it was found, or not.
type row struct {
	label   *data.Label
	cells   []data.Cell
	first   int // first token of the label, -1 when the row was not found
	last    int
	glued   bool
	order   bool    // its label stands out of the form's order
	values  []token // candidates
	slots   reading // nil: not read
	doubt   string  // why the row was not read
	printed string  // text of the row, for unreadable cells
}

// readRows finds the candidates of every matched row and pairs them with the
// slots of the form (layouts.md, how a table is read).
func readRows(tokens []token, t *data.Table, chain []match) []*row {
	rows := newRows(t, chain)
	addFuzzy(tokens, rows)
	markOutOfOrder(tokens, rows, chain)
	spaced := blankLinesSeparate(tokens, chain)
	for i, r := range rows {
		if r.first >= 0 && !r.glued && !r.order {
			r.values = candidates(tokens[:nextLabel(tokens, rows[i+1:])], r.last, len(r.cells), spaced)
		}
	}
	shown := map[shape]int{}
	for _, r := range rows {
		if n := len(r.cells); len(r.values) > n {
			if fits := windows(r.values, n); len(fits) == 1 && !allBlank(r.values) {
				shown[shape{len(r.values), depth(tokens, r)}] = fits[0]
			}
		}
	}
	for _, r := range rows {
		r.pair(tokens, rows, shown)
	}
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
	var rows []*row
	for _, label := range t.Rows {
		r := &row{label: label, cells: t.RowCells(label), first: -1, last: -1}
		for _, m := range chain {
			if t.Labels[m.element] == label {
				r.first, r.last, r.glued = m.first, m.last, m.glued
			}
		}
		rows = append(rows, r)
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
			t := tokens[j]
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
			if tokens[i].key == k {
				r.first, r.last, r.order = i, i, true
				r.doubt = "行的次序与法定表格不同"
				break
			}
		}
	}
}

// candidates collects the cells that may be a row's values: the rest of the
// label's own row or line, or, where that holds none, the cells that follow up
// to the next label.
func candidates(tokens []token, last, n int, spaced bool) []token {
	var values []token
	label := tokens[last]
	i := last + 1
	for ; i < len(tokens) && tokens[i].row == label.row; i++ {
		values = append(values, tokens[i])
	}
	if label.kind == gridCell || !allBlank(values) {
		return values
	}
	blankLines := 0
	var gaps []int
	for ; i < len(tokens); i++ {
		t := tokens[i]
		if !t.value {
			break
		}
		if t.kind == paragraph && t.blank() {
			blankLines++
			if !spaced && !pipesAround(values) {
				values = append(values, t)
			}
			continue
		}
		gaps = append(gaps, blankLines)
		blankLines = 0
		values = append(values, t)
	}
	if spaced && len(values) < n {
		return spread(values, gaps, n)
	}
	return values
}

// pipesAround tells a stream of piped fields, in which blank lines mean
// nothing because every field is delimited.
func pipesAround(values []token) bool { return len(values) > 0 && values[0].kind == field }

// spread puts the blank cells back that a text with blank lines between its
// cells shows only as more blank lines: three lines for one blank cell, or two
// where the blank cell itself left none. It accepts whichever makes the row
// full, else leaves the row short.
func spread(values []token, gaps []int, n int) []token {
	for _, rule := range []func(int) int{
		func(lines int) int { return (lines - 1) / 2 },
		func(lines int) int { return lines - 1 },
	} {
		var out []token
		for i, v := range values {
			for range max(0, rule(gaps[i])) {
				out = append(out, token{at: v.at, row: v.row})
			}
			out = append(out, v)
		}
		if len(out) == n {
			return out
		}
	}
	return values
}

// blankLinesSeparate tells the two ways of printing one cell a line: with
// blank lines between cells, or with blank lines for blank cells.
func blankLinesSeparate(tokens []token, chain []match) bool {
	if len(chain) == 0 {
		return false
	}
	adjacent, apart := 0, 0
	from, to := chain[0].first, min(len(tokens)-1, chain[len(chain)-1].last+20)
	gap := false
	for i := from; i <= to; i++ {
		switch {
		case tokens[i].kind != paragraph:
			return false
		case tokens[i].blank():
			gap = true
			continue
		case i > from && gap:
			apart++
		case i > from:
			adjacent++
		}
		gap = false
	}
	return apart > 3*adjacent
}

// depth is how far from the start of its line the values of a row begin.
func depth(tokens []token, r *row) int { return tokens[r.last].col }

// pair fills the slots of one row, or says why it can't.
func (r *row) pair(tokens []token, rows []*row, shown map[shape]int) {
	n := len(r.cells)
	switch {
	case r.first < 0:
		return
	case r.glued:
		r.doubt = "标签和数字连在一起，没有分隔"
	case r.order:
	case len(r.values) == n:
		r.slots = at(0, n)
	case len(r.values) > n:
		if r.slots = pick(r.values, n, depth(tokens, r), shown); r.slots == nil {
			r.doubt = "单元格比法定表格的列多，不能确定哪些对应哪一列"
		}
	case tokens[r.last].kind == gridCell || oneAlignedLine(r.values):
		if r.slots = byColumn(r.values, columnsFor(r, rows)); r.slots == nil {
			r.doubt = "单元格比法定表格的列少，不能确定对应哪一列"
		}
	default:
		r.doubt = "单元格比法定表格的列少，不能确定对应哪一列"
	}
	if r.slots != nil && r.merged() {
		r.slots, r.doubt = nil, "一个数字单元格跨了几行"
	}
	r.printed = r.text(tokens)
}

func (r *row) merged() bool {
	for _, i := range r.slots {
		if i >= 0 && r.values[i].down > 1 && !r.values[i].blank() {
			return true
		}
	}
	return false
}

func oneAlignedLine(values []token) bool {
	for _, v := range values {
		if v.kind != alignedField || v.row != values[0].row {
			return false
		}
	}
	return len(values) > 0
}

// columnsFor takes the columns of the nearest full row with as many slots;
// where full rows on both sides disagree about a column it is left empty.
func columnsFor(r *row, rows []*row) []span {
	var best *row
	for _, other := range rows {
		if len(other.cells) != len(r.cells) || len(other.values) != len(r.cells) || other.first < 0 || other == r {
			continue
		}
		if best == nil || abs(other.first-r.first) < abs(best.first-r.first) {
			best = other
		}
	}
	if best == nil {
		return nil
	}
	columns := make([]span, len(best.values))
	for i, v := range best.values {
		columns[i] = span{v.col, v.col + v.span}
	}
	return columns
}

func abs(n int) int { return max(n, -n) }

func (r *row) text(tokens []token) string {
	var parts []string
	if r.glued || r.order {
		parts = append(parts, tokens[r.first].text)
	}
	for _, v := range r.values {
		parts = append(parts, v.text)
	}
	return strings.Join(parts, " | ")
}

// observations turns a row into one observation a cell.
func (r *row) observations(tokens []token, headers map[string]string) []report.Observation {
	var out []report.Observation
	for i, cell := range r.cells {
		o := report.Observation{Code: cell.Code, Unit: cell.Unit, Edition: cell.Edition, Status: report.Absent}
		switch {
		case r.first < 0:
		case r.slots == nil:
			o.Status, o.Raw, o.At = report.Unreadable, r.printed, string(tokens[r.first].at)
		case r.slots[i] < 0 && tokens[r.last].kind == gridCell:
		case r.slots[i] < 0:
			o.Status, o.At = report.Blank, string(r.values[0].at)
		default:
			v := r.values[r.slots[i]]
			o.Raw, o.At = v.text, string(v.at)
			o.Value, o.Unit, o.Status = value(v.text, cell, headers[cell.Col.Key])
			if v.doubt != "" {
				o.Value, o.Status = nil, report.Unreadable
			}
		}
		out = append(out, o)
	}
	return out
}
