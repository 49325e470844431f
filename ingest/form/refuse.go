package form

import (
	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// repeatedLinesRemoved recognises text from which an extractor dropped every
// line that had occurred before: labels that the form repeats are there once,
// no line occurs twice, and the zeros are gone with them.
func repeatedLinesRemoved(tokens []token, two, four tableReading) bool {
	if !two.found() {
		return false
	}
	from, to := two.chain[0].first, two.chain[len(two.chain)-1].last
	if r := four.rows[0]; r.first >= 0 {
		to = max(to, r.last)
	}
	seen := map[string]bool{}
	lines, info := 0, 0
	for i := from; i <= to; i++ {
		t := &tokens[i]
		if t.kind != paragraph {
			return false
		}
		if t.key == "" {
			continue
		}
		if seen[t.folded] {
			return false
		}
		seen[t.folded] = true
		lines++
		if t.key == key("信息内容") {
			info++
		}
	}
	blocks := 0
	for _, m := range two.chain {
		if l := two.table.Labels[m.element]; l.Article != "" && l.Axis == "head" {
			blocks++
		}
	}
	return info == 1 && blocks >= 2 && lines >= 10
}

func firstPlace(tokens []token, t tableReading) document.Position {
	if first := t.firstRow(); first >= 0 {
		return tokens[first].at
	}
	return ""
}

// nothingReadable refuses a file none of whose cells could be read.
func nothingReadable(observations []report.Observation) *report.Rejected {
	unreadable, first := 0, ""
	for _, o := range observations {
		switch o.Status {
		case report.Absent:
		case report.Unreadable:
			if unreadable++; first == "" {
				first = o.At
			}
		default:
			return nil
		}
	}
	if unreadable > 0 {
		return &report.Rejected{Code: "cells_not_separable", Place: first,
			Message: "找到了法定表格的标签，但没有一个数字能确定属于哪一格（单元格连在一起或列数不符）",
			Hint:    "请用原文件（Word、网页或 PDF）代替这份文件"}
	}
	return &report.Rejected{Code: "no_report_table", Place: "",
		Message: "没有找到政府信息公开工作年度报告的法定表格",
		Hint:    "请确认这是年度报告本身；表格若是图片，请改用含文字表格的文件"}
}

// secondTables looks for another copy of a table beside the one that was read.
// Two copies that say the same are one; two that differ are two reports in one
// file, and a person must say which is meant.
func secondTables(tokens []token, two, three, four tableReading) (held []report.Held, copies bool) {
	for _, t := range []tableReading{two, three} {
		if !t.found() {
			continue
		}
		if held := t.mixed(tokens); held != nil {
			return held, true
		}
		first, last := t.chain[0].first, t.lastRow()
		for _, rest := range [][]token{tokens[:first], tokens[last+1:]} {
			if rowLabels(rest, t.table) < 3 {
				continue
			}
			other := readTable(rest, t.table)
			if sharedRows(t, other) < 3 {
				continue
			}
			if copies = true; differ(t.observations(tokens, nil), other.observations(rest, nil)) {
				return twoReports(tokens[first].at, firstPlace(rest, other)), copies
			}
		}
	}
	if !four.found() {
		return nil, copies
	}
	rest := tokens[four.rows[0].last+1:]
	other := tableReading{table: four.table, rows: []*row{disputesRow(rest, four.table)}}
	if sharedRows(four, other) == 0 {
		return nil, copies
	}
	if differ(four.observations(tokens, nil), other.observations(rest, nil)) {
		held = twoReports(firstPlace(tokens, four), firstPlace(rest, other))
	}
	return held, true
}

func twoReports(one, other document.Position) []report.Held {
	return []report.Held{{Code: "several_reports", Place: string(one) + "; " + string(other),
		Message: "同一文件中有两份数字不同的表格", Candidates: []string{string(one), string(other)}}}
}

// rowLabels counts the tokens that print a row label of the table.
func rowLabels(tokens []token, t *data.Table) int {
	v, n := vocabularyOf(t), 0
	for i := range tokens {
		tok := &tokens[i]
		if !tok.header {
			continue
		}
		for _, s := range v.senses[tok.key] {
			if t.Labels[s.element].Axis == data.Row {
				n++
				break
			}
		}
	}
	return n
}

// lastRow is the last token of the last row's label.
func (r *tableReading) lastRow() int {
	last := -1
	for _, row := range r.rows {
		last = max(last, row.last)
	}
	return last
}

func sharedRows(a, b tableReading) int {
	n := 0
	for i := range a.rows {
		if a.rows[i].slots != nil && b.rows[i].slots != nil {
			n++
		}
	}
	return n
}

func differ(a, b []report.Observation) bool {
	for i := range a {
		if a[i].Status == report.Absent || b[i].Status == report.Absent {
			continue
		}
		if a[i].Status != b[i].Status || a[i].Value != nil && b[i].Value != nil && *a[i].Value != *b[i].Value {
			return true
		}
	}
	return false
}
