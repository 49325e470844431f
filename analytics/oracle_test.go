package analytics_test

import (
	"database/sql"
	"fmt"
	"math/big"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
)

// codesOf lists the cells of an edition in form order.
func codesOf(edition string) (out []string) {
	for table := 2; table <= 4; table++ {
		for _, c := range data.FormTable(table, edition).Cells {
			out = append(out, c.Code)
		}
	}
	return out
}

// part is what the oracle finds for one side of a measure in one report: the
// rule of a sum said again in Go, straight from the filing.
type part struct {
	status     string
	sum        *big.Rat
	notCounted int
}

func oraclePart(f filing, measure, side string) part {
	found := map[string]int{}
	sum, terms, difference := new(big.Rat), 0, false
	for _, t := range data.MeasureTerms() {
		if t.Measure != measure || t.Edition != f.edition || t.Part != side {
			continue
		}
		terms++
		difference = difference || t.Sign < 0
		raw, named := f.cells[t.Code]
		if !named {
			raw = "0"
		}
		switch raw {
		case "", "/", "?", "absent":
			found[raw]++
		case "gone":
			found["absent"]++
		default:
			v, _ := new(big.Rat).SetString(raw)
			sum.Add(sum, v.Mul(v, big.NewRat(int64(t.Sign), 1)))
			found["number"]++
		}
	}
	switch {
	case terms == 0:
		return part{status: "not_in_edition"}
	case found["?"] > 0:
		return part{status: "unreadable"}
	case found["absent"] > 0:
		return part{status: "absent"}
	case found["number"] == terms, found["number"] > 0 && !difference:
		return part{"reported", sum, terms - found["number"]}
	case found[""] > 0:
		return part{status: "blank"}
	}
	return part{status: "not_applicable"}
}

// percentOf rounds half away from zero to six decimals.
func percentOf(num, den *big.Rat) string {
	if den.Sign() <= 0 {
		return "–"
	}
	return trimmed(new(big.Rat).Mul(new(big.Rat).Quo(num, den), big.NewRat(100, 1)).FloatString(6))
}

// trimmed drops the decimals that say nothing.
func trimmed(s string) string {
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if s == "-0" {
		return "0"
	}
	return s
}

type key struct {
	measure, agency string
	year            int
}

type keptValue struct{ status, value string }

// keptValues reads the summary table of bodies and years.
func keptValues(t *testing.T, db *sql.DB) map[key]keptValue {
	t.Helper()
	rows, err := db.Query(`SELECT measure, agency_id, year, status, CAST(value AS VARCHAR) FROM agency_year_measure WHERE state = 'filed'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[key]keptValue{}
	for rows.Next() {
		var k key
		var v keptValue
		var value sql.NullString
		if err := rows.Scan(&k.measure, &k.agency, &k.year, &v.status, &value); err != nil {
			t.Fatal(err)
		}
		v.value = "–"
		if value.Valid {
			v.value = trimmed(value.String)
		}
		out[k] = v
	}
	return out
}

// TestOracle compares every measure of every body and year, and every total of
// the region, with the same worked out in Go from the filings.
func TestOracle(t *testing.T) {
	registry, filings := wide(40, 7)
	db := build(t, registry, filings, nil, nil)
	defer db.Close()
	a, kept := analytics.New(db), keptValues(t, db)
	inTotal := map[string]bool{}
	for _, b := range registry.Agencies {
		inTotal[b.ID] = b.InRollup
	}
	var codes []string
	for _, m := range data.Measures() {
		codes = append(codes, m.Code)
	}
	series, err := a.Series(t.Context(), analytics.Selection{Region: "990004"}, codes, analytics.Years{})
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range data.Measures() {
		for year := 2019; year <= 2025; year++ {
			want := oracleTotal(t, m, year, filings, inTotal, kept)
			p, _ := series.Lines[i].At(year)
			if got := fmt.Sprint(number(p.Number), " of ", p.Counted, " not counted ", p.NotCounted); got != want {
				t.Fatalf("%s %d: total %s, want %s", m.Code, year, got, want)
			}
		}
	}
}

// oracleTotal checks every body's value of a year and returns the total.
func oracleTotal(t *testing.T, m data.Measure, year int, filings []filing, inTotal map[string]bool, kept map[key]keptValue) string {
	t.Helper()
	num, den, counted, notCounted := new(big.Rat), new(big.Rat), 0, 0
	for _, f := range filings {
		if f.year != year {
			continue
		}
		n, d := oraclePart(f, m.Code, "num"), oraclePart(f, m.Code, "den")
		known := n.sum != nil && (m.Kind != "rate" || d.sum != nil)
		want := "–"
		if known {
			want = oracleValue(m, n.sum, d.sum)
		}
		got := kept[key{m.Code, f.agency, year}]
		if got.value != want || known != (got.status == "reported") || m.Kind != "rate" && got.status != n.status {
			t.Fatalf("%s %s %d: %+v, want %s %s", m.Code, f.agency, year, got, want, n.status)
		}
		if known && inTotal[f.agency] {
			counted, notCounted = counted+1, notCounted+n.notCounted+d.notCounted
			num.Add(num, n.sum)
			if d.sum != nil {
				den.Add(den, d.sum)
			}
		}
	}
	total := "–"
	if counted > 0 {
		total = oracleValue(m, num, den)
	}
	return fmt.Sprint(total, " of ", counted, " not counted ", notCounted)
}

func oracleValue(m data.Measure, num, den *big.Rat) string {
	if m.Kind == "rate" {
		return percentOf(num, den)
	}
	return trimmed(num.FloatString(6))
}

// TestTotalsAgainstHandWrittenSQL asks the loaded tables themselves, with no
// view, no macro and no summary.
func TestTotalsAgainstHandWrittenSQL(t *testing.T) {
	db := countyDB(t)
	a := jiaCounty(t)
	const members = ` FROM observation o JOIN report r ON r.report_id = o.report_id JOIN agency g ON g.agency_id = r.agency_id
		WHERE r.is_current AND r.scope = 'own' AND g.registered AND g.in_rollup AND g.region_code = '990001' AND o.status = 'reported' AND o.year = `
	for measure, query := range map[string]string{
		received:    `SELECT sum(o.value)` + members + `$1 AND o.code = 'applications.new_received.total'`,
		natural:     `SELECT sum(o.value)` + members + `$1 AND o.code = 'applications.new_received.natural_person'`,
		carriedOver: `SELECT sum(o.value)` + members + `$1 AND o.code = 'applications.carried_over.total'`,
		concluded:   `SELECT sum(o.value)` + members + `$1 AND o.code = 'applications.outcome.total.total'`,
		inForce:     `SELECT sum(o.value)` + members + `$1 AND o.code = 'proactive.normative_doc.in_force'`,
		fee:         `SELECT sum(o.value)` + members + `$1 AND o.code = 'proactive.fee.amount_wan'`,
		issued:      `SELECT sum(o.value)` + members + `$1 AND o.code IN ('proactive.normative_doc.issued', 'proactive.normative_doc.made_2019')`,
		reviews:     `SELECT sum(o.value)` + members + `$1 AND o.code = 'disputes.review.total'`,
		"disputes.litigation.total": `SELECT sum(o.value)` + members +
			`$1 AND o.code IN ('disputes.litigation_direct.total', 'disputes.litigation_after_review.total')`,
		"applications.other.subtotal.total": `SELECT sum(o.value)` + members + `$1 AND o.code IN ('applications.other.combined_2019.total',
			'applications.other.correction_overdue.total', 'applications.other.fee_overdue.total', 'applications.other.misc.total')`,
		// pov's 应办 of 2021 has an unreadable part: it is left out whole.
		workload: `SELECT sum(o.value)` + members + `$1 AND o.code IN ('applications.new_received.total', 'applications.carried_over.total')
			AND NOT EXISTS (SELECT 1 FROM observation x WHERE x.report_id = o.report_id AND x.status IN ('unreadable', 'absent')
				AND x.code IN ('applications.new_received.total', 'applications.carried_over.total'))`,
	} {
		for _, p := range line(t, a, jia, measure).Points {
			var want sql.NullString
			if err := db.QueryRow(`SELECT CAST((`+query+`) AS VARCHAR)`, p.Year).Scan(&want); err != nil {
				t.Fatalf("%s: %v", measure, err)
			}
			text := "–"
			if want.Valid {
				text = trimmed(want.String)
			}
			check(t, fmt.Sprint(measure, " ", p.Year), number(p.Number), text)
		}
	}
}

// TestAnswersAgree holds every answer that shows a total against Series.
func TestAnswersAgree(t *testing.T) {
	a := jiaCounty(t)
	same := likeSeries(t, a)
	outcomes, err := a.Outcomes(t.Context(), jia, analytics.Years{From: 2021, To: 2022})
	if err != nil || len(outcomes.Groups) != 5 || len(outcomes.Groups[0].Points) != 2 {
		t.Fatalf("%+v %v", outcomes, err)
	}
	for _, l := range append(outcomes.Groups, outcomes.Concluded) {
		for _, p := range l.Points {
			same("outcomes", p, l.Measure.Code)
		}
	}
	// 2021 by hand: off 10+4, edu 6 (partial blank), refused 2+3, not held 6, agr's combined row 7.
	var groups []string
	for _, g := range outcomes.Groups {
		groups = append(groups, number(g.Points[0].Number))
	}
	check(t, "groups of 2021", joined(groups), "20, 5, 6, 0, 7")
}

// likeSeries returns a check that a point is the one Series has.
func likeSeries(t *testing.T, a *analytics.Answers) func(what string, p analytics.Point, measure string) {
	return func(what string, p analytics.Point, measure string) {
		t.Helper()
		want, _ := line(t, a, jia, measure).At(p.Year)
		check(t, fmt.Sprint(what, " ", measure, " ", p.Year), words(p), words(want))
	}
}

// TestComparisonsAgree does the same for reasons, applicants and year on year.
func TestComparisonsAgree(t *testing.T) {
	a := jiaCounty(t)
	same := likeSeries(t, a)
	reasons, err := a.RefusalReasons(t.Context(), jia, 2021)
	if err != nil || len(reasons.Groups) != 3 || len(reasons.Groups[0].Reasons) != 8 || len(reasons.Groups[1].Reasons) != 3 || len(reasons.Groups[2].Reasons) != 5 {
		t.Fatalf("%+v %v", reasons, err)
	}
	for _, g := range reasons.Groups {
		same("group", g.Subtotal.Now, g.Subtotal.Measure.Code)
		var sum analytics.Number
		for _, r := range g.Reasons {
			same("reason", r.Now, r.Measure.Code)
			same("reason before", r.Before, r.Measure.Code)
			sum += *r.Now.Number
		}
		if sum != *g.Subtotal.Now.Number {
			t.Errorf("%s: reasons add up to %s, group %s", g.Subtotal.Measure.NameZH, sum, number(g.Subtotal.Now.Number))
		}
	}
	applicants, err := a.Applicants(t.Context(), jia, analytics.Years{})
	if err != nil || len(applicants.Types) != 6 || applicants.Types[0].Measure.Code != natural || applicants.Total.Measure.Code != received {
		t.Fatalf("%+v %v", applicants, err)
	}
	for _, l := range append(applicants.Types, applicants.Total) {
		for _, p := range l.Points {
			same("applicants", p, l.Measure.Code)
		}
	}
	yoy, err := a.YearOnYear(t.Context(), jia, []string{fee, received}, 2022)
	if err != nil || len(yoy.Rows) != 2 || yoy.Rows[0].Measure.Code != fee || yoy.PrevYear != 2021 {
		t.Fatalf("%+v %v", yoy, err)
	}
	for _, r := range yoy.Rows {
		same("now", r.Now, r.Measure.Code)
		same("before", r.Before, r.Measure.Code)
	}
}
