package form

import (
	"slices"

	"gongkai/data"
)

// match says that tokens first..last print a label of the form together.
type match struct {
	first, last int
	element     int
	quality     float64
	glued       bool // the label's cell also holds its values, unseparated
}

// maxJoin is over how many tokens a label may be broken.
const maxJoin = 4

// gapCost makes the more compact of two equally good alignments win.
const gapCost = 0.0005

// align finds the labels of a table among the tokens: each once, in the order
// of the form, so that the sum of match qualities is greatest. Only labels for
// which wanted holds take part. Where less than half of them are found as they
// are printed, the file may have lost its automatic numbers: the labels are
// then looked for without numbering, and that counts only if it finds most.
func align(tokens []token, v *vocabulary, wanted func(*data.Label) bool) []match {
	chain := bestChain(matches(tokens, v, wanted, false))
	if n := count(v, wanted); len(v.bare) > 0 && len(chain)*2 < n {
		if numberless := bestChain(matches(tokens, v, wanted, true)); len(numberless)*2 >= n {
			return numberless
		}
	}
	return chain
}

// count is how many labels take part.
func count(v *vocabulary, wanted func(*data.Label) bool) int {
	n := 0
	for _, l := range v.table.Labels {
		if wanted(l) {
			n++
		}
	}
	return n
}

func matches(tokens []token, v *vocabulary, wanted func(*data.Label) bool, bareToo bool) []match {
	out := make([]match, 0, 2*len(v.table.Labels))
	add := func(first, last int, senses []sense, glued bool) {
		for _, s := range senses {
			if l := v.table.Labels[s.element]; wanted(l) {
				q := s.quality
				if glued {
					q = gluedMatch
				}
				if l.Axis == data.Head {
					q /= 3 // heads order the rows but hold nothing
				}
				out = append(out, match{first, last, s.element, q - float64(last-first)*0.1, glued})
			}
		}
	}
	for i := range tokens {
		t := &tokens[i]
		if t.key == "" {
			continue
		}
		if t.opens {
			broken(tokens, i, v, func(last int, joined string) {
				add(i, last, v.senses[joined], false)
				if bareToo {
					add(i, last, v.bare[joined], false)
				}
			})
		}
		end := len(t.key)
		for end > 0 && t.key[end-1] >= '0' && t.key[end-1] <= '9' {
			end--
		}
		if end > 0 && end < len(t.key) {
			add(i, i, v.senses[t.key[:end]], true)
		}
	}
	return out
}

// broken visits what token i and those that may continue it print together, as
// long as that begins a label.
func broken(tokens []token, i int, v *vocabulary, visit func(last int, joined string)) {
	joined := ""
	for j, n := i, 0; j < len(tokens) && n < maxJoin; j++ {
		if tokens[j].blank() && tokens[i].kind == paragraph {
			continue
		}
		if j > i && (tokens[j].key == "" || !joinable(tokens, i, j)) {
			break
		}
		joined += tokens[j].key
		if n++; !v.begins[joined] {
			break
		}
		visit(j, joined)
	}
}

// inChain marks the tokens that a chain takes for labels.
func inChain(tokens []token, chain []match) []bool {
	taken := make([]bool, len(tokens))
	for _, m := range chain {
		for i := m.first; i <= m.last; i++ {
			taken[i] = true
		}
	}
	return taken
}

// joinable tells whether token j may continue the label that starts at i: a
// label is broken over lines, never over cells of a grid or fields of a line.
func joinable(tokens []token, i, j int) bool {
	a, b := &tokens[i], &tokens[j]
	return a.kind != gridCell && b.kind != gridCell && a.row != b.row && !b.value
}

// bestChain picks matches in increasing token and label order.
func bestChain(found []match) []match {
	slices.SortStableFunc(found, func(a, b match) int { return a.last - b.last })
	best := make([]float64, len(found))
	most := make([]float64, len(found)) // of best up to here
	from := make([]int, len(found))
	top := -1
	for i := range found {
		m := &found[i]
		best[i], from[i] = m.quality, -1
		for j := i - 1; j >= 0 && most[j]+m.quality > best[i]; j-- {
			p := &found[j]
			if p.last >= m.first || p.element >= m.element {
				continue
			}
			if score := best[j] + m.quality - gapCost*float64(m.first-p.last); score > best[i] {
				best[i], from[i] = score, j
			}
		}
		if most[i] = best[i]; i > 0 {
			most[i] = max(most[i-1], best[i])
		}
		if top < 0 || best[i] > best[top] {
			top = i
		}
	}
	var chain []match
	for i := top; i >= 0; i = from[i] {
		chain = append(chain, found[i])
	}
	slices.Reverse(chain)
	return chain
}
