package html

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"gongkai/ingest/document"
)

// style is what an element's style says, by property, in lower case and without
// spaces. The later of two declarations counts, unless only the first is
// important.
type style map[string]string

var comment = regexp.MustCompile(`/\*.*?\*/`)

func styleOf(text string) style {
	if strings.Contains(text, "/*") {
		text = comment.ReplaceAllString(text, "")
	}
	text = strings.ToLower(text)
	clips := strings.Contains(text, "overflow")
	var out style
	for text != "" {
		var one string
		one, text, _ = strings.Cut(text, ";")
		property, value, found := strings.Cut(one, ":")
		if property = strings.TrimSpace(property); !found || !telling[property] || !clips && sizes[property] {
			continue
		}
		if out == nil {
			out = style{}
		}
		value, forced := strings.CutSuffix(strings.Join(strings.Fields(value), ""), important)
		if old, said := out[property]; said && !forced && strings.HasSuffix(old, important) {
			continue
		} else if forced {
			value += important
		}
		out[property] = value
	}
	for property, value := range out {
		out[property] = strings.TrimSuffix(value, important)
	}
	return out
}

// styles are what the style attributes of a page say, by their texts, because most
// come again and again, and what its sheets say of colours.
type styles struct {
	known   map[string]*shown
	palette *palette
}

// shown is a style and what it does to its element.
type shown struct {
	says          style
	doubt         string
	hides, breaks bool
	turns         linear
	paint         paint
	tint          tint
}

var asItIs = shown{turns: upright}

// of is what the style of an element says.
func (s styles) of(n *html.Node) *shown {
	text := attribute(n, "style")
	if text == "" {
		return &asItIs
	}
	known := s.known[text]
	if known == nil {
		own := styleOf(text)
		known = &shown{own, own.doubt(), own.hides() && strings.Contains(strings.ToLower(text), "display"), own.breaks(), own.transforms(), own.paint(), 0}
		known.tint = s.palette.tintOf(known.paint)
		s.known[text] = known
	}
	return known
}

const important = "!important"

// telling are the properties that count. Colours behind text are asked for the
// sake of white text, and what does not fit for the sake of boxes of no size.
var telling = map[string]bool{
	"display": true, "visibility": true, "content-visibility": true, "opacity": true, "filter": true, "zoom": true,
	"font-size": true, "font": true, "font-family": true, "letter-spacing": true, "text-decoration": true, "text-decoration-line": true, "vertical-align": true, "-webkit-text-security": true,
	"color": true, "-webkit-text-fill-color": true, "background": true, "background-color": true,
	"position": true, "float": true, "left": true, "top": true, "right": true, "bottom": true, "margin-left": true, "text-indent": true,
	"clip": true, "clip-path": true, "transform": true, "rotate": true, "scale": true, "translate": true, "unicode-bidi": true, "flex-direction": true,
	"overflow": true, "overflow-x": true, "overflow-y": true, "width": true, "height": true, "max-width": true, "max-height": true, // see sizes
	added: true,
}

// sizes count only for what does not fit.
var sizes = map[string]bool{"width": true, "height": true, "max-width": true, "max-height": true}

// added is a property of ours: the style sheet writes characters into the
// element.
const added = "-added"

// Limits of what can be seen, in pixels.
const (
	tiny       = document.TooTiny // of a font
	flat       = 2.0              // of a box that shows no more than its size
	farOff     = -100             // of what stands left of or above its place
	farthest   = -2000            // of what half a page may stand left of, to be centred
	farOutside = 3000             // of what stands right of or below its place
	overlapped = -0.3             // of the size of a font: room between letters
)

// hides tells a style that takes its element out of the page.
func (s style) hides() bool { return s["display"] == "none" }

// doubt says why the text in an element is not what a reader sees there, "" when
// it is.
func (s style) doubt() string {
	switch {
	case len(s) == 0:
		return ""
	case s.unseen():
		return document.HiddenDoubt
	case strings.Contains(s["text-decoration"]+s["text-decoration-line"], "line-through"):
		return document.StruckDoubt
	case s.raised():
		return document.RaisedDoubt
	case s.overrides() || strings.HasSuffix(s["flex-direction"], "-reverse") || s.bent():
		return document.TurnedDoubt
	case document.Symbols(s["font-family"]):
		return document.SymbolDoubt
	case s[added] != "":
		return document.AddedDoubt
	case paper(s["color"]) || paper(s["-webkit-text-fill-color"]):
		return document.WhiteDoubt
	}
	return ""
}

// overrides tells text whose letters are set one by one in a direction.
func (s style) overrides() bool { return strings.HasSuffix(s["unicode-bidi"], "-override") }

func (s style) unseen() bool {
	if v := s["visibility"]; v == "hidden" || v == "collapse" {
		return true
	}
	if s["content-visibility"] == "hidden" || s["clip-path"] != "" && s["clip-path"] != "none" || strings.HasPrefix(s["clip"], "rect") ||
		strings.Contains(s["filter"], "opacity(") || strings.Contains(s["filter"], "blur(") ||
		s["-webkit-text-security"] != "" && s["-webkit-text-security"] != "none" {
		return true
	}
	const pale, faint = 0.1, 0.3
	if v, ok := number(s["opacity"], 0.01, 0); ok && v < pale {
		return true
	}
	if v, ok := number(s["zoom"], 0.01, 0); ok && v < faint {
		return true
	}
	if v, ok := number(s["font-size"], emPixels/100, emPixels); ok && v < tiny {
		return true
	}
	if v, ok := number(s["letter-spacing"], emPixels/100, emPixels); ok && v < overlapped*emPixels {
		return true
	}
	for _, side := range []string{"left", "top", "right", "bottom", "text-indent"} {
		if v, ok := number(s[side], 0, emPixels); ok && (v <= farOff || v >= farOutside) {
			return true
		}
	}
	if v, ok := number(s["margin-left"], 0, emPixels); ok && (v <= farthest || v >= farOutside) {
		return true
	}
	behind := s["background-color"]
	if behind == "" {
		behind = s["background"]
	}
	if behind != "" && behind == s["color"] && !paper(behind) {
		return true
	}
	return s.clips() && s.empty() || s.moved() || s.transforms().doubt() == document.HiddenDoubt
}

// clips tells a box that shows nothing beyond its size, empty one that has none.
func (s style) clips() bool {
	all := s["overflow"] + s["overflow-x"] + s["overflow-y"]
	return strings.Contains(all, "hidden") || strings.Contains(all, "clip")
}

func (s style) empty() bool {
	for size := range sizes {
		if v, ok := number(s[size], emPixels, emPixels); ok && v < flat {
			return true
		}
	}
	return false
}

// raised tells text above or below its line.
func (s style) raised() bool {
	v := s["vertical-align"]
	if v == "super" || v == "sub" {
		return true
	}
	if n, ok := number(v, 1, 1); ok && n != 0 {
		return true
	}
	for _, side := range []string{"top", "bottom"} {
		if n, ok := number(s[side], 1, emPixels); ok && n != 0 && s["position"] == "relative" {
			return true
		}
	}
	return false
}

// bent tells text that is turned, mirrored or of another size than its font.
func (s style) bent() bool {
	for _, how := range []string{"rotate", "scale", "matrix", "skew"} {
		if strings.Contains(s["transform"], how) {
			return true
		}
	}
	return s["rotate"] != "" && s["rotate"] != "none" || s["scale"] != "" && s["scale"] != "none"
}

// breaks tells a style that takes an inline element out of its line.
func (s style) breaks() bool {
	switch s["display"] {
	case "block", "flex", "grid", "table", "list-item", "table-row", "table-cell":
		return true
	}
	return s["float"] == "left" || s["float"] == "right" || s["position"] == "absolute" || s["position"] == "fixed"
}

// emPixels is how large an em is taken to be.
const emPixels = 16

var length = regexp.MustCompile(`^(-?\d*\.?\d+)(px|pt|em|rem|%|)$`)

// number reads a size; percent and em are what 1% and 1em of it are.
func number(text string, percent, em float64) (float64, bool) {
	m := length.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return 0, false
	}
	const pointPixels = 4.0 / 3
	return n * map[string]float64{"px": 1, "": 1, "pt": pointPixels, "em": em, "rem": em, "%": percent}[m[2]], true
}
