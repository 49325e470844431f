package sheet

// boxes finds the cells over which boxes with text are drawn. A drawing says in
// one record where it stands, in the next what it is, and in one more its text.
type boxes struct {
	at    merge // where the drawing that was read last stands
	known bool  // it says so
	note  bool  // it is a comment, which is not shown
	found []merge
}

// take takes a record that concerns drawings.
func (b *boxes) take(r *record) error {
	const comment, dataOfObject = 0x19, 0x15
	switch r.id {
	case recDrawing:
		b.anchor(r.body, 0)
	case recObject:
		b.note = u16(r.body) == dataOfObject && u16(r.body[4:]) == comment
	case recBoxText:
		if u16(r.body[10:]) == 0 || b.note {
			return nil
		}
		at := b.at
		if !b.known { // it may lie over any cell
			at = merge{last: place{maxRows, maxCols}}
		}
		if b.found = append(b.found, at); len(b.found) > maxRules {
			return ErrTooLarge
		}
	}
	return nil
}

// anchor finds the anchor of a drawing. Those of a group stand where the group
// does.
func (b *boxes) anchor(drawing []byte, depth int) {
	const header, container, clientAnchor, anchorSize = 8, 0xF, 0xF010, 18
	for len(drawing) >= header && depth < 32 {
		kind, size, rest := u16(drawing[2:]), u32(drawing[4:]), drawing[header:]
		size = min(size, len(rest)) // one ends in a later record
		switch {
		case drawing[0]&container == container:
			b.anchor(rest[:size], depth+1)
		case kind == clientAnchor && size >= anchorSize:
			b.at = merge{place{u16(rest[6:]), u16(rest[2:])}, place{u16(rest[14:]), u16(rest[10:])}}
			b.known = true
		}
		drawing = rest[size:]
	}
}
