package data

import (
	"strconv"
	"strings"
	"sync"
)

// Rule is a line of the catalogue of checking rules.
type Rule struct {
	ID        string // "T3-01"
	Order     int
	Section   string
	Kind      string // rule, or note: help that is never judged
	Severity  string // error, warning, info
	Needs     string // report, year, county: what it must know beside the report
	Enabled   bool
	NameZH    string
	Formula   string
	MessageZH string // with {placeholders}
	MessageEN string
	Todo      string
	Except    string // known legitimate exceptions
	Missing   string // data that gongkai lacks to judge it
}

// Threshold is a number that a rule compares with.
type Threshold struct {
	Rule, Name string
	Micro      int64 // millionths
	MeaningZH  string
}

// EquationTerm is a cell on one side of a linear rule.
type EquationTerm struct {
	Rule, Instance string
	InstanceZH     string // the row or column in the form's words
	HeadZH         string // how its comparison begins when it is written out
	Edition        string // "" for every edition
	Relation       string // =, or <= for left side at most right side
	Side           string // left, right
	Code           string
	Sign           int
	YearOffset     int    // 0 this year, -1 the year before
	LabelZH        string // short word for the cell, "" to show the number alone
}

// FigureCode is what a number in the prose may count.
type FigureCode struct {
	Code, NameZH, Unit string
	Units              []string // units that it may be said in
	Part               bool     // may be said after 其中
	Single             bool     // a report has one value of it
	Severity           string   // of a difference from the tables, "" that of its rule
}

// FigurePattern is a wording that says a figure.
type FigurePattern struct {
	Code    string
	Pattern string   // words, [a/b] one of several, * a gap, # the number
	Value   string   // what it says where it names no number
	Context []string // one of these stands before it in its paragraph
	Except  []string // none of these stands beside it
}

// MentionWord is a word by which a mention is recognised.
type MentionWord struct {
	Kind, Value, Word string
	Section           string // the only section where it counts, "" for all
}

// FigureMeaning is a cell that enters one meaning of a figure.
type FigureMeaning struct {
	Code, Rule, Meaning, NameZH, Cell string
	Sign                              int
	Expected                          bool // the usual meaning
}

// Rules lists the catalogue in its order.
var Rules = sync.OnceValue(func() []Rule {
	var out []Rule
	for _, r := range mustRecords("rules.csv") {
		out = append(out, Rule{r["rule"], r.int("order"), r["section"], r["kind"], r["severity"], r["needs"], r["enabled"] == "yes",
			r["name_zh"], r["formula_zh"], r["message_zh"], r["message_en"], r["todo_zh"], r["except_zh"], r["missing_zh"]})
	}
	return out
})

// WithThresholds puts the numbers of a rule into its words.
func WithThresholds(rule, words string) string {
	for _, t := range Thresholds() {
		if t.Rule == rule {
			words = strings.ReplaceAll(words, "{"+t.Name+"}", strconv.FormatFloat(float64(t.Micro)/1e6, 'f', -1, 64))
		}
	}
	return words
}

// Reason says why a rule could not be assessed.
type Reason struct{ Code, TextZH, TextEN string }

// Reasons lists them.
var Reasons = sync.OnceValue(func() []Reason {
	var out []Reason
	for _, r := range mustRecords("rule_reasons.csv") {
		out = append(out, Reason{r["code"], r["text_zh"], r["text_en"]})
	}
	return out
})

// Thresholds lists the numbers of the rules.
var Thresholds = sync.OnceValue(func() []Threshold {
	var out []Threshold
	for _, r := range mustRecords("rule_thresholds.csv") {
		out = append(out, Threshold{r["rule"], r["name"], r.micro("value"), r["meaning_zh"]})
	}
	return out
})

// Equations lists the terms of the linear rules.
var Equations = sync.OnceValue(func() []EquationTerm {
	var out []EquationTerm
	for _, r := range mustRecords("equations.csv") {
		out = append(out, EquationTerm{r["rule"], r["instance"], r["instance_zh"], r["head_zh"], r["edition"],
			r["relation"], r["side"], r["code"], r.int("sign"), r.int("year_offset"), r["label_zh"]})
	}
	return out
})

// FigureCodes lists what numbers in the prose may count.
var FigureCodes = sync.OnceValue(func() []FigureCode {
	var out []FigureCode
	for _, r := range mustRecords("figures.csv") {
		out = append(out, FigureCode{r["code"], r["name_zh"], r["unit"], list(r["units"], "|"), r["part"] == "yes", r["single"] == "yes", r["severity"]})
	}
	return out
})

// FigurePatterns lists how figures are said.
var FigurePatterns = sync.OnceValue(func() []FigurePattern {
	var out []FigurePattern
	for _, r := range mustRecords("figure_patterns.csv") {
		out = append(out, FigurePattern{r["code"], r["pattern"], r["value"], list(r["context"], "|"), list(r["except"], "|")})
	}
	return out
})

// MentionWords lists the words by which mentions are recognised.
var MentionWords = sync.OnceValue(func() []MentionWord {
	var out []MentionWord
	for _, r := range mustRecords("mention_words.csv") {
		out = append(out, MentionWord{r["kind"], r["value"], r["word"], r["section"]})
	}
	return out
})

// MentionKinds lists the kinds of mention.
var MentionKinds = sync.OnceValue(func() []string {
	var out []string
	for _, r := range mustRecords("mentions.csv") {
		out = append(out, r["kind"])
	}
	return out
})

// ProseWords maps the small words of prose to their values, by kind; see
// README.md.
var ProseWords = sync.OnceValue(func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, r := range mustRecords("prose_words.csv") {
		if out[r["kind"]] == nil {
			out[r["kind"]] = map[string]string{}
		}
		out[r["kind"]][r["word"]] = r["value"]
	}
	return out
})

// FigureMeanings lists which cells a figure may mean.
var FigureMeanings = sync.OnceValue(func() []FigureMeaning {
	var out []FigureMeaning
	for _, r := range mustRecords("figure_meanings.csv") {
		out = append(out, FigureMeaning{r["code"], r["rule"], r["meaning"], r["name_zh"], r["cell"], r.int("sign"), r["expected"] == "yes"})
	}
	return out
})

// Mark is the mark of the n-th finding, from 1, beside its cells on pages and
// in workbooks: ① to ㊿, then (51).
func Mark(n int) string {
	switch {
	case n <= 20:
		return string(rune('①' + n - 1))
	case n <= 35:
		return string(rune('㉑' + n - 21))
	case n <= 50:
		return string(rune('㊱' + n - 36))
	}
	return "(" + strconv.Itoa(n) + ")"
}

// SeverityWord is what people see of a severity: error, warning, info.
func SeverityWord(key string) string {
	return map[string]string{"error": "错误", "warning": "警告", "info": "提示"}[key]
}

// VerdictWord is what people see of a verdict: confirmed, explained, our_error.
func VerdictWord(key string) string {
	return map[string]string{"confirmed": "属实", "explained": "已说明", "our_error": "读取有误"}[key]
}
