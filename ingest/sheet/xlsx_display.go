package sheet

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// display asks the library what cells show. Most workbooks never need it: it
// reads the whole workbook anew, at the first cell asked for.
type display struct {
	content []byte
	file    *excelize.File
}

// cell is what a cell shows and what it holds.
func (d *display) cell(sheet, at string) (shown, held string, err error) {
	if d.file == nil {
		if d.file, err = excelize.OpenReader(bytes.NewReader(d.content), excelize.Options{UnzipSizeLimit: maxPackage, UnzipXMLSizeLimit: maxPackage}); err != nil {
			return "", "", fmt.Errorf("opening the workbook: %w", err)
		}
	}
	// What it holds goes first: to show a number changes it in the library's memory.
	if held, err = d.file.GetCellValue(sheet, at, excelize.Options{RawCellValue: true}); err == nil {
		shown, err = d.file.GetCellValue(sheet, at)
	}
	if err != nil {
		return "", "", fmt.Errorf("cell %s: %w", at, err)
	}
	return shown, held, nil
}

func (d *display) close() {
	if d.file != nil {
		d.file.Close() // it was only read
		d.file = nil
	}
}
