package data

import (
	"slices"
	"strings"
	"testing"
)

func TestMeasuresUseKnownWords(t *testing.T) {
	allowed := map[string][]string{
		"topic":      {"applications", "reasons", "disputes", "proactive"},
		"kind":       {"count", "amount", "change", "rate"},
		"unit":       {"件", "万元", "%"},
		"comparable": {"yes", "part", "no"},
		"additive":   {"yes", "no"},
	}
	for _, r := range mustRecords("measures.csv") {
		for column, words := range allowed {
			if !slices.Contains(words, r[column]) {
				t.Errorf("%s: %s is %q, want one of %v", r["code"], column, r[column], words)
			}
		}
		for _, column := range []string{"name_zh", "name_en", "formula_zh"} {
			if strings.TrimSpace(r[column]) == "" {
				t.Errorf("%s has no %s", r["code"], column)
			}
		}
	}
}

func TestMeasuresAreUnique(t *testing.T) {
	codes, names := map[string]bool{}, map[string]bool{}
	for i, m := range Measures() {
		if codes[m.Code] || names[m.NameZH] || names[m.NameEN] {
			t.Errorf("measure %s or one of its names is there twice", m.Code)
		}
		codes[m.Code], names[m.NameZH], names[m.NameEN] = true, true, true
		if m.Order != i+1 {
			t.Errorf("measure %s is number %d but has order %d", m.Code, i+1, m.Order)
		}
	}
}

// A rate is never summed and is in per cent; percentages need a base.
func TestRatesAndSums(t *testing.T) {
	for _, m := range Measures() {
		rate := m.Kind == "rate"
		if rate != (m.Unit == "%") {
			t.Errorf("%s is a %s in %s", m.Code, m.Kind, m.Unit)
		}
		if rate == m.Additive {
			t.Errorf("%s: rates are not additive, everything else is", m.Code)
		}
		if (m.Kind == "amount") != (m.Unit == "万元") {
			t.Errorf("%s is a %s in %s", m.Code, m.Kind, m.Unit)
		}
		if m.MinBase < 10 || m.SmallBase < m.MinBase {
			t.Errorf("%s has bases %d and %d", m.Code, m.MinBase, m.SmallBase)
		}
	}
}

func TestTermsNameCellsOfTheirEdition(t *testing.T) {
	cells := map[string]Cell{}
	for _, e := range Editions() {
		for table := 2; table <= 4; table++ {
			for _, c := range FormTable(table, e.Name).Cells {
				cells[e.Name+" "+c.Code] = c
			}
		}
	}
	known := map[string]Measure{}
	for _, m := range Measures() {
		known[m.Code] = m
	}
	seen := map[MeasureTerm]bool{}
	for _, term := range MeasureTerms() {
		if seen[term] {
			t.Errorf("term %+v is there twice", term)
		}
		seen[term] = true
		m, ok := known[term.Measure]
		if !ok {
			t.Errorf("term %+v is of no measure", term)
		}
		c, ok := cells[term.Edition+" "+term.Code]
		if !ok {
			t.Errorf("%s: edition %s has no cell %s", term.Measure, term.Edition, term.Code)
		}
		if m.Kind != "rate" && c.Unit != m.Unit {
			t.Errorf("%s is in %s but its cell %s is in %q", m.Code, m.Unit, term.Code, c.Unit)
		}
		if c.Kind == AmountAsPrinted {
			t.Errorf("%s sums %s, whose unit the form does not fix", term.Measure, term.Code)
		}
		if term.Sign != 1 && term.Sign != -1 {
			t.Errorf("%s: %s has sign %d", term.Measure, term.Code, term.Sign)
		}
	}
}

// parts returns which of num and den a measure has in an edition.
func parts(measure, edition string) (num, den bool) {
	for _, term := range MeasureTerms() {
		if term.Measure == measure && term.Edition == edition {
			num = num || term.Part == "num"
			den = den || term.Part == "den"
		}
	}
	return num, den
}

func TestEveryMeasureHasItsParts(t *testing.T) {
	for _, term := range MeasureTerms() {
		if term.Part != "num" && term.Part != "den" {
			t.Errorf("%s has part %q", term.Measure, term.Part)
		}
	}
	for _, m := range Measures() {
		editions := 0
		for _, e := range Editions() {
			num, den := parts(m.Code, e.Name)
			if !num && !den {
				continue
			}
			editions++
			if !num || den != (m.Kind == "rate") {
				t.Errorf("%s in edition %s: num %t, den %t", m.Code, e.Name, num, den)
			}
		}
		if editions == 0 {
			t.Errorf("%s has no terms", m.Code)
		}
		// A line may cross the break only between two things that exist.
		if m.Comparable != "no" && editions < len(Editions()) {
			t.Errorf("%s is comparable (%s) but has terms in %d edition(s)", m.Code, m.Comparable, editions)
		}
		if m.Comparable == "no" && editions > 1 {
			t.Errorf("%s is not comparable, so each edition needs a measure of its own", m.Code)
		}
	}
}

// crosswalk is what the two notices allow, written from the form and not from
// measures.csv: every other measure is of one edition only.
var crosswalk = map[string]string{
	"proactive.regulation.issued": "part", "proactive.normative_doc.issued": "part",
	"proactive.licensing.decisions": "yes", "proactive.penalty.decisions": "yes", "proactive.coercion.decisions": "yes",
	"applications.other.correction_overdue.total": "no", "applications.other.fee_overdue.total": "no", "applications.other.misc.total": "no",
}

func TestComparableFollowsTheCrosswalk(t *testing.T) {
	for _, m := range Measures() {
		want, listed := crosswalk[m.Code]
		if !listed && m.Topic == "proactive" {
			want = "no"
		} else if !listed {
			want = "yes" // tables 3 and 4 kept their rows
		}
		if m.Comparable != want {
			t.Errorf("%s is comparable %q, the crosswalk says %q", m.Code, m.Comparable, want)
		}
	}
}
