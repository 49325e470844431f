package dashboard

import (
	"strconv"
	"strings"
	"time"

	"gongkai/analytics"
	"gongkai/data"
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

// place says a position in words.
func place(position string) string { return data.PlaceWords(position) }

func itoa(n int) string { return strconv.Itoa(n) }
