package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// severities from worst to least.
var severities = []string{"error", "warning", "info"}

// selection says which rules and severities are wanted.
type selection struct{ only, except map[string]bool }

// newSelection takes rule ids, in any case, and severities. One that is unknown
// is wrong usage.
func newSelection(only, except []string) (selection, error) {
	known := map[string]bool{}
	for _, s := range severities {
		known[s] = true
	}
	var ids []string
	for _, r := range data.Rules() {
		known[r.ID] = true
		ids = append(ids, r.ID)
	}
	set := func(list []string) (map[string]bool, error) {
		out := map[string]bool{}
		for _, word := range list {
			word = strings.TrimSpace(word)
			switch {
			case known[strings.ToLower(word)]:
				out[strings.ToLower(word)] = true
			case known[strings.ToUpper(word)]:
				out[strings.ToUpper(word)] = true
			default:
				return nil, usageError("没有 %q 这条规则或程度；程度有 %s，规则有 %s", word, strings.Join(severities, "、"), strings.Join(ids, "、"))
			}
		}
		return out, nil
	}
	var s selection
	var err error
	if s.only, err = set(only); err != nil {
		return s, err
	}
	s.except, err = set(except)
	return s, err
}

// wants tells whether a rule's finding of a severity is wanted.
func (s selection) wants(rule, severity string) bool {
	return (len(s.only) == 0 || s.only[rule] || s.only[severity]) && !s.except[rule] && !s.except[severity]
}

// narrows tells whether anything is left out.
func (s selection) narrows() bool { return len(s.only)+len(s.except) > 0 }

// judged refuses a choice of what is never judged: nothing found would say
// nothing.
func (s selection) judged() error {
	for _, r := range data.Rules() {
		if s.only[r.ID] && !r.Enabled {
			return usageError("%s 不作核对，见 gongkai check --rules --only %s", r.ID, r.ID)
		}
	}
	return nil
}

func (s selection) of(findings []analytics.Finding) []analytics.Finding {
	return slices.DeleteFunc(findings, func(f analytics.Finding) bool { return !s.wants(f.Rule, f.Severity) })
}

// rule is a line of the catalogue as programs get it; data/README.md says what
// its columns mean.
type rule struct {
	Rule      string `json:"rule"`
	Section   string `json:"section"`
	Kind      string `json:"kind"`
	Severity  string `json:"severity"`
	Needs     string `json:"needs"`
	Enabled   bool   `json:"enabled"`
	Name      string `json:"name_zh"`
	Formula   string `json:"formula_zh"`
	Message   string `json:"message_zh"`
	MessageEN string `json:"message_en"`
	Todo      string `json:"todo_zh"`
	Except    string `json:"except_zh"`
	Missing   string `json:"missing_zh"`
}

var ruleColumns = []string{"rule", "section", "kind", "severity", "needs", "enabled", "name_zh", "formula_zh", "message_zh", "message_en",
	"todo_zh", "except_zh", "missing_zh"}

// openPlaces are the places of a message that a finding fills.
var openPlaces = regexp.MustCompile(`\{[a-z0-9_]+\}`)

// printRules lists the catalogue.
func printRules(out io.Writer, f *checkFlags, wanted selection) error {
	var rules []rule
	for _, r := range data.Rules() {
		if wanted.wants(r.ID, r.Severity) {
			rules = append(rules, rule{r.ID, r.Section, r.Kind, r.Severity, r.Needs, r.Enabled, r.NameZH, data.WithThresholds(r.ID, r.Formula), r.MessageZH, r.MessageEN, r.Todo, r.Except, r.Missing})
		}
	}
	switch {
	case f.json:
		return rulesJSON(out, rules)
	case f.csv:
		return rulesCSV(out, rules)
	}
	for _, r := range rules {
		fmt.Fprintf(out, "%-6s %s  %s\n", r.Rule, ruleState(r), r.Name)
		for _, line := range [][2]string{{"应当", r.Formula}, {"提示", openPlaces.ReplaceAllString(r.Message, "…")}, {"怎么办", r.Todo}, {"例外", r.Except}, {"不能判断", r.Missing}} {
			if line[1] != "" {
				fmt.Fprintf(out, "  %s：%s\n", line[0], line[1])
			}
		}
	}
	fmt.Fprintf(out, "共 %d 条。\n", len(rules))
	return nil
}

func ruleState(r rule) string {
	switch {
	case r.Kind == "note":
		return "说明"
	case !r.Enabled:
		return "停用"
	}
	return data.SeverityWord(r.Severity)
}

func rulesJSON(out io.Writer, rules []rule) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, r := range rules {
		if err := encoder.Encode(r); err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
	}
	return nil
}

func rulesCSV(out io.Writer, rules []rule) error {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	records := [][]string{ruleColumns}
	for _, r := range rules {
		records = append(records, []string{r.Rule, r.Section, r.Kind, r.Severity, r.Needs, fmt.Sprint(r.Enabled), r.Name, r.Formula, r.Message,
			r.MessageEN, r.Todo, r.Except, r.Missing})
	}
	if err := w.WriteAll(records); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}
