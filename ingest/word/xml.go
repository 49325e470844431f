package word

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// block is a paragraph's text or a table.
type block struct {
	text    string
	table   *table
	hidden  bool // text that Word does not show stood here
	picture bool
}

type table struct{ rows []tableRow }

type tableRow struct {
	before int // grid columns left out before the first cell
	cells  []tableCell
}

type tableCell struct {
	span      int
	continues bool // belongs to the cell above
	shaded    bool
	doubt     string
	deleted   string // what a tracked change took out
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
	depth   int // of open elements
	tables  int // seen so far
	nested  int // tables that are open
	run     runLook
	seen    traces
}

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
		out = r.paragraph(out, text.String(), end == "")
		text.Reset()
	}
	for {
		token, err := r.token()
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
				return nil, ErrDoctype
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
				return nil, &LimitError{"段落和表格", maxBlocks}
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
	case "r":
		r.run = runLook{}
	case "rPr":
		return r.runProperties()
	case "drawing", "pict":
		r.seen.picture = true
	case "txbxContent":
		r.seen.box = true
	case "t":
		var s string
		if err := r.decoder.DecodeElement(&s, &t); err != nil {
			return err
		}
		r.depth--
		r.print(s, text)
	case "tab":
		text.WriteByte('\t')
	case "br", "cr":
		text.WriteByte('\n')
	case "noBreakHyphen":
		text.WriteByte('-')
	case "sym":
		r.seen.symbol = true
	case "ins", "moveTo":
		r.seen.tracked = true
	case "del", "moveFrom":
		r.seen.tracked = true
		return r.deletion()
	case "Fallback", "instrText", "pPr", "sectPr", "rt":
		return r.skip()
	}
	return nil
}

func (r *reader) table() (*table, error) {
	t := &table{}
	r.tables++
	r.nested++
	defer func() { r.nested-- }()
	if r.tables > maxTables {
		return nil, &LimitError{"表格", maxTables}
	}
	if r.nested > maxNestedTables {
		return nil, &LimitError{"互相嵌套的表格", maxNestedTables}
	}
	for {
		token, err := r.token()
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
				t.last().cells = append(t.last().cells, cell)
				if n := len(t.last().cells); n > maxSpan {
					return nil, &LimitError{"一行的单元格", maxSpan}
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
	outer := r.seen
	r.seen = traces{}
	defer func() { r.seen = outer }()
	for {
		token, err := r.token()
		if err != nil {
			return c, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "gridSpan":
				if c.span = max(1, number(e, maxSpan+1)); c.span > maxSpan { // what is no number is more than any
					return c, &LimitError{"单元格跨过的列", maxSpan}
				}
			case "vMerge":
				c.continues = attribute(e, "val") != "restart"
			case "shd":
				fill := strings.ToLower(attribute(e, "fill"))
				c.shaded = fill != "" && fill != "auto" && fill != "ffffff"
			case "p":
				return c, r.cellContent(&c)
			case "tbl":
				nested, err := r.table()
				if err != nil {
					return c, err
				}
				c.blocks = append(c.blocks, block{table: nested})
				return c, r.cellContent(&c)
			}
		case xml.EndElement:
			if e.Name.Local == "tc" {
				return c, nil
			}
		}
	}
}

func (r *reader) cellContent(c *tableCell) error {
	list, err := r.content("tc")
	c.blocks = append(c.blocks, list...)
	if c.doubt = r.seen.doubt(c); r.seen.tracked {
		c.deleted = r.seen.deleted.String()
	}
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
