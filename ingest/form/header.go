package form

import (
	"slices"

	"gongkai/data"
)

// columnsInOrder checks the header of table 3: the applicant labels that are
// printed whole must stand in the form's order. 总计 may stand in another
// header line; in a grid its column tells where it really is.
func columnsInOrder(tokens []token, t *data.Table, firstRow int) bool {
	order := map[string]int{}
	for _, l := range t.Labels {
		if l.Axis == data.Col {
			order[key(l.Text)] = len(order)
		}
	}
	total := len(order) - 1
	var ranks, columns []int
	for i := max(0, firstRow-40); i < firstRow; i++ {
		tok := &tokens[i]
		rank, ok := order[tok.key]
		if !ok || rank == total && tok.kind != gridCell {
			continue
		}
		if rank == 0 { // 自然人 opens the header
			ranks, columns = nil, nil
		}
		ranks, columns = append(ranks, rank), append(columns, tok.col)
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
	inChain := map[int]bool{}
	for _, m := range chain {
		for i := m.first; i <= m.last; i++ {
			inChain[i] = true
		}
	}
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
				if !inChain[i] && tokens[i].key == k && !chainHas(t, chain, k) {
					out[l.Group] = "各列的次序与法定表格不同"
				}
			}
		}
	}
	return out
}

func chainHas(t *data.Table, chain []match, k string) bool {
	for _, m := range chain {
		if l := t.Labels[m.element]; l.Axis == data.Col && key(l.Text) == k {
			return true
		}
	}
	return false
}

// headerTexts gives the printed text of the column labels by key: it may name
// the unit that the form leaves open.
func headerTexts(tokens []token, t *data.Table, chain []match) map[string]string {
	out := map[string]string{}
	for _, m := range chain {
		if l := t.Labels[m.element]; l.Axis == data.Col {
			out[l.Key] = tokens[m.first].text
		}
	}
	return out
}
