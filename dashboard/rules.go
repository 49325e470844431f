package dashboard

import (
	"context"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// rules is the page of the catalogue: what must hold, and how often each rule was
// assessed and how that ended.
func (rq *request) rules(ctx context.Context) (*view, error) {
	region := rq.region()
	years := analytics.Years{From: rq.query.From, To: rq.query.To}
	list, err := rq.snap.Answers.Rules(ctx, rq.query.Region, years)
	if err != nil {
		return nil, err
	}
	from, to := years.From, years.To
	if to == 0 {
		from, to = region.FirstYear, region.LastYear
	}
	f := rq.newFrame(word("rules.question"))
	f.filters(rq, rq.rulesYears(from, to))
	f.offer(rq)
	f.Crumbs = []Part{link(word("nav.quality"), rq.to("/quality")), {Text: word("rules.crumb")}}
	f.Finding = rulesFinding(list)
	f.Lead = say("rules.lead", whole(region.Name), yearsWords(from, to))
	f.Notes = []Sentence{say("quality.note.severity"), say("rules.note.count"), say("rules.note.assess"), say("rules.note.off")}
	page := tablesPage{frame: f}
	all := rq.rulesTable(list)
	judged, unjudged, notes := kindsOfRule(list)
	for _, section := range ruleSections(judged) {
		page.Blocks = append(page.Blocks, block{Title: word("rules.section." + section), Table: rq.rulesOf(judged, section), Empty: word("empty.data")})
	}
	if len(unjudged) > 0 {
		page.Blocks = append(page.Blocks, block{Title: word("rules.unjudged"), Sub: say("rules.unjudged.sub"), Table: rq.missingTable(unjudged)})
	}
	if len(notes) > 0 {
		page.Blocks = append(page.Blocks, block{Title: word("rules.notes"), Sub: say("rules.notes.sub"), Table: rq.helpTable(notes)})
	}
	return &view{template: "tables", data: page, frame: f, tables: []*Table{all}, file: word("rules.crumb")}, nil
}

func (rq *request) rulesYears(from, to int) filter {
	f := rq.yearsFilter(from, to)
	n := len(f.Options)
	if n > 1 { // all years, the last option, are the default here
		f.Default = f.Options[n-1].Value
	}
	return f
}

// kindsOfRule parts the catalogue: rules that are judged, rules that cannot be,
// and help that never is.
func kindsOfRule(list []analytics.RuleUse) (judged, unjudged, notes []analytics.RuleUse) {
	for _, r := range list {
		switch {
		case r.Kind == "note":
			notes = append(notes, r)
		case r.Missing != "":
			unjudged = append(unjudged, r)
		default:
			judged = append(judged, r)
		}
	}
	return judged, unjudged, notes
}

func rulesFinding(list []analytics.RuleUse) Sentence {
	judged, unjudged, notes := kindsOfRule(list)
	fired := 0
	for _, r := range judged {
		if r.Failed > 0 {
			fired++
		}
	}
	var rest Sentence
	if len(unjudged) > 0 {
		rest = rest.addArg(say("rules.finding.unjudged", len(unjudged)))
	}
	if len(notes) > 0 {
		rest = rest.addArg(say("rules.finding.notes", len(notes)))
	}
	return say("rules.finding", len(judged), fired, rest)
}

// ruleSections are the sections in the order of the catalogue.
func ruleSections(list []analytics.RuleUse) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range list {
		if !seen[r.Section] {
			seen[r.Section] = true
			out = append(out, r.Section)
		}
	}
	return out
}

func (rq *request) rulesOf(list []analytics.RuleUse, section string) *Table {
	var some []analytics.RuleUse
	for _, r := range list {
		if r.Section == section {
			some = append(some, r)
		}
	}
	t := rq.rulesTable(some)
	t.Name = "section-" + section
	for i := range t.Rows {
		t.Rows[i].ID = "rule-" + some[i].ID
	}
	return t
}

// rulesTable is a rule a row; its CSV has every column of the catalogue.
func (rq *request) rulesTable(list []analytics.RuleUse) *Table {
	t := &Table{Name: "rules", Class: "rules", Columns: []Column{
		{Head: word("col.rule"), Codes: []string{"rule", "rule_name", "section", "kind", "needs", "enabled"}},
		{Head: word("col.severity"), Codes: []string{"severity"}, Class: "tight"},
		{Head: word("col.holds"), Codes: []string{"formula", "exceptions", "thresholds", "what_to_do", "message", "missing_data"}, Class: "wide"},
		numCol(word("col.failed"), "failed"), numCol(word("col.passed"), "passed"), numCol(word("col.unassessed"), "not_assessable")}}
	for _, r := range list {
		limits := thresholdsOf(r.ID)
		name := Cell{Text: r.NameZH, Export: []string{r.ID, r.NameZH, r.Section, r.Kind, r.Needs, boolText(r.Enabled)}, Lines: []Line{{Class: "quiet", Text: plain(r.ID)}}}
		if r.Needs != "report" {
			name.Lines = append(name.Lines, Line{Class: "quiet", Text: say("needs." + r.Needs)})
		}
		if !r.Enabled {
			name.Mark = word("rules.off")
		}
		formula := data.WithThresholds(r.ID, r.Formula)
		holds := Cell{Text: formula, Export: []string{formula, r.Except, limits, r.Todo, r.MessageZH, r.Missing}}
		for _, line := range []struct{ key, text string }{{"rules.except", r.Except}, {"rules.limits", limits}, {"rules.todo", r.Todo}} {
			if line.text != "" {
				holds.Lines = append(holds.Lines, Line{Text: say(line.key, line.text)})
			}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{name, {Text: word("severity." + r.Severity), Chip: r.Severity, Export: []string{r.Severity}}, holds,
			rq.firedCell(r.ID, r.Failed, "all"), numberCell(r.Passed), rq.firedCell(r.ID, r.NotAssessable, "not_assessable")}})
	}
	return t
}

func numberCell(n int) Cell {
	c := Cell{Text: group(itoa(n)), Export: []string{itoa(n)}}
	if n == 0 {
		c.Class = "zero"
	}
	return c
}

// firedCell leads from a count to the findings behind it.
func (rq *request) firedCell(rule string, n int, state string) Cell {
	c := numberCell(n)
	if n > 0 {
		region := rq.region()
		y := yearsText(rq.query.From, rq.query.To)
		if y == "" {
			y = yearsText(region.FirstYear, region.LastYear)
		}
		severity := "all"
		if state == "not_assessable" {
			severity = ""
		}
		c.Href = rq.to("/quality", "y", y, "rule", rule, "s", state, "sev", severity) + "#findings"
	}
	return c
}

// thresholdsOf are the numbers that a rule compares with, in words.
func thresholdsOf(rule string) string {
	var out []string
	for _, t := range data.Thresholds() {
		if t.Rule == rule {
			out = append(out, word("rules.limit", t.MeaningZH, analytics.Number(t.Micro).String()))
		}
	}
	return strings.Join(out, word("list.semicolon"))
}

// missingTable lists the rules that cannot be judged, with the data they lack.
func (rq *request) missingTable(list []analytics.RuleUse) *Table {
	t := &Table{Name: "unjudged", Columns: []Column{{Head: word("col.rule"), Codes: []string{"rule_name", "rule"}}, {Head: word("col.holds"), Codes: []string{"formula"}, Class: "wide"},
		{Head: word("col.missing"), Codes: []string{"missing_data"}, Class: "wide"}}}
	for _, r := range list {
		t.Rows = append(t.Rows, Row{ID: "rule-" + r.ID, Cells: []Cell{{Text: r.NameZH, Export: []string{r.NameZH, r.ID}, Lines: []Line{{Class: "quiet", Text: plain(r.ID)}}},
			text(r.Formula), text(r.Missing)}})
	}
	return t
}

// helpTable lists what is told to those who fill in a report and never judged.
func (rq *request) helpTable(list []analytics.RuleUse) *Table {
	t := &Table{Name: "help", Columns: []Column{{Head: word("col.rule"), Codes: []string{"rule_name", "rule"}}, {Head: word("col.holds"), Codes: []string{"formula"}, Class: "wide"},
		{Head: word("col.todo"), Codes: []string{"what_to_do"}, Class: "wide"}}}
	for _, r := range list {
		t.Rows = append(t.Rows, Row{ID: "rule-" + r.ID, Cells: []Cell{{Text: r.NameZH, Export: []string{r.NameZH, r.ID}, Lines: []Line{{Class: "quiet", Text: plain(r.ID)}}},
			text(r.Formula), text(r.Todo)}})
	}
	return t
}
