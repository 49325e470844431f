package dashboard

import (
	"strconv"
	"strings"
	"time"

	"gongkai/analytics"
)

const minus = "−" // a real minus sign, as wide as a plus

// grouped prints a number with thousands separators: −1,234.5.
func grouped(n analytics.Number) string { return group(n.String()) }

func group(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = minus, s[1:]
	}
	whole, fraction, point := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return sign + whole
}

// signed prints a difference: +31, −4, 0.
func signed(n analytics.Number) string {
	if n > 0 {
		return "+" + grouped(n)
	}
	return grouped(n)
}

func abs(n analytics.Number) analytics.Number {
	if n < 0 {
		return -n
	}
	return n
}

// rate prints a percentage with one decimal, without the sign.
func rate(n analytics.Number) string { return group(n.Fixed(1)) }

// shown is a value as a table shows it: the number, or why there is none.
func shown(v analytics.Value, m analytics.Measure) string {
	switch {
	case v.Status != analytics.Reported:
		return statusWord(v.Status)
	case m.IsRate() && (v.Number == nil || v.Sample == analytics.Tiny):
		return fraction(v)
	case m.IsRate():
		return rate(*v.Number)
	case v.Number == nil:
		return statusWord(analytics.Blank)
	}
	return grouped(*v.Number)
}

// fraction is n/N, for rates on small numbers.
func fraction(v analytics.Value) string {
	part := func(n *analytics.Number) string {
		if n == nil {
			return word("status.blank")
		}
		return grouped(*n)
	}
	return part(v.Num) + "/" + part(v.Den)
}

// shownUnit is shown with its unit: 3,412 件, 45.0%, 3/8.
func shownUnit(v analytics.Value, m analytics.Measure) string {
	s := shown(v, m)
	switch {
	case !hasNumber(v, m):
		return s
	case m.IsRate():
		return s + "%"
	}
	return s + " " + m.Unit
}

// hasNumber: a number may be shown and drawn. A rate on fewer than min_base
// cases is no number.
func hasNumber(v analytics.Value, m analytics.Measure) bool {
	return v.Status == analytics.Reported && v.Number != nil && !(m.IsRate() && v.Sample == analytics.Tiny)
}

func statusWord(s analytics.Status) string { return word("status." + string(s)) }

// valueCell is one value in a table.
func valueCell(v analytics.Value, m analytics.Measure, href string) Cell {
	c := Cell{Text: shown(v, m), Href: href, Class: valueClass(v, m)}
	if m.IsRate() && v.Status == analytics.Reported && v.Sample == analytics.Small {
		c.Mark = word("sample.small", fraction(v))
	}
	c.Star = v.NotCounted > 0 && v.Status == analytics.Reported
	if hasNumber(v, m) {
		c.Export = []string{v.Number.String()}
	}
	return c
}

func valueClass(v analytics.Value, m analytics.Measure) string {
	switch {
	case v.Status != analytics.Reported:
		return "none " + string(v.Status)
	case v.Number != nil && *v.Number == 0 && !m.IsRate():
		return "zero"
	}
	return ""
}

// changeCell is a change in a table: text for people, three fields for
// programs (difference, percentage, note).
func changeCell(p analytics.Change, now, before analytics.Value, m analytics.Measure) Cell {
	c := Cell{Text: changeShort(p, now, before, m), Export: []string{"", "", string(p.Note)}}
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
	return Column{Head: head, Codes: []string{"change", "change_percent", "change_note"}, Numeric: true}
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
		return word("change.rate_small", fraction(before), fraction(now))
	}
	return word("change." + string(p.Note))
}

func direction(n analytics.Number) string {
	if n < 0 {
		return "down"
	}
	return "up"
}

func percentSigned(n analytics.Number) string { return signedFixed(n) + "%" }

func signedFixed(n analytics.Number) string {
	s := group(n.Fixed(1))
	if n > 0 {
		return "+" + s
	}
	return s
}

// whole is 全县, 全区, 全市 …: the last character of the region's name.
func whole(region string) string {
	r := []rune(region)
	if len(r) == 0 {
		return word("whole.any")
	}
	return word("whole", string(r[len(r)-1]))
}

// beijing is the time that officials read.
var beijing = time.FixedZone("UTC+8", 8*60*60)

func asOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(beijing).Format("2006-01-02 15:04")
}

// bare is a measure's name inside a sentence that names the year itself.
func bare(m analytics.Measure) string { return strings.TrimPrefix(m.NameZH, word("thisyear")) }

// place puts the position of a cell, in the parser's words, into the reader's:
// "table 2 row 4 column 3" is 第 2 张表，第 4 行，第 3 列.
func place(position string) string {
	if first, rest, several := strings.Cut(position, ";"); several {
		return place(first) + word("list.semicolon") + place(strings.TrimSpace(rest))
	}
	fields := strings.Fields(position)
	var out []string
	for i := 0; i < len(fields); i += 2 {
		if _, known := words()["place."+fields[i]]; !known || i+1 == len(fields) {
			return position
		}
		out = append(out, word("place."+fields[i], fields[i+1]))
	}
	return strings.Join(out, word("list.comma"))
}

func itoa(n int) string { return strconv.Itoa(n) }
