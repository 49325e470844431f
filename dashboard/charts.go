package dashboard

import (
	"unicode/utf8"

	"gongkai/analytics"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// The palette, in the order of use; the same thing has the same colour on
// every page.
const (
	blue, teal, plum, orange = "#12436D", "#28A197", "#801650", "#F46A25"
	paleBlue, grey, band     = "#9DB9D6", "#C3CAD1", "#E6EAEE"
	ink, inkQuiet, hairline  = "#1a2530", "#5f6c79", "#ebeef1"
	chartFont                = 14
)

// Chart is one block: its title states the finding, Describe says the same as
// the picture in one sentence. Both are required. go-echarts builds the option
// objects and nothing else; the template prints them as JSON.
type Chart struct {
	ID       string
	Title    Sentence
	Sub      string
	Describe string
	Note     Sentence
	Legend   []legendItem
	Height   string // "", tall, xtall
	Table    *Table
	CSV      string
	Open     bool // show the table, not the drawing
	Options  map[string]any
}

// legendItem names a series in words; Shape is box, line or dash.
type legendItem struct{ Text, Color, Shape string }

// datum is one point. Value survives as 0; a missing one is gap, which ECharts
// leaves out. Tip is what the pointer shows: the words of the table.
type datum struct {
	Value     any             `json:"value"`
	Tip       string          `json:"tip,omitempty"`
	Show      string          `json:"show,omitempty"` // text of the label
	Href      string          `json:"href,omitempty"`
	Symbol    string          `json:"symbol,omitempty"`
	Label     *opts.Label     `json:"label,omitempty"`
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
}

const gap = "-"

// The functions of app.js, by name.
const (
	fnCount, fnYear, fnLabel, fnTip types.FuncStr = "fn:count", "fn:year", "fn:label", "fn:tip"
)

// drawnValue is a value for a chart: the number, or a gap.
func drawnValue(v analytics.Value, m analytics.Measure) any {
	if !hasNumber(v, m) {
		return gap
	}
	return *v.Number
}

// finish checks what every chart must have and takes the library's defaults away.
func (c *Chart) finish(options map[string]any, trigger string) *Chart {
	if len(c.Title) == 0 || c.Describe == "" || c.ID == "" {
		panic("chart " + c.ID + ": title, description and id are required")
	}
	for _, key := range []string{"color", "toolbox", "title", "legend"} {
		delete(options, key) // legends are words above the chart
	}
	options["animation"] = false
	options["yAxis"] = quiet(options["yAxis"].([]opts.YAxis))
	options["tooltip"] = map[string]any{
		"trigger": trigger, "renderMode": "richText", "formatter": fnTip, "confine": true,
		"textStyle": map[string]any{"fontSize": chartFont, "color": ink}, "axisPointer": map[string]any{"type": "none"},
	}
	c.Options = options
	return c
}

func valueAxisLabel(formatter types.FuncStr) *opts.AxisLabel {
	return &opts.AxisLabel{Color: inkQuiet, FontSize: chartFont, Formatter: formatter, HideOverlap: opts.Bool(true)}
}

func hairlines() *opts.SplitLine {
	return &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: hairline}}
}

func pointLabel(position, color string) *opts.Label {
	return &opts.Label{Show: opts.Bool(true), Position: position, Formatter: string(fnLabel), Color: color, FontSize: chartFont}
}

// breakLine is the dashed line between the year before a change and the year
// of it.
func breakLine(at any, text string, onX bool) *opts.MarkLines {
	var item any = opts.MarkLineNameXAxisItem{Name: text, XAxis: at}
	position := "end"
	if !onX {
		item = opts.MarkLineNameYAxisItem{Name: text, YAxis: at}
		position = "insideEndTop"
	}
	return &opts.MarkLines{Data: []any{item}, MarkLineStyle: opts.MarkLineStyle{
		Symbol:    []string{"none", "none"},
		Label:     &opts.Label{Show: opts.Bool(true), Formatter: "{b}", Position: position, Color: inkQuiet, FontSize: chartFont},
		LineStyle: &opts.LineStyle{Color: inkQuiet, Type: "dashed", Width: 1},
	}}
}

// textWidth estimates how wide a label is drawn, in pixels.
func textWidth(s string) int {
	wide := 0
	for _, r := range s {
		if r > 0x2e80 {
			wide++
		}
	}
	return wide*chartFont + (utf8.RuneCountInString(s)-wide)*8
}

// breaksFor lists the years before which a measure's series is interrupted.
func (f *facts) breaksFor(topic string) []analytics.Break {
	if topic == "reasons" {
		topic = "applications"
	}
	var out []analytics.Break
	for _, b := range f.breaks {
		if b.Topic == "all" || b.Topic == topic {
			out = append(out, b)
		}
	}
	return out
}

func newRect(x opts.XAxis, y opts.YAxis, grid opts.Grid) *charts.Bar {
	c := charts.NewBar()
	c.XAxisList, c.YAxisList, c.GridList = []opts.XAxis{x}, []opts.YAxis{y}, []opts.Grid{grid}
	return c
}

// quietAxis is a y axis without ticks, which go-echarts cannot say.
type quietAxis struct {
	opts.YAxis
	AxisTick opts.AxisTick `json:"axisTick"`
}

func quiet(list []opts.YAxis) []quietAxis {
	var out []quietAxis
	for _, y := range list {
		out = append(out, quietAxis{y, opts.AxisTick{Show: opts.Bool(false)}})
	}
	return out
}
