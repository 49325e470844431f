package data

import "sync"

// Axis says what a label of the form names.
type Axis string

const (
	Head Axis = "head" // printed, holds no value of its own
	Col  Axis = "col"
	Row  Axis = "row"
)

// Kind says which numbers a cell may hold.
type Kind string

const (
	Count           Kind = "count"             // whole number ≥ 0
	Signed          Kind = "signed"            // whole number, negative allowed
	AmountWan       Kind = "amount_wan"        // money in 万元, decimals allowed
	AmountAsPrinted Kind = "amount_as_printed" // money whose unit the form does not fix; never summed
)

// Label is one printed label of the form, in the form's reading order.
type Label struct {
	Table    int // 2, 3, 4 as the form numbers its tables
	Editions []string
	Axis     Axis
	Order    int
	Group    string   // the block the label stands in
	Rows     []string // a column that holds only for these rows of its block; empty means all
	Key      string   // part of the cell's code; "" for heads
	Text     string
	Aliases  []string // other wordings seen in filed reports
	Unit     string
	Kind     Kind
	Article  string // of the 条例; our own mapping for table 3
}

// Cell is one cell of the form: the product of a row label and a column label.
type Cell struct {
	Code     string // for example applications.refused.state_secret.natural_person
	Table    int
	Edition  string
	Row, Col *Label
	Unit     string
	Kind     Kind
}

// Table is one of the form's three tables in one edition.
type Table struct {
	Number  int
	Edition string
	Labels  []*Label // reading order
	Rows    []*Label
	Cells   []Cell // reading order

	byRow map[*Label][]Cell
}

// RowCells returns the cells of one row, left to right.
func (t *Table) RowCells(row *Label) []Cell { return t.byRow[row] }

var labels = sync.OnceValue(func() []*Label {
	var out []*Label
	for _, r := range mustRecords("forms/labels.csv") {
		out = append(out, &Label{
			Table: r.int("table"), Editions: list(r["editions"], ";"), Axis: Axis(r["axis"]), Order: r.int("order"),
			Group: r["group"], Rows: list(r["rows"], ";"), Key: r["key"], Text: r["label"], Aliases: list(r["aliases"], "|"),
			Unit: r["unit"], Kind: Kind(r["kind"]), Article: r["article"],
		})
	}
	return out
})

// tablePrefix starts the code of every cell of a table.
var tablePrefix = map[int]string{2: "proactive", 3: "applications", 4: "disputes"}

var tables = sync.OnceValue(func() map[string]*Table {
	out := map[string]*Table{}
	for _, e := range Editions() {
		for number := 2; number <= 4; number++ {
			out[tableKey(number, e.Name)] = newTable(number, e.Name)
		}
	}
	return out
})

func tableKey(number int, edition string) string { return string(rune('0'+number)) + "/" + edition }

// FormTable returns table 2, 3 or 4 of an edition, nil when there is none.
func FormTable(number int, edition string) *Table { return tables()[tableKey(number, edition)] }

func newTable(number int, edition string) *Table {
	t := &Table{Number: number, Edition: edition, byRow: map[*Label][]Cell{}}
	for _, l := range labels() {
		if l.Table == number && contains(l.Editions, edition) {
			t.Labels = append(t.Labels, l)
			if l.Axis == Row {
				t.Rows = append(t.Rows, l)
			}
		}
	}
	for _, row := range t.Rows {
		for _, col := range t.Labels {
			if col.Axis == Col && columnOf(row, col) {
				t.Cells = append(t.Cells, newCell(t, row, col))
				t.byRow[row] = append(t.byRow[row], t.Cells[len(t.Cells)-1])
			}
		}
	}
	return t
}

// columnOf tells whether a column crosses a row: in table 2 each block has its
// own columns, in tables 3 and 4 every column crosses every row.
func columnOf(row, col *Label) bool {
	if row.Table == 2 && row.Group != col.Group {
		return false
	}
	return len(col.Rows) == 0 || contains(col.Rows, row.Key)
}

func newCell(t *Table, row, col *Label) Cell {
	code := tablePrefix[t.Number]
	for _, part := range []string{row.Key, col.Key} {
		if part != "" {
			code += "." + part
		}
	}
	return Cell{Code: code, Table: t.Number, Edition: t.Edition, Row: row, Col: col, Unit: col.Unit, Kind: col.Kind}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
