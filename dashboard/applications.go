package dashboard

import (
	"context"

	"gongkai/analytics"
)

// applications is P4: how many requests, from whom, with what result, how many
// carried over.
func (rq *request) applications(ctx context.Context) (*view, error) {
	region := rq.region()
	if region.LastYear == 0 {
		return rq.emptyRegion()
	}
	span := rq.span(region.FirstYear, region.LastYear)
	f := rq.newFrame(word("applications.question", rq.scopeName(), span.From, span.To))
	sel, ask := rq.query.selection(), rq.snap.Answers
	series, err := ask.Series(ctx, sel, rq.applicationMeasures(), span)
	if err != nil {
		return nil, err
	}
	outcomes, err := ask.Outcomes(ctx, sel, span)
	if err != nil {
		return nil, err
	}
	reasons, err := ask.RefusalReasons(ctx, sel, span.To)
	if err != nil {
		return nil, err
	}
	applicants, err := ask.Applicants(ctx, sel, span)
	if err != nil {
		return nil, err
	}
	f.filters(rq, append(rq.rangeFilters(span.From, span.To), rq.typeFilter(), rq.agencyFilter())...)
	f.offer(rq)
	f.HasCharts = true
	lines := map[string]analytics.Line{}
	for _, l := range series.Lines {
		lines[l.Measure.Code] = l
	}
	received := lines[mReceived]
	f.Finding = rq.applicationsFinding(lines, span.To)
	f.Notes = rq.applicationsNotes(received, span.To)
	page := chartsPage{frame: f, Charts: []*Chart{
		rq.trendChart("volume", trendTitle(received, span.To), []drawnLine{{Name: "", Line: received, Color: blue, Href: func(y int) string { return rq.agenciesLink(received.Measure, y) }}}, span.To),
		rq.applicantsChart(applicants),
		rq.outcomesChart(outcomes),
		rq.reasonsChart(reasons, true),
	}}
	full := rq.topicTable(series, span.To)
	page.Blocks = []block{{Title: word("applications.table"), Table: full}}
	tables := []*Table{full}
	for _, c := range page.Charts {
		tables = append(tables, rq.finishBlock(c, f))
	}
	return &view{template: "charts", data: page, frame: f, tables: tables, file: word("nav.applications")}, nil
}

// span is the years of a page: those asked for, inside those that there are.
func (rq *request) span(first, last int) analytics.Years {
	y := analytics.Years{From: first, To: last}
	if rq.query.From > first && rq.query.From <= last {
		y.From = rq.query.From
	}
	if rq.query.To != 0 && rq.query.To >= y.From && rq.query.To < last {
		y.To = rq.query.To
	}
	return y
}

// applicationMeasures are the measures of table 3, in display order.
func (rq *request) applicationMeasures() []string {
	var out []string
	for _, m := range rq.facts.measureList {
		if m.Topic == "applications" || m.Topic == "reasons" {
			out = append(out, m.Code)
		}
	}
	return out
}

func (rq *request) applicationsFinding(lines map[string]analytics.Line, year int) Sentence {
	received, _ := lines[mReceived].At(year)
	m := lines[mReceived].Measure
	if received.Status != analytics.Reported {
		return say("applications.finding.none", rq.scopeName(), year, statusWord(received.Status))
	}
	concluded, _ := lines[mConcluded].At(year)
	forward, _ := lines[mForward].At(year)
	before, _ := lines[mReceived].At(year - 1)
	return say("applications.finding", year, rq.scopeName(), link(shownUnit(received.Value, m), rq.agenciesLink(m, year)),
		pointWords(received, before.Value, m),
		link(shownUnit(concluded.Value, m), rq.agenciesLink(lines[mConcluded].Measure, year)),
		link(shownUnit(forward.Value, m), rq.agenciesLink(lines[mForward].Measure, year)))
}

func (rq *request) applicationsNotes(l analytics.Line, year int) []Sentence {
	p, _ := l.At(year)
	out := []Sentence{say("notes.coverage", year, link(word("of.bodies", p.Counted, p.Expected), rq.to("/coverage", "y", itoa(year))))}
	if note := basisNote(p, l.Measure); note != nil {
		out = append(out, note)
	}
	if len(rq.query.Agencies)+len(rq.query.Types) == 0 {
		out = append(out, rq.rollupNote(p, l.Measure))
	}
	return append(out, rq.breakNote(), say("notes.rates"), say("notes.missing"))
}

// applicantColors: five kinds of organisation follow natural persons.
var applicantColors = []struct{ part, text string }{{blue, "#fff"}, {teal, ink}, {plum, "#fff"}, {orange, ink}, {"#3D3D3D", "#fff"}, {"#A285D1", ink}}

// applicantsChart is who asked, by year.
func (rq *request) applicantsChart(a analytics.Applicants) *Chart {
	var parts []stackPart
	var legend []legendItem
	for i, l := range a.Types {
		color, name := applicantColors[i%len(applicantColors)], word("applicant."+itoa(i+1))
		parts = append(parts, stackPart{Name: name, Color: color.part, TextColor: color.text, Line: l})
		legend = append(legend, legendItem{name, color.part, "box"})
	}
	c := &Chart{ID: "applicants", Title: say("applicants.title"), Legend: legend, Note: say("applicants.note")}
	if share, ok := naturalShare(a); ok {
		c.Title = say("applicants.title.share", share.total, share.natural)
	}
	return rq.makeUpChart(c, parts, a.Total)
}

type applicantShare struct{ total, natural string }

// naturalShare gives the counts of the last year when they carry a sentence.
func naturalShare(a analytics.Applicants) (applicantShare, bool) {
	n := len(a.Total.Points)
	if n == 0 || len(a.Types) == 0 {
		return applicantShare{}, false
	}
	total := a.Total.Points[n-1]
	natural, ok := a.Types[0].At(total.Year)
	if !ok || total.Number == nil || natural.Number == nil || *total.Number < analytics.Int(10) {
		return applicantShare{}, false
	}
	return applicantShare{grouped(*total.Number), grouped(*natural.Number)}, true
}

// topicTable is all measures of table 3 over the years, in three groups.
func (rq *request) topicTable(s analytics.Series, year int) *Table {
	t := rq.yearsTable("table", s, rq.agenciesLink, year)
	span := len(t.Columns)
	var rows []Row
	group := ""
	for i, l := range s.Lines {
		g := l.Measure.Topic
		if l.Measure.IsRate() {
			g = "rate"
		}
		if g != group {
			group = g
			rows = append(rows, Row{Kind: "group", Cells: make([]Cell, span)})
			rows[len(rows)-1].Cells[0].Text = word("group." + g)
		}
		rows = append(rows, t.Rows[i])
	}
	t.Rows = rows
	return t
}
