package word

import (
	"strconv"
	"strings"

	"gongkai/ingest/document"
)

// runLook is how the text of a run looks.
type runLook struct {
	hidden, struck, raised bool
	numbered               bool // its paragraph begins with an automatic number
	hollow                 bool // letters are not filled
	signs                  bool // signs are drawn for digits, or digits over each other
	size, scale, room      int  // of the font in half points, its width in percent, more room between letters in twentieths of a point; 0: not said
	ink, behind            string
}

const (
	// raisedFrom is how far, in half points, a character must be moved up or down
	// to count as raised: less only levels it with its neighbours.
	raisedFrom = 4
	// narrowest is what share of their width, in percent, letters must keep.
	narrowest = 34
)

// take applies an element of a run's properties.
func (l *runLook) take(element string, attribute func(string) string) {
	value := strings.ToLower(attribute("val"))
	number := func() int {
		n, err := strconv.Atoi(strings.TrimSuffix(value, "%"))
		if err != nil {
			return 0
		}
		return n
	}
	switch element {
	case "vanish":
		l.hidden = on(value)
	case "strike", "dstrike":
		l.struck = l.struck && element == "dstrike" || on(value)
	case "vertAlign":
		l.raised = value == "superscript" || value == "subscript"
	case "position":
		n := number()
		l.raised = l.raised || max(n, -n) >= raisedFrom
	case "rFonts":
		if font := attribute("ascii"); font != "" {
			l.signs = document.Symbols(font)
		}
	case "eastAsianLayout":
		if combined := attribute("combine"); combined != "" && on(combined) {
			l.signs = true
		}
	case "color":
		l.ink = colourOf(value, attribute("themeColor"), attribute("themeShade"))
	case "shd":
		l.behind = colourOf(attribute("fill"), attribute("themeFill"), attribute("themeFillShade"))
	case "highlight":
		if value == "black" {
			l.behind = black
		}
	case "sz":
		l.size = number()
	case "w":
		l.scale = number()
	case "spacing":
		l.room = number()
	case "noFill":
		l.hollow = true
	case "alpha": // how transparent the filling of letters is
		l.hollow = l.hollow || number() >= 90_000
	}
}

const (
	black = "000000"
	white = "ffffff"
)

// colourOf is a colour as its six digits in lower case. One of the theme comes
// before digits; only the colour of paper is known of these.
func colourOf(digits, theme, shade string) string {
	if (theme == "background1" || theme == "light1") && shade == "" {
		return white
	}
	if digits = strings.ToLower(digits); digits == "auto" {
		return ""
	}
	return digits
}

// white tells letters in the colour of paper.
func (l *runLook) white() bool { return document.White(l.ink) }

// unseen tells letters that are too small, too thin or too pale to see.
func (l *runLook) unseen() bool {
	const usual = 21 // half points
	size := l.size
	if size == 0 {
		size = usual
	}
	ink := l.ink
	if ink == "" {
		ink = black
	}
	return l.hollow || float64(size) < 2*document.TooTiny || l.scale > 0 && l.scale < narrowest ||
		-l.room > 10*size/3 || ink == l.behind // a digit is half as wide as its font is high, 5 * size twentieths of a point
}

// over is the look of text in a style on top of another.
func (l runLook) over(o runLook) runLook {
	o.hidden, o.struck, o.raised = o.hidden || l.hidden, o.struck || l.struck, o.raised || l.raised
	o.numbered, o.hollow, o.signs = o.numbered || l.numbered, o.hollow || l.hollow, o.signs || l.signs
	for _, p := range []struct{ to, from *int }{{&o.size, &l.size}, {&o.scale, &l.scale}, {&o.room, &l.room}} {
		if *p.from != 0 {
			*p.to = *p.from
		}
	}
	if l.ink != "" {
		o.ink = l.ink
	}
	if l.behind != "" {
		o.behind = l.behind
	}
	return o
}

// on is what the value of a property that is there means.
func on(value string) bool { return value != "0" && value != "false" && value != "off" }
