package checklist

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/data"
	"gongkai/ingest/report"
	"gongkai/workbook"
)

// width is how many columns a report's sheet has: those of table 4.
const width = 15

// canvas is a sheet before it is written, row by row.
type canvas struct {
	rows   [][]any // cells by row and column, from 0
	high   map[int]float64
	merged [][2]string
	styles styles
	cells  map[string]report.Observation // by code
	marks  map[string][]int              // numbers of the findings, by code
	worst  map[string]string             // severity, by code
}

// draw makes the sheet of a report.
func (b *Book) draw(name string, r *report.Report) error {
	c := &canvas{styles: b.styles, high: map[int]float64{}, cells: map[string]report.Observation{}, marks: map[string][]int{}, worst: map[string]string{}}
	for _, o := range r.Observations {
		c.cells[o.Code] = o
	}
	for i, f := range r.Findings {
		for _, code := range f.Cells {
			if !slices.Contains(c.marks[code], i+1) {
				c.marks[code] = append(c.marks[code], i+1)
			}
			if c.worst[code] == "" || rank(f.Severity) < rank(c.worst[code]) {
				c.worst[code] = f.Severity
			}
		}
	}
	c.title(r.Title)
	c.line("文件："+r.File, b.styles.plain)
	c.line(data.ChecklistLegend, b.styles.plain)
	for i, f := range r.Findings {
		c.line(fmt.Sprintf("%s %s %s　%s", data.Mark(i+1), severityWord(f), f.Rule, strings.Join(nonEmpty(f.Message, f.Formula), "；")), b.styles.plain)
	}
	for number := 2; number <= 4; number++ {
		c.next()
		c.table(number, r)
	}
	return c.write(b.file, name)
}

func nonEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

func rank(severity string) int { return slices.Index([]string{"error", "warning", "info"}, severity) }

// table draws a table in the edition in which the report has it, in that of its
// year where the report does not tell.
func (c *canvas) table(number int, r *report.Report) {
	edition := ""
	if e := r.Editions[strconv.Itoa(number)]; e != nil {
		edition = *e
	} else if r.Year != nil {
		edition = data.EditionFor(*r.Year)
	}
	t := data.FormTable(number, edition)
	if t == nil {
		return
	}
	for _, s := range data.Sections() {
		if s.Table == number {
			c.title(s.Heading + "（" + edition + "年版式）")
		}
	}
	switch number {
	case 2:
		c.table2(t)
	case 3:
		c.table3(t)
	case 4:
		c.table4(t)
	}
}

// next begins a row and returns its number, from 1.
func (c *canvas) next() int {
	c.rows = append(c.rows, make([]any, width))
	return len(c.rows)
}

// line is a row of text over the whole width.
func (c *canvas) line(text string, style int) {
	row := c.next()
	c.rows[row-1][0] = excelize.Cell{StyleID: style, Value: workbook.Clean(text)}
	c.merge(row, 1, row, width)
	c.fit(row, 1, width, text)
}

// title is a line in large type.
func (c *canvas) title(text string) {
	c.line(text, c.styles.title)
	c.high[len(c.rows)] += 7
}

// columnWidth is how many digits a column of a report's sheet is wide.
func columnWidth(col int) float64 {
	switch {
	case col <= 2:
		return 12
	case col == 3:
		return 34
	}
	return 11
}

// fit makes a row high enough for a text that stands over some columns.
func (c *canvas) fit(row, col, toCol int, text string) {
	wide := 0.0
	for k := col; k <= toCol; k++ {
		wide += columnWidth(k)
	}
	c.high[row] = max(c.high[row], workbook.HeightOf(text, wide))
}

// label is a printed label over a range of cells.
func (c *canvas) label(row, col, toRow, toCol int, text string) {
	for r := row; r <= toRow; r++ {
		for k := col; k <= toCol; k++ {
			c.rows[r-1][k-1] = excelize.Cell{StyleID: c.styles.label}
		}
	}
	c.rows[row-1][col-1] = excelize.Cell{StyleID: c.styles.label, Value: text}
	c.merge(row, col, toRow, toCol)
	if row == toRow {
		c.fit(row, col, toCol, text)
	}
}

// blank is a cell of the form's grid that holds nothing.
func (c *canvas) blank(row, col int) {
	c.rows[row-1][col-1] = excelize.Cell{StyleID: c.styles.value}
}

// value is a cell of the form as the report prints it, with its marks.
func (c *canvas) value(row, col int, code string) {
	o, there := c.cells[code]
	text := o.Raw
	switch {
	case !there || o.Status == report.Absent:
		text = "（缺）"
	case o.Status == report.Unreadable:
		text += "（待核）"
	}
	style := c.styles.value
	marks := c.marks[code]
	if len(marks) > 0 {
		style = c.styles.marked[c.worst[code]]
		if text == "" {
			text = "（未填）"
		}
		text += " "
		for _, n := range marks {
			text += data.Mark(n)
		}
	} else if n, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(n, 10) == text && n < 1<<53 {
		c.rows[row-1][col-1] = excelize.Cell{StyleID: style, Value: n}
		return
	}
	c.rows[row-1][col-1] = excelize.Cell{StyleID: style, Value: workbook.Clean(text)}
	c.fit(row, col, col, text)
}

func (c *canvas) merge(row, col, toRow, toCol int) {
	if row == toRow && col == toCol {
		return
	}
	c.merged = append(c.merged, [2]string{cellName(row, col), cellName(toRow, toCol)})
}

func cellName(row, col int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // rows and columns are counted from 1 here
	}
	return name
}

func (c *canvas) write(file *excelize.File, name string) error {
	if _, err := file.NewSheet(name); err != nil {
		return err
	}
	if err := workbook.OnPaper(file, name, "portrait"); err != nil {
		return err
	}
	sheet, err := file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for col := 1; col <= width; col++ {
		if err := sheet.SetColWidth(col, col, columnWidth(col)); err != nil {
			return err
		}
	}
	for i, row := range c.rows {
		var options []excelize.RowOpts
		if high := c.high[i+1]; high > 0 {
			options = append(options, excelize.RowOpts{Height: high})
		}
		if err := sheet.SetRow(cellName(i+1, 1), row, options...); err != nil {
			return err
		}
	}
	for _, m := range c.merged {
		if err := sheet.MergeCell(m[0], m[1]); err != nil {
			return err
		}
	}
	return sheet.Flush()
}
