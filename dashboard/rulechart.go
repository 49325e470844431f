package dashboard

import (
	"cmp"
	"slices"

	"gongkai/analytics"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// ruleBars is how many rules the chart draws; its table has all.
const ruleBars = 8

// ruleCount is one rule with what it found.
type ruleCount struct {
	ID, Name         string
	Errors, Warnings int // unsettled
	reports          map[string]bool
}

func (c ruleCount) total() int { return c.Errors + c.Warnings }

// countRules counts unsettled errors and warnings by rule: errors first, then
// the most.
func countRules(list []analytics.Finding) []ruleCount {
	at := map[string]int{}
	var out []ruleCount
	for i := range list {
		f := &list[i]
		if !f.Unsettled() || f.Severity == "info" {
			continue
		}
		if _, ok := at[f.Rule]; !ok {
			at[f.Rule] = len(out)
			out = append(out, ruleCount{ID: f.Rule, Name: f.RuleName, reports: map[string]bool{}})
		}
		c := &out[at[f.Rule]]
		if f.Severity == "error" {
			c.Errors++
		} else {
			c.Warnings++
		}
		c.reports[f.ReportID] = true
	}
	slices.SortStableFunc(out, func(a, b ruleCount) int {
		return cmp.Or(cmp.Compare(b.Errors, a.Errors), cmp.Compare(b.Warnings, a.Warnings), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// ruleChart is the count by rule: errors dark, warnings pale, each with its
// number.
func (rq *request) ruleChart(a *qualityAnswers) *Chart {
	counts := countRules(a.now)
	errors, warnings := 0, 0
	for _, c := range counts {
		errors, warnings = errors+c.Errors, warnings+c.Warnings
	}
	c := &Chart{ID: "rules", Title: say("rulechart.neutral"), Sub: word("rulechart.sub", yearsWords(a.from, a.to)), Table: rq.ruleTable(counts),
		Describe: word("rulechart.none", yearsWords(a.from, a.to)), Note: say("rulechart.note", link(word("rulechart.note.link"), rq.to("/rules")))}
	if len(counts) == 0 {
		return c
	}
	top := counts[0]
	c.Title = say("rulechart.title.warnings", top.Name, top.Warnings)
	if top.Errors > 0 {
		c.Title = say("rulechart.title.errors", top.Name, top.Errors)
	}
	c.Describe = word("rulechart.describe", yearsWords(a.from, a.to), len(counts), errors, warnings, top.Name, top.total())
	c.Legend = []legendItem{{word("severity.error"), blue, "box"}, {word("severity.warning"), paleBlue, "box"}}
	if len(counts) > ruleBars {
		drawn := 0
		for _, r := range counts[:ruleBars] {
			drawn += r.total()
		}
		c.Note = say("rulechart.more", len(counts)-ruleBars, errors+warnings-drawn, errors+warnings)
		counts = counts[:ruleBars]
	}
	return rq.drawRules(c, counts)
}

func (rq *request) drawRules(c *Chart, counts []ruleCount) *Chart {
	var names []string
	var dark, pale []datum
	high, longest := 1, ""
	for _, r := range counts {
		names = append(names, r.Name)
		href := rq.rulesFindings(r.ID)
		d := datum{Value: r.Errors, Href: href, Tip: word("rulechart.tip", r.ID, r.Name, r.Errors, r.Warnings)}
		p := datum{Value: r.Warnings, Href: href, Tip: d.Tip}
		end := &p
		if r.Warnings == 0 {
			end = &d
		}
		end.Show, end.Label = itoa(r.total()), pointLabel("right", ink)
		dark, pale = append(dark, d), append(pale, p)
		high = max(high, r.total())
		if len(end.Show) > len(longest) {
			longest = end.Show
		}
	}
	chart := newRect(hiddenAxis(0, float64(high)), categoryAxis(names), barGrid(longest))
	chart.MultiSeries = []charts.SingleSeries{
		{Type: "bar", Stack: "total", Data: dark, BarMaxWidth: "18", ItemStyle: &opts.ItemStyle{Color: blue}},
		{Type: "bar", Stack: "total", Data: pale, BarMaxWidth: "18", ItemStyle: &opts.ItemStyle{Color: paleBlue}},
	}
	switch {
	case len(counts) <= 3:
		c.Height = "short"
	case len(counts) > 6:
		c.Height = "tall"
	}
	return c.finish(chart.JSON(), "item")
}

func (rq *request) rulesFindings(rule string) string {
	q := rq.query
	q.State, q.Severity, q.Rules = "", "", []string{rule}
	return "/quality" + suffix(q.canonical(rq.facts)) + "#findings"
}

func (rq *request) ruleTable(counts []ruleCount) *Table {
	t := &Table{Name: "rules", Class: "few", Columns: []Column{{Head: word("col.rule"), Codes: []string{"rule_name", "rule"}}, numCol(word("severity.error"), "errors"),
		numCol(word("severity.warning"), "warnings"), numCol(word("col.reports"), "reports")}}
	for _, c := range counts {
		number := func(n int) Cell {
			if n == 0 {
				return Cell{Text: "0", Class: "zero"}
			}
			return linked(itoa(n), rq.rulesFindings(c.ID))
		}
		reports := len(c.reports)
		if c.reports[""] {
			reports--
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: c.Name, Href: rq.ruleLink(c.ID), Export: []string{c.Name, c.ID}}, number(c.Errors), number(c.Warnings), text(itoa(reports))}})
	}
	return t
}
