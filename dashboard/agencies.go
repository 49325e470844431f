package dashboard

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"gongkai/analytics"
)

// agencies is P7: how bodies differ, and from their own past.
func (rq *request) agencies(ctx context.Context) (*view, error) {
	region := rq.region()
	year := rq.lastYear()
	if year == 0 {
		return rq.emptyRegion()
	}
	code := rq.query.Measure
	if code == "" {
		code = mReceived
	}
	values, err := rq.snap.Answers.AgencyValues(ctx, analytics.Selection{Region: rq.query.Region, Types: rq.query.Types}, code, year)
	if err != nil {
		return nil, err
	}
	f := rq.newFrame(word("agencies.question", region.Name, year, values.Measure.NameZH))
	f.filters(rq, rq.yearFilter(year), rq.measureFilter(code, mReceived), rq.typeFilter())
	if rq.query.Search != "" {
		f.Hidden = append(f.Hidden, field{"q", rq.query.Search})
	}
	f.offer(rq)
	rows := rq.searched(sortedRows(values))
	found, err := rq.openIn(ctx, analytics.Years{From: year, To: year}, "error", "warning")
	if err != nil {
		return nil, err
	}
	table := rq.agenciesTable(values, rows, agencyTallies(found))
	f.Finding = rq.agenciesFinding(values)
	f.Notes = rq.agenciesNotes(values)
	page := tablesPage{frame: f}
	title := word("agencies.table", values.Measure.NameZH, year)
	sub := rq.peersLine(values)
	if rq.query.Search != "" {
		sub = say("agencies.search", rq.query.Search, len(rows), link(word("agencies.search.all"), rq.to("/agencies", "m", rq.query.Measure, "y", yearsText(rq.query.From, rq.query.To))))
	}
	page.Blocks = append(page.Blocks, block{Title: title, Sub: sub, Table: table, Empty: word("empty.data")})
	if m := rq.foundMeasures(); m != nil {
		page.Blocks = append(page.Blocks, block{Title: word("agencies.measures"), Table: m})
	}
	return &view{template: "tables", data: page, frame: f, tables: []*Table{table}, file: word("nav.agencies")}, nil
}

// sortedRows puts numbers first, the largest on top; what rests on a small
// number and what is missing follow in official order: they are not ranked.
func sortedRows(v analytics.AgencyValues) []analytics.AgencyValue {
	rows := slices.Clone(v.Rows)
	ranked := func(r analytics.AgencyValue) bool {
		return hasNumber(r.Value, v.Measure) && (!v.Measure.IsRate() || r.Sample == analytics.Enough)
	}
	slices.SortStableFunc(rows, func(a, b analytics.AgencyValue) int {
		ra, rb := ranked(a), ranked(b)
		switch {
		case ra && rb:
			return cmp.Compare(*b.Number, *a.Number)
		case ra:
			return -1
		case rb:
			return 1
		}
		return 0
	})
	return rows
}

func (rq *request) searched(rows []analytics.AgencyValue) []analytics.AgencyValue {
	if rq.query.Search == "" {
		return rows
	}
	return slices.DeleteFunc(rows, func(r analytics.AgencyValue) bool {
		return !strings.Contains(r.Agency.Name, rq.query.Search) && !strings.Contains(r.Agency.ShortName, rq.query.Search)
	})
}

// foundMeasures lists the measures whose name holds the search text.
func (rq *request) foundMeasures() *Table {
	if rq.query.Search == "" {
		return nil
	}
	t := &Table{Name: "measures", Columns: []Column{col(word("col.measure"), "measure_name"), col(word("col.formula"), "formula")}}
	for _, m := range rq.facts.measureList {
		if strings.Contains(m.NameZH, rq.query.Search) {
			t.Rows = append(t.Rows, Row{Cells: []Cell{linked(m.NameZH, rq.to("/method/"+m.Code)), text(m.Formula)}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

func (rq *request) agenciesTable(v analytics.AgencyValues, rows []analytics.AgencyValue, open map[string]analytics.Tally) *Table {
	m := v.Measure
	t := &Table{Name: "agencies", Class: "wide", Columns: []Column{
		{Head: word("col.agency"), Codes: []string{"agency_name", "agency_id", "agency_type"}},
		{Head: "", Class: "bars", Drawn: true},
		numCol(word("measure.unit", itoa(v.Year), m.Unit), "value"),
		changeColumn(word("col.previous")),
		{Head: word("col.history"), Class: "spark", Drawn: true},
		{Head: word("col.state"), Codes: []string{"report_state", "status", "in_total"}},
		{Head: word("col.errors"), Codes: []string{"open_errors", "open_warnings"}, Numeric: true},
	}}
	var high analytics.Number
	for _, r := range v.Rows {
		if hasNumber(r.Value, m) {
			high = max(high, *r.Number)
		}
	}
	for _, r := range rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: r.Agency.ShortName, Href: rq.to(agencyPath(r.Agency.ID)), Export: []string{r.Agency.Name, r.Agency.ID, r.Agency.Type}},
			{Bar: newBar(r.Value, m, high)},
			rq.agencyValueCell(r, v),
			changeCell(r.Change, r.Value, r.Previous, m),
			{Spark: newSpark(r.History, m, rq.facts.formBreak())},
			rq.stateCell(r, v.Year),
			rq.openCell(r.Agency.ID, v.Year, r.State, open[r.Agency.ID]),
		}})
	}
	if rq.query.Search == "" && m.Additive {
		t.Rows = append(t.Rows, Row{Kind: "total", Cells: []Cell{
			{Text: word("total.of", v.Total.Counted, v.Total.Expected), Export: []string{word("total"), "", ""}}, {},
			valueCell(v.Total.Value, m, ""), pointCell(v.Total, analytics.Value{}, m), {}, {Export: []string{"", string(v.Total.Status), ""}}, {Export: []string{"", ""}}}})
	}
	return t
}

// agencyValueCell leads to the cell of the report that the value is read from,
// or to the report when the measure is made of several cells.
func (rq *request) agencyValueCell(r analytics.AgencyValue, v analytics.AgencyValues) Cell {
	href := ""
	if r.State == analytics.Filed {
		href = rq.to(reportPath(r.Agency.ID, v.Year)) + cellAnchor(v.Measure.Code, v.Year)
	}
	c := valueCell(r.Value, v.Measure, href)
	if !r.InTotal && v.Measure.Additive && hasNumber(r.Value, v.Measure) {
		c.Mark = word("value.notintotal")
	}
	return c
}

func (rq *request) stateCell(r analytics.AgencyValue, year int) Cell {
	c := Cell{Text: word("state." + string(r.State)), Export: []string{string(r.State), string(r.Status), boolText(r.InTotal)}}
	switch r.State {
	case analytics.Filed:
		c.Href = rq.to(reportPath(r.Agency.ID, year))
	case analytics.HeldState, analytics.NotFiledYet:
		c.Class, c.Href = "none "+string(r.State), rq.to("/coverage", "y", itoa(year))
	}
	return c
}

func (rq *request) agenciesFinding(v analytics.AgencyValues) Sentence {
	m, withNumber, zero := v.Measure, 0, 0
	for _, r := range v.Rows {
		if hasNumber(r.Value, m) {
			withNumber++
			if *r.Number == 0 {
				zero++
			}
		}
	}
	rows := sortedRows(v)
	if withNumber == 0 || m.IsRate() && (len(rows) == 0 || rows[0].Sample != analytics.Enough) {
		return say("agencies.finding.none", v.Year, bare(m), len(v.Rows))
	}
	top := link(word("agencies.top", rows[0].Agency.ShortName, shownUnit(rows[0].Value, m)), rq.to(agencyPath(rows[0].Agency.ID)))
	if !m.Additive {
		return say("agencies.finding.rate", v.Year, bare(m), shownUnit(v.Total.Value, m), top)
	}
	return say("agencies.finding", v.Year, bare(m), shownUnit(v.Total.Value, m), top, zero)
}

// peersLine tells the middle of each kind of body.
func (rq *request) peersLine(v analytics.AgencyValues) Sentence {
	var list []Sentence
	number := func(n analytics.Number) string {
		if v.Measure.IsRate() {
			return rate(n) + "%"
		}
		return group(n.Fixed(1))
	}
	for _, p := range v.Peers {
		if p.P25 == nil || p.Median == nil || p.P75 == nil || len(rq.query.Types) > 0 && !slices.Contains(rq.query.Types, p.Type) {
			continue
		}
		list = append(list, say("peers", p.TypeName, p.Agencies, number(*p.Median), number(*p.P25), number(*p.P75)))
	}
	return join(list, "list.semicolon")
}

func (rq *request) agenciesNotes(v analytics.AgencyValues) []Sentence {
	m := v.Measure
	out := []Sentence{say("notes.measure", link(m.NameZH, rq.to("/method/"+m.Code)), m.Formula)}
	if m.Caveat != "" {
		out = append(out, Sentence{{Text: m.Caveat + word("stop")}})
	}
	out = append(out, say("notes.coverage", v.Year, link(word("of.bodies", v.Total.Counted, v.Total.Expected), rq.to("/coverage", "y", itoa(v.Year)))))
	if m.Additive && len(rq.query.Types) == 0 {
		out = append(out, rq.rollupNote(v.Total, m))
	}
	if m.IsRate() {
		out = append(out, say("notes.rates"))
	}
	return append(out, say("notes.order"), say("notes.missing"))
}
