// Package word reads Word files: paragraphs and tables of the main text in
// reading order. Headers, footers, comments and deleted text are not read.
package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"gongkai/ingest/document"
)

// Errors that say why a file is no readable DOCX.
var (
	ErrNoMainPart = errors.New("word/document.xml is missing")
	ErrTooLarge   = errors.New("unpacks to more than 200 MB")
)

// maxPart is how many bytes the main part may unpack to.
const maxPart = 200 << 20

// ParseDOCX reads a DOCX file. Positions are "paragraph N" and "table N row R
// column C", counted from 1 in the order of the main text; the column is that
// of the grid, spans counted.
func ParseDOCX(content []byte) (*document.Document, error) {
	part, err := mainPart(content)
	if err != nil {
		return nil, err
	}
	text, _, err := document.Decode(part)
	if err != nil {
		return nil, fmt.Errorf("word/document.xml: %w", err)
	}
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	r := &reader{decoder: decoder}
	if err := r.body(); err != nil {
		line, column := decoder.InputPos()
		return nil, fmt.Errorf("word/document.xml line %d column %d: %w", line, column, err)
	}
	e := emitter{doc: &document.Document{Format: "docx"}}
	e.blocks(r.blocks)
	return e.doc, nil
}

func mainPart(content []byte) ([]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("reading the zip container: %w", err)
	}
	for _, f := range archive.File {
		if f.Name != "word/document.xml" {
			continue
		}
		if f.UncompressedSize64 > maxPart {
			return nil, ErrTooLarge
		}
		part, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("word/document.xml: %w", err)
		}
		defer part.Close()
		b, err := io.ReadAll(io.LimitReader(part, maxPart+1))
		if err != nil {
			return nil, fmt.Errorf("word/document.xml: %w", err)
		}
		if len(b) > maxPart {
			return nil, ErrTooLarge
		}
		return b, nil
	}
	return nil, ErrNoMainPart
}

// emitter numbers blocks and opens up tables that hold other tables.
type emitter struct {
	doc        *document.Document
	paragraphs int
	tables     int
}

func (e *emitter) blocks(list []block) {
	for _, b := range list {
		switch {
		case b.table == nil:
			for _, line := range strings.Split(b.text, "\n") {
				if line = strings.TrimSpace(line); line != "" {
					e.paragraph(line)
				}
			}
		case b.table.isLayout():
			for _, row := range b.table.rows {
				for _, c := range row.cells {
					e.blocks(c.blocks)
				}
			}
		default:
			e.table(b.table)
		}
	}
}

func (e *emitter) paragraph(text string) {
	e.paragraphs++
	e.doc.Blocks = append(e.doc.Blocks, document.Block{Paragraph: &document.Paragraph{
		Text: text, At: document.Position(fmt.Sprintf("paragraph %d", e.paragraphs))}})
}

// table emits a grid. A cell that continues the one above lengthens it.
func (e *emitter) table(t *table) {
	e.tables++
	out := &document.Table{Layout: document.Grid, At: document.Position(fmt.Sprintf("table %d", e.tables))}
	type place struct{ row, cell int }
	above := map[int]place{}
	for i, r := range t.rows {
		var row document.Row
		col := r.before
		for _, c := range r.cells {
			if p, ok := above[col]; ok && c.continues {
				out.Rows[p.row][p.cell].RowSpan++
			} else {
				row = append(row, document.Cell{
					Text: c.text(), Col: col, ColSpan: c.span, RowSpan: 1, Doubt: c.doubt,
					At: document.Position(fmt.Sprintf("table %d row %d column %d", e.tables, i+1, col+1)),
				})
				above[col] = place{i, len(row) - 1}
			}
			col += c.span
		}
		out.Rows = append(out.Rows, row)
	}
	e.doc.Blocks = append(e.doc.Blocks, document.Block{Table: out})
}
