package form

import "gongkai/ingest/report"

// Numbers that stand alone on a line of text, and in no row that was found.

// alone tells such a token.
func alone(tokens []token, i int) bool {
	if i > 0 && tokens[i-1].row == tokens[i].row || i+1 < len(tokens) && tokens[i+1].row == tokens[i].row {
		return false
	}
	_, number := plain(tokens[i].folded)
	return number && !tokens[i].blank()
}

// heedBelow heeds a number alone on the very next line after a line of text with
// the values of a row. It may be what belongs into a blank last cell, or the rest of
// a number that was too wide: of the last one where separators stand between cells,
// of any where these are spaces.
func (r *row) heedBelow(tokens []token) {
	if r.slots == nil || len(r.values) == 0 || allBlank(r.values) {
		return
	}
	last := r.values[len(r.values)-1]
	if last.kind != field && last.kind != alignedField {
		return
	}
	next := r.last
	for next < len(tokens) && tokens[next].row <= last.row {
		next++
	}
	if next == len(tokens) || !alone(tokens, next) {
		return
	}
	r.below = &tokens[next]
	switch i := r.slots[len(r.slots)-1]; {
	case last.kind == alignedField:
		r.slots, r.doubt = nil, "下一行单独有一个数字，可能是这一行里的"
	case i >= 0 && allBlank(r.values[i:]):
		r.slots, r.doubt = nil, "最后一格是空的，下一行单独有一个数字"
	case i != len(r.values)-1: // there is another field, of none of the form's
		r.below = nil
	}
}

// broken tells a row whose last number may go on in the next line.
func (r *row) broken() bool { return r.below != nil && r.slots != nil }

// numbersAlone names numbers alone on lines of a table of text that are in no row.
func (r *tableReading) numbersAlone(tokens []token) []report.Note {
	var out []report.Note
	taken := map[*token]bool{}
	for _, row := range r.rows {
		if len(row.values) > 0 && row.values[0].kind == gridCell {
			return nil
		}
		row.take(taken)
		if row.below != nil {
			taken[row.below] = true
		}
		if row.broken() {
			out = append(out, numberAlone(row.below, "可能是上一行最后一格的一部分，那一格没有采用"))
		}
	}
	for i := r.firstRow(); i <= r.lastRow(); i++ {
		if tokens[i].kind != gridCell && alone(tokens, i) && !taken[&tokens[i]] {
			out = append(out, numberAlone(&tokens[i], "不知道属于哪一行，没有采用"))
		}
	}
	return out
}

func numberAlone(t *token, what string) report.Note {
	return report.Note{Code: "number_alone", Place: string(t.at), Message: "表格里单独有一行数字“" + t.folded + "”，" + what}
}
