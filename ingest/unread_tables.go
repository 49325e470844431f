package ingest

import (
	"fmt"
	"slices"
	"sync"

	"gongkai/data"
	"gongkai/ingest/report"
)

// tableOf numbers the table of every cell of every edition.
var tableOf = sync.OnceValue(func() map[[2]string]int {
	out := map[[2]string]int{}
	for _, e := range data.Editions() {
		for table := 2; table <= 4; table++ {
			for _, c := range data.FormTable(table, e.Name).Cells {
				out[[2]string{e.Name, c.Code}] = table
			}
		}
	}
	return out
})

// unreadTables holds a report in which a whole table is there and no cell of it
// is certain, because its columns or rows are not the form's. Published, it
// would show nothing, and the corrected report would be a second one.
func unreadTables(r *report.Report) []report.Held {
	if !slices.ContainsFunc(r.Observations, func(o report.Observation) bool { return o.Status == report.Unreadable }) {
		return nil
	}
	var unread, certain [5]int
	var at [5]string
	for _, o := range r.Observations {
		table := tableOf()[[2]string{o.Edition, o.Code}]
		switch o.Status {
		case report.Absent:
		case report.Unreadable:
			if unread[table]++; at[table] == "" {
				at[table] = o.At
			}
		default:
			certain[table]++
		}
	}
	var out []report.Held
	for table := 2; table <= 4; table++ {
		if unread[table] > 0 && certain[table] == 0 {
			out = append(out, report.Held{Code: "table_unreadable", Place: at[table],
				Message: fmt.Sprintf("第%s部分的表格没有一格能确定（%d格）：各列、各行与法定表格不同，或者连在一起", []string{2: "二", 3: "三", 4: "四"}[table], unread[table])})
		}
	}
	return out
}
