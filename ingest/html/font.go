package html

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// face is a font that a page brings along: its digits may look like others.
type face struct {
	family string // in lower case and without spaces
	brings bool   // its characters from somewhere else than the reader's computer
	digits bool   // among them
}

// say takes in one declaration of a @font-face.
func (f *face) say(property string, values []css.Token) {
	switch property {
	case "font-family":
		f.family = familyName(joined(values))
	case "src":
		for _, v := range values {
			f.brings = f.brings || len(v.Data) > 4 && bytes.EqualFold(v.Data[:4], []byte("url("))
		}
	case "unicode-range":
		f.digits = holdsDigits(strings.ToLower(joined(values)))
	}
}

func familyName(text string) string {
	return strings.Trim(strings.ReplaceAll(strings.ToLower(text), " ", ""), `"'`)
}

// holdsDigits tells whether one of such ranges, as U+20-7f, U+3?, has digits; so
// does one that is not understood.
func holdsDigits(ranges string) bool {
	for one := range strings.SplitSeq(ranges, ",") {
		from, to, two := strings.Cut(strings.TrimPrefix(strings.TrimSpace(one), "u+"), "-")
		if !two {
			from, to = strings.ReplaceAll(from, "?", "0"), strings.ReplaceAll(from, "?", "f")
		}
		a, errA := strconv.ParseUint(from, 16, 32)
		b, errB := strconv.ParseUint(to, 16, 32)
		if errA != nil || errB != nil || a <= '9' && b >= '0' || a <= '９' && b >= '０' {
			return true
		}
	}
	return false
}

// everywhere are fonts that readers have, or another that is as good: what is
// named behind one is not used for digits.
var everywhere = map[string]bool{
	"serif": true, "sans-serif": true, "monospace": true, "cursive": true, "fantasy": true, "system-ui": true,
	"arial": true, "helvetica": true, "timesnewroman": true, "times": true, "tahoma": true, "verdana": true, "couriernew": true,
	"宋体": true, "simsun": true, "黑体": true, "simhei": true, "仿宋": true, "fangsong": true, "楷体": true, "kaiti": true,
	"微软雅黑": true, "microsoftyahei": true, "pingfangsc": true,
}

// shorthand marks what stands in the property that sets all of a font: its first
// family follows a size, and spaces are gone.
const shorthand = "font:"

// bringsFont tells whether digits in such fonts are drawn by one of the page's.
func (p *palette) bringsFont(families string) bool {
	families, short := strings.CutPrefix(families, shorthand)
	for i, one := range strings.Split(families, ",") {
		name := familyName(one)
		if short && i == 0 {
			for own := range p.faces {
				if strings.HasSuffix(name, own) {
					return true
				}
			}
		}
		switch {
		case p.faces[name]:
			return true
		case everywhere[name]:
			return false
		}
	}
	return false
}

// onlyFonts forgets all but fonts, which a page keeps when its script shows it.
func (s *sheets) onlyFonts() {
	s.whole = true
	s.all = slices.DeleteFunc(s.all, func(d *declaration) bool { return d.property != "font" && d.property != "font-family" })
}

// font is what the nearest element that says so names as fonts of its text.
func (s styles) font(n *html.Node) string {
	if n == nil || n.Type != html.ElementNode {
		return ""
	}
	if known, ok := s.palette.fonts[n]; ok {
		return known
	}
	own := s.of(n).says
	font := own["font-family"]
	if font == "" && own["font"] != "" {
		font = shorthand + own["font"]
	}
	if font == "" {
		font = s.sheetSays(n, "font-family")
	}
	if font == "" {
		if short := s.sheetSays(n, "font"); short != "" {
			font = shorthand + short
		}
	}
	if font == "" && n.DataAtom == atom.Font {
		font = attribute(n, "face")
	}
	switch strings.TrimPrefix(font, shorthand) {
	case "", "inherit", "unset":
		font = s.font(n.Parent)
	}
	s.palette.fonts[n] = font
	return font
}
