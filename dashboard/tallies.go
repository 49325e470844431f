package dashboard

import (
	"context"

	"gongkai/analytics"
)

// openIn asks for what waits to be put right in a region: unsettled errors,
// and warnings too when these are wanted.
func (rq *request) openIn(ctx context.Context, years analytics.Years, severities ...string) ([]analytics.Finding, error) {
	return rq.snap.Answers.Findings(ctx, analytics.FindingFilter{Region: rq.query.Region, Years: years, Severities: severities,
		Outcomes: []string{"fail"}, Verdicts: []string{"none", "confirmed"}})
}

// agencyTallies counts findings by body.
func agencyTallies(list []analytics.Finding) map[string]analytics.Tally {
	out := map[string]analytics.Tally{}
	for i := range list {
		id := list[i].AgencyID
		if _, done := out[id]; !done && id != "" {
			out[id] = analytics.TallyOf(list, func(f *analytics.Finding) bool { return f.AgencyID == id })
		}
	}
	return out
}

// openCell is a body's unsettled errors in a year, in the list of bodies.
func (rq *request) openCell(id string, year int, state analytics.State, t analytics.Tally) Cell {
	if state != analytics.Filed {
		return Cell{Export: []string{"", ""}} // nothing was judged
	}
	c := Cell{Text: itoa(t.Errors), Class: "zero", Export: []string{itoa(t.Errors), itoa(t.Warnings)}}
	if t.Open() == 0 {
		return c
	}
	c.Class, c.Href = "", rq.to(reportPath(id, year))+"#findings"
	if t.Errors == 0 {
		c.Class = "zero"
	}
	if t.Warnings > 0 {
		c.Mark = word("tally.warnings", t.Warnings)
	}
	return c
}

// attentionErrors is one line about the reports that contradict themselves.
func (rq *request) attentionErrors(list []analytics.Finding, year int) []attention {
	t := analytics.TallyOf(list, nil)
	if t.Errors == 0 {
		return nil
	}
	return []attention{{word("attention.errors.chip"), "bad", say("attention.errors",
		link(word("attention.errors.reports", t.ErrorReports), rq.to("/quality", "y", itoa(year), "sev", "error")), t.Errors)}}
}

// agencyFindings is the table of a body's years: what waits, what is settled,
// what could not be judged.
func (rq *request) agencyFindings(about analytics.AgencyPage, list []analytics.Finding) *Table {
	t := &Table{Name: "checks", Columns: []Column{col(word("col.year"), "year"), numCol(word("severity.error"), "errors"), numCol(word("severity.warning"), "warnings"),
		numCol(word("severity.info"), "infos"), numCol(word("col.settled"), "settled"), numCol(word("col.unassessed"), "not_assessable"), {Head: word("col.look"), Drawn: true}}}
	for i := len(about.Years) - 1; i >= 0; i-- {
		y := about.Years[i]
		if y.State != analytics.Filed {
			continue // nothing was judged
		}
		tally := analytics.TallyOf(list, func(f *analytics.Finding) bool { return f.Year == y.Year })
		number := func(n int, state, severity string) Cell {
			c := numberCell(n)
			if n > 0 {
				c.Href = rq.to("/quality", "a", about.Agency.ID, "y", itoa(y.Year), "s", state, "sev", severity) + "#findings"
			}
			return c
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(itoa(y.Year)), number(tally.Errors, "", "error"), number(tally.Warnings, "", "warning"), number(tally.Infos, "", "info"),
			number(tally.Settled, "all", "all"), number(tally.Unassessed, "not_assessable", ""), linked(word("tally.report"), rq.to(reportPath(about.Agency.ID, y.Year))+"#findings")}})
	}
	return t
}

// errorReports is the row of the coverage table that counts, by year, the
// reports with an unsettled error.
func (rq *request) errorReports(c analytics.Coverage, list []analytics.Finding) Row {
	r := Row{Cells: []Cell{{Text: word("coverage.errors"), Export: []string{word("coverage.errors"), ""}}, text("")}}
	for _, y := range c.Years {
		t := analytics.TallyOf(list, func(f *analytics.Finding) bool { return f.Year == y.Year })
		cell := numberCell(t.ErrorReports)
		if t.ErrorReports > 0 {
			cell.Href = rq.to("/quality", "y", itoa(y.Year), "sev", "error") + "#findings"
		}
		r.Cells = append(r.Cells, cell)
	}
	return r
}
