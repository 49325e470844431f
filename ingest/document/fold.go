package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes printed text comparable: compatibility forms unified (full-width
// digits, ㈠, ①), invisible characters (zero width, bidi, soft hyphen) removed,
// every kind of space turned into one plain space, the ends trimmed.
func Fold(s string) string {
	if folded, ok := foldCommon(s); ok {
		return folded
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

// foldCommon folds text of none but the commonest characters, which need no
// normaliser; ok is false for any other text. It does not allocate where there
// is nothing to change.
func foldCommon(s string) (folded string, ok bool) {
	var out []byte // nil as long as s is what is printed, up to here
	space := false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		to := common(r)
		switch {
		case to < 0:
			return "", false
		case to == ' ':
			if out == nil && (r != ' ' || space || i == 0) {
				out = append(make([]byte, 0, len(s)), strings.TrimSuffix(s[:i], " ")...)
			}
			space = true
		default:
			if out == nil && to != r {
				out = append(make([]byte, 0, len(s)), strings.TrimSuffix(s[:i], " ")...)
			}
			if out != nil {
				if space && len(out) > 0 {
					out = append(out, ' ')
				}
				out = utf8.AppendRune(out, to)
			}
			space = false
		}
		i += size
	}
	if out == nil {
		return strings.TrimSuffix(s, " "), true
	}
	return string(out), true
}

// common is what a common character is folded to, a plain space for every kind
// of it, -1 for all other characters.
func common(r rune) rune {
	switch {
	case r > ' ' && r < 0x7f, r >= 0x4e00 && r <= 0x9fff, r >= 0x3001 && r <= 0x3003, r >= 0x3007 && r <= 0x3011,
		r == '—', r == '‘', r == '’', r == '“', r == '”':
		return r
	case r >= 0xff01 && r <= 0xff5e:
		return r - 0xfee0
	case r == ' ', r == '\t', r == '\n', r == '\r', r == '\u00a0', r == '\u3000':
		return ' '
	}
	return -1
}

// Width is how many columns a character takes in text aligned with spaces.
func Width(r rune) int {
	switch {
	case r >= ' ' && r < 0x7f:
		return 1
	case r >= 0x4e00 && r <= 0x9fff: // nearly all others
		return 2
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return 0
	case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 ||
		r >= 0xffe0 && r <= 0xffe6 || r >= 0x20000):
		return 2
	}
	return 1
}
