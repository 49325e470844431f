package form

// candidates collects the cells that may be a row's values: the rest of the
// label's own row or line, or, where that holds none, the cells that follow up
// to the next label.
func candidates(tokens []token, last, n int, spaced bool) []*token {
	values := make([]*token, 0, n)
	label := &tokens[last]
	i := last + 1
	for ; i < len(tokens) && tokens[i].row == label.row; i++ {
		values = append(values, &tokens[i])
	}
	if label.kind == gridCell || !allBlank(values) {
		return values
	}
	blankLines := 0
	var gaps []int
	for ; i < len(tokens); i++ {
		t := &tokens[i]
		if !t.value {
			break
		}
		if t.kind == paragraph && t.blank() {
			blankLines++
			if !spaced && !pipesAround(values) {
				values = append(values, t)
			}
			continue
		}
		gaps = append(gaps, blankLines)
		blankLines = 0
		values = append(values, t)
	}
	if spaced && len(values) < n {
		return spread(values, gaps, n)
	}
	return values
}

// pipesAround tells a stream of piped fields, in which blank lines mean
// nothing because every field is delimited.
func pipesAround(values []*token) bool { return len(values) > 0 && values[0].kind == field }

// spread puts the blank cells back that a text with blank lines between its
// cells shows only as more blank lines: three lines for one blank cell, or two
// where the blank cell itself left none. It accepts whichever makes the row
// full, else leaves the row short.
func spread(values []*token, gaps []int, n int) []*token {
	for _, rule := range []func(int) int{
		func(lines int) int { return (lines - 1) / 2 },
		func(lines int) int { return lines - 1 },
	} {
		var out []*token
		for i, v := range values {
			for range max(0, rule(gaps[i])) {
				out = append(out, &token{at: v.at, row: v.row})
			}
			out = append(out, v)
		}
		if len(out) == n {
			return out
		}
	}
	return values
}

// blankLinesSeparate tells the two ways of printing one cell a line: with
// blank lines between cells, or with blank lines for blank cells.
func blankLinesSeparate(tokens []token, chain []match) bool {
	if len(chain) == 0 {
		return false
	}
	adjacent, apart := 0, 0
	from, to := chain[0].first, min(len(tokens)-1, chain[len(chain)-1].last+20)
	gap := false
	for i := from; i <= to; i++ {
		switch {
		case tokens[i].kind != paragraph:
			return false
		case tokens[i].blank():
			gap = true
			continue
		case i > from && gap:
			apart++
		case i > from:
			adjacent++
		}
		gap = false
	}
	return apart > 3*adjacent
}
