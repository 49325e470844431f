package dashboard

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"gongkai/analytics"
)

// Codes of the measures that pages name.
const (
	mReceived  = "applications.new_received.total"
	mConcluded = "applications.outcome.total.total"
	mForward   = "applications.carried_forward.total"
	mGranted   = "applications.outcome.disclosed_or_partial.total"
	mGrantRate = "rate.disclosed_or_partial"
	mForwRate  = "rate.carry_forward"
	mDisputes  = "disputes.all.total"
	mCorrected = "disputes.all.corrected"
	mInForce   = "proactive.normative_doc.in_force"
)

// overviewPage is P1: what happened in a year against the year before, and
// what needs attention.
type overviewPage struct {
	*frame
	Attention []attention
	Cards     []card
	Charts    []*Chart
	Years     *Table
}

type attention struct {
	Chip, Class string
	Text        Sentence
}

// card is one of the four numbers on top. Unit is empty when the figure is a word.
type card struct {
	Name, Figure, Unit, Href string
	Lines                    []Sentence
}

// overviewAnswers is all that the page is made of.
type overviewAnswers struct {
	year     int
	yoy      map[string]analytics.Compared
	series   analytics.Series
	change   analytics.ChangeByAgency
	outcomes analytics.Outcomes
	reasons  analytics.RefusalReasons
	coverage analytics.Coverage
	rejected []analytics.RejectedFile
	errors   []analytics.Finding // unsettled
	largest  analytics.Series    // the two largest bodies together
	largeAre []analytics.Agency
}

var (
	overviewCards = []string{mReceived, mConcluded, mForward, mForwRate, mDisputes, mCorrected, mGranted, mGrantRate}
	overviewTable = []string{mReceived, mConcluded, mGranted, mGrantRate, mForward, mDisputes, mCorrected, mInForce}
)

func (rq *request) overview(ctx context.Context) (*view, error) {
	region := rq.region()
	if region.LastYear == 0 {
		return rq.emptyRegion()
	}
	year := rq.lastYear()
	f := rq.newFrame(word("overview.question", year, region.Name))
	a, err := rq.askOverview(ctx, year)
	if err != nil {
		return nil, err
	}
	f.filters(rq, rq.yearFilter(year))
	f.offer(rq)
	f.HasCharts = true
	f.Finding = rq.overviewFinding(a)
	f.Notes = rq.overviewNotes(a)
	page := overviewPage{frame: f, Attention: rq.attention(a), Cards: rq.overviewCards(a),
		Charts: []*Chart{rq.volumeChart(a), rq.changeByAgency(a), rq.outcomesChart(a.outcomes), rq.reasonsChart(a.reasons, false)},
		Years:  rq.yearsTable("years", a.series, rq.agenciesLink, year)}
	tables := []*Table{page.Years}
	for _, c := range page.Charts {
		tables = append(tables, rq.finishBlock(c, f))
	}
	return &view{template: "overview", data: page, frame: f, tables: tables, file: word("nav.overview")}, nil
}

// finishBlock gives a chart its download and tells whether its table is open.
func (rq *request) finishBlock(c *Chart, f *frame) *Table {
	c.Open = f.Tables
	if c.Table == nil {
		return &Table{Name: c.ID}
	}
	c.Table.Name = c.ID
	c.CSV = rq.download(c.ID, asCSV, true)
	return c.Table
}

func (rq *request) askOverview(ctx context.Context, year int) (*overviewAnswers, error) {
	ask, sel := rq.snap.Answers, analytics.Selection{Region: rq.query.Region}
	a := &overviewAnswers{year: year, yoy: map[string]analytics.Compared{}}
	yoy, err := ask.YearOnYear(ctx, sel, overviewCards, year)
	if err != nil {
		return nil, err
	}
	for _, row := range yoy.Rows {
		a.yoy[row.Measure.Code] = row
	}
	if a.series, err = ask.Series(ctx, sel, overviewTable, analytics.Years{}); err != nil {
		return nil, err
	}
	if a.change, err = ask.ChangeByAgency(ctx, sel, mReceived, year); err != nil {
		return nil, err
	}
	if a.outcomes, err = ask.Outcomes(ctx, sel, analytics.Years{}); err != nil {
		return nil, err
	}
	if a.reasons, err = ask.RefusalReasons(ctx, sel, year); err != nil {
		return nil, err
	}
	if a.coverage, err = ask.Coverage(ctx, rq.query.Region, analytics.Years{From: year, To: year}); err != nil {
		return nil, err
	}
	if a.rejected, err = ask.Rejected(ctx); err != nil {
		return nil, err
	}
	if a.errors, err = rq.openIn(ctx, analytics.Years{From: year, To: year}, "error"); err != nil {
		return nil, err
	}
	if a.largeAre = largest(a.change.Shares, 2); len(a.largeAre) == 2 {
		ids := []string{a.largeAre[0].ID, a.largeAre[1].ID}
		a.largest, err = ask.Series(ctx, analytics.Selection{Region: rq.query.Region, Agencies: ids}, []string{mReceived}, analytics.Years{})
	}
	return a, err
}

// largest are the n bodies with the most this year, fewer when a value ties.
func largest(shares []analytics.Share, n int) []analytics.Agency {
	list := slices.DeleteFunc(slices.Clone(shares), func(s analytics.Share) bool { return s.Now.Number == nil })
	slices.SortStableFunc(list, func(a, b analytics.Share) int { return cmp.Compare(*b.Now.Number, *a.Now.Number) })
	if len(list) <= n || *list[n-1].Now.Number == *list[n].Now.Number {
		return nil
	}
	var out []analytics.Agency
	for _, s := range list[:n] {
		out = append(out, s.Agency)
	}
	return out
}

// agenciesLink leads from a total to the bodies that it sums.
func (rq *request) agenciesLink(m analytics.Measure, year int) string {
	return rq.to("/agencies", "m", m.Code, "y", itoa(year))
}

// overviewFinding is the page's main sentence, by fixed rules from numbers.
func (rq *request) overviewFinding(a *overviewAnswers) Sentence {
	received, granted, share := a.yoy[mReceived], a.yoy[mGranted], a.yoy[mGrantRate]
	if received.Now.Status != analytics.Reported {
		return say("overview.finding.none", a.year, whole(rq.region().Name), statusWord(received.Now.Status))
	}
	count := link(shownUnit(received.Now.Value, received.Measure), rq.agenciesLink(received.Measure, a.year))
	change := Part{Text: pointWords(received.Now, received.Before.Value, received.Measure)}
	if received.Now.Change.Diff != nil {
		years := ""
		if a.year != rq.region().LastYear {
			years = yearsText(rq.region().FirstYear, a.year)
		}
		change.Href = rq.to("/applications", "y", years) + "#volume"
	}
	first := say("overview.finding", whole(rq.region().Name), count, change)
	end := word("stop")
	if share.Now.NotCounted > 0 { // blank cells inside the share: the sentence says so, as the table does
		end = word("overview.finding.not_counted") + end
	}
	switch {
	case hasNumber(share.Now.Value, share.Measure):
		per100 := link(word("cases", share.Now.Number.Fixed(0)), rq.agenciesLink(share.Measure, a.year))
		return join([]Sentence{first, say("overview.finding.granted", per100)}, "list.semicolon").addArg(end)
	case share.Now.Status == analytics.Reported && share.Now.Num != nil && share.Now.Den != nil:
		n := link(word("cases", grouped(*share.Now.Num)), rq.agenciesLink(granted.Measure, a.year))
		return join([]Sentence{first, say("overview.finding.few", grouped(*share.Now.Den), n)}, "list.semicolon").addArg(end)
	}
	return first.addArg(word("stop"))
}

const namesShown = 4

// attention lists who is missing, what waits for a person, and corrections.
func (rq *request) attention(a *overviewAnswers) []attention {
	var missing, held []string
	for _, row := range a.coverage.Rows {
		for _, c := range row.Cells {
			switch {
			case c.State == analytics.NotFiledYet:
				missing = append(missing, row.Agency.ShortName)
			case c.HeldFiles > 0:
				held = append(held, row.Agency.ShortName)
			}
		}
	}
	to := rq.to("/coverage", "y", itoa(a.year))
	var out []attention
	if len(missing) > 0 {
		out = append(out, attention{word("status.not_filed"), "missing", say("attention.missing", link(word("bodies", len(missing)), to), names(missing))})
	}
	if len(held) > 0 {
		out = append(out, attention{word("status.held"), "held", say("attention.held", link(word("bodies", len(held)), to+"#held"), names(held))})
	}
	out = append(out, rq.attentionErrors(a.errors, a.year)...)
	if c := a.yoy[mCorrected]; c.Now.Number != nil && *c.Now.Number > 0 {
		out = append(out, attention{word("attention.corrected.chip"), "corrected",
			say("attention.corrected", link(word("cases", grouped(*c.Now.Number)), rq.agenciesLink(c.Measure, a.year)))})
	}
	if len(missing) == 0 {
		out = append([]attention{{word("attention.all.chip"), "ok", say("attention.all", link(word("attention.all.link"), to))}}, out...)
	}
	return out
}

func names(list []string) string {
	if len(list) > namesShown {
		return word("list.more", strings.Join(list[:namesShown-1], word("list.mark")), len(list))
	}
	return strings.Join(list, word("list.mark"))
}

func (rq *request) overviewCards(a *overviewAnswers) []card {
	cardOf := func(code string) card {
		c := a.yoy[code]
		out := card{Name: c.Measure.NameZH, Figure: shown(c.Now.Value, c.Measure), Href: rq.agenciesLink(c.Measure, a.year)}
		if hasNumber(c.Now.Value, c.Measure) {
			out.Unit = c.Measure.Unit
		}
		return out
	}
	withChange := func(code string) card {
		out, c := cardOf(code), a.yoy[code]
		out.Lines = append(out.Lines, Sentence{{Text: arrow(c.Now.Change) + pointBrief(c.Now, c.Before.Value, c.Measure)}})
		return out
	}
	forward, disputes := cardOf(mForward), cardOf(mDisputes)
	share := a.yoy[mForwRate]
	forward.Lines = append(forward.Lines, rateLine("card.forward", share), Sentence{{Text: pointBrief(share.Now, share.Before.Value, share.Measure)}})
	corrected, total := a.yoy[mCorrected], a.yoy[mDisputes]
	disputes.Lines = append(disputes.Lines,
		say("card.corrected", link(shownUnit(corrected.Now.Value, corrected.Measure), rq.agenciesLink(corrected.Measure, a.year))),
		say("card.before", shownUnit(total.Before.Value, total.Measure)))
	return []card{withChange(mReceived), withChange(mConcluded), forward, disputes}
}

// rateLine is a rate with its parts: 占应办 3.4%（118/3,508）.
func rateLine(key string, c analytics.Compared) Sentence {
	if !hasNumber(c.Now.Value, c.Measure) {
		return say(key+".few", shown(c.Now.Value, c.Measure))
	}
	return say(key, shown(c.Now.Value, c.Measure), fraction(c.Now.Value))
}

func arrow(c analytics.Change) string {
	if c.Diff == nil || *c.Diff == 0 {
		return ""
	}
	return word("arrow."+direction(*c.Diff)) + " "
}

// emptyRegion is the page before anything is published for the region.
func (rq *request) emptyRegion() (*view, error) {
	f := rq.newFrame(word("empty.question"))
	f.Finding = say("empty.finding")
	f.Lead = say("empty.lead", link(word("nav.coverage"), rq.to("/coverage")))
	f.filters(rq)
	return &view{template: "tables", data: tablesPage{frame: f}, frame: f}, nil
}
