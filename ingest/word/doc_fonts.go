package word

import (
	"strings"
	"unicode/utf16"

	"gongkai/ingest/document"
)

// readFonts finds the fonts that draw signs for digits in the list of fonts. What of
// it cannot be read is none.
func (f *docFile) readFonts(list []byte) {
	const header = 4 // their number, and how much more each would have
	if len(list) < header {
		return
	}
	count, rest := u16(list), list[header:]
	f.signs = make([]bool, 0, min(count, len(rest)))
	for len(f.signs) < count && len(rest) > 0 && 1+int(rest[0]) <= len(rest) {
		n := 1 + int(rest[0])
		f.signs = append(f.signs, drawsSigns(rest[1:n]))
		rest = rest[n:]
	}
}

// drawsSigns tells such a font. Those that hold symbols by their own account have
// signs for digits too, but for the Greek one that all systems have.
func drawsSigns(font []byte) bool {
	const characters, named, symbols = 3, 39, 2 // where its set of characters and its name stand, and a set
	if len(font) < named {
		return false
	}
	var units []uint16
	for b := font[named:]; len(b) >= 2 && u16(b) != 0; b = b[2:] {
		units = append(units, uint16(u16(b)))
	}
	name := string(utf16.Decode(units))
	return document.Symbols(name) || font[characters] == symbols && !strings.Contains(strings.ToLower(name), "symbol")
}

// signsIn tells whether a font, by its number, draws signs for digits.
func (s *docSheet) signsIn(font int) bool { return font < len(s.signs) && s.signs[font] }
