package dashboard

import (
	"testing"

	"gongkai/data"
)

// Every table is a full grid: its spans cover each place once, and every cell
// of the edition stands in it once.
func TestFormTablesAreFullGrids(t *testing.T) {
	width := map[int]int{2: 7, 3: 10, 4: 15}
	for _, e := range data.Editions() {
		for number := 2; number <= 4; number++ {
			seen := map[string]int{}
			form := newFormTable(number, e.Name, func(code string) formCell {
				seen[code]++
				return formCell{Text: "1"}
			})
			for part, rows := range map[string][]formRow{"head": form.Head, "body": form.Body} {
				below := make([]int, width[number]) // rows that a cell from above still covers
				for i, row := range rows {
					at := 0
					for _, c := range row.Cells {
						for at < len(below) && below[at] > 0 {
							at++
						}
						for range max(c.ColSpan, 1) {
							if at >= len(below) {
								t.Fatalf("edition %s table %d %s row %d is too wide", e.Name, number, part, i+1)
							}
							below[at] = max(c.RowSpan, 1)
							at++
						}
					}
					for k := range below {
						if below[k] == 0 {
							t.Errorf("edition %s table %d %s row %d has a hole at column %d", e.Name, number, part, i+1, k+1)
						}
						below[k] = max(below[k]-1, 0)
					}
				}
				for k := range below {
					if below[k] != 0 {
						t.Errorf("edition %s table %d: a span leaves the %s", e.Name, number, part)
					}
				}
			}
			for _, c := range data.FormTable(number, e.Name).Cells {
				if seen[c.Code] != 1 {
					t.Errorf("edition %s table %d shows %s %d times", e.Name, number, c.Code, seen[c.Code])
				}
			}
		}
	}
}
