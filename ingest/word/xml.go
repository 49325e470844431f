package word

import (
	"io"
	"regexp"
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
	inCell *cellLook // what the table's style says of the open cell, nil for nothing
	sizes  [][]int   // of tables, where their styles need them
	inPara runLook   // what the paragraph's style says of its text
	framed bool      // the paragraph stands elsewhere on the page
	run    runLook
	seen   traces
	// fields are those that are open, innermost last: whether their result has
	// begun.
	fields  []bool
	choices []bool // of open alternatives, innermost last: whether one was taken
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
				r.inStyle(r.styles.normal)
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
	case "drawing", "pict", "object":
		r.seen.picture = true
	case "fldChar", "fldSimple", "ddList", "checkBox":
		r.field()
	case "bdo":
		r.seen.turned = true
	case "dataBinding": // Word shows what another part of the file holds
		r.seen.noResult = true
	case "altChunk":
		r.seen.symbol = true
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
	case "sym", "pgNum":
		r.seen.symbol = true
	case "ins", "moveTo":
		r.seen.tracked = true
	case "del", "moveFrom":
		r.seen.tracked = true
		return r.deletion()
	case "instrText":
		s, err := r.xml.Inside()
		if err != nil {
			return err
		}
		r.depth--
		r.seen.noResult = r.seen.noResult || drawn.MatchString(s)
	case "sectPr", "rt":
		return r.skip()
	}
	return nil
}

// drawn matches the instructions of fields that show something else than their
// result.
var drawn = regexp.MustCompile(`(?i)^\s*(eq|symbol|advance|listnum|autonum\w*|page|numpages)\b`)

// field takes the marks that a field is made of. The result of one that is
// dirty is computed when the file is opened, a list shows what was chosen in it.
func (r *reader) field() {
	n := len(r.fields)
	switch r.xml.Attribute("fldCharType") {
	case "begin":
		r.fields = append(r.fields, false)
	case "separate":
		if n > 0 {
			r.fields[n-1] = true
		}
	case "end":
		if n > 0 {
			r.seen.noResult = r.seen.noResult || !r.fields[n-1]
			r.fields = r.fields[:n-1]
		}
	}
	dirty := r.xml.Attribute("dirty")
	r.seen.noResult = r.seen.noResult || r.xml.Name == "ddList" || r.xml.Name == "checkBox" || dirty != "" && on(dirty)
}

// number is the value of the element that just began.
func (r *reader) number(otherwise int) int {
	n, err := strconv.Atoi(r.xml.Attribute("val"))
	if err != nil {
		return otherwise
	}
	return n
}
