package document

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes printed text comparable: compatibility forms unified (full-width
// digits, ㈠, ①), invisible characters (zero width, bidi, soft hyphen) removed,
// every kind of space turned into one plain space, the ends trimmed.
func Fold(s string) string {
	if isPlain(s) {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	space := false
	for _, r := range norm.NFKC.String(s) {
		switch {
		case unicode.IsSpace(r) || r == '\u3000':
			space = true
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlain spares the common cell, which is a short number, the normaliser.
func isPlain(s string) bool {
	if len(s) > 12 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// Width is how many columns a character takes in text aligned with spaces.
func Width(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return 0
	case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 ||
		r >= 0xffe0 && r <= 0xffe6 || r >= 0x20000):
		return 2
	}
	return 1
}
