package sheet

import "fmt"

// conditions finds the cells whose text a conditional format may hide.
type conditions struct {
	formats []condition
	cells   []merge // those of the format whose rules are read
	hiding  []merge // those of formats that may hide
}

// condition is a conditional format: its number and its cells.
type condition struct {
	number int
	cells  []merge
}

// laterHeader is how many bytes stand before what a record of Excel 97 holds, in
// one of the same meaning that Excel 2007 writes.
const laterHeader = 12

// take takes a record of conditional formats: the cells of one, one of its rules,
// or which format the rule belongs to that follows.
func (c *conditions) take(r *record, colours palette) error {
	switch r.id {
	case recCondition:
		return c.format(r.body)
	case recRule:
		return c.rule(hides(r.body, colours))
	}
	if len(r.body) < laterHeader {
		return errRule
	}
	b := r.body[laterHeader:]
	switch {
	case r.id == recCondition12:
		return c.format(b)
	case r.id == recRule12 && len(b) >= 10:
		return c.rule(hides12(b, colours))
	case r.id == recRuleOf && len(b) >= 6:
		c.of(u32(b), u16(b[4:]))
		return nil
	}
	return errRule
}

// of begins the rules of Excel 2007 of a format of Excel 97; later is 0 where the
// record only says more of a rule that was read.
func (c *conditions) of(later, number int) {
	if later == 0 {
		return
	}
	c.cells = []merge{{last: place{maxRows, maxCols}}} // it may be of any
	for i := range c.formats {
		if c.formats[i].number == number {
			c.cells = c.formats[i].cells
		}
	}
}

var errRule = fmt.Errorf("conditional format: %w", ErrDamaged)

// format takes the cells of a conditional format.
func (c *conditions) format(b []byte) error {
	const ranges = 14 // behind the count of rules, its number, the cells around all ranges and their count
	if len(b) < ranges || len(b) < ranges+8*u16(b[ranges-2:]) {
		return errRule
	}
	f := condition{number: u16(b[2:]) >> 1}
	for b = b[ranges : ranges+8*u16(b[ranges-2:])]; len(b) > 0; b = b[8:] {
		f.cells = append(f.cells, merge{place{u16(b), u16(b[4:])}, place{u16(b[2:]), u16(b[6:])}})
	}
	c.formats, c.cells = append(c.formats, f), f.cells
	return nil
}

// rule takes whether a rule hides the text of its cells.
func (c *conditions) rule(hides bool) error {
	if hides {
		c.hiding = append(c.hiding, c.cells...)
	}
	if len(c.hiding) > maxRules {
		return ErrTooLarge
	}
	return nil
}

// hides tells a rule that strikes text through, whitens it without a colour behind
// it, or shows numbers in a format of its own.
func hides(rule []byte, colours palette) bool {
	const flags = 6 // behind its kind and the lengths of its formulas
	return look97(rule[flags:], colours)
}

// hides12 tells the same of a rule of Excel 2007, and one that shows only a bar or
// an icon for the number.
func hides12(rule []byte, colours palette) bool {
	const (
		lengths, look       = 2, 10 // where the lengths of two formulas and the look stand
		reserved            = 2     // bytes in place of no look
		settings, rest      = 6, 16 // bytes between the third formula and what only bars and icons have
		bar, icons          = 4, 6  // kinds
		showsValue, onlyOne = 2, 1  // flags of these
	)
	size := u32(rule[6:])
	if size > len(rule)-look {
		return false
	}
	if size >= 6 && look97(rule[look:look+size], colours) {
		return true
	}
	if size == 0 {
		size = reserved
	}
	at := look + size + u16(rule[lengths:]) + u16(rule[lengths+2:])
	if at+2 > len(rule) {
		return false
	}
	if at += 2 + u16(rule[at:]) + settings; at <= len(rule) && rule[at-1] == rest { // else there is none
		at += rest
	}
	switch kind := rule[0]; {
	case kind == bar && at+4 <= len(rule):
		return rule[at+3]&showsValue == 0
	case kind == icons && at+6 <= len(rule):
		return rule[at+5]&onlyOne != 0
	}
	return false
}

// look97 tells whether the look that a rule gives hides text.
func look97(look []byte, colours palette) bool {
	const (
		font                              = 6          // where it stands
		effects, colour, untouched        = 68, 80, 88 // where these stand in the description of the font
		size, struck                      = 118, 0x80  // of that description, and an effect
		hasNumber, hasFont, hasBackground = 1 << 25, 1 << 26, 1 << 29
	)
	if len(look) < 4 {
		return false
	}
	has := u32(look)
	if has&hasNumber != 0 {
		return true
	}
	if has&hasFont == 0 || len(look) < font+size {
		return false
	}
	f := look[font:]
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
