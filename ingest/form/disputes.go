package form

import (
	"gongkai/data"
)

// disputesChain finds the header of table 4, whose one row of values has no
// label. The header's labels repeat and are printed over one to five lines, so
// they are taken as a set: the four heads must be there in order, and the
// values are what follows the last label.
func disputesChain(tokens []token, t *data.Table) (first, last int) {
	v := vocabularyOf(t)
	heads := map[string]int{}
	for i := range tokens {
		if !tokens[i].header {
			continue
		}
		for _, s := range v.senses[tokens[i].key] {
			if l := t.Labels[s.element]; l.Axis == data.Head {
				heads[l.Group] = i
			}
		}
		if at, ok := heads["litigation_after_review"]; ok && at == i {
			if f, ok := orderedHeads(heads); ok {
				return f, lastHeader(tokens, v, i)
			}
		}
	}
	return -1, -1
}

// orderedHeads tells whether the four heads stand as the form has them.
func orderedHeads(heads map[string]int) (first int, ok bool) {
	review, a := heads["review"]
	litigation, b := heads["litigation"]
	direct, c := heads["litigation_direct"]
	after, d := heads["litigation_after_review"]
	near := after-review <= 60
	return review, a && b && c && d && review < litigation && litigation < after && direct < after && near
}

// lastHeader follows the header to its last label: labels, fragments of broken
// ones and blanks may follow one another until the first value.
func lastHeader(tokens []token, v *vocabulary, from int) int {
	last := from
	for i := from + 1; i < len(tokens) && i <= from+60; i++ {
		t := &tokens[i]
		if t.value && !t.blank() {
			break
		}
		if v.senses[t.key] != nil || isFragment(t.key) {
			last = i
		} else if !t.blank() {
			break
		}
	}
	return last
}

// isFragment tells a piece of a broken result label, or several of them on
// one line: text aligned with spaces prints 结果 结果 其他 over 维持 纠正 结果.
func isFragment(k string) bool {
	rest := []rune(k)
	if len(rest) == 0 {
		return false
	}
	for _, r := range rest {
		switch r {
		case '结', '果', '维', '持', '纠', '正', '其', '他', '尚', '未', '审', '总', '计':
		default:
			return false
		}
	}
	return true
}

// disputesRow reads the one row of table 4.
func disputesRow(tokens []token, t *data.Table) *row {
	r := &row{label: t.Rows[0], cells: t.Cells, first: -1, last: -1}
	first, last := disputesChain(tokens, t)
	if first < 0 {
		return r
	}
	r.first, r.last = first, last
	if !resultsInOrder(tokens[first:last+1], t) {
		r.order, r.doubt = true, "各列的次序与法定表格不同"
		return r
	}
	r.values = disputesValues(tokens, last)
	n := len(r.cells)
	switch {
	case len(r.values) == n:
		r.slots = at(0, n)
	case len(r.values) > n:
		r.slots = layouts{}.pick(r.values, n, 0)
	}
	switch {
	case r.slots == nil:
		r.doubt = "数字行不是 15 格"
	case anotherRow(tokens, r.values, n):
		r.slots, r.doubt = nil, "表头下有几行数字，不能确定是哪一行"
	default:
		r.heedBelow(tokens)
	}
	return r
}

// disputesValues takes the row after the header, or, where each line holds one
// field, the fields that follow it.
func disputesValues(tokens []token, last int) []*token {
	next := last + 1
	for next < len(tokens) && tokens[next].row == tokens[last].row {
		next++
	}
	if next >= len(tokens) {
		return nil
	}
	var row []*token
	for i := next; i < len(tokens) && tokens[i].row == tokens[next].row; i++ {
		row = append(row, &tokens[i])
	}
	if tokens[next].kind == gridCell || len(row) > 1 && tokens[next].kind != paragraph && !allBlank(row) {
		return row
	}
	spaced := blankLinesSeparate(tokens, []match{{first: max(0, last-10), last: last}})
	return candidates(tokens, last, 15, spaced)
}

// anotherRow tells whether a row with as many numbers follows that of the
// values: those of another year, or the first is the number of each column.
func anotherRow(tokens []token, values []*token, n int) bool {
	i := 0
	for &tokens[i] != values[len(values)-1] {
		if i++; i == len(tokens) {
			return false
		}
	}
	for i++; i < len(tokens) && tokens[i].blank(); {
		i++
	}
	found := 0
	for first := i; i < len(tokens) && tokens[i].row == tokens[first].row; i++ {
		if tokens[i].value && !tokens[i].blank() {
			found++
		}
	}
	return found >= n
}

// resultsInOrder checks the order of the result labels that are printed whole:
// upheld, corrected, other, pending, total, again and again. In a grid the
// order is that of the columns.
func resultsInOrder(header []token, t *data.Table) bool {
	order := map[string]int{}
	for _, l := range t.Labels {
		if l.Axis == data.Col && l.Group == "review" {
			order[key(l.Text)] = len(order)
		}
	}
	byRow := map[int]int{}
	for _, tok := range header {
		i, ok := order[tok.key]
		if !ok {
			continue
		}
		if want, seen := byRow[tok.row]; seen && i != want%5 && tok.kind != paragraph {
			return false
		}
		byRow[tok.row] = i + 1
	}
	return true
}
