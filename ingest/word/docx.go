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
	var rows [][]int
	if styles.tables != nil {
		rows = sizes(text)
	}
	err = ooxml.Read(text, func(xml *ooxml.Reader) (err error) {
		if blocks, err = (&reader{xml: xml, styles: styles, sizes: rows}).content(""); err != nil {
			line, column := xml.InputPos()
			err = &PartError{mainPartName, line, column, err}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	e := emitter{doc: &document.Document{Format: "docx", Notes: p.links(), Blocks: make([]document.Block, 0, len(blocks))}}
	e.blocks(blocks)
	return e.doc, nil
}

// emitter numbers blocks and opens up tables that hold other tables.
type emitter struct {
	doc        *document.Document
	paragraphs int
	tables     int
	room       []document.Paragraph // for those to come
	places     strings.Builder      // which the places of paragraphs share
}

func (e *emitter) blocks(list []block) {
	for _, b := range list {
		switch {
		case b.table == nil:
			if strings.IndexByte(b.text, '\n') < 0 && b.text != "" { // nearly always
				e.paragraph(b.text)
			} else {
				for line := range strings.SplitSeq(b.text, "\n") {
					if line = strings.TrimSpace(line); line != "" {
						e.paragraph(line)
					}
				}
			}
			e.traces(b)
		case b.table.isLayout():
			for r := range b.table.rows {
				for i := range b.table.rows[r].cells {
					e.blocks(b.table.rows[r].blocks(i))
				}
			}
		default:
			e.table(b.table)
		}
	}
}

func (e *emitter) paragraph(text string) {
	const atOnce = 16
	if len(e.room) == 0 {
		e.room = make([]document.Paragraph, atOnce)
		e.places.Grow(atOnce * len("paragraph 100"))
	}
	p := &e.room[0]
	e.room = e.room[1:]
	e.paragraphs++
	from := e.places.Len()
	e.places.WriteString("paragraph ")
	var digits [20]byte
	e.places.Write(strconv.AppendInt(digits[:0], int64(e.paragraphs), 10))
	p.Text, p.At = text, document.Position(e.places.String()[from:])
	e.doc.Blocks = append(e.doc.Blocks, document.Block{Paragraph: p})
}

// traces notes what stands at a paragraph and is not read.
func (e *emitter) traces(b block) {
	if !b.hidden && !b.picture && b.apart == "" {
		return
	}
	at := document.Position(fmt.Sprintf("paragraph %d", max(1, e.paragraphs)))
	if b.hidden {
		e.doc.Notes = append(e.doc.Notes, document.Note{Code: "hidden_text", Place: at, Message: "这里有隐藏文字，没有读取"})
	}
	if b.apart != "" {
		e.doc.Notes = append(e.doc.Notes, document.Note{Code: "framed_number", Place: at, Message: "这里的图文框里单独有数字“" + b.apart + "”，可能印在表格上，没有当作表格的数字"})
	}
	if b.picture {
		e.doc.Pictures = append(e.doc.Pictures, at)
	}
}

// tracked notes both readings of a cell that a tracked change holds.
func (e *emitter) tracked(c *document.Cell, rest *held) {
	if c.Doubt != trackedDoubt {
		return
	}
	words := "这一格有未处理的修订，接受后是“" + c.Text + "”"
	if rest != nil && strings.TrimSpace(rest.deleted) != "" {
		words += "，拒绝后是“" + strings.TrimSpace(rest.deleted) + "”"
	}
	e.doc.Notes = append(e.doc.Notes, document.Note{Code: "tracked_changes", Place: c.At, Message: words})
}

// trackedRow notes a row that a tracked change adds or takes out.
func (e *emitter) trackedRow(r *tableRow, at document.Position) {
	label := ""
	for i := range r.cells {
		label = r.text(i)
		if h := r.rest(i); h != nil {
			label += h.deleted
		}
		if label = strings.TrimSpace(label); label != "" {
			break
		}
	}
	becomes := "加上"
	if r.tracked == "del" {
		becomes = "删去"
	}
	e.doc.Notes = append(e.doc.Notes, document.Note{Code: "tracked_row", Place: at, Message: "“" + label + "”一行有未处理的修订，接受后" + becomes + "这一行"})
}

// table emits a grid.
func (e *emitter) table(t *table) {
	e.tables++
	g := grid{emitter: e, merged: t.merged(), rows: make([]document.Row, 0, len(t.rows))}
	n := 0
	for i := range t.rows {
		n += len(t.rows[i].cells)
	}
	g.places.Grow(n * len("table 1 row 10 column 10"))
	for i := range t.rows {
		g.row(&t.rows[i])
	}
	e.doc.Blocks = append(e.doc.Blocks, document.Block{Table: &document.Table{
		Layout: document.Grid, Rows: g.rows, At: document.Position("table " + strconv.Itoa(e.tables))}})
}
