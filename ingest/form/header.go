package form

import (
	"slices"

	"gongkai/data"
)

// applicantsHeader is the header of table 3: from the first of its labels that
// stands before the first row, but after another row, to that row.
func applicantsHeader(tokens []token, t *data.Table, firstRow int) []token {
	const longest = 60
	v := vocabularyOf(t)
	to := firstRow
	for to > 0 && tokens[to-1].row == tokens[firstRow].row {
		to--
	}
	from := to
	for i := to - 1; i >= max(0, to-longest); i-- {
		if from < to && tokens[i].value && !tokens[i].blank() { // of another table
			break
		}
		senses := v.senses[tokens[i].key]
		if tokens[i].header && (senses == nil || t.Labels[senses[0].element].Axis == data.Row) {
			break
		}
		if tokens[i].header {
			from = i
		}
	}
	return tokens[from:to]
}

// applicantsInOrder tells whether the labels of the applicants stand in the
// form's order, each once. 总计 may stand in a header line of its own, before
// or after the others; in a grid its column tells where it really is.
func (h *header) applicantsInOrder(tokens []token) bool {
	rank := map[*token]int{}
	total := 0
	for _, l := range h.table.Labels {
		if l.Axis != data.Col {
			continue
		}
		for _, tok := range h.printed[key(l.Text)] {
			rank[tok] = total
		}
		total++
	}
	total--
	var ranks, columns []int
	var before *token // the label before
	for i := range tokens {
		tok := &tokens[i]
		n, ok := rank[tok]
		if !ok {
			if !tok.blank() {
				before = nil
			}
			continue
		}
		if n == 0 && before != nil && rank[before] == total && tok.kind != gridCell && (tok.kind == paragraph || before.row == tok.row) {
			return false
		}
		if before = tok; n == total && tok.kind != gridCell {
			continue
		}
		ranks, columns = append(ranks, n), append(columns, tok.col)
		if tok.kind != gridCell {
			columns[len(columns)-1] = len(columns)
		}
	}
	byColumn := make([]int, len(ranks))
	for i := range byColumn {
		byColumn[i] = i
	}
	slices.SortStableFunc(byColumn, func(a, b int) int { return columns[a] - columns[b] })
	for i := 1; i < len(byColumn); i++ {
		if ranks[byColumn[i-1]] >= ranks[byColumn[i]] {
			return false
		}
	}
	return true
}

// blocksOutOfOrder lists the blocks of table 2 whose column labels do not stand
// as the form has them: one is missing from the alignment though it is printed
// inside the block. It also lists blocks none of whose column labels is there:
// nothing then says what their numbers count.
func blocksOutOfOrder(tokens []token, t *data.Table, chain []match) map[string]string {
	out := map[string]string{}
	matched := map[string]int{}
	from, to := map[string]int{}, map[string]int{}
	for _, m := range chain {
		l := t.Labels[m.element]
		if _, ok := from[l.Group]; !ok {
			from[l.Group] = m.first
		}
		if l.Axis == data.Col {
			matched[l.Group]++
		}
		if l.Axis == data.Row {
			if _, ok := to[l.Group]; !ok {
				to[l.Group] = m.first
			}
		}
	}
	taken := inChain(tokens, chain)
	for _, l := range t.Labels {
		if l.Axis != data.Col {
			continue
		}
		end, ok := to[l.Group]
		switch {
		case !ok:
		case matched[l.Group] == 0:
			out[l.Group] = "这一块没有写明各列的名称"
		default:
			k := key(l.Text)
			for i := from[l.Group]; i < end; i++ {
				if !taken[i] && tokens[i].key == k && !chainHas(t, chain, l.Group, k) {
					out[l.Group] = "各列的次序与法定表格不同"
				}
			}
		}
	}
	return out
}

func chainHas(t *data.Table, chain []match, group, k string) bool {
	for _, m := range chain {
		if l := t.Labels[m.element]; l.Axis == data.Col && l.Group == group && key(l.Text) == k {
			return true
		}
	}
	return false
}
