package dashboard

import (
	"gongkai/analytics"
)

// findingsExport holds findings as they leave, under the columns that the
// program and its commands share.
func findingsExport(list []analytics.Finding) *Table {
	t := &Table{Name: "findings"}
	for _, name := range analytics.FindingColumns {
		t.Columns = append(t.Columns, col("", name))
	}
	for i := range list {
		var r Row
		for _, field := range list[i].Record() {
			r.Cells = append(r.Cells, text(field))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// findingsTable lists findings for the page, row by row those of findingsExport.
func (rq *request) findingsTable(list []analytics.Finding) *Table {
	t := &Table{Name: "findings", Class: "findings", Columns: []Column{
		{Head: word("col.agency")}, {Head: word("col.severity"), Class: "tight"}, {Head: word("col.found"), Class: "wide"},
		{Head: word("col.left"), Numeric: true}, {Head: word("col.right"), Numeric: true}, {Head: word("col.difference"), Numeric: true},
		{Head: word("col.handling"), Class: "handling"}}}
	for i := range list {
		t.Rows = append(t.Rows, rq.findingRow(&list[i]))
	}
	return t
}

func (rq *request) findingRow(f *analytics.Finding) Row {
	body := Cell{Text: f.ShortName, Href: rq.findingLink(f),
		Lines: []Line{{Class: "quiet", Text: say("report.crumb", f.Year)}}}
	if f.ReportID == "" { // of no report: one that is missing, or of the registry
		body.Lines[0].Text = say("year", f.Year)
	}
	if f.AgencyID == "" {
		body.Text = whole(f.AgencyName)
	}
	found := text(f.Message)
	if f.Formula != "" {
		found.Lines = append(found.Lines, Line{Class: "formula", Text: plain(f.Formula)})
	}
	if f.Quote != "" {
		found.Lines = append(found.Lines, Line{Class: "quote", Text: say("finding.quote", f.Quote)})
	}
	found.Lines = append(found.Lines, Line{Class: "quiet", Text: Sentence{link(word("finding.rule", f.Rule, f.RuleName), rq.ruleLink(f.Rule))}})
	left, right, diff := sideCell(f, f.Left), sideCell(f, f.Right), Cell{}
	if f.Difference != nil {
		diff = text(signed(*f.Difference))
	}
	return Row{ID: "f-" + f.ID, Cells: []Cell{body, severityCell(f), found, left, right, diff, handlingCell(f)}}
}

// sideCell is a side of a comparison: a number is grouped; a year and other
// text stay.
func sideCell(f *analytics.Finding, side string) Cell {
	if f.Difference != nil && plainNumber(side) {
		return Cell{Text: group(side)}
	}
	return Cell{Text: side, Class: "said"}
}

func severityCell(f *analytics.Finding) Cell {
	if f.State() == analytics.Unassessed {
		return Cell{Text: word("finding.state.not_assessable"), Chip: "quiet"}
	}
	return Cell{Text: word("severity." + f.Severity), Chip: severityClass(f)}
}

// severityClass is the look of a finding; what a person settled is grey.
func severityClass(f *analytics.Finding) string {
	if !f.Unsettled() {
		return "settled"
	}
	return f.Severity
}

// handlingCell puts the machine's word and the person's side by side.
func handlingCell(f *analytics.Finding) Cell {
	return Cell{Text: word("machine." + f.Outcome), Lines: []Line{{Class: "person", Text: personSays(f)}}}
}

// personSays is a person's verdict with reason, name and day.
func personSays(f *analytics.Finding) Sentence {
	v := f.Verdict
	if v.Verdict == "" {
		if f.Outcome != "fail" {
			return nil
		}
		return say("person.none")
	}
	return say("person.said", word("finding.state."+v.Verdict), v.Reason, v.By, v.On)
}

// findingLink opens the report at the finding; one of a region or of a missing
// report leads to where that can be seen.
func (rq *request) findingLink(f *analytics.Finding) string {
	switch {
	case f.ReportID != "":
		return rq.to(reportPath(f.AgencyID, f.Year)) + "#f-" + f.ID
	case f.AgencyID != "":
		return rq.to(agencyPath(f.AgencyID))
	}
	return rq.to("/coverage", "y", itoa(f.Year))
}

func (rq *request) ruleLink(rule string) string { return rq.to("/rules") + "#rule-" + rule }
