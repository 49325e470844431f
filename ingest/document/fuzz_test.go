package document

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever bytes are decoded, what comes out is valid text, not much longer
// than they are, and the same twice. (Z7)
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{sample, "\xef\xbb\xbf" + sample, "\xff\xfe1\x00", "\xfe\xff\x00", "\x81\x30\x81\x30", "\xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2\xff", "1\x00\n\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		text, charset, err := Decode(content)
		again, _, errAgain := Decode(content)
		if text != again || (err == nil) != (errAgain == nil) {
			t.Errorf("decoded twice: %q, %q", text, again)
		}
		if err == nil && (!utf8.ValidString(text) || charset == "" || len(text) > 3*len(content)+1) {
			t.Errorf("%d bytes as %q: %q", len(content), charset, text)
		}
		if strings.ContainsAny(Fold(text), "\n\u200b\u00ad") {
			t.Errorf("folded: %q", Fold(text))
		}
		if name := DecodeName(content); !utf8.ValidString(name) {
			t.Errorf("name: %q", name)
		}
	})
}
