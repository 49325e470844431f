package dashboard

import (
	"strings"

	"gongkai/data"
)

// formTable is one of the three official tables as its edition prints it.
type formTable struct {
	Number  int
	Heading string
	Edition string
	Head    []formRow // of tables 3 and 4; table 2 repeats its heads in the body
	Body    []formRow
}

// formRow is one printed row. Columns marks a row that only names columns.
type formRow struct {
	Cells   []formCell
	Columns bool
}

// formCell is a label (Code empty) or a number of the form.
type formCell struct {
	Text             string
	ColSpan, RowSpan int
	Class            string
	Code             string
	Label            string // name of the column, for narrow screens
	Href             string
	OCR              bool       // made out in a picture
	Marks            []cellMark // findings that rest on the number
}

// Header tells a label from a number; templates ask.
func (c formCell) Header() bool { return c.Code == "" }

// printed gives a label the full-width brackets of the official form.
var printed = strings.NewReplacer("(", "（", ")", "）", ",", "，", ":", "：").Replace

// newFormTable lays a table out; fill gives the text and class of each number.
func newFormTable(number int, edition string, fill func(code string) formCell) *formTable {
	form := data.FormTable(number, edition)
	if form == nil {
		return nil
	}
	t := &formTable{Number: number, Edition: edition}
	for _, s := range data.Sections() {
		if s.Table == number {
			t.Heading = word("report.section", chineseNumber(s.Number), s.Heading)
		}
	}
	number2cell := func(c data.Cell, span int) formCell {
		cell := fill(c.Code)
		cell.Code, cell.Label, cell.ColSpan = c.Code, printed(c.Col.Text), span
		return cell
	}
	switch number {
	case 2:
		t.layTable2(form, number2cell)
	case 3:
		t.layTable3(form, number2cell)
	case 4:
		t.layTable4(form, number2cell)
	}
	return t
}

type cellMaker func(c data.Cell, span int) formCell

// table2Columns is the number of grid columns that the values of table 2 are
// drawn on: one, two or three values share it equally.
const table2Columns = 6

// layTable2 draws the blocks of table 2, each under its own heads.
func (t *formTable) layTable2(form *data.Table, number cellMaker) {
	seen := map[string]bool{}
	for _, row := range form.Rows {
		if !seen[row.Group] {
			seen[row.Group] = true
			t.layBlockHead(form, row)
		}
		cells := []formCell{{Text: printed(row.Text)}}
		list := form.RowCells(row)
		for _, c := range list {
			cells = append(cells, number(c, table2Columns/len(list)))
		}
		t.Body = append(t.Body, formRow{Cells: cells})
	}
}

func (t *formTable) layBlockHead(form *data.Table, first *data.Label) {
	var heads []*data.Label
	for _, l := range form.Labels {
		if l.Axis == data.Head && l.Group == first.Group {
			heads = append(heads, l)
		}
	}
	t.Body = append(t.Body, formRow{Cells: []formCell{{Text: printed(heads[0].Text), ColSpan: 1 + table2Columns, Class: "head"}}})
	names := formRow{Columns: true, Cells: []formCell{{Text: printed(heads[1].Text), Class: "head"}}}
	list := form.RowCells(first)
	for _, c := range list {
		names.Cells = append(names.Cells, formCell{Text: printed(c.Col.Text), ColSpan: table2Columns / len(list), Class: "head"})
	}
	t.Body = append(t.Body, names)
}

// layTable3 draws the applicant columns and the three depths of row labels.
func (t *formTable) layTable3(form *data.Table, number cellMaker) {
	heads := headTexts(form)
	var names formRow
	for _, l := range form.Labels {
		if l.Axis == data.Col && l.Key != "natural_person" && l.Key != "total" {
			names.Cells = append(names.Cells, formCell{Text: printed(l.Text)})
		}
	}
	t.Head = []formRow{
		{Cells: []formCell{{Text: heads["applicant"][0], ColSpan: 3, RowSpan: 3}, {Text: heads["applicant"][1], ColSpan: len(names.Cells) + 2}}},
		{Cells: []formCell{{Text: columnText(form, "natural_person"), RowSpan: 2}, {Text: heads["applicant"][2], ColSpan: len(names.Cells)},
			{Text: columnText(form, "total"), RowSpan: 2}}},
		names,
	}
	inGroup, inResults := map[string]int{}, 0
	for _, row := range form.Rows {
		inGroup[row.Group]++
		if row.Group != "" {
			inResults++
		}
	}
	openGroup, openResults := "", false
	for _, row := range form.Rows {
		var cells []formCell
		if row.Group != "" && !openResults {
			openResults = true
			cells = append(cells, formCell{Text: heads["outcome"][0], RowSpan: inResults, Class: "side"})
		}
		switch {
		case row.Group == "":
			cells = append(cells, formCell{Text: printed(row.Text), ColSpan: 3})
		case row.Group == "outcome":
			cells = append(cells, formCell{Text: printed(row.Text), ColSpan: 2})
		default:
			if row.Group != openGroup {
				cells = append(cells, formCell{Text: heads[row.Group][0], RowSpan: inGroup[row.Group], Class: "side2"})
			}
			cells = append(cells, formCell{Text: printed(row.Text)})
		}
		openGroup = row.Group
		for _, c := range form.RowCells(row) {
			cells = append(cells, number(c, 1))
		}
		t.Body = append(t.Body, formRow{Cells: cells})
	}
}

// layTable4 draws one row of numbers under three depths of heads.
func (t *formTable) layTable4(form *data.Table, number cellMaker) {
	heads := headTexts(form)
	var top, names formRow
	for _, l := range form.Labels {
		switch {
		case l.Axis == data.Col && l.Group == "review":
			top.Cells = append(top.Cells, formCell{Text: printed(l.Text), RowSpan: 2})
		case l.Axis == data.Col:
			names.Cells = append(names.Cells, formCell{Text: printed(l.Text)})
		}
	}
	each := len(top.Cells)
	top.Cells = append(top.Cells, formCell{Text: heads["litigation_direct"][0], ColSpan: each},
		formCell{Text: heads["litigation_after_review"][0], ColSpan: each})
	t.Head = []formRow{
		{Cells: []formCell{{Text: heads["review"][0], ColSpan: each}, {Text: heads["litigation"][0], ColSpan: 2 * each}}}, top, names,
	}
	var values formRow
	for _, c := range form.RowCells(form.Rows[0]) {
		cell := number(c, 1)
		cell.Label = heads[c.Col.Group][0] + word("report.of") + cell.Label
		values.Cells = append(values.Cells, cell)
	}
	t.Body = []formRow{values}
}

// headTexts lists the printed heads by the group they stand over.
func headTexts(form *data.Table) map[string][]string {
	out := map[string][]string{}
	for _, l := range form.Labels {
		if l.Axis == data.Head {
			out[l.Group] = append(out[l.Group], printed(l.Text))
		}
	}
	return out
}

func columnText(form *data.Table, key string) string {
	for _, l := range form.Labels {
		if l.Axis == data.Col && l.Key == key {
			return printed(l.Text)
		}
	}
	return ""
}

func chineseNumber(n int) string {
	return string([]rune("零一二三四五六七八九十")[n])
}
