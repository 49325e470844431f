package ingest

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"gongkai/data"
	"gongkai/ingest/document"
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

// bareNumbers are so many numbers on lines of nothing else that a table must
// have been printed there: the smallest, table 2, has ten.
const bareNumbers = 8

var bareLine = regexp.MustCompile(`(?m)^[\d\s,，.．/|-]*\d[\d\s,，.．/|-]*$`)

// unreadTables holds a report in which a whole table is there and no cell of it
// is certain: its columns or rows are not the form's, or its numbers stand
// bare in the prose because no table was made out. Published, it would show
// nothing, and the corrected report would be a second one.
func unreadTables(r *report.Report, doc *document.Document) []report.Held {
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
	for _, part := range data.Sections() {
		table := part.Table
		switch {
		case table == 0 || certain[table] > 0:
		case unread[table] > 0:
			why := "各列、各行与法定表格不同，或者连在一起"
			if doubt := doubtAt(doc, at[table]); doubt != "" {
				why = "这里" + doubt
			}
			out = append(out, report.Held{Code: "table_unreadable", Place: at[table],
				Message: fmt.Sprintf("第%s部分的表格没有一格能确定（%d格）：%s", partName[table], unread[table], why)})
		default:
			if bare := bareIn(r.Sections, part.Key); len(bare) >= bareNumbers {
				place := "第" + partName[table] + "部分"
				out = append(out, report.Held{Code: "table_unreadable", Place: place,
					Message: fmt.Sprintf("第%s部分印有%d个数字，没有读成表格：看不出各格属于哪一行、哪一列", partName[table], len(bare))})
				markUnread(r.Observations, table, strings.Join(bare[:bareNumbers], " | "), place)
			}
		}
	}
	return out
}

var partName = map[int]string{2: "二", 3: "三", 4: "四"}

// bareIn lists the numbers on lines of a section that hold nothing else.
func bareIn(sections []report.Section, key string) []string {
	var out []string
	for _, s := range sections {
		if s.Key == key {
			for _, line := range bareLine.FindAllString(s.Text, -1) {
				out = append(out, strings.Fields(line)...)
			}
		}
	}
	return out
}

// markUnread says of the cells of a table that they are in the file.
func markUnread(observations []report.Observation, table int, raw, place string) {
	for i := range observations {
		if o := &observations[i]; tableOf()[[2]string{o.Edition, o.Code}] == table {
			o.Status, o.Raw, o.At = report.Unreadable, raw, place
		}
	}
}
