// Package workbook writes tables as an XLSX workbook. In go sheets of heads and
// rows; out come sheets that a person can filter and a program can read: one row
// of heads, no merged cells, numbers as numbers, text as text. What any workbook
// needs, the 核对单 of package checklist too, is here: text that a cell can
// hold, the height of rows, paper.
package workbook

import (
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Sheet is one table. A value of a row is a string or a Number.
type Sheet struct {
	Name  string
	Heads []string
	Rows  [][]any
	Prose bool // long text: its lines are broken, and nothing is filtered
}

// Number is a decimal number as text, 1234.5. Grouped ones are shown with
// thousands separators.
type Number struct {
	Text    string
	Grouped bool
}

// digitsKept is how many digits a spreadsheet keeps of a number. A longer one
// is written as text, so that it stays what it is.
const digitsKept = 15

// Columns are as wide as their texts in the first rows, within limits. A sheet is
// fitted to the width of paper while its characters can be read there.
const (
	rowsMeasured = 200
	narrowest    = 8.0
	widest       = 50.0
	widestPaper  = 220.0
)

// styles are the looks of cells.
type styles struct{ head, text, prose, grouped int }

// Write writes a workbook of the sheets, in their order.
func Write(out io.Writer, sheets []Sheet) (err error) {
	file := excelize.NewFile()
	defer func() {
		if closeErr := file.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			err = fmt.Errorf("workbook: %w", err)
		}
	}()
	look, err := newStyles(file)
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if i == 0 {
			err = file.SetSheetName(file.GetSheetName(0), s.Name)
		} else {
			_, err = file.NewSheet(s.Name)
		}
		if err != nil {
			return err
		}
		if err := s.write(file, look); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	return file.Write(out)
}

func newStyles(f *excelize.File) (styles, error) {
	var s styles
	for _, one := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}, NumFmt: formatText}},
		{&s.text, excelize.Style{NumFmt: formatText}},
		{&s.prose, excelize.Style{NumFmt: formatText, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&s.grouped, excelize.Style{CustomNumFmt: &thousands}},
	} {
		var err error
		if *one.id, err = f.NewStyle(&one.style); err != nil {
			return s, err
		}
	}
	return s, nil
}

// formatText is the number format @: what is typed into such a cell stays text.
const formatText = 49

var thousands = "#,##0.######"

func (s Sheet) write(file *excelize.File, look styles) error {
	widths := s.widths()
	if s.fitsPaper(widths) {
		if err := OnPaper(file, s.Name, "landscape"); err != nil {
			return err
		}
	}
	out, err := file.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for i, wide := range widths {
		if err := out.SetColWidth(i+1, i+1, wide); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	heads := make([]any, len(s.Heads))
	for i, h := range s.Heads {
		heads[i] = excelize.Cell{StyleID: look.head, Value: Clean(h)}
	}
	if err := out.SetRow("A1", heads); err != nil {
		return err
	}
	for i, row := range s.Rows {
		cells, options := s.cells(row, look, widths)
		if err := out.SetRow("A"+strconv.Itoa(i+2), cells, options...); err != nil {
			return err
		}
	}
	if !s.Prose && len(s.Rows) > 0 {
		last, err := excelize.CoordinatesToCellName(len(s.Heads), len(s.Rows)+1)
		if err != nil {
			return err
		}
		if err := file.AutoFilter(s.Name, "A1:"+last, nil); err != nil {
			return err
		}
	}
	return out.Flush()
}

// fitsPaper tells whether the columns can be read on a sheet of paper.
func (s Sheet) fitsPaper(widths []float64) bool {
	sum := 0.0
	for _, w := range widths {
		sum += w
	}
	return sum <= widestPaper
}

// cells are the values of a row with their looks.
func (s Sheet) cells(row []any, look styles, widths []float64) ([]any, []excelize.RowOpts) {
	out := make([]any, len(row))
	high := 0.0
	for i, v := range row {
		switch v := v.(type) {
		case Number:
			out[i] = numberCell(v, look)
		case string:
			if v == "" {
				continue // an empty cell
			}
			cell := excelize.Cell{StyleID: look.text, Value: Clean(v)}
			if s.Prose {
				cell.StyleID = look.prose
				high = max(high, HeightOf(v, widths[i]))
			}
			out[i] = cell
		}
	}
	if !s.Prose {
		return out, nil
	}
	return out, []excelize.RowOpts{{Height: high}}
}

func numberCell(n Number, look styles) any {
	value, err := strconv.ParseFloat(n.Text, 64)
	digits := 0
	for _, r := range n.Text {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	switch {
	case err != nil || digits > digitsKept:
		return excelize.Cell{StyleID: look.text, Value: Clean(n.Text)}
	case n.Grouped:
		return excelize.Cell{StyleID: look.grouped, Value: value}
	}
	return value
}

func (s Sheet) widths() []float64 {
	out := make([]float64, len(s.Heads))
	measure := func(i int, v any) {
		text, isText := v.(string)
		if n, ok := v.(Number); ok {
			text, isText = n.Text, true
		}
		if isText {
			out[i] = min(max(out[i], narrowest, 3+lengthOf(text)), widest)
		}
	}
	for i, h := range s.Heads {
		measure(i, h)
	}
	for _, row := range s.Rows[:min(len(s.Rows), rowsMeasured)] {
		for i, v := range row {
			measure(i, v)
		}
	}
	return out
}
