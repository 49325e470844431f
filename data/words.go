package data

import (
	"strings"
	"sync"
)

// ChecklistLegend stands on each report's sheet of a 核对单. Such a sheet has the
// report's title and tables, so that this line alone tells it from the report.
const ChecklistLegend = "数字后面的 ①②③ 是下面各条的序号；粗框红底为错误，中框黄底为警告，虚框蓝底为提示。"

// fullWidth are the brackets that the form prints.
var fullWidth = strings.NewReplacer("(", "（", ")", "）")

// Words is the label as the form prints it.
func (l *Label) Words() string { return fullWidth.Replace(l.Text) }

// RowWords names a cell's row in the form's words, with the group that it
// stands in where there is one; "" in table 4, which has one row.
func (c Cell) RowWords() string {
	return strings.TrimPrefix(headOf(c, c.Row)+"·"+c.Row.Words(), "·")
}

// ColWords names a cell's column likewise.
func (c Cell) ColWords() string {
	return strings.TrimPrefix(headOf(c, c.Col)+"·"+c.Col.Words(), "·")
}

// headOf is the printed head of the group that a label of tables 3 and 4 stands
// in, "" when it has none of its own or is the head's own total.
func headOf(c Cell, label *Label) string {
	if c.Table == 2 || label.Group == "" || label.Group == "outcome" {
		return ""
	}
	for _, head := range FormTable(c.Table, c.Edition).Labels {
		if head.Axis == Head && head.Group == label.Group {
			return head.Words()
		}
	}
	return ""
}

var newestCells = sync.OnceValue(func() map[string]Cell {
	out := map[string]Cell{}
	for _, e := range Editions() {
		for table := 2; table <= 4; table++ {
			for _, c := range FormTable(table, e.Name).Cells {
				out[c.Code] = c
			}
		}
	}
	return out
})

// FindCell returns the cell of a code in the newest edition that has it.
func FindCell(code string) (Cell, bool) {
	c, ok := newestCells()[code]
	return c, ok
}
