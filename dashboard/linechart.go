package dashboard

import (
	"strconv"

	"gongkai/analytics"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// drawnLine is one series of a line chart.
type drawnLine struct {
	Name  string // at the end of the line
	Code  string // of its column in a CSV; the measure's when empty
	Line  analytics.Line
	Color string
	Dash  bool
	Href  func(year int) string
}

// lineChart draws measures over years. Years are places on a scale, so that
// the change of form stands between two of them. A line is joined only where
// the answer says that it may be; a missing year is a gap.
func lineChart(c *Chart, lines []drawnLine, breaks []analytics.Break, small bool) *Chart {
	first, last := yearSpan(lines)
	if first == 0 {
		return c
	}
	right := 24
	for _, l := range lines {
		right = max(right, 18+textWidth(endLabel(l)))
	}
	top := "28"
	if small {
		top = "26"
	}
	chart := newRect(
		opts.XAxis{Type: "value", Min: float64(first) - 0.35, Max: float64(last) + 0.35, MinInterval: 1, MaxInterval: 1,
			AxisLabel: valueAxisLabel(fnYear), SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
			AxisTick: &opts.AxisTick{Show: opts.Bool(false)}, AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: inkQuiet}}},
		opts.YAxis{Type: "value", Min: yFloor(lines), MinInterval: yStep(lines), SplitNumber: 4, AxisLabel: valueAxisLabel(fnCount), SplitLine: hairlines(),
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)}},
		opts.Grid{Left: "4", Right: strconv.Itoa(right), Top: top, Bottom: "4", ContainLabel: opts.Bool(true)},
	)
	for i, l := range lines {
		for _, s := range l.series() {
			if i == 0 && chart.MultiSeries == nil {
				for _, b := range breaks {
					if b.Year > first && b.Year <= last {
						s.MarkLines = addMark(s.MarkLines, breakLine(float64(b.Year)-0.5, word("chart.break."+b.Kind), true))
					}
				}
			}
			chart.MultiSeries = append(chart.MultiSeries, s)
		}
	}
	options := chart.JSON()
	return c.finish(options, "axis")
}

func addMark(all, one *opts.MarkLines) *opts.MarkLines {
	if all == nil {
		return one
	}
	all.Data = append(all.Data, one.Data...)
	return all
}

func yearSpan(lines []drawnLine) (first, last int) {
	for _, l := range lines {
		for _, p := range l.Line.Points {
			if first == 0 || p.Year < first {
				first = p.Year
			}
			last = max(last, p.Year)
		}
	}
	return first, last
}

// yFloor is 0 unless a net change goes below it.
func yFloor(lines []drawnLine) any {
	for _, l := range lines {
		for _, p := range l.Line.Points {
			if p.Number != nil && *p.Number < 0 {
				return nil
			}
		}
	}
	return 0
}

// yStep keeps counts at whole ticks.
func yStep(lines []drawnLine) float64 {
	for _, l := range lines {
		if l.Line.Measure.Kind != "count" && l.Line.Measure.Kind != "change" {
			return 0
		}
	}
	return 1
}

// endLabel is the name and the last value of a line.
func endLabel(l drawnLine) string {
	for i := len(l.Line.Points) - 1; i >= 0; i-- {
		if p := l.Line.Points[i]; hasNumber(p.Value, l.Line.Measure) {
			s := shown(p.Value, l.Line.Measure)
			if l.Line.Measure.IsRate() {
				s += "%"
			}
			if l.Name != "" {
				s = l.Name + " " + s
			}
			return s
		}
	}
	return l.Name
}

// series cuts a line where it may not be joined: ECharts joins neighbours of
// one series, so a gap is put between.
func (l drawnLine) series() []charts.SingleSeries {
	var data []datum
	lastNumber := -1
	for i, p := range l.Line.Points {
		if hasNumber(p.Value, l.Line.Measure) {
			lastNumber = i
		}
	}
	for i, p := range l.Line.Points {
		if i > 0 && !p.JoinsPrevious {
			data = append(data, datum{Value: []any{float64(p.Year) - 0.5, gap}})
		}
		d := datum{Value: []any{p.Year, drawnValue(p.Value, l.Line.Measure)}, Tip: l.tip(p)}
		if l.Href != nil {
			d.Href = l.Href(p.Year)
		}
		if i == lastNumber {
			d.Show, d.Label = endLabel(l), pointLabel("right", l.Color)
			d.Label.FontWeight = "bold"
		}
		data = append(data, d)
	}
	line := "solid"
	symbol := "circle"
	if l.Dash {
		line, symbol = "dashed", "rect"
	}
	return []charts.SingleSeries{{
		Name: l.Name, Type: "line", Data: data, Symbol: symbol, SymbolSize: 7, ConnectNulls: opts.Bool(false), ShowSymbol: opts.Bool(true),
		LineStyle: &opts.LineStyle{Color: l.Color, Width: 2.5, Type: line}, ItemStyle: &opts.ItemStyle{Color: l.Color},
	}}
}

func (l drawnLine) tip(p analytics.Point) string {
	s := shownUnit(p.Value, l.Line.Measure)
	name := l.Name
	if name == "" {
		name = l.Line.Measure.NameZH
	}
	if p.Expected > 0 && p.Counted < p.Expected {
		s += word("chart.coverage", p.Counted, p.Expected)
	}
	return word("chart.tip", p.Year, name, s)
}

// bandSeries is the grey range of a body's peers: a box a year.
func bandSeries(bands []analytics.PeerBand) *opts.MarkAreas {
	areas := &opts.MarkAreas{MarkAreaStyle: opts.MarkAreaStyle{ItemStyle: &opts.ItemStyle{Color: band}}}
	type corner struct {
		XAxis any `json:"xAxis"`
		YAxis any `json:"yAxis"`
	}
	for _, b := range bands {
		if b.P25 == nil || b.P75 == nil {
			continue
		}
		areas.Data = append(areas.Data, []corner{
			{float64(b.Year) - 0.32, *b.P25}, {float64(b.Year) + 0.32, *b.P75},
		})
	}
	if len(areas.Data) == 0 {
		return nil
	}
	return areas
}

// addBand puts the range of the peers behind the first line of a chart, and
// keeps it inside the scale.
func addBand(c *Chart, bands []analytics.PeerBand) {
	areas := bandSeries(bands)
	if c.Options == nil || areas == nil {
		return
	}
	series := c.Options["series"].(charts.MultiSeries)
	series[0].MarkAreas = areas
	var high float64
	for _, b := range bands {
		if b.P75 != nil {
			high = max(high, b.P75.Float())
		}
	}
	// An unseen series makes the scale reach the top of the band.
	unseen := charts.SingleSeries{Type: "line", Symbol: "none", Data: []datum{{Value: []any{bands[0].Year, high}}}, LineStyle: &opts.LineStyle{Opacity: opts.Float(0)}}
	c.Options["series"] = append(series, unseen)
}
