package form

import (
	"sync"

	"gongkai/data"
)

// Labels that were made out in a picture have wrong characters in them. One is
// taken for the label of the form that it is nearest to, if it is near and no
// other label is nearly as near. That alone decides nothing: rows count only in
// the form's order, and a report from a picture is held unless all are there.
const (
	nearLabel   = 0.6  // similarity at least
	nearerLabel = 0.15 // than the next label, by how much
)

// spelling is one wording of a label.
type spelling struct{ key, label string }

// spellings holds every wording of every label of the form.
var spellings = sync.OnceValue(func() []spelling {
	seen := map[spelling]bool{}
	var out []spelling
	for _, e := range data.Editions() {
		for n := 2; n <= 4; n++ {
			for _, l := range data.FormTable(n, e.Name).Labels {
				for _, text := range append([]string{l.Text}, l.Aliases...) {
					if s := (spelling{key(text), key(l.Text)}); s.key != "" && !seen[s] {
						seen[s] = true
						out = append(out, s)
					}
				}
			}
		}
	}
	return out
})

// nearestLabel is the key of the label that a misread one is, "" where that is
// not certain.
func nearestLabel(k string) string {
	var best spelling
	top, second := 0.0, 0.0
	for _, s := range spellings() {
		score := similarity(k, s.key)
		switch {
		case score > top && s.label == best.label:
			top, best = score, s
		case score > top:
			top, second, best = score, top, s
		case s.label != best.label:
			second = max(second, score)
		}
	}
	if top < nearLabel || top-second < nearerLabel {
		return ""
	}
	return best.key
}
