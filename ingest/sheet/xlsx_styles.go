package sheet

import (
	"encoding/xml"
	"maps"

	"gongkai/ingest/document"
)

// shownStyle is what is asked of a cell's style: whether its number format is
// that of plain text and numbers, whether it draws a line, how its text looks
// and whether there is a colour behind it.
type shownStyle struct {
	plain, frame, shaded bool
	code                 string // the number format, "" where it shows no plain number
	odd                  string // why its text is not what is seen, whatever it is
	look                 look
}

// borderLine is one side of a border; without a style nothing is drawn.
type borderLine struct {
	Style string `xml:"style,attr"`
}

type writtenFont struct {
	Strike *struct {
		Value string `xml:"val,attr"`
	} `xml:"strike"`
	Size struct {
		Value string `xml:"val,attr"`
	} `xml:"sz"`
	Color tint `xml:"color"`
	Name  struct {
		Value string `xml:"val,attr"`
	} `xml:"name"`
}

func (f *writtenFont) struck() bool {
	return f.Strike != nil && (f.Strike.Value == "" || truthOf(f.Strike.Value))
}

// writtenRule is the look that a conditional format gives to its cells.
type writtenRule struct {
	Font   writtenFont `xml:"font"`
	Format *struct {
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmt"`
	Fill *struct{} `xml:"fill"`
}

// hides tells a look that hides text or shows another number.
func (r *writtenRule) hides() bool {
	odd := r.Font.struck() || r.Font.Color.white() && r.Fill == nil
	if r.Format != nil {
		_, plain := pictureOf(section(r.Format.Code, 1))
		odd = odd || !plain && !general(r.Format.Code)
	}
	return odd
}

// writtenStyles is what the part of the styles says of cells.
type writtenStyles struct {
	XMLName xml.Name `xml:"styleSheet"`
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Borders []struct {
		Left   borderLine `xml:"left"`
		Right  borderLine `xml:"right"`
		Top    borderLine `xml:"top"`
		Bottom borderLine `xml:"bottom"`
	} `xml:"borders>border"`
	Fonts []writtenFont `xml:"fonts>font"`
	Fills []struct {
		Pattern struct {
			Type  string `xml:"patternType,attr"`
			Color tint   `xml:"fgColor"`
		} `xml:"patternFill"`
		Gradient *struct{} `xml:"gradientFill"`
	} `xml:"fills>fill"`
	Rules []writtenRule `xml:"dxfs>dxf"`
	Cells []struct {
		Font        int    `xml:"fontId,attr"`
		Fill        int    `xml:"fillId,attr"`
		Format      int    `xml:"numFmtId,attr"`
		Border      int    `xml:"borderId,attr"`
		ApplyBorder string `xml:"applyBorder,attr"`
		Alignment   struct {
			Horizontal string `xml:"horizontal,attr"`
		} `xml:"alignment"`
	} `xml:"cellXfs>xf"`
}

func (w *writtenStyles) shown() []shownStyle {
	var out []shownStyle
	codes := maps.Clone(builtIn)
	for _, f := range w.Formats {
		codes[f.ID] = f.Code
	}
	for _, c := range w.Cells {
		s := shownStyle{plain: general(codes[c.Format]) || codes[c.Format] == "@", code: codes[c.Format]}
		if c.Alignment.Horizontal == "fill" { // repeated over the width of the cell
			s.odd = document.AddedDoubt
		}
		if c.Border >= 0 && c.Border < len(w.Borders) && (c.ApplyBorder == "" || truthOf(c.ApplyBorder)) {
			line := w.Borders[c.Border]
			s.frame = line.Left.Style+line.Right.Style+line.Top.Style+line.Bottom.Style != ""
		}
		if c.Font >= 0 && c.Font < len(w.Fonts) {
			font := w.Fonts[c.Font]
			s.look = look{white: font.Color.white(), struck: font.struck(), tiny: small(font.Size.Value), signs: document.Symbols(font.Name.Value)}
		}
		if c.Fill >= 0 && c.Fill < len(w.Fills) {
			fill := w.Fills[c.Fill]
			s.shaded = fill.Gradient != nil || fill.Pattern.Type != "" && fill.Pattern.Type != "none" && !fill.Pattern.Color.white()
			if color := fill.Pattern.Color; s.shaded && c.Font >= 0 && c.Font < len(w.Fonts) && color != (tint{}) && color == w.Fonts[c.Font].Color {
				s.odd = document.HiddenDoubt
			}
		}
		out = append(out, s)
	}
	return out
}

// rules tells which conditional formats hide text or show another number.
func (w *writtenStyles) rules() []bool {
	var out []bool
	for i := range w.Rules {
		out = append(out, w.Rules[i].hides())
	}
	return out
}

// style is the one of that number; one that is not there is plain.
func (b *book) style(number int) shownStyle {
	if number == 0 || number < 0 || number >= len(b.styles) {
		if number == 0 && len(b.styles) > 0 {
			return b.styles[0]
		}
		return shownStyle{plain: true, code: "General"}
	}
	return b.styles[number]
}
