// Package word reads Word files: paragraphs and tables of the main text in
// reading order. Headers, footers, comments and deleted text are not read.
package word

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

// ParseDOCX reads a DOCX file. Positions are "paragraph N" and "table N row R
// column C", counted from 1 in the order of the main text; the column is that
// of the grid, spans counted.
func ParseDOCX(content []byte) (*document.Document, error) {
	p, err := openPackage(content)
	if err != nil {
		return nil, err
	}
	part, err := p.mainPart()
	if err != nil {
		return nil, err
	}
	text, _, err := document.Decode(part)
	if err != nil {
		return nil, &PartError{Part: mainPartName, Err: err}
	}
	var blocks []block
	styles := p.styles()
	err = ooxml.Read(text, func(xml *ooxml.Reader) (err error) {
		if blocks, err = (&reader{xml: xml, styles: styles}).content(""); err != nil {
			line, column := xml.InputPos()
			err = &PartError{mainPartName, line, column, err}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	e := emitter{doc: &document.Document{Format: "docx", Notes: p.links()}}
	e.blocks(blocks)
	return e.doc, nil
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
			for line := range strings.SplitSeq(b.text, "\n") {
				if line = strings.TrimSpace(line); line != "" {
					e.paragraph(line)
				}
			}
			e.traces(b)
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
		Text: text, At: document.Position("paragraph " + strconv.Itoa(e.paragraphs))}})
}

// traces notes what stands at a paragraph and is not read.
func (e *emitter) traces(b block) {
	if !b.hidden && !b.picture {
		return
	}
	at := document.Position(fmt.Sprintf("paragraph %d", max(1, e.paragraphs)))
	if b.hidden {
		e.doc.Notes = append(e.doc.Notes, document.Note{Code: "hidden_text", Place: at, Message: "这里有隐藏文字，没有读取"})
	}
	if b.picture {
		e.doc.Pictures = append(e.doc.Pictures, at)
	}
}

// tracked notes both readings of a cell that a tracked change holds.
func (e *emitter) tracked(c tableCell, at document.Position) {
	if c.doubt != trackedDoubt {
		return
	}
	words := "这一格有未处理的修订，接受后是“" + c.text() + "”"
	if deleted := strings.TrimSpace(c.deleted); deleted != "" {
		words += "，拒绝后是“" + deleted + "”"
	}
	e.doc.Notes = append(e.doc.Notes, document.Note{Code: "tracked_changes", Place: at, Message: words})
}

// trackedRow notes a row that a tracked change adds or takes out.
func (e *emitter) trackedRow(r tableRow, at document.Position) {
	label := ""
	for _, c := range r.cells {
		if label = strings.TrimSpace(c.text() + c.deleted); label != "" {
			break
		}
	}
	becomes := "加上"
	if r.tracked == "del" {
		becomes = "删去"
	}
	e.doc.Notes = append(e.doc.Notes, document.Note{Code: "tracked_row", Place: at, Message: "“" + label + "”一行有未处理的修订，接受后" + becomes + "这一行"})
}

// table emits a grid. A cell that continues the one above lengthens it.
func (e *emitter) table(t *table) {
	e.tables++
	out := &document.Table{Layout: document.Grid, At: document.Position(fmt.Sprintf("table %d", e.tables))}
	type place struct{ row, cell int }
	above, merged := map[int]place{}, t.merged()
	out.Rows = make([]document.Row, 0, len(t.rows))
	for i, r := range t.rows {
		row := make(document.Row, 0, len(r.cells))
		col := r.before
		for _, c := range r.cells {
			if p, ok := above[col]; ok && c.continues && p.row+out.Rows[p.row][p.cell].RowSpan == i {
				up := &out.Rows[p.row][p.cell]
				if c.numbered() { // not every program merges it
					up.Doubt = document.MergedDoubt
					row = append(row, document.Cell{Text: c.text(), Col: col, ColSpan: c.span, RowSpan: 1, Doubt: document.MergedDoubt, At: document.CellAt(e.tables, i+1, col+1)})
				}
				up.RowSpan++
				if up.ColSpan != c.span {
					up.Doubt = "cells that continue one another are not equally wide"
				} else if c.text() != "" {
					up.Doubt = document.MergedDoubt
				}
			} else {
				row = append(row, document.Cell{
					Text: c.text(), Col: col, ColSpan: c.span, RowSpan: 1, Doubt: c.doubt,
					At: document.CellAt(e.tables, i+1, col+1),
				})
				if last := &row[len(row)-1]; c.holdsTable() && last.Doubt == "" {
					last.Doubt = document.InnerDoubt
				}
				if merged {
					above[col] = place{i, len(row) - 1}
				}
				if r.tracked == "" {
					e.tracked(c, row[len(row)-1].At)
				}
				for _, b := range c.blocks {
					if b.picture {
						e.doc.Pictures = append(e.doc.Pictures, row[len(row)-1].At)
					}
				}
			}
			col += c.span
		}
		if r.tracked != "" {
			e.trackedRow(r, document.CellAt(e.tables, i+1, r.before+1))
		}
		out.Rows = append(out.Rows, row)
	}
	e.doc.Blocks = append(e.doc.Blocks, document.Block{Table: out})
}
