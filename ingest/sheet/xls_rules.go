package sheet

import "fmt"

// conditions finds the cells whose text a conditional format may hide.
type conditions struct {
	cells  []merge // those of the format that was read last
	hiding []merge // those of formats that may hide
}

// take takes a record of conditional formats: the cells of one, or one of its
// rules.
func (c *conditions) take(r *record, colours palette) error {
	const ranges = 14 // behind the count of rules, flags, the cells around all ranges and their count
	if r.id == recRule {
		if hides(r.body, colours) {
			c.hiding = append(c.hiding, c.cells...)
		}
		if len(c.hiding) > maxRules {
			return ErrTooLarge
		}
		return nil
	}
	n := u16(r.body[ranges-2:])
	if len(r.body) < ranges+8*n {
		return fmt.Errorf("conditional format: %w", ErrDamaged)
	}
	c.cells = c.cells[:0]
	for b := r.body[ranges : ranges+8*n]; len(b) > 0; b = b[8:] {
		c.cells = append(c.cells, merge{place{u16(b), u16(b[4:])}, place{u16(b[2:]), u16(b[6:])}})
	}
	return nil
}

// hides tells a rule that strikes text through, whitens it without a colour behind
// it, or shows numbers in a format of its own.
func hides(rule []byte, colours palette) bool {
	const (
		flags, font                       = 6, 12      // where they stand
		effects, colour, untouched        = 68, 80, 88 // where these stand in the description of the font
		size, struck                      = 118, 0x80  // of that description, and an effect
		hasNumber, hasFont, hasBackground = 1 << 25, 1 << 26, 1 << 29
	)
	has := u32(rule[flags:])
	if has&hasNumber != 0 {
		return true
	}
	if has&hasFont == 0 || len(rule) < font+size {
		return false
	}
	f := rule[font:]
	return f[effects]&struck != 0 && f[untouched]&struck == 0 || colours.white(u32(f[colour:])) && has&hasBackground == 0
}

// within tells a cell in any of the ranges.
func within(ranges []merge, at place) bool {
	for _, m := range ranges {
		if at.row >= m.first.row && at.row <= m.last.row && at.col >= m.first.col && at.col <= m.last.col {
			return true
		}
	}
	return false
}
