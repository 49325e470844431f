// Package document is what a format parser saw in a file: paragraphs and
// tables of cells, each with the place where it stands. It knows no meaning:
// text, html, word and the other parsers produce a Document, form and prose
// read it.
package document

import (
	"strconv"
	"strings"
)

// Document is the content of one file in reading order.
type Document struct {
	Format string // "text", "html", "docx", …
	Blocks []Block
	// Meta holds what the file says about itself outside its text, such as
	// the publication date of an HTML page's meta tags, by lower-case name.
	Meta     map[string]string
	Notes    []Note
	Pictures []Position // of pictures in the text
}

// Block is a paragraph or a table; exactly one of the two is set.
type Block struct {
	Paragraph  *Paragraph
	Table      *Table
	Recognized bool // its text was made out in a picture
}

// Paragraph is a run of text outside tables. In a text file it is a line, and
// empty lines are kept, because some exports print a blank cell as one.
type Paragraph struct {
	Text string
	At   Position
}

// Layout says what the columns of a table are worth.
type Layout int

const (
	// Fields: a row is the fields of one line, and a line may hold only part
	// of a row. Col counts the fields.
	Fields Layout = iota
	// Grid: the format itself says in which column a cell starts and how far
	// it spans.
	Grid
	// Aligned: columns made of spaces. Col is the display column at which a
	// field starts, ColSpan its width there.
	Aligned
)

// Table is rows of cells.
type Table struct {
	Layout Layout
	Rows   []Row
	At     Position
}

// Row is the cells that start in one row, left to right. Cells that reach down
// from an earlier row are not repeated.
type Row []Cell

// Cell is one cell with its text as printed, paragraphs joined by line feeds.
type Cell struct {
	Text    string
	Col     int // from 0, see Layout
	ColSpan int // 1 or more
	RowSpan int // 1 or more
	// Doubt says why the parser itself is not sure of Text, such as tracked
	// changes inside the cell; empty when it is. A doubted cell is unreadable.
	Doubt string
	At    Position
}

// Position says where something stands, in the words of its format, so that a
// person and the parser both find it again: "table 2 row 4 column 3", "line 57
// column 9", "paragraph 4".
type Position string

// CellAt is the place of a cell in a grid, all counted from 1.
func CellAt(table, row, column int) Position {
	var room [64]byte
	b := append(room[:0], "table "...)
	b = strconv.AppendInt(b, int64(table), 10)
	b = append(b, " row "...)
	b = strconv.AppendInt(b, int64(row), 10)
	b = append(b, " column "...)
	return Position(strconv.AppendInt(b, int64(column), 10))
}

// Note is something about the file that a person should know, such as a
// declared character set that is not the real one.
type Note struct {
	Code    string
	Place   Position
	Message string
}

// Text returns the paragraphs outside tables, a line each.
func (d *Document) Text() string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if block.Paragraph != nil {
			b.WriteString(block.Paragraph.Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
