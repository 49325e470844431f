package ingest

import (
	"fmt"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// withoutLines refuses a PDF one of whose tables has no ruling lines and came
// out of its columns with rows missing: they are there, but nobody can say where.
func withoutLines(doc *document.Document, observations []report.Observation) *report.Rejected {
	if doc.Format != "pdf" {
		return nil
	}
	ruled := map[string]bool{}
	for _, b := range doc.Blocks {
		if b.Table == nil || b.Table.Layout != document.Grid {
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				ruled[string(c.At)] = true
			}
		}
	}
	type found struct {
		missing int
		at      string // of the first cell that is there
		lines   bool
	}
	tables := map[string]*found{}
	for _, o := range observations {
		name, _, _ := strings.Cut(o.Code, ".")
		t := tables[name]
		if t == nil {
			t = &found{}
			tables[name] = t
		}
		switch {
		case o.Status == report.Absent:
			t.missing++
		case t.at == "":
			t.at = o.At
			fallthrough
		default:
			t.lines = t.lines || ruled[o.At]
		}
	}
	for _, name := range []string{"proactive", "applications", "disputes"} {
		if t := tables[name]; t != nil && t.missing > 0 && t.at != "" && !t.lines {
			page, _, _ := strings.Cut(strings.TrimPrefix(t.at, "page "), " ")
			return &report.Rejected{Code: "table_without_lines", Place: t.at,
				Message: fmt.Sprintf("第 %s 页的表格没有框线，有 %d 格不能确定在哪一行", page, t.missing),
				Hint:    "请给表格加上框线后重新导出 PDF，或报送 DOCX、网页"}
		}
	}
	return nil
}
