package dashboard

import (
	"context"
	"slices"

	"gongkai/analytics"
	"gongkai/data"
)

// cellChecks lists the rules that use a cell of a current report and how they
// ended: each sum that the cell enters, and whatever else was found of it. A
// sum within the report that is in no finding holds; of one across years
// nothing more can be said than that nothing was found.
func (rq *request) cellChecks(ctx context.Context, p analytics.CellPage) (*Table, error) {
	t := &Table{Name: "checks", Columns: []Column{{Head: word("col.rule"), Codes: []string{"rule_name", "rule"}}, {Head: word("col.check"), Codes: []string{"instance", "message"}, Class: "wide"},
		{Head: word("col.outcome"), Codes: []string{"outcome", "finding_id"}, Class: "tight"}, {Head: word("col.person"), Codes: []string{"human_state", "reason", "by", "at"}}}}
	if !p.Report.Current {
		return t, nil
	}
	found, err := rq.snap.Answers.Findings(ctx, analytics.FindingFilter{Reports: []string{p.Report.ID}})
	if err != nil {
		return nil, err
	}
	code := p.Observation.Cell.Code
	for i := range found {
		if f := &found[i]; slices.Contains(f.Cells, code) {
			t.Rows = append(t.Rows, rq.foundCheck(f))
		}
	}
	for _, r := range rq.facts.ruleList {
		if !r.Enabled || r.Missing != "" {
			continue
		}
		for _, s := range sumsWith(r.ID, p.Observation.Cell.Edition, code) {
			if !slices.ContainsFunc(found, func(f analytics.Finding) bool { return says(&f, r.ID, s.instance) }) {
				t.Rows = append(t.Rows, rq.quietCheck(r, s))
			}
		}
	}
	return t, nil
}

// says tells whether a finding is about an equation: its own failure, or what
// a rule without equations says of it instead, as P-01 of a split cell.
func says(f *analytics.Finding, rule, instance string) bool {
	linear := slices.ContainsFunc(data.Equations(), func(e data.EquationTerm) bool { return e.Rule == f.Rule })
	return f.Instance == instance && (f.Rule == rule || !linear)
}

// sum is one equation of a rule.
type sum struct {
	instance, name string
	acrossYears    bool
}

// sumsWith are the equations of a rule that a cell enters by its own year's value.
func sumsWith(rule, edition, code string) []sum {
	var out []sum
	across := map[string]bool{}
	for _, e := range data.Equations() {
		if e.Rule != rule || e.Edition != "" && e.Edition != edition {
			continue
		}
		if e.YearOffset != 0 {
			across[e.Instance] = true
			continue
		}
		if e.Code == code && !slices.ContainsFunc(out, func(s sum) bool { return s.instance == e.Instance }) {
			out = append(out, sum{instance: e.Instance, name: e.InstanceZH})
		}
	}
	for i := range out {
		out[i].acrossYears = across[out[i].instance]
	}
	return out
}

func (rq *request) foundCheck(f *analytics.Finding) Row {
	v := f.Verdict
	what := Cell{Text: f.Message, Export: []string{f.Instance, f.Message}}
	if f.Formula != "" {
		what.Lines = []Line{{Class: "formula", Text: plain(f.Formula)}}
	}
	outcome := severityCell(f)
	outcome.Href, outcome.Export = rq.findingLink(f), []string{f.Outcome, f.ID}
	person := Cell{Text: personSays(f).String(), Export: []string{v.Verdict, v.Reason, v.By, v.On}}
	return Row{Cells: []Cell{{Text: f.RuleName, Href: rq.ruleLink(f.Rule), Export: []string{f.RuleName, f.Rule}}, what, outcome, person}}
}

func (rq *request) quietCheck(r analytics.RuleUse, s sum) Row {
	outcome := Cell{Text: word("cell.passed"), Export: []string{"pass", ""}}
	if s.acrossYears {
		outcome = Cell{Text: word("cell.quiet"), Export: []string{"", ""}}
	}
	return Row{Cells: []Cell{{Text: r.NameZH, Href: rq.ruleLink(r.ID), Export: []string{r.NameZH, r.ID}}, {Text: printed(s.name), Export: []string{s.instance, ""}}, outcome, {Export: []string{"", "", "", ""}}}}
}
