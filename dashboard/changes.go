package dashboard

import (
	"gongkai/analytics"
)

// compared is a change with the values that it lies between. Bodies is set when
// it is not that of the whole total but of the bodies that have a value in both
// years: a total must not seem to change because other bodies reported.
type compared struct {
	analytics.Change
	now, before analytics.Value
	bodies      int
}

func comparedPoint(p analytics.Point, before analytics.Value) compared {
	c := compared{Change: p.Change, now: p.Value, before: before}
	if p.Basis.Gaps && p.Change.Note == p.Basis.Same.Change.Note {
		c.now = analytics.Value{Status: analytics.Reported, Number: p.Basis.Same.Now}
		c.before = analytics.Value{Status: analytics.Reported, Number: p.Basis.Same.Before}
		c.bodies = p.Basis.Same.Agencies
	}
	return c
}

// pointCell is the change of a total in a table, with how many bodies it holds
// where these are not all.
func pointCell(p analytics.Point, before analytics.Value, m analytics.Measure) Cell {
	x := comparedPoint(p, before)
	c := changeCell(x.Change, x.now, x.before, m)
	if x.bodies > 0 {
		c.Mark = word("change.bodies", x.bodies)
		c.Export[3] = itoa(x.bodies)
	}
	return c
}

// pointWords is the change of a total in a sentence.
func pointWords(p analytics.Point, before analytics.Value, m analytics.Measure) string {
	x := comparedPoint(p, before)
	s := changeWords(x.Change, x.now, x.before, m)
	if x.bodies > 0 {
		return word("change.basis", x.bodies, s)
	}
	return s
}

// pointBrief is pointWords where there is little room.
func pointBrief(p analytics.Point, before analytics.Value, m analytics.Measure) string {
	x := comparedPoint(p, before)
	s := changeWords(x.Change, x.now, x.before, m)
	if x.bodies > 0 {
		s += word("list.comma") + word("change.bodies", x.bodies)
	}
	return s
}

// changeCell is a change in a table: text for people, four fields for programs
// (difference, percentage, note, and how many bodies are compared if not all).
func changeCell(p analytics.Change, now, before analytics.Value, m analytics.Measure) Cell {
	c := Cell{Text: changeShort(p, now, before, m), Export: []string{"", "", string(p.Note), ""}}
	if p.Diff == nil {
		c.Class = "none"
	} else {
		c.Export[0] = p.Diff.String()
	}
	if p.Percent != nil {
		c.Export[1] = p.Percent.Fixed(1)
	}
	return c
}

func changeColumn(head string) Column {
	return Column{Head: head, Codes: []string{"change", "change_percent", "change_note", "change_bodies"}, Numeric: true}
}

// changeShort is +287（+9.2%）, or why nothing can be said.
func changeShort(p analytics.Change, now, before analytics.Value, m analytics.Measure) string {
	switch p.Note {
	case analytics.NoteOK:
		if *p.Diff == 0 {
			return word("change.short.same")
		}
		return word("change.short", signed(*p.Diff), percentSigned(*p.Percent))
	case analytics.NoteRatePP:
		if *p.Diff == 0 {
			return word("change.short.same")
		}
		return word("change.short.pp", signedFixed(*p.Diff))
	case analytics.NoteSmallBase:
		if now.Number == nil {
			return signed(*p.Diff)
		}
		if *p.Diff == 0 {
			return word("change.short.same")
		}
		return word("change.short.small", grouped(*now.Number-*p.Diff), grouped(*now.Number))
	case analytics.NoteZeroBase:
		return word("change.short.zero", signed(*p.Diff))
	case analytics.NoteRateSmall:
		if now.Den == nil {
			return word("change.short.rate_few")
		}
		if before.Den == nil {
			return word("change.short.rate_now", fraction(now))
		}
		return word("change.short.rate_small", fraction(before), fraction(now))
	}
	return word("change.short." + string(p.Note))
}

// changeWords is a change in a sentence: 比上年多 287 件（+9.2%）.
func changeWords(p analytics.Change, now, before analytics.Value, m analytics.Measure) string {
	switch p.Note {
	case analytics.NoteOK:
		if *p.Diff == 0 {
			return word("change.same")
		}
		return word("change."+direction(*p.Diff), grouped(abs(*p.Diff)), m.Unit, percentSigned(*p.Percent))
	case analytics.NoteRatePP:
		if *p.Diff == 0 {
			return word("change.same")
		}
		return word("change.pp."+direction(*p.Diff), group(abs(*p.Diff).Fixed(1)))
	case analytics.NoteSmallBase:
		if p.Diff != nil && *p.Diff == 0 {
			return word("change.same")
		}
		return word("change.small", shown(before, m), shown(now, m), m.Unit)
	case analytics.NoteZeroBase:
		return word("change.zero", shown(now, m), m.Unit)
	case analytics.NoteRateSmall:
		if now.Den == nil {
			return word("change.short.rate_few")
		}
		return word("change.rate_small", fraction(before), fraction(now))
	}
	return word("change." + string(p.Note))
}
