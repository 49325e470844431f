package form

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	"gongkai/data"
	"gongkai/ingest/badinput"
	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// No text of a cell breaks the reader of values; a number comes only from
// text that shows digits or a word for none, and goes with its status. (Z8)
func FuzzValue(f *testing.F) {
	for _, seed := range []string{"1,234", "１２３４", "-3", "〇", "/", "22（其中修订16件）", "0.37万元", "152790元", "99999999999999999999", "1e9", "减3", "12人", "\u200b1"} {
		f.Add(seed)
	}
	kinds := []data.Kind{data.Count, data.Signed, data.AmountWan, data.AmountAsPrinted}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, kind := range kinds {
			n, _, status := value(raw, data.Cell{Kind: kind, Unit: "件"}, "采购总金额(万元)")
			if (n != nil) != (status == report.Reported) {
				t.Errorf("%q (%s): %v with status %s", raw, kind, n, status)
			}
			folded := document.Fold(raw)
			if n != nil && !strings.ContainsFunc(folded, unicode.IsDigit) && !strings.ContainsAny(folded, "〇零") {
				t.Errorf("%q (%s): the number %s comes from no digit", raw, kind, n)
			}
			if n != nil && kind == data.Count && !n.IsWhole() {
				t.Errorf("%q counts %s", raw, n)
			}
		}
	})
}

// No table breaks the reader of the form: each cell of an edition once, a
// number exactly where one is reported, the same twice. Lines are rows, tabs
// separate cells, a line without tab is a paragraph. (Z10)
func FuzzForm(f *testing.F) {
	for _, seed := range badinput.Seeds(".txt") {
		f.Add(string(seed), false)
		f.Add(string(seed), true)
	}
	f.Fuzz(func(t *testing.T, content string, grid bool) {
		if len(content) > 1<<14 {
			t.Skip("longer input only slows the search")
		}
		doc := lined(content, grid)
		got := Read(doc, func() int { return 2023 })
		if again := Read(doc, func() int { return 2023 }); !reflect.DeepEqual(got, again) {
			t.Error("read twice, with two results")
		}
		seen := map[string]bool{}
		for _, o := range got.Observations {
			if seen[o.Code] {
				t.Errorf("%s twice", o.Code)
			}
			seen[o.Code] = true
			if (o.Value != nil) != (o.Status == report.Reported) {
				t.Errorf("%s: %v with status %s", o.Code, o.Value, o.Status)
			}
			if o.Status != report.Absent && o.At == "" {
				t.Errorf("%s is %s and stands nowhere", o.Code, o.Status)
			}
		}
	})
}

func lined(content string, grid bool) *document.Document {
	doc := &document.Document{Format: "text"}
	layout := document.Fields
	if grid {
		layout = document.Grid
	}
	for i, line := range strings.Split(content, "\n") {
		at := document.Position("line " + string(rune('0'+i%10)))
		if !strings.Contains(line, "\t") {
			doc.Blocks = append(doc.Blocks, document.Block{Paragraph: &document.Paragraph{Text: line, At: at}})
			continue
		}
		var row document.Row
		for col, field := range strings.Split(line, "\t") {
			row = append(row, document.Cell{Text: field, Col: col, ColSpan: 1, RowSpan: 1, At: at})
		}
		if n := len(doc.Blocks); n > 0 && doc.Blocks[n-1].Table != nil {
			doc.Blocks[n-1].Table.Rows = append(doc.Blocks[n-1].Table.Rows, row)
			continue
		}
		doc.Blocks = append(doc.Blocks, document.Block{Table: &document.Table{Layout: layout, Rows: []document.Row{row}, At: at}})
	}
	return doc
}
