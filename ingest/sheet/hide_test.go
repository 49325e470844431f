package sheet

import (
	"fmt"
	"strings"
	"testing"
)

// What a merge shows stands at its first cell that is seen; all else in hidden
// rows and columns is left out, and that is said.
func TestHide(t *testing.T) {
	across, down := merge{place{0, 0}, place{0, 1}}, merge{place{0, 0}, place{1, 0}}
	for _, c := range []struct {
		name       string
		cells      string // a row a word, a letter a cell, . for none
		merge      merge
		rows, cols []int
		want       string
	}{
		{"first column of a merge", "a.1 h2.", across, nil, []int{0}, "B1a C11 B22 merge B1 列A"},
		{"first row of a merge", "ax b2", down, []int{0}, nil, "A2a B22 merge A2 行1"},
		{"another value under the merge", "ab1", across, nil, []int{0}, "B1a C11 merge B1"},
		{"all of a merge", "ab1", across, nil, []int{0, 1}, "C11 merge B1 列B"},
		{"nothing in the merge", "..1 2.3", across, nil, []int{0}, "C11 C23 merge B1 列A"},
		{"no column of the merge", "a.1", across, nil, []int{2}, "A1a merge A1 列C"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &page{merges: []merge{c.merge}}
			for row, letters := range strings.Fields(c.cells) {
				for col, letter := range letters {
					if letter != '.' {
						p.cells = append(p.cells, placedCell{place{row, col}, cell{text: string(letter)}})
					}
				}
			}
			for _, row := range c.rows {
				p.hiddenRows.set(row, true)
			}
			for _, col := range c.cols {
				p.hiddenCols.set(col, true)
			}
			notes, got := p.hide(), ""
			for _, c := range p.cells {
				got += ref(c.place) + c.text + " "
			}
			got += "merge " + ref(p.merges[0].first)
			for _, n := range notes {
				got += fmt.Sprint(" ", strings.NewReplacer("隐藏的", "", "没有读取：", "").Replace(n.Message))
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
