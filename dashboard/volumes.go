package dashboard

import (
	"cmp"

	"gongkai/analytics"
)

// volumeChart is the number of requests by year, with the two bodies that
// receive the most.
func (rq *request) volumeChart(a *overviewAnswers) *Chart {
	line := a.series.Lines[0]
	lines := []drawnLine{{Name: whole(rq.region().Name), Line: line, Color: blue, Href: func(y int) string { return rq.agenciesLink(line.Measure, y) }}}
	title := trendTitle(line, a.year)
	if len(a.largest.Lines) == 1 {
		two := a.largest.Lines[0]
		name := word("volume.two")
		lines = append(lines, drawnLine{Name: name, Code: "largest_two", Line: two, Color: teal, Dash: true})
		if p, ok := two.At(a.year); ok && hasNumber(p.Value, two.Measure) {
			title = join([]Sentence{title, say("volume.title.two", a.largeAre[0].ShortName, a.largeAre[1].ShortName, shownUnit(p.Value, two.Measure))}, "list.comma")
		}
	}
	return rq.trendChart("volume", title, lines, a.year)
}

// trendChart is a block with lines over years and its table.
func (rq *request) trendChart(id string, title Sentence, lines []drawnLine, year int) *Chart {
	m := lines[0].Line.Measure
	first, last := yearSpan(lines)
	c := &Chart{ID: id, Title: title, Sub: word("chart.sub", m.NameZH, rq.scopeName(), m.Unit, first, last), Table: rq.lineTable(lines),
		Note: rq.trendNote(lines[0].Line, year)}
	c.Describe = word("chart.describe.line", m.NameZH, first, last, describePoint(lines[0].Line, first), describePoint(lines[0].Line, last))
	if len(lines) > 1 {
		for _, l := range lines {
			shape := "line"
			if l.Dash {
				shape = "dash"
			}
			c.Legend = append(c.Legend, legendItem{l.Name, l.Color, shape})
		}
	}
	return lineChart(c, lines, rq.facts.breaksFor(m.Topic), false)
}

func describePoint(l analytics.Line, year int) string {
	p, _ := l.At(year)
	return shownUnit(p.Value, l.Measure)
}

// scopeName says whose numbers a page shows.
func (rq *request) scopeName() string {
	switch {
	case len(rq.query.Agencies) == 1:
		for _, a := range rq.facts.byRegion[rq.query.Region] {
			if a.ID == rq.query.Agencies[0] {
				return a.Name
			}
		}
	case len(rq.query.Agencies) > 1:
		return word("scope.agencies", len(rq.query.Agencies))
	case len(rq.query.Types) == 1:
		for _, t := range rq.facts.typesOf[rq.query.Region] {
			if t.Key == rq.query.Types[0] {
				return whole(rq.region().Name) + t.Name
			}
		}
	case len(rq.query.Types) > 1:
		return word("scope.types", whole(rq.region().Name), len(rq.query.Types))
	}
	return word("scope.all", whole(rq.region().Name))
}

// trendTitle states how often in a row the measure rose or fell up to a year.
// Where the years hold other bodies, the bodies counted in both must move the
// same way; otherwise the title is neutral.
func trendTitle(l analytics.Line, year int) Sentence {
	steps, sign := 0, 0
	for i := len(l.Points) - 1; i > 0; i-- {
		p := l.Points[i]
		if p.Year > year {
			continue
		}
		s := stepSign(p, l.Points[i-1])
		if s == 0 || steps > 0 && s != sign {
			break
		}
		sign = s
		steps++
	}
	name := bare(l.Measure)
	switch {
	case steps == 0:
		return say("trend.neutral", name)
	case steps == 1 && sign > 0:
		return say("trend.up.once", name)
	case steps == 1:
		return say("trend.down.once", name)
	case sign > 0:
		return say("trend.up", name, chineseCount(steps))
	}
	return say("trend.down", name, chineseCount(steps))
}

func stepSign(p, before analytics.Point) int {
	if p.Change.Diff == nil || !p.JoinsPrevious || p.Number == nil || before.Number == nil {
		return 0
	}
	sign := cmp.Compare(*p.Change.Diff, 0)
	if cmp.Compare(*p.Number, *before.Number) != sign {
		return 0
	}
	if same := p.Basis.Same.Change.Diff; p.Basis.Differs && (same == nil || cmp.Compare(*same, 0) != sign) {
		return 0
	}
	return sign
}

// chineseCount writes 一 to 十, larger numbers in digits.
func chineseCount(n int) string {
	if n == 2 {
		return word("two")
	}
	if n <= 10 {
		return chineseNumber(n)
	}
	return itoa(n)
}

// trendNote says how the break bears on this measure, and who is counted.
func (rq *request) trendNote(l analytics.Line, year int) Sentence {
	var parts []Sentence
	if first, last := l.Points[0].Year, l.Points[len(l.Points)-1].Year; first < rq.facts.formBreak() && last >= rq.facts.formBreak() {
		parts = append(parts, say("trend.break."+l.Measure.Comparable, link(word("trend.break.link"), rq.to("/method/"+l.Measure.Code))))
	}
	if p, ok := l.At(year); ok && p.Expected > 0 {
		parts = append(parts, say("trend.coverage", year, word("of.bodies", p.Counted, p.Expected)))
	}
	return join(parts, "")
}

const sharesShown = 7

// changeByAgency is who explains the change of the total: the largest changes,
// and the rest together, so that the bars add up to the total.
func (rq *request) changeByAgency(a *overviewAnswers) *Chart {
	c := &Chart{ID: "change", Sub: word("share.sub", a.year, a.year-1)}
	total := a.change.Total
	if len(a.change.Shares) == 0 || total.Now.Change.Diff == nil {
		c.Title = say("share.neutral")
		c.Describe = pointWords(total.Now, total.Before.Value, a.change.Measure)
		return c
	}
	bars, rest, others := []signedBar{}, analytics.Number(0), 0
	for i, s := range a.change.Shares {
		if i < sharesShown && s.Diff != 0 {
			bars = append(bars, signedBar{Name: s.Agency.ShortName, Diff: s.Diff, Tip: shareTip(s, a.change.Measure), Href: rq.to(agencyPath(s.Agency.ID))})
			continue
		}
		rest += s.Diff
		others++
	}
	if others > 0 {
		bars = append(bars, signedBar{Name: word("share.rest", others), Diff: rest, Tip: word("share.rest", others) + " " + signed(rest)})
	}
	c.Title = shareTitle(a.change)
	c.Note = say("share.note", signed(*total.Now.Change.Diff))
	if x := comparedPoint(total.Now, total.Before.Value); x.bodies > 0 {
		c.Note = say("share.note.gaps", x.bodies, signed(*x.Diff))
	}
	c.Describe = word("share.describe", a.year, signed(*total.Now.Change.Diff), len(bars))
	c.Table = rq.shareTable(a.change)
	if len(bars) == 0 {
		return c
	}
	return changeChart(c, bars)
}

// shareTitle names the body behind most of the change, when one is.
func shareTitle(c analytics.ChangeByAgency) Sentence {
	total, first := *c.Total.Now.Change.Diff, c.Shares[0]
	if total != 0 && (first.Diff > 0) == (total > 0) && abs(first.Diff)*2 >= abs(total) {
		key := "share.title.up"
		if total < 0 {
			key = "share.title.down"
		}
		return say(key, first.Agency.ShortName, signed(first.Diff))
	}
	return say("share.neutral")
}

func shareTip(s analytics.Share, m analytics.Measure) string {
	return word("share.tip", s.Agency.ShortName, shown(s.Before, m), shownUnit(s.Now, m))
}

func (rq *request) shareTable(c analytics.ChangeByAgency) *Table {
	t := &Table{Columns: []Column{{Head: word("col.agency"), Codes: []string{"agency_name", "agency_id"}},
		numCol(itoa(c.PrevYear), "y"+itoa(c.PrevYear)), numCol(itoa(c.Year), "y"+itoa(c.Year)), numCol(word("col.diff"), "change"), col(word("col.note"), "note")}}
	for _, s := range c.Shares {
		note := ""
		switch {
		case s.OnlyNow:
			note = word("share.onlynow")
		case s.OnlyBefore:
			note = word("share.onlybefore")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: s.Agency.ShortName, Href: rq.to(agencyPath(s.Agency.ID)), Export: []string{s.Agency.Name, s.Agency.ID}},
			valueCell(s.Before, c.Measure, ""), valueCell(s.Now, c.Measure, ""),
			{Text: signed(s.Diff), Export: []string{s.Diff.String()}}, text(note)}})
	}
	t.Rows = append(t.Rows, Row{Kind: "total", Cells: []Cell{text(word("total")), valueCell(c.Total.Before.Value, c.Measure, ""),
		valueCell(c.Total.Now.Value, c.Measure, ""), pointCell(c.Total.Now, c.Total.Before.Value, c.Measure), text("")}})
	return t
}
