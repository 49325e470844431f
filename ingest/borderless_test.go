package ingest

import (
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// A PDF whose tables have no lines and whose rows were not all found is refused
// with the page; one with lines, or another format, is not.
func TestTableWithoutLines(t *testing.T) {
	observations := []report.Observation{{Code: "proactive.licensing.decisions", Status: report.Reported, At: "page 2 box 1,2,3,4"},
		{Code: "proactive.penalty.decisions", Status: report.Absent}, {Code: "applications.new_received.total", Status: report.Absent}}
	table := &document.Table{Layout: document.Aligned, Rows: []document.Row{{{Text: "1", At: "page 2 box 1,2,3,4"}}}}
	doc := &document.Document{Format: "pdf", Blocks: []document.Block{{Table: table}}}
	e := withoutLines(doc, observations)
	if e == nil || e.Code != "table_without_lines" || e.Place != "page 2 box 1,2,3,4" || e.Message == "" || e.Hint == "" {
		t.Errorf("refused with %+v", e)
	}
	if e := withoutLines(doc, observations[:1]); e != nil {
		t.Errorf("nothing is missing, refused with %+v", e)
	}
	table.Layout = document.Grid
	if e := withoutLines(doc, observations); e != nil {
		t.Errorf("the table has lines, refused with %+v", e)
	}
	doc.Format, table.Layout = "text", document.Aligned
	if e := withoutLines(doc, observations); e != nil {
		t.Errorf("a text file has no lines, refused with %+v", e)
	}
}
