package form

import (
	"strings"

	"gongkai/data"
	"gongkai/ingest/report"
)

// depth is how far from the start of its line the values of a row begin.
func depth(tokens []token, r *row) int { return tokens[r.last].col }

// pair fills the slots of one row, or says why it can't.
func (r *row) pair(tokens []token, rows []*row, shown layouts) {
	n := len(r.cells)
	switch {
	case r.first < 0:
		return
	case r.glued:
		r.doubt = "标签和数字连在一起，没有分隔"
	case r.order:
	case len(r.values) == 0:
		r.doubt = "标签后面没有单元格"
	case len(r.values) >= n:
		r.slots, r.doubt = r.columnwise(tokens, shown)
	case tokens[r.last].kind == gridCell || oneAlignedLine(r.values):
		if columns := columnsFor(r, rows); !endsShort(r.values, columns) {
			r.slots = byColumn(r.values, columns)
		}
		if r.slots == nil {
			r.doubt = "单元格比法定表格的列少，不能确定对应哪一列"
		}
	default:
		r.doubt = "单元格比法定表格的列少，不能确定对应哪一列"
	}
	r.heedBelow(tokens)
	if r.slots != nil && r.merged() {
		r.slots, r.doubt = nil, "一个数字单元格跨了几行"
	}
}

// columnwise fills the slots of a row of at least as many cells: in order where
// there are as many, else by the labels above them or by the only window.
func (r *row) columnwise(tokens []token, shown layouts) (reading, string) {
	n := len(r.cells)
	h := r.header
	var columns []span
	if h.foreign || len(r.values) > n {
		columns = h.columns(r)
	}
	switch {
	case columns != nil:
		if slots := h.under(r.values, columns); slots != nil {
			return slots, ""
		}
		return nil, "各格与表头的各列对不上"
	case h.foreign && (len(r.values) > n || !h.complete(r.cells)):
		return nil, "表头有法定表格以外的列，不能确定哪些数字对应哪一列"
	case len(r.values) == n && shown.displaced && oneAlignedLine(r.values):
		return nil, "数字没有对齐在表头各列的下面"
	case len(r.values) == n:
		return at(0, n), ""
	}
	if slots := shown.pick(r.values, n, depth(tokens, r)); slots != nil {
		if shown.allWider && !r.proven(slots) && !allBlank(r.values) {
			return nil, "每一行都比法定表格多出格子，表头没有写明多出的是哪一列"
		}
		return slots, ""
	}
	return nil, "单元格比法定表格的列多，不能确定哪些对应哪一列"
}

// inOtherMoney tells a row of money whose header names another unit than 万元,
// while the cell names none and holds something else than 0.
func (r *row) inOtherMoney() bool {
	if r.slots == nil || r.slots[0] < 0 || r.cells[0].Kind != data.AmountWan || !r.header.otherMoney() {
		return false
	}
	text := r.values[r.slots[0]].folded
	return strings.Trim(text, "0. ") != "" && !isNone(text) && !strings.Contains(text, "元")
}

func (r *row) merged() bool {
	for _, i := range r.slots {
		if i >= 0 && r.values[i].down > 1 && !r.values[i].blank() {
			return true
		}
	}
	return false
}

func oneAlignedLine(values []*token) bool {
	for _, v := range values {
		if v.kind != alignedField || v.row != values[0].row {
			return false
		}
	}
	return len(values) > 0
}

// endsShort tells a row of a grid that ends before its last column: a cell is
// lost, and those after it have moved up.
func endsShort(values []*token, columns []span) bool {
	last := values[len(values)-1]
	return last.kind == gridCell && len(columns) > 0 && last.col+last.span < columns[len(columns)-1].end
}

// columnsFor takes the columns of the nearest full row of the same table with
// as many slots. Columns made of spaces count only where all such rows agree
// about them, and there are two: one line may be spaced otherwise than others.
func columnsFor(r *row, rows []*row) []span {
	var best *row
	var full []*row
	for _, other := range rows {
		if len(other.cells) != len(r.cells) || len(other.values) != len(r.cells) || other.first < 0 || other == r || other.values[0].block != r.values[0].block {
			continue
		}
		full = append(full, other)
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
	if best.values[0].kind != alignedField {
		return columns
	}
	for _, other := range full {
		if byColumn(other.values, columns) == nil {
			return nil
		}
	}
	if len(full) < 2 {
		return nil
	}
	return columns
}

func abs(n int) int { return max(n, -n) }

// text is what the row prints, for its unreadable cells.
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

// observations appends one observation a cell of the row.
func (r *row) observations(tokens []token, out []report.Observation) []report.Observation {
	printed := ""
	if r.first >= 0 && r.slots == nil {
		printed = r.text(tokens)
	}
	for i := range r.cells {
		cell := &r.cells[i]
		o := report.Observation{Code: cell.Code, Unit: cell.Unit, Edition: cell.Edition, Status: report.Absent}
		if r.first >= 0 {
			o.OCR = tokens[r.first].ocr
		}
		switch {
		case r.first < 0:
		case r.slots == nil:
			o.Status, o.Raw, o.At = report.Unreadable, printed, string(tokens[r.first].at)
		case r.slots[i] < 0 && tokens[r.last].kind == gridCell:
		case r.slots[i] < 0:
			o.Status, o.At = report.Blank, string(r.values[0].at)
		default:
			v := r.values[r.slots[i]]
			o.Raw, o.At, o.OCR = v.text, string(v.at), v.ocr
			o.Value, o.Unit, o.Status = value(v.text, *cell, r.header.words())
			if v.doubt || i == len(r.cells)-1 && r.broken() {
				o.Value, o.Status = nil, report.Unreadable
			}
		}
		out = append(out, o)
	}
	return out
}
