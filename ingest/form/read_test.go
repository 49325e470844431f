package form_test

import (
	"strings"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/form"
	"gongkai/ingest/report"
	"gongkai/ingest/text"
)

// read reads text and returns its observations by code.
func read(t *testing.T, content string) (map[string]report.Observation, form.Result) {
	t.Helper()
	res := form.Read(text.Parse(content), func() int { return 2023 })
	out := map[string]report.Observation{}
	for _, o := range res.Observations {
		out[o.Code] = o
	}
	return out, res
}

func want(t *testing.T, got map[string]report.Observation, code string, status report.Status, value string) {
	t.Helper()
	o := got[code]
	v := ""
	if o.Value != nil {
		v = o.Value.String()
	}
	if o.Status != status || v != value {
		t.Errorf("%s is %s %q (raw %q), want %s %q", code, o.Status, v, o.Raw, status, value)
	}
}

const header2021 = "第二十条第(一)项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"

func TestRowsThatAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, content, code string
		status              report.Status
		value               string
	}{
		{"equal count", header2021 + "规章\t0\t0\t0\n行政规范性文件\t6\t14\t42\n", "proactive.normative_doc.in_force", report.Reported, "42"},
		{"columns swapped", strings.Replace(header2021, "本年制发件数\t本年废止件数", "本年废止件数\t本年制发件数", 1) +
			"规章\t0\t0\t0\n行政规范性文件\t6\t14\t42\n", "proactive.normative_doc.issued", report.Unreadable, ""},
		{"too many numbers", header2021 + "规章\t0\t0\t0\n行政规范性文件\t6\t14\t42\t7\n", "proactive.normative_doc.issued", report.Unreadable, ""},
		{"too few numbers", header2021 + "规章\t0\t0\t0\n行政规范性文件\t6\t14\n", "proactive.normative_doc.issued", report.Unreadable, ""},
		{"glued", header2021 + "规章\t0\t0\t0\n行政规范性文件61442\n", "proactive.normative_doc.issued", report.Unreadable, ""},
		{"row missing", header2021 + "规章\t0\t0\t0\n", "proactive.normative_doc.issued", report.Absent, ""},
		{"a note gives no digits", header2021 + "规章\t0\t0\t0\n行政规范性文件\t6（其中修订2件）\t/\t\n", "proactive.normative_doc.issued", report.Reported, "6"},
		{"a blank is no zero", header2021 + "规章\t0\t0\t0\n行政规范性文件\t6\t/\t\n", "proactive.normative_doc.in_force", report.Blank, ""},
		{"a stroke is no zero", header2021 + "规章\t0\t0\t0\n行政规范性文件\t6\t/\t\n", "proactive.normative_doc.repealed", report.NotApplicable, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := read(t, c.content)
			want(t, got, c.code, c.status, c.value)
		})
	}
}

// Rows out of order, and rows that shift: a label found elsewhere than the form
// has it is never read.
func TestSwappedRowsAreUnreadable(t *testing.T) {
	got, _ := read(t, "第二十条第（六）项\n信息内容\t本年处理决定数量\n行政强制\t3\n行政处罚\t9\n")
	read := 0
	for _, code := range []string{"proactive.penalty.decisions", "proactive.coercion.decisions"} {
		if got[code].Status == report.Reported {
			read++
		}
	}
	if read > 1 || got["proactive.penalty.decisions"].Status == got["proactive.coercion.decisions"].Status {
		t.Errorf("penalty %+v, coercion %+v: one label must be out of order", got["proactive.penalty.decisions"], got["proactive.coercion.decisions"])
	}
	want(t, got, "proactive.coercion.decisions", report.Reported, "3")
	want(t, got, "proactive.penalty.decisions", report.Unreadable, "")
}

const row3 = "一、本年新收政府信息公开申请数量"

func TestWindows(t *testing.T) {
	full := "二、上年结转政府信息公开申请数量\t\t1\t2\t3\t4\t5\t6\t21\t\n"
	for _, c := range []struct {
		name, line string
		want       [7]string // "" is blank, "?" is unreadable
	}{
		{"one window fits", row3 + "\t\t5\t0\t0\t0\t0\t0\t5\t\n", [7]string{"5", "0", "0", "0", "0", "0", "5"}},
		{"a full row shows the offset", row3 + "\t\t5\t\t\t\t\t\t\t\n" + full, [7]string{"5", "", "", "", "", "", ""}},
		{"nothing shows the offset", row3 + "\t\t5\t\t\t\t\t\t\t\n", [7]string{"?", "?", "?", "?", "?", "?", "?"}},
		{"all blank reads the same anywhere", row3 + "\t\t\t\t\t\t\t\t\t\n", [7]string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := read(t, c.line)
			for i, col := range []string{"natural_person", "company", "research_institution", "public_welfare_org", "legal_service_org", "other_org", "total"} {
				status, value := report.Reported, c.want[i]
				switch c.want[i] {
				case "":
					status = report.Blank
				case "?":
					status, value = report.Unreadable, ""
				}
				want(t, got, "applications.new_received."+col, status, value)
			}
		})
	}
}

func TestNoTableIsRejected(t *testing.T) {
	for name, c := range map[string]struct{ content, code string }{
		"prose only": {"某局2023年政府信息公开工作年度报告\n一、总体情况\n收到申请5件。\n", "no_report_table"},
		"all glued":  {"第二十条第(一)项\n信息内容本年制发件数本年废止件数现行有效件数\n规章000\n行政规范性文件000\n", "cells_not_separable"},
	} {
		t.Run(name, func(t *testing.T) {
			_, res := read(t, c.content)
			if res.Rejected == nil || res.Rejected.Code != c.code {
				t.Errorf("rejected %+v, want %s", res.Rejected, c.code)
			}
		})
	}
}

// Two tables with different numbers in one file are two reports.
func TestTwoReportsInOneFileAreHeld(t *testing.T) {
	one := header2021 + "规章\t0\t0\t0\n行政规范性文件\t6\t14\t42\n第二十条第(五)项\n信息内容\t本年处理决定数量\n行政许可\t7\n"
	if _, res := read(t, one+one); len(res.Held) != 0 {
		t.Errorf("the same table twice is held: %+v", res.Held)
	}
	_, res := read(t, one+strings.Replace(one, "42", "43", 1))
	if len(res.Held) != 1 || res.Held[0].Code != "several_reports" {
		t.Errorf("held %+v, want several_reports", res.Held)
	}
}

// A grid whose rows are labels alone says nothing about its columns.
func TestLabelsWithoutCells(t *testing.T) {
	var rows []document.Row
	for _, label := range []string{"信息内容", "规章", "行政规范性文件"} {
		rows = append(rows, document.Row{{Text: label, ColSpan: 1, RowSpan: 1, At: "here"}})
	}
	doc := &document.Document{Blocks: []document.Block{{Table: &document.Table{Layout: document.Grid, Rows: rows}}}}
	res := form.Read(doc, func() int { return 2023 })
	if res.Rejected == nil || res.Rejected.Code != "cells_not_separable" {
		t.Errorf("rejected as %+v, want cells_not_separable", res.Rejected)
	}
}
