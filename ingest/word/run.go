package word

import (
	"errors"
	"fmt"
	"slices"
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

// raisedFrom is how far, in half points, a character must be moved up or down
// to count as raised: less only levels it with its neighbours.
const raisedFrom = 4

// next is the part's next tag or text, as long as the elements are not nested
// too deep.
func (r *reader) next() (ooxml.Kind, error) {
	kind, err := r.xml.Next()
	switch kind {
	case ooxml.Start:
		if r.depth++; r.depth > maxDepth {
			return kind, &LimitError{"互相嵌套的元素", maxDepth}
		}
	case ooxml.End:
		r.depth--
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
	struck, symbol, raised, level        bool // level: text that is not raised
	deleted                              strings.Builder
}

// doubt says why the text of a cell is not certainly what a reader sees in it.
func (t *traces) doubt(c *tableCell) string {
	switch {
	case t.tracked:
		return trackedDoubt
	case t.box: // it is drawn where its anchor says, maybe over another cell
		return document.BoxDoubt
	case t.hidden:
		return document.HiddenDoubt
	case t.white && !c.shaded:
		return document.WhiteDoubt
	case t.struck:
		return document.StruckDoubt
	case t.raised && t.level:
		return document.RaisedDoubt
	case t.symbol:
		return "a symbol in the cell"
	case slices.ContainsFunc(c.blocks, func(b block) bool { return b.picture }):
		return document.PictureDoubt
	}
	return ""
}

// runLook is how the text of a run looks.
type runLook struct{ hidden, white, struck, raised bool }

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
		value := strings.ToLower(r.xml.Attribute("val"))
		switch name {
		case "rPrChange": // how it looked before
			return r.skip()
		case "rStyle":
			r.run = r.styles.of(r.xml.Attribute("val"), r.run)
		case "vanish":
			r.run.hidden = on(value)
		case "strike", "dstrike":
			r.run.struck = r.run.struck && name == "dstrike" || on(value)
		case "vertAlign":
			r.run.raised = value == "superscript" || value == "subscript"
		case "position":
			n := r.number(0)
			r.run.raised = r.run.raised || max(n, -n) >= raisedFrom
		case "color":
			r.run.white = value == "ffffff"
		}
		return nil
	})
}

// on is what the value of a property that is there means.
func on(value string) bool { return value != "0" && value != "false" && value != "off" }

// print adds the text of a run, unless Word does not show it.
func (r *reader) print(s string, text *strings.Builder) {
	filled := strings.TrimSpace(s) != ""
	if r.run.hidden {
		r.seen.hidden = r.seen.hidden || filled
		return
	}
	if filled {
		r.seen.white = r.seen.white || r.run.white
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
			r.inPara = r.styles.of(r.xml.Attribute("val"), runLook{})
		case "rPr", "pPrChange":
			return r.skip()
		}
		return nil
	})
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
	if outer {
		r.seen.hidden = false
	}
	if b == (block{}) {
		return list
	}
	return append(list, b)
}
