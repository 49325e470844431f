package data

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The catalogue is that of the form's specification: 92 rules and notes, each
// once, in the order of its sections.
func TestRulesAreWhole(t *testing.T) {
	uniqueBy(t, "rules.csv", "rule", "order", "name_zh", "formula_zh")
	if n := len(Rules()); n != 92 {
		t.Errorf("%d rules and notes, want 92", n)
	}
	sections := []string{"structure", "number", "table2", "table3", "table4", "text", "years", "county", "dates", "contents", "fee", "plausibility"}
	last := 0
	for i, r := range Rules() {
		if r.Order != i+1 {
			t.Errorf("%s: order %d in line %d", r.ID, r.Order, i+1)
		}
		place := slices.Index(sections, r.Section)
		if place < last {
			t.Errorf("%s: section %q is unknown or out of order", r.ID, r.Section)
		}
		last = place
		for column, allowed := range map[string][]string{
			r.Kind: {"rule", "note"}, r.Severity: {"error", "warning", "info"}, r.Needs: {"report", "year", "county"},
		} {
			if !slices.Contains(allowed, column) {
				t.Errorf("%s: %q is none of %v", r.ID, column, allowed)
			}
		}
		if r.Kind == "note" && r.Enabled || r.Kind == "rule" && !r.Enabled && r.Missing == "" {
			t.Errorf("%s: a note is never judged, a rule that is not says why", r.ID)
		}
		if r.Formula == "" || r.MessageZH == "" || r.MessageEN == "" || r.Todo == "" {
			t.Errorf("%s says too little", r.ID)
		}
	}
}

var placeholder = regexp.MustCompile(`\{([a-z0-9_]*)\}`)

// The English message asks for nothing that the Chinese one does not have.
func TestMessagesAskForTheSame(t *testing.T) {
	names := func(s string) []string {
		var out []string
		for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
			out = append(out, strings.TrimSuffix(strings.TrimSuffix(m[1], "_en"), "_zh"))
		}
		return out
	}
	for _, r := range Rules() {
		zh := names(r.MessageZH)
		for _, name := range names(r.MessageEN) {
			if !slices.Contains(zh, name) {
				t.Errorf("%s: only the English message has {%s}", r.ID, name)
			}
		}
	}
	for _, r := range Rules() {
		if filled := WithThresholds(r.ID, r.Formula); placeholder.MatchString(filled) {
			t.Errorf("%s: no threshold fills %q", r.ID, filled)
		}
	}
	uniqueBy(t, "rule_reasons.csv", "code", "text_zh", "text_en")
}

// Every threshold belongs to a rule, every equation to a rule that is judged
// and to cells of the form.
func TestThresholdsAndEquationsBelongToRules(t *testing.T) {
	judged, cells := map[string]bool{}, map[string]bool{}
	for _, r := range Rules() {
		judged[r.ID] = r.Enabled
	}
	for _, e := range Editions() {
		for n := 2; n <= 4; n++ {
			for _, c := range FormTable(n, e.Name).Cells {
				cells[e.Name+c.Code], cells[c.Code] = true, true
			}
		}
	}
	for _, x := range Thresholds() {
		if !judged[x.Rule] || x.MeaningZH == "" {
			t.Errorf("threshold %s %s belongs to no rule that is judged, or says nothing", x.Rule, x.Name)
		}
	}
	sides := map[string]string{}
	for _, e := range Equations() {
		key := e.Rule + " " + e.Instance + " " + e.Edition
		edition := e.Edition
		if e.YearOffset < 0 {
			edition = "" // the form of the year before may be another
		}
		if !judged[e.Rule] || !cells[edition+e.Code] || !slices.Contains([]string{"=", "<="}, e.Relation) || e.InstanceZH == "" || e.HeadZH == "" {
			t.Errorf("%s: %+v", key, e)
		}
		if !strings.Contains(sides[key], e.Side) {
			sides[key] += e.Side
		}
	}
	for key, side := range sides {
		if side != "leftright" {
			t.Errorf("%s has only the side %s", key, side)
		}
	}
	if len(sides) != 2*7+25+23+7+7+3+1+1+6+2+2+2+5+2 {
		t.Errorf("%d equations", len(sides))
	}
}
