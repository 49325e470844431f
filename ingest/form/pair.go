package form

import (
	"strings"

	"gongkai/ingest/report"
)

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

func oneAlignedLine(values []*token) bool {
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

// observations appends one observation a cell of the row.
func (r *row) observations(tokens []token, headers map[string]string, out []report.Observation) []report.Observation {
	for i := range r.cells {
		cell := &r.cells[i]
		o := report.Observation{Code: cell.Code, Unit: cell.Unit, Edition: cell.Edition, Status: report.Absent}
		if r.first >= 0 {
			o.OCR = tokens[r.first].ocr
		}
		switch {
		case r.first < 0:
		case r.slots == nil:
			o.Status, o.Raw, o.At = report.Unreadable, r.printed, string(tokens[r.first].at)
		case r.slots[i] < 0 && tokens[r.last].kind == gridCell:
		case r.slots[i] < 0:
			o.Status, o.At = report.Blank, string(r.values[0].at)
		default:
			v := r.values[r.slots[i]]
			o.Raw, o.At, o.OCR = v.text, string(v.at), v.ocr
			o.Value, o.Unit, o.Status = value(v.text, *cell, headers[cell.Col.Key])
			if v.doubt {
				o.Value, o.Status = nil, report.Unreadable
			}
		}
		out = append(out, o)
	}
	return out
}
