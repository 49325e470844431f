package dashboard

import (
	"context"
	"slices"
	"strings"

	"gongkai/analytics"
)

// qualityPage is P12: which numbers look wrong, how sure that is, and what a
// person said of it.
type qualityPage struct {
	*frame
	Chart  *Chart
	States *Table
	List   block
}

// findingStates are the values of s=; open, the default, is what still waits
// for the report to be put right.
var findingStates = []string{"open", "unseen", "confirmed", "explained", "our_error", "not_assessable", "all"}

// findingSeverities are the values of sev=; errors and warnings are the default.
var findingSeverities = []string{"error", "warning", "info", "all"}

// findingsShown is how many findings a page lists; its downloads have all.
const findingsShown = 200

// findingFilter is what the address asks for. Bodies named win over the region.
func (q query) findingFilter(years analytics.Years) analytics.FindingFilter {
	f := analytics.FindingFilter{Region: q.Region, Years: years, Agencies: q.Agencies, Rules: q.Rules}
	if len(q.Agencies) > 0 {
		f.Region = ""
	}
	switch q.State {
	case "":
		f.Outcomes, f.Verdicts = []string{"fail"}, []string{"none", "confirmed"}
	case "unseen":
		f.Outcomes, f.Verdicts = []string{"fail"}, []string{"none"}
	case "not_assessable":
		f.Outcomes = []string{"not_assessable"}
		return f // these have no severity of their own
	case "all":
	default:
		f.Outcomes, f.Verdicts = []string{"fail"}, []string{q.State}
	}
	switch q.Severity {
	case "":
		f.Severities = []string{"error", "warning"}
	case "all":
	default:
		f.Severities = []string{q.Severity}
	}
	return f
}

// qualityAnswers is all that the page is made of.
type qualityAnswers struct {
	from, to        int
	now, before     []analytics.Finding // all failures of the years shown and of the year before the only one
	reports, former int                 // reports judged
	list            []analytics.Finding // those asked for
}

func (rq *request) quality(ctx context.Context) (*view, error) {
	region := rq.region()
	years := rq.query.qualityYears(rq.facts)
	a, err := rq.askQuality(ctx, years)
	if err != nil {
		return nil, err
	}
	f := rq.newFrame(word("quality.question", region.Name, yearsWords(a.from, a.to)))
	if len(rq.query.Agencies) == 1 {
		f.Question = word("quality.question", rq.agencyName(rq.query.Agencies[0]), yearsWords(a.from, a.to))
	}
	f.filters(rq, rq.yearsFilter(a.from, a.to), rq.agencyFilter(), rq.ruleFilter(), rq.stateFilter(), rq.severityFilter())
	f.offer(rq)
	f.Downloads[0].Href = rq.download("findings", asXLSX, false) // the plain name is the checklist's
	rq.offerChecklist(f, "y", yearsText(rq.query.From, rq.query.To), "a", strings.Join(rq.query.Agencies, ","), "rule", strings.Join(rq.query.Rules, ","),
		"s", rq.query.State, "sev", rq.query.Severity)
	f.HasCharts = true
	f.Finding, f.Lead = rq.qualityFinding(a), rq.qualityLead(a)
	f.Notes = []Sentence{say("quality.note.machine"), say("quality.note.severity"), say("quality.note.verdict"),
		say("quality.note.rules", link(word("quality.note.rules.link"), rq.to("/rules")))}
	table := rq.findingsTable(a.list)
	page := qualityPage{frame: f, Chart: rq.ruleChart(a), States: rq.statesTable(a), List: rq.findingsBlock(a, table)}
	chartTable := rq.finishBlock(page.Chart, f)
	return &view{template: "quality", data: page, frame: f, tables: []*Table{findingsExport(a.list), chartTable, page.States}, file: word("nav.quality")}, nil
}

func (rq *request) askQuality(ctx context.Context, years analytics.Years) (*qualityAnswers, error) {
	ask := rq.snap.Answers
	a := &qualityAnswers{from: years.From, to: years.To}
	listed := rq.query.findingFilter(years)
	all := analytics.FindingFilter{Region: listed.Region, Agencies: listed.Agencies, Years: years}
	var err error
	if a.now, err = ask.Findings(ctx, all); err != nil {
		return nil, err
	}
	if a.reports, err = rq.countReports(ctx, all); err != nil {
		return nil, err
	}
	if a.from == a.to {
		all.Years, all.Outcomes = analytics.Years{From: a.from - 1, To: a.from - 1}, []string{"fail"}
		if a.before, err = ask.Findings(ctx, all); err != nil {
			return nil, err
		}
		if a.former, err = rq.countReports(ctx, all); err != nil {
			return nil, err
		}
	}
	a.list, err = ask.Findings(ctx, listed)
	return a, err
}

func (rq *request) countReports(ctx context.Context, f analytics.FindingFilter) (int, error) {
	list, err := rq.snap.Answers.Reports(ctx, analytics.ReportFilter{Region: f.Region, Agencies: f.Agencies, Years: f.Years})
	return len(list), err
}

// qualityFinding counts errors and warnings, by fixed rules from numbers.
func (rq *request) qualityFinding(a *qualityAnswers) Sentence {
	years := yearsWords(a.from, a.to)
	if a.reports == 0 {
		return say("quality.finding.none", years)
	}
	t := analytics.TallyOf(a.now, nil)
	if t.Open() == 0 {
		return say("quality.finding.clear", years, a.reports)
	}
	return say("quality.finding", years, a.reports, tallyWords(t, func(n int, severity string) Part {
		return link(word("quality.places", n), rq.qualityLink("", severity))
	}))
}

// tallyWords counts errors and warnings with the reports that have them, what
// is none left out: 2 份有错误（3 处），1 份有提醒（1 处）.
func tallyWords(t analytics.Tally, places func(n int, severity string) Part) Sentence {
	var parts []Sentence
	if t.Errors > 0 {
		parts = append(parts, say("quality.finding.errors", t.ErrorReports, places(t.Errors, "error")))
	}
	if t.Warnings > 0 {
		parts = append(parts, say("quality.finding.warnings", t.WarningReports, places(t.Warnings, "warning")))
	}
	return join(parts, "list.comma")
}

// qualityLead tells what is of no report, and puts the year before beside it,
// where its reports were judged.
func (rq *request) qualityLead(a *qualityAnswers) Sentence {
	var out []Sentence
	if t := analytics.TallyOf(a.now, nil); t.Elsewhere > 0 {
		out = append(out, say("quality.lead.elsewhere", t.Elsewhere))
	}
	if a.former > 0 {
		t := analytics.TallyOf(a.before, nil)
		if t.Open() == 0 {
			out = append(out, say("quality.lead.clear", a.from-1, a.former))
		} else {
			words := tallyWords(t, func(n int, _ string) Part { return Part{Text: word("quality.places", n)} })
			out = append(out, say("quality.lead", a.from-1, a.former, words))
		}
	}
	var lead Sentence
	for _, s := range out {
		lead = lead.addArg(s)
	}
	return lead
}

// qualityLink leads to findings of the bodies and years of this page.
func (rq *request) qualityLink(state, severity string) string {
	q := rq.query
	q.State, q.Severity, q.Rules = state, severity, nil
	return "/quality" + suffix(q.canonical(rq.facts)) + "#findings"
}

// yearsWords is 2024 年, or 2019–2024 年.
func yearsWords(from, to int) string {
	if from == to {
		return word("year", to)
	}
	return word("years.range", from, to)
}

func (rq *request) agencyName(id string) string {
	for _, list := range rq.facts.byRegion {
		for _, a := range list {
			if a.ID == id {
				return a.Name
			}
		}
	}
	return id
}

// statesTable counts how the findings of the years stand, whatever the filter.
func (rq *request) statesTable(a *qualityAnswers) *Table {
	t := &Table{Name: "states", Class: "few", Columns: []Column{col(word("bar.state"), "state"), numCol(word("severity.error"), "errors"),
		numCol(word("severity.warning"), "warnings"), numCol(word("severity.info"), "infos")}}
	for _, s := range []analytics.FindingState{analytics.Open, analytics.Confirmed, analytics.Explained, analytics.OurError} {
		key := string(s)
		if s == analytics.Open {
			key = "unseen"
		}
		row := Row{Cells: []Cell{{Text: word("finding.state." + string(s)), Export: []string{string(s)}}}}
		for _, severity := range []string{"error", "warning", "info"} {
			n := 0
			for i := range a.now {
				if a.now[i].State() == s && a.now[i].Severity == severity {
					n++
				}
			}
			row.Cells = append(row.Cells, rq.countCell(n, key, severity))
		}
		t.Rows = append(t.Rows, row)
	}
	n := analytics.TallyOf(a.now, nil).Unassessed
	none := Cell{Export: []string{""}}
	t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: word("finding.state.not_assessable"), Export: []string{"not_assessable"}}, none, none, rq.countCell(n, "not_assessable", "")}})
	return t
}

// countCell is a number that leads to the findings it counts.
func (rq *request) countCell(n int, state, severity string) Cell {
	c := Cell{Text: group(itoa(n)), Class: "zero", Export: []string{itoa(n)}}
	if n > 0 {
		c.Class, c.Href = "", rq.qualityLink(state, severity)
	}
	return c
}

// findingsBlock is the list with what it holds in words.
func (rq *request) findingsBlock(a *qualityAnswers, all *Table) block {
	b := block{Title: word("quality.list", rq.listedWords(), len(a.list)), Table: all}
	if rq.query.State != "" || rq.query.Severity != "" || len(rq.query.Rules) > 0 {
		b.Sub = say("quality.list.sub", link(word("quality.list.reset"), rq.qualityLink("", "")))
	}
	if len(all.Rows) == 0 {
		b.More = rq.relax()
	}
	if len(all.Rows) > findingsShown {
		short := *all
		short.Rows = all.Rows[:findingsShown]
		b.Table = &short
		b.More = say("quality.list.more", findingsShown, len(all.Rows), link(word("quality.list.all"), rq.download("findings", asXLSX, false)))
	}
	return b
}

// listedWords name the filter: 未了结的错误和疑问.
func (rq *request) listedWords() string {
	state, severity := rq.query.State, rq.query.Severity
	if state == "" {
		state = "open"
	}
	if severity == "" {
		severity = "both"
	}
	if state == "not_assessable" {
		return word("quality.listed.not_assessable")
	}
	out := word("quality.listed."+state) + word("severities."+severity)
	if state == "all" && (severity == "all" || severity == "info") { // what cannot be judged is counted as info
		out = word("quality.listed.with." + severity)
	}
	if len(rq.query.Rules) == 1 {
		i := slices.IndexFunc(rq.facts.ruleList, func(r analytics.RuleUse) bool { return r.ID == rq.query.Rules[0] })
		out = word("quality.listed.rule", rq.facts.ruleList[i].NameZH, out)
	}
	return out
}
