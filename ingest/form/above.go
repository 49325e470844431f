package form

// refuseAbove refuses rows that take their numbers from the lines after the
// label where numbers stand above the label that belong to no other row: each
// row would get the numbers of the next.
func refuseAbove(tokens []token, rows []*row) {
	var taken map[*token]bool // made when it is first asked
	above := false
	for i, r := range rows {
		if r.first < 0 || len(r.values) == 0 {
			continue
		}
		if r.values[0].row == tokens[r.last].row && !allBlank(r.values) && r.values[len(r.values)-1].row == tokens[r.last].row {
			above = false
		} else {
			if taken == nil {
				taken = map[*token]bool{}
				for _, before := range rows[:i] {
					before.take(taken)
				}
			}
			if above = above || numbersAbove(tokens, r.first, taken); above {
				r.slots, r.doubt = nil, "数字印在标签的上面还是下面，不能确定"
			}
		}
		if taken != nil {
			r.take(taken)
		}
	}
}

// take marks the cells of a row that was found.
func (r *row) take(taken map[*token]bool) {
	if r.first >= 0 {
		for _, v := range r.values {
			taken[v] = true
		}
	}
}

// numbersAbove tells whether numbers that no row has taken stand right above a
// label, under another label of the form.
func numbersAbove(tokens []token, label int, taken map[*token]bool) bool {
	found := false
	i := label - 1
	for ; i >= 0 && tokens[i].value && !taken[&tokens[i]]; i-- {
		found = found || !tokens[i].blank()
	}
	return found && i >= 0 && (tokens[i].header || taken[&tokens[i]])
}
