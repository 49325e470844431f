package dashboard

import (
	"gongkai/analytics"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

func categoryAxis(names []string) opts.YAxis {
	return opts.YAxis{Type: "category", Data: names, Inverse: opts.Bool(true), AxisLine: &opts.AxisLine{Show: opts.Bool(false)},
		AxisLabel: &opts.AxisLabel{Color: ink, FontSize: chartFont, Width: 172, Overflow: "break", Interval: "0"},
		SplitLine: &opts.SplitLine{Show: opts.Bool(false)}}
}

// hiddenAxis carries bars that have their numbers written on them.
func hiddenAxis(low, high float64) opts.XAxis {
	return opts.XAxis{Type: "value", Min: low, Max: high, Show: opts.Bool(false)}
}

// barGrid leaves room for the number after the longest bar.
func barGrid(label string) opts.Grid {
	return opts.Grid{Left: "2", Right: itoa(textWidth(label) + 14), Top: "8", Bottom: "4", ContainLabel: opts.Bool(true)}
}

// signedBar is one bar of a change.
type signedBar struct {
	Name, Tip, Href string
	Diff            analytics.Number
}

// changeChart draws differences around zero: blue for more, grey for less.
func changeChart(c *Chart, bars []signedBar) *Chart {
	var names []string
	var data []datum
	var low, high float64
	longest := ""
	for _, b := range bars {
		d := datum{Value: b.Diff, Tip: b.Tip, Href: b.Href, Show: signed(b.Diff), Label: pointLabel("right", ink),
			ItemStyle: &opts.ItemStyle{Color: blue}}
		if b.Diff < 0 {
			d.ItemStyle.Color, d.Label.Position = grey, "left"
		}
		low, high = min(low, b.Diff.Float()), max(high, b.Diff.Float())
		if len(d.Show) > len(longest) {
			longest = d.Show
		}
		names, data = append(names, b.Name), append(data, d)
	}
	room := float64(textWidth(longest)+14) / 300 * (high - low) // the part of the axis that a label needs
	if low < 0 {
		low -= room
	}
	chart := newRect(hiddenAxis(low, high), categoryAxis(names), barGrid(longest))
	chart.MultiSeries = []charts.SingleSeries{{Type: "bar", Data: data, BarMaxWidth: "18"}}
	return c.finish(chart.JSON(), "item")
}

// pairedBar is one item in two years.
type pairedBar struct {
	Name         string
	Now, Before  analytics.Value
	NowTip, Tip2 string
	Href         string
}

// pairedChart draws this year dark and the year before pale under it.
func pairedChart(c *Chart, bars []pairedBar, m analytics.Measure) *Chart {
	var names []string
	var now, before []datum
	var high float64
	longest := ""
	for _, b := range bars {
		names = append(names, b.Name)
		d := datum{Value: drawnValue(b.Now, m), Tip: b.NowTip, Href: b.Href, Show: shown(b.Now, m), Label: pointLabel("right", ink)}
		now = append(now, d)
		before = append(before, datum{Value: drawnValue(b.Before, m), Tip: b.Tip2})
		for _, v := range []analytics.Value{b.Now, b.Before} {
			if hasNumber(v, m) {
				high = max(high, v.Number.Float())
			}
		}
		if len(d.Show) > len(longest) {
			longest = d.Show
		}
	}
	chart := newRect(hiddenAxis(0, max(high, 1)), categoryAxis(names), barGrid(longest))
	chart.MultiSeries = []charts.SingleSeries{
		{Type: "bar", Data: now, BarWidth: "11", BarGap: "0%", ItemStyle: &opts.ItemStyle{Color: blue}},
		{Type: "bar", Data: before, BarWidth: "6", ItemStyle: &opts.ItemStyle{Color: paleBlue}},
	}
	return c.finish(chart.JSON(), "item")
}

// stackPart is one colour of a stacked chart.
type stackPart struct {
	Name, Color, TextColor string
	Line                   analytics.Line
}

// stackChart draws the make-up of a total, one bar a year, downwards in time.
// The change of form is a line between two bars.
func stackChart(c *Chart, parts []stackPart, total analytics.Line, f *facts, href func(year int) string) *Chart {
	years := f.stackYears(total)
	var high float64
	longest := ""
	for _, y := range years {
		p, _ := total.At(y)
		high = max(high, sumOfParts(parts, y).Float())
		if s := shown(p.Value, total.Measure); y != 0 && textWidth(s) > textWidth(longest) {
			longest = s
		}
	}
	var names []string
	for _, y := range years {
		if y == 0 {
			names = append(names, " ")
		} else {
			names = append(names, itoa(y))
		}
	}
	high = max(high, 1)
	chart := newRect(hiddenAxis(0, high), categoryAxis(names), barGrid(longest))
	for _, part := range parts {
		chart.MultiSeries = append(chart.MultiSeries, charts.SingleSeries{Name: part.Name, Type: "bar", Stack: "total", BarMaxWidth: "22",
			Data: part.data(years, href), ItemStyle: &opts.ItemStyle{Color: part.Color, BorderColor: "#fff", BorderWidth: 1}})
	}
	ends := charts.SingleSeries{Type: "bar", Stack: "total", Data: totals(years, total)}
	for i, y := range years {
		if y == 0 {
			ends.MarkLines = breakLine(i, word("chart.break.edition"), false)
		}
	}
	chart.MultiSeries = append(chart.MultiSeries, ends)
	return c.finish(chart.JSON(), "item")
}

// stackYears are the years of a line, with a 0 where the form changed.
func (f *facts) stackYears(total analytics.Line) []int {
	var out []int
	for i, p := range total.Points {
		if i > 0 && p.Year == f.formBreak() {
			out = append(out, 0)
		}
		out = append(out, p.Year)
	}
	return out
}

func sumOfParts(parts []stackPart, year int) analytics.Number {
	var sum analytics.Number
	for _, part := range parts {
		if p, ok := part.Line.At(year); ok && hasNumber(p.Value, part.Line.Measure) {
			sum += *p.Number
		}
	}
	return sum
}

// data is a colour's bars, each with its number; app.js leaves out a number
// that has no room.
func (s stackPart) data(years []int, href func(int) string) []datum {
	var out []datum
	for _, y := range years {
		p, ok := s.Line.At(y)
		if !ok {
			out = append(out, datum{Value: gap})
			continue
		}
		d := datum{Value: drawnValue(p.Value, s.Line.Measure), Tip: word("chart.tip", y, s.Name, shownUnit(p.Value, s.Line.Measure)), Href: href(y)}
		text := shown(p.Value, s.Line.Measure)
		if hasNumber(p.Value, s.Line.Measure) && *p.Number > 0 {
			d.Show, d.Label = text, pointLabel("inside", s.TextColor)
		}
		out = append(out, d)
	}
	return out
}

// totals write the total after each bar, or why there is none.
func totals(years []int, total analytics.Line) []datum {
	var out []datum
	for _, y := range years {
		d := datum{Value: 0}
		if p, ok := total.At(y); ok {
			d.Show, d.Label = shown(p.Value, total.Measure), pointLabel("right", ink)
		}
		out = append(out, d)
	}
	return out
}
