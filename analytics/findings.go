package analytics

import (
	"context"
	"database/sql"
	"strings"
)

// Finding is what a rule says of a report, or of a region, and what a person
// said of that. Passes are not findings.
type Finding struct {
	ID                    string // stays the same while rule, body, year, cells and their printed texts do
	Rule, RuleName        string
	Section               string // what the rule is about: table3, text, years …
	Needs                 string // what the rule knows beside the report: report, year, county
	Instance              string // a row, a column, a sentence; "" for the whole
	ReportID              string // "" when it is about a region or a missing report
	AgencyID              string // "" when it is about a region
	AgencyName, ShortName string // of the region when it is about one
	Region                string // code, "" for an unregistered body
	Year                  int
	Outcome               string   // fail, not_assessable
	Severity              string   // error, warning, info
	Cells                 []string // codes in the order of the formula
	Left, Right           string
	Difference            *Number // left minus right, nil when these are no numbers
	Formula               string  // the comparison written out with its numbers
	Message, MessageEN    string
	Quote, Position       string // the sentence it rests on, and where that stands
	Todo, Except          string // what to do; when it is no mistake
	Verdict               Verdict
	Simulated             bool // of a made-up body
}

// Verdict is a person's last word on a finding; all empty when nobody has
// spoken.
type Verdict struct {
	Verdict    string // confirmed, explained, our_error
	Reason, By string
	On         string // YYYY-MM-DD
}

// Blocks tells whether a finding keeps a draft from being published: an error
// that no person has explained or called ours.
func (f *Finding) Blocks() bool { return f.Severity == "error" && f.Unsettled() }

// FindingFilter narrows the findings; zero values let everything through.
type FindingFilter struct {
	Region     string // code; a county's includes its townships
	Years      Years
	IDs        []string
	Reports    []string // report ids
	Agencies   []string
	Rules      []string
	Severities []string
	Outcomes   []string
	Verdicts   []string // confirmed, explained, our_error; none for no verdict
}

// Findings lists them worst first: failures before what could not be assessed,
// by severity, then year (newest first), official order, order of the rules,
// and place in the form. It needs Judge only, not Derive.
func (a *Answers) Findings(ctx context.Context, f FindingFilter) ([]Finding, error) {
	var out []Finding
	var one Finding
	var cells string
	err := each(ctx, a.db, "findings", []any{&one.ID, &one.Rule, &one.RuleName, &one.Section, &one.Needs, &one.Instance, &one.ReportID,
		&one.AgencyID, &one.AgencyName, &one.ShortName, &one.Region, &one.Year, &one.Outcome, &one.Severity, &cells,
		&one.Left, &one.Right, &one.Difference, &one.Formula, &one.Message, &one.MessageEN, &one.Quote, &one.Position,
		&one.Todo, &one.Except, &one.Verdict.Verdict, &one.Verdict.Reason, &one.Verdict.By, &one.Verdict.On, &one.Simulated},
		func() error {
			one.Cells = []string{}
			if cells != "" {
				one.Cells = strings.Split(cells, ",")
			}
			out = append(out, one)
			return nil
		}, sql.Named("region", f.Region), sql.Named("from", f.Years.from()), sql.Named("to", f.Years.to()), texts("ids", f.IDs),
		texts("reports", f.Reports), texts("agencies", f.Agencies), texts("rules", f.Rules), texts("severities", f.Severities),
		texts("outcomes", f.Outcomes), texts("verdicts", f.Verdicts))
	return out, err
}

// RuleUse is a line of the catalogue with how often the rule was assessed, an
// instance at a time, and how it ended.
type RuleUse struct {
	ID, Section, Kind, Severity, Needs string
	Enabled                            bool
	NameZH, Formula                    string
	MessageZH, MessageEN, Todo, Except string
	Missing                            string // data that is lacking to judge it
	Passed, Failed, NotAssessable      int
}

// Rules lists the catalogue in its order, counted over a region ("" for all)
// and years. It needs Judge only, not Derive.
func (a *Answers) Rules(ctx context.Context, region string, years Years) ([]RuleUse, error) {
	return list(ctx, a.db, "rules", func(r *RuleUse) []any {
		return []any{&r.ID, &r.Section, &r.Kind, &r.Severity, &r.Needs, &r.Enabled, &r.NameZH, &r.Formula, &r.MessageZH,
			&r.MessageEN, &r.Todo, &r.Except, &r.Missing, &r.Passed, &r.Failed, &r.NotAssessable}
	}, sql.Named("region", region), sql.Named("from", years.from()), sql.Named("to", years.to()))
}
