package prose

import (
	"slices"
	"strings"
)

// dictionary finds many words in a text in one pass.
type dictionary struct {
	starts  [1 << 10]uint64 // a bit for each character of the first plane that begins a word
	byFirst map[rune][]entry
}

type entry struct {
	word string
	id   int // what the caller knows it by
}

func newDictionary(words []entry) *dictionary {
	d := &dictionary{byFirst: map[rune][]entry{}}
	for _, w := range words {
		first := []rune(w.word)[0]
		d.starts[first>>6] |= 1 << (first & 63)
		d.byFirst[first] = append(d.byFirst[first], w)
	}
	for _, list := range d.byFirst {
		slices.SortStableFunc(list, func(a, b entry) int { return len(b.word) - len(a.word) })
	}
	return d
}

// scan calls f with every word that stands in the text and where it begins,
// words inside words included.
func (d *dictionary) scan(text string, f func(id, at int)) {
	for i, r := range text {
		if r >= 1<<16 || d.starts[r>>6]&(1<<(r&63)) == 0 {
			continue
		}
		for _, e := range d.byFirst[r] {
			if strings.HasPrefix(text[i:], e.word) {
				f(e.id, i)
			}
		}
	}
}

// wordSet is a set of words of data/prose_words.csv that are looked for at one
// place of a text, the longest first.
type wordSet []string

func newWordSet(words map[string]string) wordSet {
	var out wordSet
	for w := range words {
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return out
}

// prefix returns the longest word that the text begins with, "" when none.
func (w wordSet) prefix(text string) string {
	for _, word := range w {
		if strings.HasPrefix(text, word) {
			return word
		}
	}
	return ""
}

// suffix returns the longest word that the text ends with, "" when none.
func (w wordSet) suffix(text string) string {
	for _, word := range w {
		if strings.HasSuffix(text, word) {
			return word
		}
	}
	return ""
}

// in tells whether one of the words stands in the text.
func (w wordSet) in(text string) bool {
	for _, word := range w {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
