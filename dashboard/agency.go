package dashboard

import (
	"context"
	"strings"

	"gongkai/analytics"
)

// agencyPage is P8: one body over the years, against bodies of its kind.
type agencyPage struct {
	*frame
	Facts  []fact
	Charts []*Chart
	Blocks []block
}

// agencyMultiples are the small charts; agencyTable the rows of the table.
var (
	agencyMultiples = []string{mReceived, mConcluded, mGrantRate, mForward, mDisputes, mInForce}
	agencyTable     = []string{mReceived, "applications.new_received.natural_person", "applications.new_received.org_subtotal", "applications.carried_over.total",
		mConcluded, "applications.outcome.disclosed.total", "applications.outcome.partial.total", "applications.refused.subtotal.total",
		"applications.unavailable.subtotal.total", "applications.unprocessed.subtotal.total", "applications.other.subtotal.total", mForward, mGrantRate,
		mDisputes, "disputes.review.total", "disputes.litigation.total", mCorrected, "proactive.normative_doc.issued", mInForce,
		"proactive.licensing.decisions", "proactive.penalty.decisions", "proactive.coercion.decisions", "proactive.fee.amount_wan"}
)

func (rq *request) agency(ctx context.Context) (*view, error) {
	ask, id := rq.snap.Answers, rq.params["id"]
	about, err := ask.Agency(ctx, id)
	if err != nil {
		return nil, err
	}
	rq.query.Region = about.Agency.Region
	if len(about.Years) == 0 {
		return rq.agencyWithoutYears(about), nil
	}
	span := rq.span(about.Years[0].Year, about.Years[len(about.Years)-1].Year)
	sel := analytics.Selection{Region: about.Agency.Region, Agencies: []string{id}}
	series, err := ask.Series(ctx, sel, agencyTable, span)
	if err != nil {
		return nil, err
	}
	f := rq.agencyFrame(about)
	f.filters(rq, rq.rangeFilters(span.From, span.To)...)
	f.offer(rq)
	f.HasCharts = true
	year := lastFiled(about, span)
	f.Finding = rq.agencyFinding(about, series, year)
	f.Notes = []Sentence{say("agency.note.peers"), rq.breakNote(), say("notes.rates"), say("notes.missing")}
	page := agencyPage{frame: f, Facts: rq.agencyFacts(about)}
	for _, code := range agencyMultiples {
		bands, err := ask.PeerBands(ctx, id, code, span)
		if err != nil {
			return nil, err
		}
		page.Charts = append(page.Charts, rq.multiple(lineOf(series, code), bands, about.Agency))
	}
	table := rq.yearsTable("years", series, func(m analytics.Measure, y int) string {
		return rq.to(reportPath(id, y)) + cellAnchor(m.Code, y)
	}, year)
	reports := rq.agencyReports(about)
	found, err := ask.Findings(ctx, analytics.FindingFilter{Agencies: []string{id}})
	if err != nil {
		return nil, err
	}
	checks := rq.agencyFindings(about, found)
	page.Blocks = []block{{Title: word("agency.table"), Table: table}, {Title: word("agency.reports"), Table: reports},
		{Title: word("agency.checks"), Sub: say("agency.checks.sub"), Table: checks, Empty: word("agency.checks.none")}}
	if e := rq.eventsTable(about.Events); len(e.Rows) > 0 {
		page.Blocks = append(page.Blocks, block{Title: word("agency.events"), Table: e})
	}
	tables := []*Table{table, reports, checks}
	for _, c := range page.Charts {
		tables = append(tables, rq.finishBlock(c, f))
	}
	return &view{template: "agency", data: page, frame: f, tables: tables, file: about.Agency.ShortName}, nil
}

func (rq *request) agencyFrame(about analytics.AgencyPage) *frame {
	f := rq.newFrame(word("agency.question"))
	f.Title = about.Agency.Name + word("title.join") + word("agency.question")
	f.Crumbs = []Part{link(whole(about.Agency.RegionName), rq.to("/")), link(word("nav.agencies"), rq.to("/agencies")), {Text: about.Agency.Name}}
	if about.Agency.Simulated {
		f.Simulated = word("simulated.strip", about.Agency.Name)
	}
	return f
}

func (rq *request) agencyWithoutYears(about analytics.AgencyPage) *view {
	f := rq.agencyFrame(about)
	f.Finding = say("agency.finding.nothing", about.Agency.Name)
	return &view{template: "agency", data: agencyPage{frame: f, Facts: rq.agencyFacts(about)}, frame: f}
}

func lineOf(s analytics.Series, code string) analytics.Line {
	for _, l := range s.Lines {
		if l.Measure.Code == code {
			return l
		}
	}
	return analytics.Line{}
}

// lastFiled is the last year of the span with a report, else its last year.
func lastFiled(about analytics.AgencyPage, span analytics.Years) int {
	last := span.To
	for i := len(about.Years) - 1; i >= 0; i-- {
		if y := about.Years[i]; y.State == analytics.Filed && y.Year <= span.To && y.Year >= span.From {
			return y.Year
		}
	}
	return last
}

func (rq *request) agencyFinding(about analytics.AgencyPage, s analytics.Series, year int) Sentence {
	line := lineOf(s, mReceived)
	p, _ := line.At(year)
	before, _ := line.At(year - 1)
	name := about.Agency.Name
	if p.Status != analytics.Reported {
		return say("agency.finding.none", name, year, statusWord(p.Status))
	}
	concluded, _ := lineOf(s, mConcluded).At(year)
	to := rq.to(reportPath(about.Agency.ID, year)) + "#c-"
	return say("agency.finding", name, year, link(shownUnit(p.Value, line.Measure), to+mReceived), pointWords(p, before.Value, line.Measure),
		link(shownUnit(concluded.Value, lineOf(s, mConcluded).Measure), to+mConcluded))
}

func (rq *request) agencyFacts(about analytics.AgencyPage) []fact {
	a := about.Agency
	out := []fact{{Name: word("agency.type"), Text: plain(a.TypeName)}}
	var former []string
	for _, n := range about.Names {
		if n.Kind == "former" {
			former = append(former, word("agency.former.until", n.Name, yearRange(n.From, n.To)))
		}
	}
	if len(former) > 0 {
		out = append(out, fact{Name: word("agency.former"), Text: plain(strings.Join(former, word("list.semicolon")))})
	}
	if a.ValidFrom != 0 || a.ValidTo != 0 {
		out = append(out, fact{Name: word("agency.valid"), Text: plain(yearRange(a.ValidFrom, a.ValidTo))})
	}
	in := "agency.inrollup.no"
	switch {
	case !a.Registered:
		in = "agency.unregistered"
	case a.InRollup:
		in = "agency.inrollup.yes"
	}
	return append(out, fact{Name: word("agency.inrollup"), Text: say(in)}, fact{Name: word("agency.id"), Text: plain(a.ID)})
}

func yearRange(from, to int) string {
	switch {
	case from == 0 && to == 0:
		return word("years.always")
	case from == 0:
		return word("years.until", to)
	case to == 0:
		return word("years.since", from)
	}
	return word("years.range", from, to)
}

// multiple is one small chart: the body's line before the range of its peers.
func (rq *request) multiple(l analytics.Line, bands []analytics.PeerBand, a analytics.Agency) *Chart {
	first, last := yearSpan([]drawnLine{{Line: l}})
	c := &Chart{ID: "m-" + strings.ReplaceAll(l.Measure.Code, ".", "-"), Title: Sentence{{Text: l.Measure.NameZH, Href: rq.to("/method/" + l.Measure.Code)}},
		Sub: word("multiple.sub", a.ShortName, l.Measure.Unit, first, last)}
	c.Describe = word("chart.describe.line", l.Measure.NameZH, first, last, describePoint(l, first), describePoint(l, last))
	c.Note = rq.bandNote(bands, l.Measure, a)
	c.Table = rq.multipleTable(l, bands)
	if !anyNumber(l) {
		c.Describe = word("multiple.none", l.Measure.NameZH)
		return c
	}
	c = lineChart(c, []drawnLine{{Line: l, Color: blue, Href: func(y int) string { return rq.to(reportPath(a.ID, y)) }}}, rq.facts.breaksFor(l.Measure.Topic), true)
	addBand(c, bands)
	return c
}

func anyNumber(l analytics.Line) bool {
	for _, p := range l.Points {
		if hasNumber(p.Value, l.Measure) {
			return true
		}
	}
	return false
}

func (rq *request) bandNote(bands []analytics.PeerBand, m analytics.Measure, a analytics.Agency) Sentence {
	for i := len(bands) - 1; i >= 0; i-- {
		if b := bands[i]; b.P25 != nil && b.P75 != nil {
			unit := m.Unit
			return say("multiple.band", a.TypeName, b.Year, b.P25.Fixed(1), b.P75.Fixed(1), unit)
		}
	}
	return say("multiple.noband")
}

func (rq *request) multipleTable(l analytics.Line, bands []analytics.PeerBand) *Table {
	t := rq.lineTable([]drawnLine{{Line: l}})
	t.Columns = append(t.Columns, numCol(word("col.p25"), "peers_p25"), numCol(word("col.median"), "peers_median"), numCol(word("col.p75"), "peers_p75"), numCol(word("col.peers"), "peers"))
	for i, p := range l.Points {
		cells := []Cell{{}, {}, {}, {}}
		for _, b := range bands {
			if b.Year != p.Year {
				continue
			}
			for k, n := range []*analytics.Number{b.P25, b.Median, b.P75} {
				if n != nil {
					cells[k] = Cell{Text: group(n.Fixed(1)), Export: []string{n.String()}}
				}
			}
			cells[3] = text(itoa(b.Agencies))
		}
		t.Rows[i].Cells = append(t.Rows[i].Cells, cells...)
	}
	return t
}

func (rq *request) agencyReports(about analytics.AgencyPage) *Table {
	t := &Table{Name: "reports", Columns: []Column{col(word("col.year"), "year"), col(word("col.state"), "report_state"), col(word("col.published"), "published_on"),
		col(word("col.deadline"), "deadline"), col(word("col.punctual"), "punctual"), col(word("col.revision"), "revision")}}
	for i := len(about.Years) - 1; i >= 0; i-- {
		y := about.Years[i]
		state := Cell{Text: word("state." + string(y.State)), Export: []string{string(y.State)}}
		rest := []Cell{{}, {}, {}, {}} // nothing is known of a report that is not there
		if y.State == analytics.Filed {
			state.Href = rq.to(reportPath(about.Agency.ID, y.Year))
			rest = []Cell{text(orWord(y.PublishedOn, "date.unknown")), text(orWord(y.Deadline, "date.nodeadline")),
				{Text: word("punctual." + string(y.Punctual)), Export: []string{string(y.Punctual)}}, text(itoa(y.Revision))}
		} else {
			state.Class = "none " + string(y.State)
		}
		if y.HeldFiles > 0 {
			state.Mark = word("coverage.heldfiles", y.HeldFiles)
		}
		t.Rows = append(t.Rows, Row{Cells: append([]Cell{text(itoa(y.Year)), state}, rest...)})
	}
	return t
}

func orWord(s, key string) string {
	if s == "" {
		return word(key)
	}
	return s
}

func (rq *request) eventsTable(events []analytics.Event) *Table {
	t := &Table{Name: "events", Columns: []Column{col(word("col.date"), "date"), col(word("col.event"), "kind"), col(word("col.before"), "predecessor"),
		col(word("col.after"), "successor"), col(word("col.note"), "note")}}
	for _, e := range events {
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(e.Date), {Text: word("event." + e.Kind), Export: []string{e.Kind}},
			rq.bodyCell(e.PredecessorID, e.PredecessorName), rq.bodyCell(e.SuccessorID, e.SuccessorName), text(e.Note)}})
	}
	return t
}

func (rq *request) bodyCell(id, name string) Cell {
	if id == "" {
		return text("")
	}
	return linked(name, rq.to(agencyPath(id)))
}
