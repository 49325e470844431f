package form

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/ingest/document"
)

// key is a label reduced to what tells it from others: letters and digits
// only, in compatibility form, simplified characters. Numbering stays, so
// (七)总计 is not 总计 and 四、结转 is not another 结转.
func key(s string) string {
	if k, ok := labelKeys()[s]; ok {
		return k
	}
	return foldedKey(document.Fold(s))
}

// labelKeys are the keys of the form's labels as the form prints them.
var labelKeys = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, e := range data.Editions() {
		for n := 2; n <= 4; n++ {
			for _, l := range data.FormTable(n, e.Name).Labels {
				out[l.Text] = foldedKey(document.Fold(l.Text))
			}
		}
	}
	return out
})

// foldedKey is key of a text that is already folded.
func foldedKey(folded string) string {
	letters := letters()
	for i, r := range folded {
		if letters.key(r) != r {
			out := append(make([]byte, 0, len(folded)), folded[:i]...)
			for _, r := range folded[i:] {
				if r = letters.key(r); r >= 0 {
					out = utf8.AppendRune(out, r)
				}
			}
			return string(out)
		}
	}
	return folded
}

// letterTable is what keys keep of each ideograph.
type letterTable [0xa000 - 0x4e00]rune

var letters = sync.OnceValue(func() *letterTable {
	var t letterTable
	for i := range t {
		t[i] = keyed(0x4e00 + rune(i))
	}
	return &t
})

// key is what a key keeps of a character, -1 for nothing.
func (t *letterTable) key(r rune) rune {
	switch {
	case r >= '0' && r <= '9':
		return r
	case r >= 0x4e00 && r < 0xa000:
		return t[r-0x4e00]
	}
	return keyed(r)
}

func keyed(r rune) rune {
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return -1
	}
	if simple, ok := data.Simplified()[r]; ok {
		r = simple
	}
	if r == '它' {
		r = '他'
	}
	return r
}

// bare is a key without its numbering, for files whose automatic numbers were
// lost.
func bare(k string) string {
	if rest := strings.TrimLeft(k, "0123456789一二三四五六七八九十"); rest != "" {
		return rest
	}
	return k
}

// Qualities of a match, as weights: a better one is never given up for more of
// the worse.
const (
	exactMatch = 10.0
	aliasMatch = 9.0
	bareMatch  = 6.0
	gluedMatch = 5.0
)

// sense is what a key may mean in one table of the form.
type sense struct {
	element int // index into the table's labels
	quality float64
}

// vocabulary maps keys to what they may mean in one table of one edition.
type vocabulary struct {
	table  *data.Table
	senses map[string][]sense
	bare   map[string][]sense
	begins map[string]bool // what a key of either begins with
}

var vocabularies sync.Map // *data.Table → *vocabulary

func vocabularyOf(t *data.Table) *vocabulary {
	if v, ok := vocabularies.Load(t); ok {
		return v.(*vocabulary)
	}
	v := &vocabulary{table: t, senses: map[string][]sense{}, bare: map[string][]sense{}, begins: map[string]bool{}}
	for i, label := range t.Labels {
		if label.Text == "" {
			continue
		}
		k := key(label.Text)
		v.senses[k] = append(v.senses[k], sense{i, exactMatch})
		if b := bare(k); b != k {
			v.bare[b] = append(v.bare[b], sense{i, bareMatch})
		}
		for _, alias := range label.Aliases {
			if a := key(alias); a != k {
				v.senses[a] = append(v.senses[a], sense{i, aliasMatch})
			}
		}
	}
	for _, keys := range []map[string][]sense{v.senses, v.bare} {
		for k := range keys {
			for i, r := range k {
				v.begins[k[:i+utf8.RuneLen(r)]] = true
			}
		}
	}
	vocabularies.Store(t, v)
	return v
}

// known holds the key of every label of the form in any edition, which is never
// a value, as true, and what such keys begin with as false.
var known = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, e := range data.Editions() {
		for n := 2; n <= 4; n++ {
			v := vocabularyOf(data.FormTable(n, e.Name))
			for k := range v.begins {
				out[k] = out[k] || v.senses[k] != nil
			}
		}
	}
	return out
})

// similarity of two keys: 1 for equal, 0 for nothing in common.
func similarity(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	before := make([]int, len(y)+1)
	for j := range before {
		before[j] = j
	}
	for i := range x {
		now := make([]int, len(y)+1)
		now[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			now[j+1] = min(before[j]+cost, before[j+1]+1, now[j]+1)
		}
		before = now
	}
	return 1 - float64(before[len(y)])/float64(max(len(x), len(y)))
}
