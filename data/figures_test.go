package data

import (
	"slices"
	"strings"
	"testing"
)

// Figures, their patterns and their meanings speak of the same codes, cells
// and rules.
func TestFiguresFitTogether(t *testing.T) {
	uniqueBy(t, "figures.csv", "code", "name_zh")
	uniqueBy(t, "mentions.csv", "kind")
	codes, patterned := map[string]FigureCode{}, map[string]bool{}
	for _, f := range FigureCodes() {
		codes[f.Code] = f
		if !slices.Contains(f.Units, f.Unit) || f.Severity != "" && f.Severity != "info" {
			t.Errorf("%+v", f)
		}
	}
	for _, p := range FigurePatterns() {
		patterned[p.Code] = true
		numbers := strings.Count(p.Pattern, "#")
		if codes[p.Code].Code == "" || numbers > 1 || (numbers == 1) == (p.Value != "") || strings.ContainsAny(p.Pattern[:1], "*#") {
			t.Errorf("%+v", p)
		}
	}
	cells := map[string]bool{}
	for _, e := range Editions() {
		for table := 2; table <= 4; table++ {
			for _, c := range FormTable(table, e.Name).Cells {
				cells[c.Code] = true
			}
		}
	}
	rules := map[string]bool{}
	for _, r := range Rules() {
		rules[r.ID] = true
	}
	expected := map[string]bool{}
	for _, m := range FigureMeanings() {
		expected[m.Code] = expected[m.Code] || m.Expected
		if codes[m.Code].Code == "" || !rules[m.Rule] || !cells[m.Cell] || m.Sign != 1 && m.Sign != -1 {
			t.Errorf("%+v", m)
		}
	}
	for code := range codes {
		if has, ok := expected[code]; !patterned[code] || ok && !has {
			t.Errorf("%s has no pattern or no usual meaning", code)
		}
	}
}

// A mention word is of a kind of mention, or of one of the two that look at
// its subject.
func TestMentionWordsAreOfKnownKinds(t *testing.T) {
	kinds := append([]string{"pronoun", "self"}, MentionKinds()...)
	for _, m := range MentionWords() {
		if !slices.Contains(kinds, m.Kind) || m.Word == "" || m.Value == "" {
			t.Errorf("%+v", m)
		}
	}
}
