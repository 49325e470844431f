package document

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slowFold is Fold by its definition.
func slowFold(s string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			return -1
		}
		return r
	}, norm.NFKC.String(s))
	return strings.Join(strings.Fields(visible), " ")
}

// The short way through Fold gives what its definition gives: for every
// character alone and between others, and for texts of common and rare ones.
func TestFoldOfCommonText(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		for _, s := range []string{string(r), "1" + string(r) + "甲", " " + string(r) + " 2"} {
			if got, want := Fold(s), slowFold(s); got != want {
				t.Fatalf("Fold(%q) = %q, want %q", s, got, want)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 1))
	alphabet := []rune("12甲乙（）：，。、《》“ \t\n\u00a0\u3000１Ａ〇—e\u0301①㈠…\u200b\ufeffｶﾞ")
	for range 200_000 {
		var s []rune
		for range random.IntN(8) {
			s = append(s, alphabet[random.IntN(len(alphabet))])
		}
		if got, want := Fold(string(s)), slowFold(string(s)); got != want {
			t.Fatalf("Fold(%q) = %q, want %q", string(s), got, want)
		}
	}
}
