package dashboard

import (
	"cmp"
	"slices"
	"strings"

	"gongkai/analytics"
)

// The five result groups keep their colours on every page; numbers inside are
// white on dark parts and dark on light ones.
var outcomeColors = []struct{ part, text string }{{blue, "#fff"}, {plum, "#fff"}, {teal, ink}, {orange, ink}, {grey, ink}}

// outcomesChart is what became of the requests, by year.
func (rq *request) outcomesChart(o analytics.Outcomes) *Chart {
	var parts []stackPart
	var legend []legendItem
	for i, l := range o.Groups {
		color := outcomeColors[i%len(outcomeColors)]
		parts = append(parts, stackPart{Name: l.Measure.NameZH, Color: color.part, TextColor: color.text, Line: l})
		legend = append(legend, legendItem{l.Measure.NameZH, color.part, "box"})
	}
	return rq.makeUpChart(&Chart{ID: "outcomes", Title: outcomesTitle(o, rq.lastYear()), Legend: legend, Note: say("outcomes.note")}, parts, o.Concluded)
}

// makeUpChart is a block with one stacked bar a year and its table.
func (rq *request) makeUpChart(c *Chart, parts []stackPart, total analytics.Line) *Chart {
	points := total.Points
	if len(points) == 0 {
		c.Describe = word("empty.data")
		return c
	}
	first, last := points[0].Year, points[len(points)-1].Year
	c.Sub = word("chart.sub", word(c.ID+".sub"), rq.scopeName(), total.Measure.Unit, first, last)
	c.Describe = word("chart.describe.stack", word(c.ID+".sub"), first, last, describePoint(total, last), describeParts(parts, last))
	c.Table = rq.makeUpTable(parts, total)
	if len(points) > 5 {
		c.Height = "tall"
	}
	return stackChart(c, parts, total, rq.facts, func(y int) string { return rq.agenciesLink(total.Measure, y) })
}

func describeParts(parts []stackPart, year int) string {
	var list []string
	for _, p := range parts {
		list = append(list, p.Name+" "+describePoint(p.Line, year))
	}
	return strings.Join(list, word("list.mark"))
}

// outcomesTitle names the largest group of a year, if its numbers allow it.
func outcomesTitle(o analytics.Outcomes, year int) Sentence {
	concluded, ok := o.Concluded.At(year)
	if !ok || concluded.Number == nil || *concluded.Number < analytics.Int(10) {
		return say("outcomes.neutral")
	}
	groups := slices.Clone(o.Groups)
	value := func(l analytics.Line) analytics.Number {
		if p, ok := l.At(year); ok && p.Number != nil {
			return *p.Number
		}
		return -1
	}
	slices.SortStableFunc(groups, func(a, b analytics.Line) int { return cmp.Compare(value(b), value(a)) })
	if value(groups[0]) <= value(groups[1]) {
		return say("outcomes.neutral")
	}
	return say("outcomes.title", grouped(*concluded.Number), groups[0].Measure.NameZH, grouped(value(groups[0])))
}

func (rq *request) makeUpTable(parts []stackPart, total analytics.Line) *Table {
	t := &Table{Columns: []Column{col(word("col.year"), "year")}}
	for _, p := range parts {
		t.Columns = append(t.Columns, numCol(p.Name, p.Line.Measure.Code))
	}
	t.Columns = append(t.Columns, numCol(total.Measure.NameZH, total.Measure.Code))
	for _, point := range total.Points {
		r := Row{Cells: []Cell{text(itoa(point.Year))}}
		for _, l := range append(linesOf(parts), total) {
			p, _ := l.At(point.Year)
			to := ""
			if p.Status == analytics.Reported {
				to = rq.agenciesLink(l.Measure, point.Year)
			}
			r.Cells = append(r.Cells, valueCell(p.Value, l.Measure, to))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func linesOf(parts []stackPart) []analytics.Line {
	var out []analytics.Line
	for _, p := range parts {
		out = append(out, p.Line)
	}
	return out
}

const reasonsShown = 8

// reasonsChart is why requests were not granted, against the year before. The
// overview shows the most frequent ones, P4 all of them.
func (rq *request) reasonsChart(r analytics.RefusalReasons, all bool) *Chart {
	c := &Chart{ID: "reasons", Sub: word("reasons.sub", r.Year, r.PrevYear, rq.scopeName()),
		Legend: []legendItem{{word("year", r.Year), blue, "box"}, {word("year", r.PrevYear), paleBlue, "box"}}}
	var list []analytics.Compared
	for _, g := range r.Groups {
		list = append(list, g.Reasons...)
	}
	c.Table = rq.reasonsTable(r)
	value := func(p analytics.Point) analytics.Number {
		if p.Number == nil {
			return -1
		}
		return *p.Number
	}
	if !all {
		slices.SortStableFunc(list, func(a, b analytics.Compared) int { return cmp.Compare(value(b.Now), value(a.Now)) })
	}
	var rest analytics.Number
	shownReasons := list[:0:0]
	for i, reason := range list {
		if all || i < reasonsShown && value(reason.Now) > 0 {
			shownReasons = append(shownReasons, reason)
		} else if value(reason.Now) > 0 {
			rest += value(reason.Now)
		}
	}
	c.Title = reasonsTitle(list, r.Year)
	if !all {
		c.Note = say("reasons.note", len(list)-len(shownReasons), grouped(rest))
	}
	if len(shownReasons) == 0 {
		c.Describe = word("reasons.none", r.Year)
		return c
	}
	c.Describe = word("reasons.describe", r.Year, len(shownReasons), shownReasons[0].Measure.NameZH, shownUnit(shownReasons[0].Now.Value, shownReasons[0].Measure))
	if all {
		c.Height = "xtall"
	}
	return pairedChart(c, rq.reasonBars(shownReasons, r), shownReasons[0].Measure)
}

func (rq *request) reasonBars(list []analytics.Compared, r analytics.RefusalReasons) []pairedBar {
	var out []pairedBar
	for _, reason := range list {
		m := reason.Measure
		out = append(out, pairedBar{Name: m.NameZH, Now: reason.Now.Value, Before: reason.Before.Value,
			NowTip: word("chart.tip", r.Year, m.NameZH, shownUnit(reason.Now.Value, m)),
			Tip2:   word("chart.tip", r.PrevYear, m.NameZH, shownUnit(reason.Before.Value, m)), Href: rq.agenciesLink(m, r.Year)})
	}
	return out
}

// reasonsTitle names the most frequent reason, if one stands out.
func reasonsTitle(list []analytics.Compared, year int) Sentence {
	var first, second analytics.Number
	name := ""
	for _, r := range list {
		if r.Now.Number == nil {
			continue
		}
		switch n := *r.Now.Number; {
		case n > first:
			first, second, name = n, first, r.Measure.NameZH
		case n > second:
			second = n
		}
	}
	if first < analytics.Int(10) || first == second {
		return say("reasons.neutral")
	}
	return say("reasons.title", name)
}

func (rq *request) reasonsTable(r analytics.RefusalReasons) *Table {
	t := &Table{Columns: []Column{{Head: word("col.reason"), Codes: []string{"measure_name", "measure"}},
		numCol(itoa(r.PrevYear), "y"+itoa(r.PrevYear)), numCol(itoa(r.Year), "y"+itoa(r.Year)), changeColumn(word("col.previous"))}}
	t.Columns[2].BreakBefore = r.Year == rq.facts.formBreak()
	row := func(c analytics.Compared, kind string) Row {
		to := ""
		if c.Now.Status == analytics.Reported {
			to = rq.agenciesLink(c.Measure, r.Year)
		}
		return Row{Kind: kind, Cells: []Cell{{Text: c.Measure.NameZH, Href: rq.to("/method/" + c.Measure.Code), Export: []string{c.Measure.NameZH, c.Measure.Code}},
			valueCell(c.Before.Value, c.Measure, ""), valueCell(c.Now.Value, c.Measure, to), pointCell(c.Now, c.Before.Value, c.Measure)}}
	}
	for _, g := range r.Groups {
		t.Rows = append(t.Rows, row(g.Subtotal, "total"))
		for _, reason := range g.Reasons {
			t.Rows = append(t.Rows, row(reason, ""))
		}
	}
	return t
}
