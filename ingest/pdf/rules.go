package pdf

import (
	"cmp"
	"slices"
)

// Tolerances in points.
const (
	sameEdge = 2.5 // lines nearer than this are one line
	gap      = 3.0 // pieces of a line nearer than this are one piece
	minRule  = 6.0 // shorter lines, such as bullets, rule nothing
)

// merge joins pieces of lines: producers draw a border as many short ones, and
// twice where two cells meet. All rules given are upright, or all are level.
func merge(rules []rule) []rule {
	slices.SortFunc(rules, func(a, b rule) int { return cmp.Compare(a.at, b.at) })
	var out []rule
	for first := 0; first < len(rules); {
		last, sum := first, 0.0
		for ; last < len(rules) && rules[last].at-rules[first].at <= sameEdge; last++ {
			sum += rules[last].at
		}
		out = append(out, mergeCollinear(rules[first:last], sum/float64(last-first))...)
		first = last
	}
	return out
}

func mergeCollinear(pieces []rule, at float64) []rule {
	slices.SortFunc(pieces, func(a, b rule) int { return cmp.Compare(a.from, b.from) })
	var out []rule
	open := pieces[0]
	finish := func() {
		if open.at = at; open.to-open.from >= minRule {
			out = append(out, open)
		}
	}
	for _, r := range pieces[1:] {
		if r.from <= open.to+gap {
			open.to = max(open.to, r.to)
			continue
		}
		finish()
		open = r
	}
	finish()
	return out
}

// frame is the lines of one table: level and upright ones that touch.
type frame struct{ level, upright []rule }

// frames sorts merged lines into tables.
func frames(rules []rule) []frame {
	var level, upright []rule
	for _, r := range rules {
		if r.upright {
			upright = append(upright, r)
		} else {
			level = append(level, r)
		}
	}
	level, upright = merge(level), merge(upright)
	parent := newSets(len(level) + len(upright))
	for i, h := range level {
		// upright lines are sorted by x: only those under h can touch it
		from, _ := slices.BinarySearchFunc(upright, h.from-gap, func(v rule, x float64) int { return cmp.Compare(v.at, x) })
		for j := from; j < len(upright) && upright[j].at <= h.to+gap; j++ {
			if v := upright[j]; h.at >= v.from-gap && h.at <= v.to+gap {
				parent.join(i, len(level)+j)
			}
		}
	}
	byRoot := map[int]int{}
	var out []frame
	at := func(i int) *frame {
		root := parent.root(i)
		n, ok := byRoot[root]
		if !ok {
			n = len(out)
			byRoot[root] = n
			out = append(out, frame{})
		}
		return &out[n]
	}
	for i, h := range level {
		f := at(i)
		f.level = append(f.level, h)
	}
	for j, v := range upright {
		f := at(len(level) + j)
		f.upright = append(f.upright, v)
	}
	return slices.DeleteFunc(out, func(f frame) bool { return len(f.upright) < 1 || len(f.level) < 1 || len(f.upright)+len(f.level) < 3 })
}

// sets is a union-find.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) root(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(a, b int) {
	a, b = s.root(a), s.root(b)
	s[max(a, b)] = min(a, b)
}
