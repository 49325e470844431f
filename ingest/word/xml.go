package word

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// block is a paragraph's text or a table.
type block struct {
	text  string
	table *table
}

type table struct{ rows []tableRow }

type tableRow struct {
	before int // grid columns left out before the first cell
	cells  []tableCell
}

type tableCell struct {
	span      int
	continues bool // belongs to the cell above
	doubt     string
	blocks    []block
}

// isLayout tells a table that holds another table or a single cell: it
// arranges text and is no data.
func (t *table) isLayout() bool {
	cells := 0
	for _, r := range t.rows {
		for _, c := range r.cells {
			cells++
			for _, b := range c.blocks {
				if b.table != nil {
					return true
				}
			}
		}
	}
	return cells < 2
}

func (c tableCell) text() string {
	var lines []string
	for _, b := range c.blocks {
		if b.text != "" {
			lines = append(lines, b.text)
		}
	}
	return strings.Join(lines, "\n")
}

// reader walks WordprocessingML. Wrappers it does not know (content controls,
// links, smart tags) are looked through.
type reader struct {
	decoder *xml.Decoder
	blocks  []block
	tracked bool
}

var errDoctype = errors.New("holds a document type declaration, which Word never writes")

// limits keep a hostile file from growing without bound.
const (
	maxSpan   = 1000
	maxBlocks = 500_000
)

func (r *reader) body() error {
	list, err := r.content("")
	r.blocks = list
	return err
}

// content reads blocks until the end tag of the element named, or the end.
func (r *reader) content(end string) ([]block, error) {
	var out []block
	var text strings.Builder
	flush := func() {
		if s := strings.TrimSpace(text.String()); s != "" {
			out = append(out, block{text: s})
		}
		text.Reset()
	}
	for {
		token, err := r.decoder.Token()
		if err == io.EOF && end == "" {
			flush()
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.Directive:
			if strings.HasPrefix(string(t), "DOCTYPE") {
				return nil, errDoctype
			}
		case xml.StartElement:
			switch t.Name.Local {
			case "tbl":
				flush()
				table, err := r.table()
				if err != nil {
					return nil, err
				}
				out = append(out, block{table: table})
			case "p":
				flush()
			default:
				if err := r.inline(t, &text); err != nil {
					return nil, err
				}
			}
			if len(out) > maxBlocks {
				return nil, fmt.Errorf("holds more than %d paragraphs and tables", maxBlocks)
			}
		case xml.EndElement:
			if t.Name.Local == end {
				flush()
				return out, nil
			}
			if t.Name.Local == "p" {
				flush()
			}
		}
	}
}

// inline adds what an element inside a paragraph prints.
func (r *reader) inline(t xml.StartElement, text *strings.Builder) error {
	switch t.Name.Local {
	case "t":
		var s string
		if err := r.decoder.DecodeElement(&s, &t); err != nil {
			return err
		}
		text.WriteString(s)
	case "tab":
		text.WriteByte('\t')
	case "br", "cr":
		text.WriteByte('\n')
	case "noBreakHyphen":
		text.WriteByte('-')
	case "ins", "moveTo":
		r.tracked = true
	case "del", "moveFrom":
		r.tracked = true
		return r.decoder.Skip()
	case "Fallback", "instrText", "pPr", "rPr", "sectPr":
		return r.decoder.Skip()
	}
	return nil
}

func (r *reader) table() (*table, error) {
	t := &table{}
	for {
		token, err := r.decoder.Token()
		if err != nil {
			return nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "tr":
				t.rows = append(t.rows, tableRow{})
			case "gridBefore":
				t.last().before = number(e, 0)
			case "tc":
				cell, err := r.cell()
				if err != nil {
					return nil, err
				}
				if len(t.rows) > 0 {
					t.last().cells = append(t.last().cells, cell)
				}
			}
		case xml.EndElement:
			if e.Name.Local == "tbl" {
				return t, nil
			}
		}
	}
}

func (t *table) last() *tableRow {
	if len(t.rows) == 0 {
		t.rows = append(t.rows, tableRow{})
	}
	return &t.rows[len(t.rows)-1]
}

// cell reads a table cell: its properties stand first.
func (r *reader) cell() (tableCell, error) {
	c := tableCell{span: 1}
	outer := r.tracked
	r.tracked = false
	for {
		token, err := r.decoder.Token()
		if err != nil {
			return c, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "gridSpan":
				c.span = min(max(1, number(e, 1)), maxSpan)
			case "vMerge":
				c.continues = attribute(e, "val") != "restart"
			case "tcPr", "tcW":
			case "p":
				return c, r.cellContent(&c, outer)
			case "tbl":
				nested, err := r.table()
				if err != nil {
					return c, err
				}
				c.blocks = append(c.blocks, block{table: nested})
				return c, r.cellContent(&c, outer)
			}
		case xml.EndElement:
			if e.Name.Local == "tc" {
				r.tracked = outer
				return c, nil
			}
		}
	}
}

func (r *reader) cellContent(c *tableCell, outer bool) error {
	list, err := r.content("tc")
	c.blocks = append(c.blocks, list...)
	if r.tracked {
		c.doubt = "tracked changes in the cell"
	}
	r.tracked = outer
	return err
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number(e xml.StartElement, otherwise int) int {
	n, err := strconv.Atoi(attribute(e, "val"))
	if err != nil {
		return otherwise
	}
	return n
}
