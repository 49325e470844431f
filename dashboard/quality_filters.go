package dashboard

import (
	"slices"
	"strings"
)

// yearsFilter offers single years, the newest first, and all of them.
func (rq *request) yearsFilter(from, to int) filter {
	selected := to
	if from != to {
		selected = 0
	}
	f := rq.yearFilter(selected)
	years := rq.facts.years[rq.query.Region]
	if len(years) > 1 {
		all := yearsText(years[0].Year, years[len(years)-1].Year)
		f.Options = append(f.Options, option{Value: all, Text: word("bar.anyyear"), Selected: from == years[0].Year && to == years[len(years)-1].Year})
	}
	if selected == 0 && !slices.ContainsFunc(f.Options, func(o option) bool { return o.Selected }) && from != 0 {
		f.Options = append(f.Options, option{Value: yearsText(from, to), Text: yearsWords(from, to), Selected: true})
	}
	return f
}

// ruleFilter offers the rules that did not always pass, and those selected.
func (rq *request) ruleFilter() filter {
	f := filter{Name: "rule", Label: word("bar.rule")}
	f.Options = append(f.Options, option{Text: word("bar.anyrule"), Selected: len(rq.query.Rules) == 0})
	if len(rq.query.Rules) > 1 {
		f.Options = append(f.Options, option{Value: strings.Join(rq.query.Rules, ","), Text: word("bar.somerules", len(rq.query.Rules)), Selected: true})
	}
	for _, r := range rq.facts.ruleList {
		selected := slices.Equal(rq.query.Rules, []string{r.ID})
		if r.Failed+r.NotAssessable > 0 || selected {
			f.Options = append(f.Options, option{Value: r.ID, Text: word("bar.onerule", r.ID, r.NameZH), Selected: selected})
		}
	}
	return f
}

func (rq *request) stateFilter() filter {
	f := filter{Name: "s", Label: word("bar.state"), Default: "open"}
	for _, s := range findingStates {
		f.Options = append(f.Options, option{Value: s, Text: word("finding.filter." + s), Selected: s == rq.query.State || s == "open" && rq.query.State == ""})
	}
	return f
}

func (rq *request) severityFilter() filter {
	f := filter{Name: "sev", Label: word("bar.severity")}
	f.Options = append(f.Options, option{Text: word("severities.both"), Selected: rq.query.Severity == ""})
	for _, s := range findingSeverities {
		f.Options = append(f.Options, option{Value: s, Text: word("severities." + s), Selected: s == rq.query.Severity})
	}
	return f
}

// relax says that nothing meets the filters, and offers to drop each of those
// that narrow the list.
func (rq *request) relax() Sentence {
	q := rq.query
	var ways []Sentence
	offer := func(key string, change func(*query)) {
		wider := q
		change(&wider)
		ways = append(ways, Sentence{link(word(key), rq.path+suffix(wider.canonical(rq.facts))+"#findings")})
	}
	if len(q.Rules) > 0 {
		offer("relax.rule", func(q *query) { q.Rules = nil })
	}
	if q.State != "all" {
		offer("relax.state", func(q *query) { q.State = "all" })
	}
	if q.Severity != "all" && q.State != "not_assessable" {
		offer("relax.severity", func(q *query) { q.Severity = "all" })
	}
	if len(q.Agencies) > 0 {
		offer("relax.agency", func(q *query) { q.Agencies = nil })
	}
	if years := rq.facts.years[q.Region]; len(years) > 1 && q.From == q.To {
		offer("relax.year", func(q *query) { q.From, q.To = years[0].Year, years[len(years)-1].Year })
	}
	if len(ways) == 0 {
		return say("quality.empty")
	}
	return say("quality.empty.relax", join(ways, "list.mark"))
}
