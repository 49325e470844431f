package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/ingest/document"
)

// ParseXLSX reads an XLSX file. Positions are those of a spreadsheet:
// Sheet1!C7.
func ParseXLSX(content []byte) (*document.Document, error) {
	doc := &document.Document{Format: "xlsx"}
	notes, err := checkPackage(content)
	if err != nil {
		return nil, err
	}
	doc.Notes = notes
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: maxPackage, UnzipXMLSizeLimit: maxPackage})
	if err != nil {
		return nil, fmt.Errorf("opening the workbook: %w", err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		visible, err := f.GetSheetVisible(name)
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", name, err)
		}
		if !visible {
			doc.Notes = append(doc.Notes, hiddenSheet(name))
			continue
		}
		w := &worksheet{file: f, page: &page{name: name, cells: map[place]cell{}, hiddenRows: map[int]bool{}, hiddenCols: map[int]bool{}}}
		if err := w.read(); err != nil {
			if errors.Is(err, excelize.ErrMaxRows) || errors.Is(err, excelize.ErrColumnNumber) {
				err = ErrPlace
			}
			return nil, fmt.Errorf("sheet %s: %w", name, err)
		}
		if err := add(doc, w.page); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", name, err)
		}
	}
	return doc, nil
}

// worksheet reads one sheet through excelize.
type worksheet struct {
	file   *excelize.File
	page   *page
	frames map[int]bool // by style: it draws a line
	last   place
}

func (w *worksheet) read() error {
	if err := w.stream(); err != nil || len(w.page.cells) == 0 {
		return err
	}
	merges, err := w.file.GetMergeCells(w.page.name, true)
	if err != nil {
		return fmt.Errorf("merged cells: %w", err)
	}
	for _, m := range merges {
		first, err := placeOf(m.GetStartAxis())
		if err != nil {
			return fmt.Errorf("merged cells: %w", err)
		}
		last, err := placeOf(m.GetEndAxis())
		if err != nil {
			return fmt.Errorf("merged cells: %w", err)
		}
		w.page.merges = append(w.page.merges, merge{first, last})
	}
	for col := 0; col <= w.last.col; col++ {
		visible, err := w.file.GetColVisible(w.page.name, letters(col))
		if err != nil {
			return fmt.Errorf("column %s: %w", letters(col), err)
		}
		if !visible {
			w.page.hiddenCols[col] = true
		}
	}
	w.frames = map[int]bool{}
	w.page.framed, w.page.blank = w.framed, w.blank
	return nil
}

// stream reads the values row by row, as shown and as held. It runs before
// anything else, because excelize then holds the sheet in memory up to its
// last row.
func (w *worksheet) stream() error {
	shown, err := w.file.Rows(w.page.name)
	if err != nil {
		return err
	}
	defer shown.Close()
	held, err := w.file.Rows(w.page.name)
	if err != nil {
		return err
	}
	defer held.Close()
	size := 0
	for row := 0; shown.Next() && held.Next(); row++ {
		texts, err := shown.Columns()
		if err != nil {
			return fmt.Errorf("row %d: %w", row+1, err)
		}
		raws, err := held.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return fmt.Errorf("row %d: %w", row+1, err)
		}
		if row >= maxRows || len(texts) > maxCols || len(w.page.cells) > maxCells || size > maxText {
			return ErrTooLarge
		}
		if shown.GetRowOpts().Hidden {
			w.page.hiddenRows[row] = true
		}
		for col, text := range texts {
			raw := ""
			if col < len(raws) {
				raw = raws[col]
			}
			if text != "" || raw != "" {
				w.page.cells[place{row, col}] = value(text, raw)
				size += len(text)
				w.last.row, w.last.col = row, max(w.last.col, col)
			}
		}
	}
	if err := shown.Error(); err != nil {
		return err
	}
	return held.Error()
}

// number finds the one number in what a cell shows.
var number = regexp.MustCompile(`^[^0-9.\-]*(-?\d*\.?\d+)[^0-9]*$`)

// value is the text that a cell shows. Where it is not the number that the
// cell holds, as with a date or a percentage, the cell is doubted.
func value(shown, held string) cell {
	c := cell{text: strings.TrimSpace(shown)}
	switch {
	case isError(shown):
		c.doubt = "the cell shows an error value"
	case shown == held:
	default:
		m := number.FindStringSubmatch(strings.ReplaceAll(shown, ",", ""))
		want, err := strconv.ParseFloat(held, 64)
		if err != nil {
			return c
		}
		if m != nil {
			if n, err := strconv.ParseFloat(m[1], 64); err == nil && (n == want || strconv.FormatFloat(n, 'G', 15, 64) == strconv.FormatFloat(want, 'G', 15, 64)) {
				return c
			}
		}
		c.doubt = "the cell holds " + held + " and shows something else: " + c.text
	}
	return c
}

// isError tells the error values of a spreadsheet.
func isError(text string) bool {
	switch strings.TrimSpace(text) {
	case "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!":
		return true
	}
	return false
}

func placeOf(axis string) (place, error) {
	col, row, err := excelize.CellNameToCoordinates(axis)
	return place{row - 1, col - 1}, err
}

// framed tells whether the style of a cell draws a line.
func (w *worksheet) framed(at place) bool {
	if at.row > w.last.row+3 || at.col > w.last.col {
		return false
	}
	id, err := w.file.GetCellStyle(w.page.name, ref(at))
	if err != nil {
		return false
	}
	frame, known := w.frames[id]
	if !known {
		if style, err := w.file.GetStyle(id); err == nil {
			frame = len(style.Border) > 0
		}
		w.frames[id] = frame
	}
	return frame
}

// blank says why a cell without a value is not certainly blank.
func (w *worksheet) blank(at place) string {
	if _, err := w.file.GetCellValue(w.page.name, ref(at)); err != nil {
		return "the cell's value cannot be found in the file: " + err.Error()
	}
	if formula, err := w.file.GetCellFormula(w.page.name, ref(at)); err != nil || formula != "" {
		return noResult
	}
	return ""
}
