package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/data"
)

// header is what stands above the values of a table or of a block of one.
type header struct {
	table   *data.Table
	printed map[string][]*token // what prints the label of a column, by the label's key
	tokens  []token             // all of it
	text    string              // all that it prints, one after the other, simplified
	foreign bool                // a text that is no label of the table and no part of one: a column that the form does not have
}

// Texts of a header that are longer are sentences, and a label that is more
// than alike to a text is what a misprint means.
const (
	longestColumn = 20
	alike         = 0.5
)

// readHeader takes the tokens of a header whose labels are those for which own
// holds.
func readHeader(tokens []token, t *data.Table, own func(*data.Label) bool) *header {
	h := &header{table: t, tokens: tokens, printed: map[string][]*token{}}
	v := vocabularyOf(t)
	var text strings.Builder
	for i := range tokens {
		tok := &tokens[i]
		text.WriteString(tok.key)
		text.WriteByte(' ')
		if tok.key == "" || tok.value {
			continue
		}
		mine := false
		for _, s := range v.senses[tok.key] {
			l := t.Labels[s.element]
			if !own(l) {
				continue
			}
			mine = true
			if k := key(l.Text); l.Axis == data.Col && !slices.Contains(h.printed[k], tok) {
				h.printed[k] = append(h.printed[k], tok)
			}
		}
		h.foreign = h.foreign || !mine && utf8.RuneCountInString(tok.key) <= longestColumn && foreignTo(tok.key, t, own)
	}
	h.text = text.String()
	return h
}

// setHeaders gives the rows of a table the header that stands above them: table
// 2 has one for each block.
func setHeaders(tokens []token, t *data.Table, chain []match, rows []*row) {
	headers := map[string]*header{}
	for _, r := range rows {
		if r.first < 0 || t.Number == 4 {
			continue
		}
		group := r.label.Group
		if t.Number == 3 {
			group = ""
		}
		h, ok := headers[group]
		if !ok && t.Number == 3 {
			h = readHeader(applicantsHeader(tokens, t, r.first), t, func(l *data.Label) bool { return l.Axis == data.Col || l.Group == "applicant" })
		} else if !ok {
			h = readHeader(blockHeader(tokens, t, chain, r), t, func(l *data.Label) bool { return l.Axis != data.Row && l.Group == group })
			if !strings.Contains(h.text, "元") {
				h.text += caption(tokens[:chain[0].first])
			}
		}
		headers[group], r.header = h, h
	}
}

// caption is the statement of units that stands right before a table, such as
// 单位：件、元, "" for none.
func caption(before []token) string {
	const near = 6
	for i := len(before) - 1; i >= max(0, len(before)-near); i-- {
		if text := before[i].key; strings.Contains(text, "单位") && strings.Contains(text, "元") && utf8.RuneCountInString(text) <= longestColumn {
			return text
		}
	}
	return ""
}

// words are all that a header prints, nothing where there is none.
func (h *header) words() string {
	if h == nil {
		return ""
	}
	return h.text
}

// otherMoney tells a header that names a unit of money which is not 万元.
func (h *header) otherMoney() bool {
	return strings.Contains(h.text, "元") && !strings.Contains(h.text, "万元")
}

// blockHeader is the header of the block of table 2 whose first row is r: the
// tokens from the first label of the block on.
func blockHeader(tokens []token, t *data.Table, chain []match, r *row) []token {
	to := r.first
	for to > 0 && tokens[to-1].row == tokens[r.first].row {
		to--
	}
	for _, m := range chain {
		if t.Labels[m.element].Group == r.label.Group {
			return tokens[min(m.first, to):to]
		}
	}
	return nil
}

// foreignTo tells a text that is neither a part of the labels for which own holds
// nor a misprint of one.
func foreignTo(k string, t *data.Table, own func(*data.Label) bool) bool {
	letters := strings.Builder{} // of all labels
	for _, l := range t.Labels {
		if own(l) {
			label := key(l.Text)
			if similarity(k, label) > alike {
				return false
			}
			letters.WriteString(label)
		}
	}
	return strings.IndexFunc(k, func(r rune) bool { return !strings.ContainsRune(letters.String(), r) }) >= 0
}

// complete tells whether the header prints the labels of all cells.
func (h *header) complete(cells []data.Cell) bool {
	for _, c := range cells {
		if len(h.printed[key(c.Col.Text)]) == 0 {
			return false
		}
	}
	return true
}

// columns are the grid columns of a row's cells, nil where the header does not
// print each of them once, in the grid that the row stands in, side by side.
func (h *header) columns(r *row) []span {
	var out []span
	for _, c := range r.cells {
		labels := h.printed[key(c.Col.Text)]
		if len(labels) != 1 || labels[0].kind != gridCell || labels[0].block != r.values[0].block {
			return nil
		}
		s := span{labels[0].col, labels[0].col + labels[0].span}
		if n := len(out); n > 0 && out[n-1].end > s.start {
			return nil
		}
		out = append(out, s)
	}
	return out
}

// under places each of a row's cells under the label above it. A number above
// which no label stands must belong to a column that the form does not have.
// It returns nil unless every slot has its one cell.
func (h *header) under(values []*token, columns []span) reading {
	r := make(reading, len(columns))
	for i := range r {
		r[i] = -1
	}
	for i, v := range values {
		slot := -1
		for j, c := range columns {
			if v.col < c.end && v.col+v.span > c.start {
				if slot >= 0 || r[j] >= 0 {
					return nil
				}
				slot = j
			}
		}
		switch {
		case slot >= 0:
			r[slot] = i
		case !v.blank() && !h.foreign:
			return nil
		}
	}
	if slices.Contains(r, -1) {
		return nil
	}
	return r
}
