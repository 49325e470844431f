// Package form finds the three tables of the statutory form in a document and
// reads their cells. It takes what a format parser saw, whatever the format,
// aligns the form's labels with it and pairs the cells of every row with the
// form's slots. A number that is not certain is unreadable and keeps its text;
// nothing is guessed, and arithmetic never chooses a reading.
package form

import (
	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// Result is what the tables of a document say.
type Result struct {
	Observations []report.Observation
	Editions     map[string]*string // by table number, nil where a table does not tell
	InTable      []bool             // by block of the document: it belongs to a table
	Held         []report.Held
	Notes        []report.Note // rows that were refused or are not there
	Copies       bool          // a second table stands in the file
	Rejected     *report.Rejected
}

// Read reads the tables. year is asked only where no table tells its edition:
// it decides which edition's cells are listed as absent; 0 means unknown.
func Read(doc *document.Document, year func() int) Result {
	tokens := flatten(doc)
	res := Result{Editions: map[string]*string{"2": nil, "3": nil, "4": nil}, InTable: make([]bool, len(doc.Blocks))}

	two, twoKnown := readProactive(tokens)
	three, threeKnown := readApplications(tokens)
	edition := fallbackEdition(year, two, twoKnown, three, threeKnown)
	if !twoKnown {
		two = readTable(tokens, data.FormTable(2, edition))
	}
	if !threeKnown {
		three = readTable(tokens, data.FormTable(3, edition))
	}
	four := tableReading{table: data.FormTable(4, edition)}
	if threeKnown {
		four.table = data.FormTable(4, three.table.Edition)
	}
	four.rows = []*row{disputesRow(tokens, four.table)}

	found := []tableReading{two, three, four}
	cells := 0
	for _, t := range found {
		cells += len(t.table.Cells)
	}
	res.Observations = make([]report.Observation, 0, cells)
	for _, t := range found {
		res.Notes = append(res.Notes, t.notes(tokens)...)
		res.Observations = t.observations(tokens, res.Observations)
		t.mark(tokens, res.InTable)
	}
	setEdition(res.Editions, "2", two, twoKnown)
	setEdition(res.Editions, "3", three, threeKnown || three.found())
	setEdition(res.Editions, "4", four, four.found())
	if repeatedLinesRemoved(tokens, two, four) {
		res.Rejected = &report.Rejected{Code: "repeated_lines_removed", Place: string(firstPlace(tokens, two)),
			Message: "表格中重复的行已被删去，只剩标签，数字无法归位", Hint: "请用原文件（Word、网页或 PDF）代替这份文本"}
		return res
	}
	res.Rejected = nothingReadable(res.Observations)
	res.Held, res.Copies = secondTables(tokens, two, three, four)
	return res
}

func setEdition(editions map[string]*string, number string, t tableReading, ok bool) {
	if ok {
		e := t.table.Edition
		editions[number] = &e
	}
}

// fallbackEdition is the edition of the cells of tables that do not tell
// theirs: that of the table that does, else the one in force for the year.
func fallbackEdition(year func() int, two tableReading, twoKnown bool, three tableReading, threeKnown bool) string {
	switch {
	case twoKnown:
		return two.table.Edition
	case threeKnown:
		return three.table.Edition
	}
	if e := data.EditionFor(year()); e != "" {
		return e
	}
	editions := data.Editions()
	return editions[len(editions)-1].Name
}

// tableReading is one table of the form as found in the tokens.
type tableReading struct {
	table *data.Table
	chain []match
	rows  []*row

	printedAgain, firstAgain int // see strays
}

func readTable(tokens []token, t *data.Table) tableReading {
	return readAligned(tokens, t, alignTable(tokens, t))
}

func alignTable(tokens []token, t *data.Table) []match {
	wanted := func(l *data.Label) bool { return l.Text != "" }
	if t.Number == 3 { // its header is checked as a set: 总计 may stand anywhere in it
		wanted = func(l *data.Label) bool { return l.Axis == data.Row || l.Axis == data.Head && l.Group != "applicant" }
	}
	return align(tokens, vocabularyOf(t), wanted)
}

// readAligned reads a table whose labels are found.
func readAligned(tokens []token, t *data.Table, chain []match) tableReading {
	r := tableReading{table: t, chain: chain}
	r.rows = readRows(tokens, t, chain)
	r.printedAgain, r.firstAgain = r.strays(tokens)
	r.refuse(tokens)
	return r
}

// refuse marks rows unreadable whose columns are not where the form has them.
func (r *tableReading) refuse(tokens []token) {
	bad := map[string]string{}
	if r.table.Number == 2 {
		bad = blocksOutOfOrder(tokens, r.table, r.chain)
	}
	first := r.firstRow()
	disordered := r.table.Number == 3 && first >= 0 && !r.header().applicantsInOrder(applicantsHeader(tokens, r.table, first))
	for _, row := range r.rows {
		why := bad[row.label.Group]
		if disordered {
			why = "各列的次序与法定表格不同"
		}
		if why == "" && row.inOtherMoney() {
			why = "金额的单位写的不是万元"
		}
		if why != "" && row.first >= 0 {
			row.slots, row.doubt = nil, why
		}
	}
}

func (r *tableReading) firstRow() int {
	for _, row := range r.rows {
		if row.first >= 0 {
			return row.first
		}
	}
	return -1
}

// header is what stands above the first row that was found.
func (r *tableReading) header() *header {
	for _, row := range r.rows {
		if row.header != nil {
			return row.header
		}
	}
	return readHeader(nil, r.table, func(*data.Label) bool { return false })
}

func (r *tableReading) found() bool { return r.firstRow() >= 0 }

// observations appends those of every row.
func (r *tableReading) observations(tokens []token, out []report.Observation) []report.Observation {
	for _, row := range r.rows {
		out = row.observations(tokens, out)
	}
	return out
}

// mark sets the blocks from the first label to the last value of the table.
func (r *tableReading) mark(tokens []token, inTable []bool) {
	from, to := -1, -1
	grow := func(block int) {
		if from < 0 || block < from {
			from = block
		}
		to = max(to, block)
	}
	for _, m := range r.chain {
		grow(tokens[m.first].block)
		grow(tokens[m.last].block)
	}
	for _, row := range r.rows {
		if row.first < 0 {
			continue
		}
		grow(tokens[row.first].block)
		grow(tokens[row.last].block)
		for _, v := range row.values {
			if v.block > 0 {
				grow(v.block)
			}
		}
	}
	for i := from; i >= 0 && i <= to; i++ {
		inTable[i] = true
	}
}

// readProactive reads table 2 in the edition whose column labels it prints.
func readProactive(tokens []token) (tableReading, bool) {
	var table *data.Table
	var chain []match
	var top, second float64
	for _, e := range data.Editions() {
		t := data.FormTable(2, e.Name)
		found, score := alignTable(tokens, t), 0.0
		for _, m := range found {
			if t.Labels[m.element].Axis == data.Col {
				score += m.quality
			}
		}
		if score > top {
			table, chain, top, second = t, found, score, top
		} else {
			second = max(second, score)
		}
	}
	if table == nil {
		return tableReading{}, false
	}
	best := readAligned(tokens, table, chain)
	return best, top > second && best.found()
}

// readApplications reads table 3 in the edition whose own rows it prints: the
// editions differ only in （六）其他处理, which 2019 counts in one row and 2021
// in three.
func readApplications(tokens []token) (tableReading, bool) {
	var best tableReading
	top := 0
	for _, e := range data.Editions() {
		r := readTable(tokens, data.FormTable(3, e.Name))
		score := 0
		for _, row := range r.rows {
			if len(row.label.Editions) == 1 && row.first >= 0 && !row.order && len(row.values) > 0 {
				score += 2
				if row.slots != nil {
					score++
				}
			}
		}
		if score >= top && score > 0 {
			best, top = r, score
		}
	}
	return best, top > 0
}
