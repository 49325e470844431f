package sheet

import (
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

// readDrawings finds the cells over which boxes with text are drawn: what a
// reader sees there is the box. Pictures, such as seals, are not asked.
func (w *worksheet) readDrawings(part string) error {
	dir, name := path.Split(part)
	if _, names := w.book.parts[strings.ToLower(dir+"_rels/"+name+".rels")]; !names {
		return nil
	}
	parts, err := w.book.related(part)
	if err != nil {
		return err
	}
	drawing := parts.ofKind("/drawing")
	if drawing == "" {
		return nil
	}
	return w.book.part(drawing, func(r *ooxml.Reader) error {
		w.boxes = nil
		var at merge
		var corner *place
		var number *int
		text, inText := false, false
		for {
			kind, err := r.Next()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			switch kind {
			case ooxml.Start:
				inText = r.Name == "t"
				switch number = nil; r.Name {
				case "twoCellAnchor", "oneCellAnchor":
					at, text, corner = merge{}, false, nil
				case "from":
					corner = &at.first
				case "to":
					corner = &at.last
				case "row", "col":
					if number = numberOf(corner, r.Name); corner != nil && corner == &at.first {
						at.last = at.first // of one that says only where it begins
					}
				}
			case ooxml.Text:
				switch {
				case number != nil:
					if *number, err = strconv.Atoi(strings.TrimSpace(r.Text)); err != nil { // a box somewhere: it may lie over any cell
						return fmt.Errorf("a drawing is anchored at %q: %w", r.Text, ErrDamaged)
					}
				case inText && strings.TrimSpace(r.Text) != "":
					text = true
				}
			case ooxml.End:
				number, inText = nil, false
				if text && strings.HasSuffix(r.Name, "CellAnchor") {
					if w.boxes = append(w.boxes, at); len(w.boxes) > maxRules {
						return ErrTooLarge
					}
				}
			}
		}
	})
}

func numberOf(corner *place, name string) *int {
	switch {
	case corner == nil:
		return nil
	case name == "row":
		return &corner.row
	}
	return &corner.col
}

// underBox doubts a cell over which a box is drawn.
func underBox(boxes []merge, at place) string {
	if within(boxes, at) {
		return document.BoxDoubt
	}
	return ""
}
