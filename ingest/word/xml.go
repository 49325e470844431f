package word

import (
	"io"
	"strconv"
	"strings"

	"gongkai/ingest/ooxml"
)

// reader walks WordprocessingML. Wrappers it does not know (content controls,
// links, smart tags) are looked through.
type reader struct {
	xml    *ooxml.Reader
	depth  int // of open elements
	tables int // seen so far
	nested int // tables that are open
	styles *styles
	inPara runLook // what the paragraph's style says of its text
	run    runLook
	seen   traces
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
		kind, err := r.next()
		if err == io.EOF && end == "" {
			flush()
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch kind {
		case ooxml.Directive:
			if strings.HasPrefix(r.xml.Text, "DOCTYPE") {
				return nil, ErrDoctype
			}
		case ooxml.Start:
			switch r.xml.Name {
			case "tbl":
				flush()
				table, err := r.table()
				if err != nil {
					return nil, err
				}
				out = append(out, block{table: table})
			case "p":
				flush()
				r.inPara = r.styles.normal
			default:
				if err := r.inline(&text); err != nil {
					return nil, err
				}
			}
			if len(out) > maxBlocks {
				return nil, &LimitError{"段落和表格", maxBlocks}
			}
		case ooxml.End:
			if r.xml.Name == end {
				flush()
				return out, nil
			}
			if r.xml.Name == "p" {
				flush()
			}
		}
	}
}

// inline adds what the element that just began inside a paragraph prints.
func (r *reader) inline(text *strings.Builder) error {
	switch r.xml.Name {
	case "r":
		r.run = r.inPara
	case "pPr":
		return r.paragraphProperties()
	case "oMath":
		r.seen.symbol = true // 5² is no 52
	case "rPr":
		return r.runProperties()
	case "drawing", "pict":
		r.seen.picture = true
	case "txbxContent":
		r.seen.box = true
	case "t":
		s, err := r.xml.Inside()
		if err != nil {
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
	case "Fallback", "instrText", "sectPr", "rt":
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
		kind, err := r.next()
		if err != nil {
			return nil, err
		}
		switch kind {
		case ooxml.Start:
			switch r.xml.Name {
			case "tr":
				t.rows = append(t.rows, tableRow{})
			case "ins", "del":
				t.last().tracked = r.xml.Name
			case "gridBefore":
				t.last().before = r.number(0)
			case "tc":
				cell, err := r.cell()
				if err != nil {
					return nil, err
				}
				cell.trackedRow(t.last().tracked)
				t.last().cells = append(t.last().cells, cell)
				if n := len(t.last().cells); n > maxSpan {
					return nil, &LimitError{"一行的单元格", maxSpan}
				}
			}
		case ooxml.End:
			if r.xml.Name == "tbl" {
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
		kind, err := r.next()
		if err != nil {
			return c, err
		}
		switch kind {
		case ooxml.Start:
			switch r.xml.Name {
			case "gridSpan":
				if c.span = max(1, r.number(maxSpan+1)); c.span > maxSpan { // what is no number is more than any
					return c, &LimitError{"单元格跨过的列", maxSpan}
				}
			case "vMerge":
				c.continues = r.xml.Attribute("val") != "restart"
			case "shd":
				fill := strings.ToLower(r.xml.Attribute("fill"))
				c.shaded = fill != "" && fill != "auto" && fill != "ffffff"
			case "cellIns", "cellDel", "cellMerge":
				r.seen.tracked = true
			case "p":
				r.inPara = r.styles.normal
				return c, r.cellContent(&c)
			case "tbl":
				nested, err := r.table()
				if err != nil {
					return c, err
				}
				c.blocks = append(c.blocks, block{table: nested})
				return c, r.cellContent(&c)
			}
		case ooxml.End:
			if r.xml.Name == "tc" {
				return c, nil
			}
		}
	}
}

// trackedRow makes a cell one of a row that a tracked change adds or takes out.
func (c *tableCell) trackedRow(change string) {
	switch change {
	case "del":
		if text := c.text(); text != "" {
			c.deleted = text
		}
		c.blocks = nil
		fallthrough
	case "ins":
		c.doubt = trackedDoubt
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

// number is the value of the element that just began.
func (r *reader) number(otherwise int) int {
	n, err := strconv.Atoi(r.xml.Attribute("val"))
	if err != nil {
		return otherwise
	}
	return n
}
