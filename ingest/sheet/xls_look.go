package sheet

import (
	"fmt"
	"slices"
	"unicode/utf16"

	"gongkai/ingest/document"
)

// palette is the colours of a file as red, green, blue and nothing, from number 8
// on; those before are fixed.
type palette []byte

const firstOfPalette = 8

func paletteOf(record []byte) palette {
	if len(record) < 2 {
		return nil
	}
	return palette(record[2:min(len(record), 2+4*u16(record))])
}

// white tells the number of a colour that cannot be told from paper.
func (p palette) white(n int) bool {
	const fixed, usual = 1, 9
	if i := 4 * (n - firstOfPalette); i >= 0 && i+3 <= len(p) {
		return min(p[i], p[i+1], p[i+2]) >= document.Paper
	}
	return n == fixed || n == usual
}

// addFont takes a font. What cannot be read of its name changes nothing.
func (w *workbook) addFont(r *record) error {
	const name = 14
	if len(r.body) < 10 {
		return fmt.Errorf("font: %w", ErrDamaged)
	}
	l := look{struck: u16(r.body[2:])&8 != 0, raised: u16(r.body[8:]) != 0, tiny: float64(u16(r.body)) < 20*document.TooTiny}
	t := &textReader{record: *r, at: name}
	if font, err := t.text(1); err == nil {
		l.signs = document.Symbols(font)
	}
	w.inks, w.fonts = append(w.inks, u16(r.body[4:])), append(w.fonts, l)
	return nil
}

// doubt says why a text in a cell of that style is not what a reader sees.
// Until the first of its runs it is in the cell's own font.
func (w *workbook) doubt(styleIndex int, text string, runs []run) string {
	if styleIndex >= len(w.styles) {
		return ""
	}
	style := &w.styles[styleIndex]
	if style.usual && len(runs) == 0 {
		return "" // nearly always
	}
	if style.filled && text != "" {
		return document.AddedDoubt
	}
	if *w.font(style.font) == (look{}) && !slices.ContainsFunc(runs, func(r run) bool { return *w.font(r.font) != look{} }) {
		return ""
	}
	var seen looks
	if len(runs) == 0 {
		seen.add(text, w.font(style.font))
		return seen.doubt(style.shaded)
	}
	units, from, font := utf16.Encode([]rune(text)), 0, style.font
	for _, r := range append(runs, run{len(units), 0}) {
		if to := min(r.from, len(units)); to > from {
			seen.add(string(utf16.Decode(units[from:to])), w.font(font))
			from = to
		}
		font = r.font
	}
	return seen.doubt(style.shaded)
}

// doubtOfText is the doubt about a text that is no number.
func (w *workbook) doubtOfText(styleIndex int, text string, runs []run) string {
	if styleIndex >= len(w.styles) {
		return ""
	}
	switch s := &w.styles[styleIndex]; {
	case s.rewrites:
		return "the cell holds a text and shows it in another form"
	case s.usual && len(runs) == 0:
		return "" // nearly always
	}
	return w.doubt(styleIndex, text, runs)
}

// font is the look of a font; number 4 is left out when they are counted.
func (w *workbook) font(number int) *look {
	if number > 4 {
		number--
	}
	if number >= len(w.fonts) {
		return &look{}
	}
	return &w.fonts[number]
}
