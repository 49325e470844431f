package data

import (
	"slices"
	"strings"
	"testing"
)

// sums says, from the definitions of the measures and not from
// measure_terms.csv, which cells each measure adds: "a.b.*" is every cell of
// that shape, a minus subtracts, a slash parts numerator and denominator.
// Every measure that is not here is the one cell of its own name.
var sums = map[string]string{
	"applications.new_received.org_subtotal": `applications.new_received.company applications.new_received.research_institution
		applications.new_received.public_welfare_org applications.new_received.legal_service_org applications.new_received.other_org`,
	"applications.workload.total":                     `applications.new_received.total applications.carried_over.total`,
	"applications.outcome.disclosed_or_partial.total": `applications.outcome.disclosed.total applications.outcome.partial.total`,
	"applications.refused.subtotal.total":             `applications.refused.*.total`,
	"applications.unavailable.subtotal.total":         `applications.unavailable.*.total`,
	"applications.unprocessed.subtotal.total":         `applications.unprocessed.*.total`,
	"applications.other.subtotal.total":               `applications.other.*.total`,

	"rate.disclosed":            `applications.outcome.disclosed.total / applications.outcome.total.total`,
	"rate.disclosed_or_partial": `applications.outcome.disclosed.total applications.outcome.partial.total / applications.outcome.total.total`,
	"rate.partial":              `applications.outcome.partial.total / applications.outcome.total.total`,
	"rate.refused":              `applications.refused.*.total / applications.outcome.total.total`,
	"rate.unavailable":          `applications.unavailable.*.total / applications.outcome.total.total`,
	"rate.unprocessed":          `applications.unprocessed.*.total / applications.outcome.total.total`,
	"rate.other":                `applications.other.*.total / applications.outcome.total.total`,
	"rate.completion":           `applications.outcome.total.total / applications.new_received.total applications.carried_over.total`,
	"rate.carry_forward":        `applications.carried_forward.total / applications.new_received.total applications.carried_over.total`,
	"share.natural_person":      `applications.new_received.natural_person / applications.new_received.total`,

	"disputes.litigation.total":     `disputes.litigation_direct.total disputes.litigation_after_review.total`,
	"disputes.litigation.upheld":    `disputes.litigation_direct.upheld disputes.litigation_after_review.upheld`,
	"disputes.litigation.corrected": `disputes.litigation_direct.corrected disputes.litigation_after_review.corrected`,
	"disputes.litigation.other":     `disputes.litigation_direct.other disputes.litigation_after_review.other`,
	"disputes.litigation.pending":   `disputes.litigation_direct.pending disputes.litigation_after_review.pending`,
	"disputes.all.total":            `disputes.*.total`,
	"disputes.all.upheld":           `disputes.*.upheld`,
	"disputes.all.corrected":        `disputes.*.corrected`,
	"disputes.all.other":            `disputes.*.other`,
	"disputes.all.pending":          `disputes.*.pending`,
	"rate.review_corrected_closed":  `disputes.review.corrected / disputes.review.total -disputes.review.pending`,
	"rate.litigation_lost_closed": `disputes.litigation_direct.corrected disputes.litigation_after_review.corrected /
		disputes.litigation_direct.total -disputes.litigation_direct.pending
		disputes.litigation_after_review.total -disputes.litigation_after_review.pending`,

	"proactive.normative_doc.net": `proactive.normative_doc.issued -proactive.normative_doc.repealed`,
}

// renamed are cells that a measure joins although the editions name them
// differently; the break mark goes with them.
var renamed = map[string]string{
	"2019 proactive.regulation.issued":    "proactive.regulation.made_2019",
	"2019 proactive.normative_doc.issued": "proactive.normative_doc.made_2019",
}

// wantTerms spells a measure's terms in an edition out as "num +code" words; it
// returns nil when the edition lacks one of the cells that are named in full.
func wantTerms(measure, edition string) []string {
	words := sums[measure]
	if words == "" {
		words = measure
	}
	var codes, out []string
	for table := 2; table <= 4; table++ {
		codes = append(codes, wantCodes(table, edition)...)
	}
	part := "num"
	for _, word := range strings.Fields(words) {
		sign, code := "+", word
		if rest, ok := strings.CutPrefix(word, "-"); ok {
			sign, code = "-", rest
		}
		if code == "/" {
			part = "den"
			continue
		}
		matches := matching(codes, code, edition)
		if len(matches) == 0 {
			return nil
		}
		for _, m := range matches {
			out = append(out, part+" "+sign+m)
		}
	}
	slices.Sort(out)
	return out
}

func matching(codes []string, pattern, edition string) []string {
	if other := renamed[edition+" "+pattern]; other != "" {
		return []string{other}
	}
	before, after, wild := strings.Cut(pattern, "*")
	var out []string
	for _, code := range codes {
		if code == pattern || wild && strings.HasPrefix(code, before) && strings.HasSuffix(code, after) {
			out = append(out, code)
		}
	}
	return out
}

func TestMeasuresAddTheRightCells(t *testing.T) {
	for name := range sums {
		if !slices.ContainsFunc(Measures(), func(m Measure) bool { return m.Code == name }) {
			t.Errorf("there is no measure %s", name)
		}
	}
	for _, m := range Measures() {
		for _, e := range Editions() {
			var got []string
			for _, term := range MeasureTerms() {
				if term.Measure == m.Code && term.Edition == e.Name {
					got = append(got, term.Part+" "+map[int]string{1: "+", -1: "-"}[term.Sign]+term.Code)
				}
			}
			slices.Sort(got)
			if want := wantTerms(m.Code, e.Name); !slices.Equal(got, want) {
				t.Errorf("%s in edition %s adds\n%v\nwant\n%v", m.Code, e.Name, got, want)
			}
		}
	}
}
