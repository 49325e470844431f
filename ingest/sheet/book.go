// Package sheet reads spreadsheets: XLSX, and XLS (which WPS calls ET). The
// bytes of a file enter, a document leaves: the visible sheets in order, each
// as paragraphs (rows with one text outside any table) and tables. Cells hold
// values, never formulas; a cell whose value the file does not hold, or shows
// as something else than it holds, is doubted.
package sheet

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/ingest/document"
)

// page is one sheet as its format says it.
type page struct {
	name       string
	cells      []placedCell // those that hold something, in order, each place once
	merges     []merge
	hiddenRows marks
	hiddenCols marks
	// framed tells whether a line is drawn around a cell, and blank why a cell
	// that is not in cells is not certainly blank ("" when it is, as all are
	// where it is nil).
	framed func(place) bool
	blank  func(place) string
}

// marks are which rows or columns are marked.
type marks []bool

func (m marks) has(n int) bool { return n < len(m) && m[n] }

func (m *marks) set(n int, marked bool) {
	if marked && n >= len(*m) {
		*m = append(*m, make([]bool, n+1-len(*m))...)
	}
	if n < len(*m) {
		(*m)[n] = marked
	}
}

// place is a row and a column, from 0.
type place struct{ row, col int }

// compare orders places row by row.
func (a place) compare(b place) int { return cmp.Or(a.row-b.row, a.col-b.col) }

type cell struct{ text, doubt string }

// placedCell is a cell and where it stands.
type placedCell struct {
	place
	cell
}

// noResult is the doubt about a formula.
const noResult = "the cell is a formula and the file does not hold its result"

// merge is a range of cells shown as one, last row and column included.
type merge struct{ first, last place }

// Limits of a sheet: beyond them it is hostile, or no report.
const (
	maxRows  = 10_000
	maxCols  = 256
	maxCells = 100_000
	maxText  = 64 << 20 // bytes of text in one sheet
)

// Errors that say why a file is no readable spreadsheet.
var (
	ErrTooLarge = errors.New("larger than any report: at most 10,000 rows, 256 columns, 100,000 cells a sheet")
	ErrDamaged  = errors.New("the file is damaged")
	ErrOldExcel = errors.New("written by Excel 95 or older")
	ErrDoctype  = errors.New("holds a document type declaration, which Excel never writes")
	ErrPlace    = errors.New("a cell stands where no worksheet has one: beyond row 1,048,576 or column XFD")
)

// at is the place in the words of a spreadsheet: Sheet1!C7.
func (p *page) at(at place) document.Position {
	var room [128]byte
	return document.Position(appendRef(append(append(room[:0], p.name...), '!'), at))
}

// ref is the name of a cell: C7.
func ref(at place) string { return string(appendRef(make([]byte, 0, 16), at)) }

func appendRef(out []byte, at place) []byte {
	return strconv.AppendInt(appendLetters(out, at.col), int64(at.row+1), 10)
}

func letters(col int) string { return string(appendLetters(nil, col)) }

func appendLetters(out []byte, col int) []byte {
	if col < 26 { // nearly always
		return append(out, byte('A'+col))
	}
	n := len(out)
	for col++; col > 0; col = (col - 1) / 26 {
		out = append(out, byte('A'+(col-1)%26))
	}
	slices.Reverse(out[n:])
	return out
}

// placeOf reads the name of a cell, such as C7 or $C$7.
func placeOf(name string) (place, error) {
	col, rest := 0, strings.TrimPrefix(name, "$")
	for len(rest) > 0 && col < 1<<20 && rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z' {
		col = col*26 + int(rest[0]|0x20-'a') + 1
		rest = rest[1:]
	}
	row, err := strconv.Atoi(strings.TrimPrefix(rest, "$"))
	switch {
	case err != nil || col == 0 || row < 1:
		return place{}, fmt.Errorf("%q names no cell: %w", name, ErrDamaged)
	case row > 1<<20 || col > 1<<14:
		return place{}, fmt.Errorf("cell %s: %w", name, ErrPlace)
	}
	return place{row - 1, col - 1}, nil
}

// hide takes hidden rows and columns out of a page. What a merge shows moves
// to its first visible cell. It returns the notes that say so.
func (p *page) hide() []document.Note {
	if len(p.hiddenRows)+len(p.hiddenCols) == 0 {
		return nil
	}
	p.moveMerges()
	rows, cols := map[int]bool{}, map[int]bool{}
	p.cells = slices.DeleteFunc(p.cells, func(c placedCell) bool {
		switch {
		case p.hiddenRows.has(c.row):
			rows[c.row] = true
		case p.hiddenCols.has(c.col):
			cols[c.col] = true
		default:
			return false
		}
		return true
	})
	var notes []document.Note
	if len(rows) > 0 {
		notes = append(notes, document.Note{Code: "hidden_rows", Place: document.Position(p.name),
			Message: "隐藏的行没有读取：" + list(rows, func(n int) string { return fmt.Sprint(n + 1) })})
	}
	if len(cols) > 0 {
		notes = append(notes, document.Note{Code: "hidden_columns", Place: document.Position(p.name),
			Message: "隐藏的列没有读取：" + list(cols, letters)})
	}
	return notes
}

// moveMerges lets merges begin at their first visible cell, and moves what they
// show there.
func (p *page) moveMerges() {
	moved := map[place]int{} // places that hold another cell now: its index plus one, 0 for none
	at := func(where place) int {
		if i, known := moved[where]; known {
			return i
		}
		i, held := slices.BinarySearchFunc(p.cells, where, func(c placedCell, where place) int { return c.compare(where) })
		if !held {
			return 0
		}
		return i + 1
	}
	for i, m := range p.merges {
		first, last := m.first, m.last
		for first.row < last.row && p.hiddenRows.has(first.row) {
			first.row++
		}
		for first.col < last.col && p.hiddenCols.has(first.col) {
			first.col++
		}
		if first == m.first {
			continue
		}
		p.merges[i].first = first
		if c := at(m.first); c > 0 {
			moved[m.first], moved[first] = 0, c
		}
	}
	if len(moved) == 0 {
		return
	}
	shifted := make([]placedCell, 0, len(moved))
	for where, i := range moved {
		if i > 0 {
			shifted = append(shifted, placedCell{where, p.cells[i-1].cell})
		}
	}
	slices.SortFunc(shifted, func(a, b placedCell) int { return a.compare(b.place) })
	left := slices.SortedFunc(maps.Keys(moved), place.compare)
	cells := p.cells[:0] // each moves behind the place that it left
	for _, c := range p.cells {
		for len(left) > 0 && left[0].compare(c.place) < 0 {
			left = left[1:]
		}
		if len(left) > 0 && left[0] == c.place {
			continue
		}
		for len(shifted) > 0 && shifted[0].compare(c.place) < 0 {
			cells, shifted = append(cells, shifted[0]), shifted[1:]
		}
		cells = append(cells, c)
	}
	p.cells = append(cells, shifted...)
}

// list names numbers in order.
func list(numbers map[int]bool, name func(int) string) string {
	var sorted []int
	for n := range numbers {
		sorted = append(sorted, n)
	}
	slices.Sort(sorted)
	var out []string
	for _, n := range sorted {
		out = append(out, name(n))
	}
	return strings.Join(out, "、")
}

func hiddenSheet(name string) document.Note {
	return document.Note{Code: "hidden_sheet", Place: document.Position(name), Message: "隐藏的工作表没有读取：" + name}
}

// trimmed is strings.TrimSpace, which takes longer to see that there is nothing to
// trim.
func trimmed(s string) string {
	const chinese = 0xE4 // or more begins a character that takes three bytes and is no space
	n := len(s)
	if n >= 3 && (s[0] >= chinese || s[0] > ' ' && s[0] < utf8.RuneSelf) && (s[n-3] >= chinese || s[n-1] > ' ' && s[n-1] < utf8.RuneSelf) {
		return s
	}
	return strings.TrimSpace(s)
}
