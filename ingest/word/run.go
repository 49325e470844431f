package word

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

// Errors that say why the XML of a DOCX is not read.
var (
	// ErrDoctype means a document type declaration, which Word never writes
	// and which is how entities are smuggled in.
	ErrDoctype = errors.New("holds a document type declaration, which Word never writes")
	// ErrMacro means that the file carries a program.
	ErrMacro = errors.New("holds macros")
)

// LimitError means that a file holds more of something than a report can.
type LimitError struct {
	What string // in the words of users
	Max  int
}

func (e *LimitError) Error() string { return fmt.Sprintf("more than %d %s", e.Max, e.What) }

// Limits keep a hostile file from growing without bound.
const (
	maxSpan         = 1000
	maxBlocks       = 500_000
	maxTables       = 1000
	maxNestedTables = 20
	maxDepth        = 1000
)

const trackedDoubt = "tracked changes in the cell"

// next is the part's next tag or text, as long as the elements are not nested
// too deep. Of several ways to write the same content the first is taken.
func (r *reader) next() (ooxml.Kind, error) {
	kind, err := r.xml.Next()
	switch kind {
	case ooxml.Start:
		if r.depth++; r.depth > maxDepth {
			return kind, &LimitError{"互相嵌套的元素", maxDepth}
		}
		if n := len(r.choices); r.xml.Name == "AlternateContent" {
			r.choices = append(r.choices, false)
		} else if n > 0 && (r.xml.Name == "Choice" || r.xml.Name == "Fallback") {
			if r.choices[n-1] {
				if err := r.skip(); err != nil {
					return kind, err
				}
				return r.next()
			}
			r.choices[n-1] = true
		}
	case ooxml.End:
		r.depth--
		if n := len(r.choices); n > 0 && r.xml.Name == "AlternateContent" {
			r.choices = r.choices[:n-1]
		}
	}
	return kind, err
}

// skip passes over the rest of the element that was just opened.
func (r *reader) skip() error {
	r.depth--
	return r.xml.Skip()
}

// traces is what the text of a cell or paragraph left that its words do not
// show.
type traces struct {
	tracked, hidden, white, picture, box bool
	struck, symbol, raised, level        bool   // level: text that is not raised
	unseen, turned, added, noResult      bool   // unseen: too small or too thin
	framed, inRow                        bool   // a paragraph with text stands elsewhere on the page, or where its row does
	fill                                 string // the colour behind the cell
	outside                              int    // alternatives that the whole cell stands in
	deleted                              strings.Builder
}

func (t *traces) shaded() bool { return t.fill != "" && !document.White(t.fill) }

// doubt says why the text of a cell is not certainly what a reader sees in it.
func (t *traces) doubt(blocks []block) string {
	switch {
	case t.tracked:
		return trackedDoubt
	case t.box:
		return document.BoxDoubt
	case t.hidden || t.unseen:
		return document.HiddenDoubt
	case t.turned:
		return document.TurnedDoubt
	case t.added:
		return document.AddedDoubt
	case t.noResult:
		return document.ResultDoubt
	case t.white && !t.shaded():
		return document.WhiteDoubt
	case t.struck:
		return document.StruckDoubt
	case t.raised && t.level:
		return document.RaisedDoubt
	case t.symbol:
		return document.SymbolDoubt
	case slices.ContainsFunc(blocks, func(b block) bool { return b.picture }):
		return document.PictureDoubt
	}
	return ""
}

// properties calls take with each property, up to the end of the element that
// holds them.
func (r *reader) properties(end string, take func(name string) error) error {
	for {
		kind, err := r.next()
		if err == nil && kind == ooxml.Start {
			err = take(r.xml.Name)
		}
		if err != nil || kind == ooxml.End && r.xml.Name == end {
			return err
		}
	}
}

// runProperties reads the look of a run, up to the end of its properties.
func (r *reader) runProperties() error {
	return r.properties("rPr", func(name string) error {
		switch name {
		case "rPrChange", "textOutline", "shadow", "glow", "reflection": // how it looked before, and what is around letters
			return r.skip()
		case "rStyle":
			r.run = r.styles.of(r.xml.Attribute("val"), r.run)
		default:
			r.run.take(name, r.xml.Attribute)
		}
		return nil
	})
}

// print adds the text of a run, unless Word does not show it.
func (r *reader) print(s string, text *strings.Builder) {
	filled := strings.TrimSpace(s) != ""
	if slices.Contains(r.fields, false) { // the instructions of a field
		return
	}
	if r.run.hidden {
		r.seen.hidden = r.seen.hidden || filled
		return
	}
	if filled {
		r.seen.white = r.seen.white || r.run.white()
		r.seen.unseen = r.seen.unseen || r.run.unseen() || r.run.ink != "" && r.run.ink == r.seen.fill && !r.run.white()
		r.seen.symbol = r.seen.symbol || len(r.choices) > r.seen.outside || r.run.signs
		r.seen.struck = r.seen.struck || r.run.struck
		r.seen.raised = r.seen.raised || r.run.raised
		r.seen.level = r.seen.level || !r.run.raised
	}
	if filled && (r.run.raised || r.run.struck) && r.nested == 0 && isNumber(s) {
		s = "[" + strings.TrimSpace(s) + "]" // it is no digit of the number beside it
	}
	text.WriteString(s)
}

func isNumber(s string) bool {
	return strings.IndexFunc(strings.TrimSpace(s), func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// paragraphProperties reads the style of a paragraph. What it says of the
// paragraph's mark is not asked.
func (r *reader) paragraphProperties() error {
	return r.properties("pPr", func(name string) error {
		switch name {
		case "pStyle":
			r.inStyle(r.styles.of(r.xml.Attribute("val"), runLook{}))
			r.seen.added = r.seen.added || r.inPara.numbered
		case "numId": // a number that is not in the text stands before it
			r.seen.added = r.seen.added || r.number(1) != 0
		case "framePr":
			r.framed = true
		case "ind":
			r.seen.unseen = r.seen.unseen || r.offPage("left") || r.offPage("start") || r.offPage("firstLine")
		case "rPr", "pPrChange":
			return r.skip()
		}
		return nil
	})
}

// offPage tells an indent that begins far before the column of its text.
func (r *reader) offPage(side string) bool {
	const far = -2000 // twentieths of a point
	n, err := strconv.Atoi(r.xml.Attribute(side))
	return err == nil && n < far
}

// deletion collects the text that a tracked change takes out.
func (r *reader) deletion() error {
	for open := 1; open > 0; {
		kind, err := r.next()
		if err != nil {
			return err
		}
		switch kind {
		case ooxml.Start:
			open++
		case ooxml.End:
			open--
		case ooxml.Text:
			r.seen.deleted.WriteString(r.xml.Text)
		}
	}
	return nil
}

// paragraph adds a paragraph with the traces that its text left. Outside of
// cells (outer) what was hidden belongs to the paragraph, inside to the cell.
func (r *reader) paragraph(list []block, text string, outer bool) []block {
	b := block{text: strings.TrimSpace(text), hidden: outer && r.seen.hidden, picture: r.seen.picture}
	r.seen.picture = false
	switch {
	case outer:
		if r.seen.hidden = false; r.framed {
			b.setApart()
		}
	case b.text == "":
	case r.framed:
		r.seen.framed = true
	default:
		r.seen.inRow = true
	}
	r.framed = false
	if b == (block{}) {
		return list
	}
	return append(list, b)
}
