package word

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
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

// token is the decoder's, as long as the elements are not nested too deep.
func (r *reader) token() (xml.Token, error) {
	t, err := r.decoder.Token()
	switch t.(type) {
	case xml.StartElement:
		if r.depth++; r.depth > maxDepth {
			return nil, &LimitError{"互相嵌套的元素", maxDepth}
		}
	case xml.EndElement:
		r.depth--
	}
	return t, err
}

// skip passes over the rest of the element that was just opened.
func (r *reader) skip() error {
	r.depth--
	return r.decoder.Skip()
}

// runLook is how the text of a run looks.
type runLook struct{ hidden, white bool }

// runProperties reads the look of a run, up to the end of its properties.
func (r *reader) runProperties() error {
	for {
		token, err := r.token()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			value := strings.ToLower(attribute(e, "val"))
			switch e.Name.Local {
			case "vanish":
				r.run.hidden = value != "0" && value != "false" && value != "off"
			case "color":
				r.run.white = value == "ffffff"
			}
		case xml.EndElement:
			if e.Name.Local == "rPr" {
				return nil
			}
		}
	}
}

// print adds the text of a run, unless Word does not show it.
func (r *reader) print(s string, text *strings.Builder) {
	filled := strings.TrimSpace(s) != ""
	if r.run.hidden {
		r.seen.hidden = r.seen.hidden || filled
		return
	}
	r.seen.white = r.seen.white || filled && r.run.white
	text.WriteString(s)
}

// deletion collects the text that a tracked change takes out.
func (r *reader) deletion() error {
	for open := 1; open > 0; {
		token, err := r.token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			open++
		case xml.EndElement:
			open--
		case xml.CharData:
			r.seen.deleted.Write(t)
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
