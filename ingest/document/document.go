// Package document is what a format parser saw in a file: paragraphs and
// tables of cells, each with the place where it stands. It knows no meaning:
// text, html, word and the other parsers produce a Document, form and prose
// read it.
package document

import "strings"

// Document is the content of one file in reading order.
type Document struct {
	Format string // "text", "html", "docx", …
	Blocks []Block
	// Meta holds what the file says about itself outside its text, such as
	// the publication date of an HTML page's meta tags, by lower-case name.
	Meta  map[string]string
	Notes []Note
}

// Block is a paragraph or a table; exactly one of the two is set.
type Block struct {
	Paragraph *Paragraph
	Table     *Table
}

// Paragraph is a run of text outside tables. In a text file it is a line, and
// empty lines are kept, because some exports print a blank cell as one.
type Paragraph struct {
	Text string
	At   Position
}

// Table is rows of cells. In a Grid table the columns are real: the format
// says in which column a cell starts and how far it spans. Without a grid a
// row is only the cells of one line, and a line may hold part of a row.
type Table struct {
	Grid bool
	Rows []Row
	At   Position
}

// Row is the cells that start in one row, left to right. Cells that reach down
// from an earlier row are not repeated.
type Row []Cell

// Cell is one cell with its text as printed, paragraphs joined by line feeds.
type Cell struct {
	Text    string
	Col     int // first grid column, from 0; in a table without grid the field's number
	ColSpan int // 1 or more in a grid
	RowSpan int
	At      Position
}

// Position says where something stands, in the words of its format, so that a
// person and the parser both find it again: "table 2 row 4 column 3", "line 57
// column 9", "paragraph 4".
type Position string

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
