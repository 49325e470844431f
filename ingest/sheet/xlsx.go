package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

// ParseXLSX reads an XLSX file. Positions are those of a spreadsheet:
// Sheet1!C7.
func ParseXLSX(content []byte) (*document.Document, error) {
	doc := &document.Document{Format: "xlsx"}
	p, notes, err := openPackage(content)
	if err != nil {
		return nil, err
	}
	doc.Notes = notes
	book, err := p.book()
	if err != nil {
		return nil, fmt.Errorf("opening the workbook: %w", err)
	}
	defer book.display.close()
	for _, s := range book.sheets {
		if s.hidden() {
			doc.Notes = append(doc.Notes, hiddenSheet(s.Name))
			continue
		}
		var w *worksheet
		err := book.part(s.target, func(r *ooxml.Reader) error {
			if w != nil { // what cells show is asked anew
				book.display.close()
			}
			w = newWorksheet(book, s.Name)
			return w.read(r)
		})
		if err == nil {
			err = w.readDrawings(s.target)
		}
		if err == nil {
			err = w.finish()
		}
		if err == nil {
			err = add(doc, w.page)
		}
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	return doc, nil
}

// put sets a cell to what it shows. Texts and short plain numbers show
// themselves; what anything else shows is for the library to say.
func (w *worksheet) put(at place, c writtenCell) error {
	if c.kind == "s" && strings.TrimSpace(c.value) != "" {
		i, err := strconv.Atoi(strings.TrimSpace(c.value))
		if err != nil || i < 0 || i >= len(w.book.strings) {
			w.unknown[at] = "the cell's value cannot be found in the file: text " + c.value + " of " + strconv.Itoa(len(w.book.strings))
			return nil
		}
		c.value, c.kind, c.looks = w.book.strings[i].text, "text", w.book.strings[i].looks
	}
	if c.kind == "inlineStr" && c.inline {
		c.value, c.kind = c.text, "text"
	}
	shown, held := c.value, c.value
	if !c.showsItself(w.book.style(c.style).plain) {
		var err error
		if shown, held, err = w.book.display.cell(w.page.name, ref(at)); err != nil {
			return err
		}
	}
	if shown == "" && held == "" {
		if c.formula {
			w.unknown[at] = noResult
		}
		return nil
	}
	if w.size += len(shown); w.size > maxText || at.col >= maxCols || len(w.page.cells) > maxCells {
		return ErrTooLarge
	}
	seen := value(shown, held)
	style := w.book.style(c.style)
	if n, err := strconv.ParseFloat(held, 64); err == nil && seen.doubt == "" && !style.plain && (c.kind == "" || c.kind == "n") {
		seen.doubt = show(n, style.code).doubt // the library passes over what it does not know
	}
	switch {
	case seen.doubt != "":
	case c.formula && (w.book.calculates || c.computed):
		seen.doubt = noResult
	case w.noZeros && holdsZero(held):
		seen.doubt = document.ZeroDoubt
	default:
		seen.doubt = style.odd
	}
	if c.looks == (looks{}) {
		c.looks.add(shown, &style.look)
	}
	if seen.doubt == "" {
		seen.doubt = c.looks.doubt(style.shaded)
	}
	if n := len(w.page.cells); n > 0 && w.page.cells[n-1].place == at { // cells stand in order
		w.page.cells = w.page.cells[:n-1]
	}
	w.page.cells = append(w.page.cells, placedCell{at, seen})
	w.last.row, w.last.col = at.row, max(w.last.col, at.col)
	return nil
}

// plainNumber is a number of at most maxPlain characters that the format General
// shows as it is written.
var plainNumber = regexp.MustCompile(`^-?(0|[1-9]\d{0,8})(\.\d{0,3}[1-9])?$`)

const maxPlain = 10

// showsItself tells the cells that show what they hold. plain is whether their
// format is that of plain text and numbers.
func (c *writtenCell) showsItself(plain bool) bool {
	switch {
	case c.value == "":
		return true
	case strings.Contains(c.value, "_x"): // an escaped character
		return false
	case c.kind == "str":
		return true
	case c.kind == "text" || c.kind == "e":
		return plain
	case c.kind == "" || c.kind == "n":
		return plain && len(c.value) <= maxPlain && plainNumber.MatchString(c.value)
	}
	return false
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
