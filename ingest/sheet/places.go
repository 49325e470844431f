package sheet

// line is one row of a page.
type line struct {
	spots   []spot  // by column, nil where the row holds nothing and no merge meets it
	filled  []uint8 // columns of the cells that hold something and are not covered
	covered int     // how many spots merges cover
}

// spot says of one place, as an index plus one, 0 for none: the cell that it
// holds, the merge that begins there, the merge that covers it and begins
// elsewhere.
type spot struct {
	cell          int32
	anchor, cover uint16 // at most maxMerges
}

// place indexes the cells.
func (l *layout) place() error {
	rows := 0
	for i := range l.page.cells {
		c := &l.page.cells[i]
		if l.last.col = max(l.last.col, c.col); i == 0 || c.row != l.last.row {
			l.last.row = c.row
			rows++
		}
	}
	if l.last.row >= maxRows || l.last.col >= maxCols {
		return ErrTooLarge
	}
	l.lines = make([]line, l.last.row+1+beyond)
	l.room = make([]spot, rows*(l.last.col+1))
	var spots []spot
	for i, row := 0, -1; i < len(l.page.cells); i++ {
		c := &l.page.cells[i]
		if c.row != row {
			row, spots = c.row, l.spots(c.row)
		}
		spots[c.col].cell = int32(i + 1)
	}
	return nil
}

// spots are those of a row, made where there are none yet.
func (l *layout) spots(row int) []spot {
	if l.lines[row].spots == nil {
		width := l.last.col + 1
		if len(l.room) < width { // a row of which only merges are known
			l.room = make([]spot, width)
		}
		l.lines[row].spots, l.room = l.room[:width:width], l.room[width:]
	}
	return l.lines[row].spots
}

// spot is what is at a place of the sheet.
func (l *layout) spot(at place) spot {
	if spots := l.lines[at.row].spots; spots != nil {
		return spots[at.col]
	}
	return spot{}
}

// held is the cell of a spot, a blank one where it holds none.
func (l *layout) held(s spot) (c cell) {
	if s.cell > 0 {
		c = l.page.cells[s.cell-1].cell
	}
	return c
}

// merge indexes the merged ranges, cut to what the sheet holds.
func (l *layout) merge() error {
	for i := range l.page.merges {
		m := &l.page.merges[i]
		m.last.row, m.last.col = min(m.last.row, l.last.row), min(m.last.col, l.last.col)
		for row := m.first.row; row <= m.last.row && m.first.col <= m.last.col; row++ {
			spots := l.spots(row)
			for col := m.first.col; col <= m.last.col; col++ {
				if row == m.first.row && col == m.first.col {
					spots[col].anchor = uint16(i + 1)
					continue
				}
				if spots[col].cover == 0 {
					l.covered++
					l.lines[row].covered++
				}
				spots[col].cover = uint16(i + 1)
				if spots[col].cell > 0 {
					l.under(m.first, l.held(spots[col]))
				}
			}
		}
		if l.covered > maxCells {
			return ErrTooLarge
		}
	}
	return nil
}

// under doubts the cell that a merge shows where another value lies under it.
func (l *layout) under(shown place, c cell) {
	at := &l.lines[shown.row].spots[shown.col]
	if c.text == "" || c.text == l.held(*at).text {
		return
	}
	if at.cell == 0 {
		l.page.cells = append(l.page.cells, placedCell{place: shown})
		at.cell = int32(len(l.page.cells))
	}
	l.page.cells[at.cell-1].doubt = "another value lies under the merged cell"
}

// fill lists the columns of each row that hold something.
func (l *layout) fill() {
	columns := make([]uint8, 0, len(l.page.cells))
	for row := range l.lines {
		line, before := &l.lines[row], len(columns)
		for col := range line.spots {
			if s := &line.spots[col]; s.cell > 0 && s.cover == 0 {
				columns = append(columns, uint8(col))
			}
		}
		line.filled = columns[before:]
	}
}
