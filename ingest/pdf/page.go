package pdf

import (
	"fmt"

	"gongkai/ingest/document"
)

// box is a rectangle in points from the top left of a page turned so that its
// text stands upright.
type box struct{ left, top, right, bottom float64 }

func (b box) width() float64  { return b.right - b.left }
func (b box) height() float64 { return b.bottom - b.top }
func (b box) middle() (x, y float64) {
	return (b.left + b.right) / 2, (b.top + b.bottom) / 2
}

func (b box) join(o box) box {
	return box{min(b.left, o.left), min(b.top, o.top), max(b.right, o.right), max(b.bottom, o.bottom)}
}

func (b box) holds(x, y float64) bool {
	return x >= b.left && x <= b.right && y >= b.top && y <= b.bottom
}

// glyph is one character that the page shows.
type glyph struct {
	text rune
	box
	base   float64 // y of the line it stands on
	size   float64 // of its font, 0 when it is no digit
	turn   int     // quarter turns clockwise that make it upright
	spaced bool    // a space stands before it in the file
	doubt  string  // why it is not what is seen, "" when it is
}

// rule is a ruling line.
type rule struct {
	upright  bool
	at       float64 // x of an upright line, y of a level one
	from, to float64
}

// page is what one page shows.
type page struct {
	number        int
	width, height float64
	shown         int // quarter turns clockwise from upright text to the page as shown
	glyphs        []glyph
	rules         []rule
	level         []rule // the level ones from top to bottom, nil until they are asked for
	pictures      []box
	notes         []box    // annotations that may hide what is under them
	drawing       *Drawing // what was made out in the pictures of part
	part          box
	seen          []box   // parts whose content was made out in a picture
	doubts        []doubt // about texts made out in pictures
}

// at writes the position of a box on the page as it is shown.
func (p *page) at(b box) document.Position {
	switch p.shown {
	case 1:
		b = box{p.height - b.bottom, b.left, p.height - b.top, b.right}
	case 2:
		b = box{p.width - b.right, p.height - b.bottom, p.width - b.left, p.height - b.top}
	case 3:
		b = box{b.top, p.width - b.right, b.bottom, p.width - b.left}
	}
	return document.Position(fmt.Sprintf("page %d box %.0f,%.0f,%.0f,%.0f", p.number,
		max(0, b.left), max(0, b.top), max(0, b.right), max(0, b.bottom)))
}

// turned turns a rectangle of the file's own coordinates, whose y grows
// upwards, by quarter turns clockwise inside the sheet.
func turned(left, bottom, right, top float64, sheet box, turn int) box {
	switch turn {
	case 1:
		return box{bottom - sheet.bottom, left - sheet.left, top - sheet.bottom, right - sheet.left}
	case 2:
		return box{sheet.right - right, bottom - sheet.bottom, sheet.right - left, top - sheet.bottom}
	case 3:
		return box{sheet.top - top, sheet.right - right, sheet.top - bottom, sheet.right - left}
	}
	return box{left - sheet.left, sheet.top - top, right - sheet.left, sheet.top - bottom}
}
