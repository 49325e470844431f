package analytics_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// This year against the year before.
func TestYears(t *testing.T) {
	const carry = "Y-01 Y-02"
	naturalForward, naturalOver := app("carried_forward", "natural_person"), app("carried_over", "natural_person")
	forward, companyOver := app("carried_forward", "total"), app("carried_over", "company")
	stock := func(issuedNow, repealedNow, inForceNow string) []filing {
		return two(2023, cells{inForce: "50"}, cells{issued: issuedNow, repealed: repealedNow, inForce: inForceNow})
	}
	busy := cells{natural: "31", received: "31", disclosed: "20", concluded: "31"}
	judgeAll(t, []judgeCase{
		{name: "carried over", filings: two(2023, cells{naturalForward: "2", forward: "2"}, cells{naturalOver: "2", carriedOver: "2"}), rules: carry, counts: "Y-01 1/0/1, Y-02 6/0/6"},
		{name: "not carried over", filings: two(2023, cells{naturalForward: "2", forward: "2"}, nil), rules: carry,
			want: []string{"Y-01 total a/2023 fail error", "Y-02 natural_person a/2023 fail warning"}},
		{name: "applicants moved", filings: two(2023, cells{naturalForward: "2", forward: "2"}, cells{companyOver: "2", carriedOver: "2"}), rules: carry,
			want: []string{"Y-02 company a/2023 fail warning", "Y-02 natural_person a/2023 fail warning"}},
		{name: "blank before", filings: two(2023, cells{forward: ""}, cells{carriedOver: "1"}), rules: "Y-01", want: []string{"Y-01 total a/2023 fail warning"}},
		{name: "blank before, none now", filings: two(2023, cells{forward: "/"}, nil), rules: "Y-01", want: []string{"Y-01 total a/2023 not_assessable info"}},
		{name: "over the change of form", filings: two(2021, cells{forward: "1"}, nil), rules: "Y-01 Y-03", want: []string{"Y-01 total a/2021 fail error"}, counts: "Y-03 0/0/0"},
		{name: "no report before", filings: one(2023, nil), rules: "Y-01 Y-02 Y-03 T2-03 T4-06", counts: "T2-03 2/0/0, T4-06 1/0/0",
			want: []string{"Y-01 total a/2023 not_assessable info", "Y-02 - a/2023 not_assessable info", "Y-03 - a/2023 not_assessable info"}},
		{name: "first year of the form", filings: one(2019, nil), rules: "Y-01 Y-02 T2-07", counts: "Y-01 0/0/0"},
		{name: "first year of the body", bodies: "a constituent_dept county 2023..", filings: one(2023, nil), rules: carry, counts: "Y-01 0/0/0"},
		{name: "a roll-up may lose members", bodies: "a county_rollup county", filings: []filing{{agency: "a", year: 2022, scope: report.Rollup, cells: cells{forward: "3"}},
			{agency: "a", year: 2023, scope: report.Rollup}}, rules: "Y-01", want: []string{"Y-01 total a/2023 fail warning"}},
		{name: "stock", filings: stock("6", "14", "42"), rules: "Y-03 Y-04 T2-02 T2-03", counts: "Y-03 2/0/2, T2-02 4/0/0"},
		{name: "stock off", filings: stock("6", "14", "43"), rules: "Y-03 Y-04", want: []string{"Y-03 normative_doc a/2023 fail warning"}},
		{name: "stock off, documents expired", filings: stock("6", "14", "40"), rules: "Y-03 Y-04", want: []string{"Y-04 normative_doc a/2023 fail info"},
			edit: func(f *warehouse.Filed) { f.Report.Mentions = []report.Mention{{Kind: "expiry", Value: "expired"}} }},
		{name: "stock below what was issued", filings: one(2023, cells{issued: "6", repealed: "1", inForce: "4"}), rules: "T2-02", want: []string{"T2-02 normative_doc a/2023 fail warning"}},
		{name: "more repealed than there was", filings: stock("1", "52", "0"), rules: "T2-03 Y-03", want: []string{"T2-03 normative_doc a/2023 fail warning"}},
		{name: "more repealed than issued, stock unknown", filings: one(2023, cells{issued: "1", repealed: "2"}), rules: "T2-03", want: []string{"T2-03 normative_doc a/2023 not_assessable info"}},
		{name: "2019 form", filings: two(2020, cells{"proactive.licensing.items_prev_2019": "30", "proactive.licensing.items_change_2019": "-4"},
			cells{"proactive.licensing.items_prev_2019": "27", "proactive.normative_doc.disclosed_2019": "2", "proactive.normative_doc.public_total_2019": "1"}), rules: "T2-06 T2-07",
			want: []string{"T2-06 normative_doc a/2020 fail warning", "T2-07 licensing a/2020 fail warning"}, counts: "T2-07 4/1/0, T2-06 3/1/0"},
		{name: "same numbers", filings: two(2023, busy, busy), rules: "Y-05", want: []string{"Y-05 - a/2023 fail warning"}},
		{name: "nearly the same numbers", filings: two(2023, busy, cells{natural: "31", received: "31", disclosed: "21", concluded: "31"}), rules: "Y-05", counts: "Y-05 1/0/0"},
		{name: "the same number in another cell", filings: two(2023, busy, cells{company: "31", received: "31", disclosed: "20", concluded: "31"}), rules: "Y-05", counts: "Y-05 1/0/0"},
		{name: "same, but hardly any", filings: two(2023, cells{natural: "1", received: "1", disclosed: "1", concluded: "1"}, cells{natural: "1", received: "1", disclosed: "1", concluded: "1"}),
			rules: "Y-05", counts: "Y-05 0/0/0"},
		{name: "a jump", filings: two(2023, cells{received: "6"}, cells{received: "30"}), rules: "Y-07", want: []string{"Y-07 " + received + " a/2023 fail info"}},
		{name: "a drop to nothing", filings: two(2023, cells{received: "30"}, nil), rules: "Y-07", want: []string{"Y-07 " + received + " a/2023 fail info"}},
		{name: "no jump", filings: two(2023, cells{received: "7"}, cells{received: "34"}), rules: "Y-07"},
		{name: "a gap", filings: []filing{{agency: "a", year: 2021}, {agency: "a", year: 2024}, {agency: "a", year: 2025}}, rules: "Y-08",
			held: []warehouse.Held{{SHA256: "y", AgencyID: "a", Year: 2023, Reason: report.Held{Code: "year_conflict"}}},
			want: []string{"Y-08 - a/2022 fail info"}, counts: "Y-08 1/1/0"},
		{name: "fee a hundred times its own", filings: []filing{{agency: "a", year: 2022, cells: cells{fee: "1.5"}}, {agency: "a", year: 2023, cells: cells{fee: "2.5"}},
			{agency: "a", year: 2024, cells: cells{fee: "16000"}}}, rules: "N-05", want: []string{"N-05 years a/2024 fail warning"}},
		{name: "reviews of last year", filings: two(2023, cells{reviews: "1"}, cells{"disputes.litigation_after_review.total": "1"}), rules: "T4-04", counts: "T4-04 2/0/0"},
		{name: "suits without reviews", filings: two(2023, nil, cells{"disputes.litigation_after_review.total": "1"}), rules: "T4-04 T4-05", want: []string{"T4-04 - a/2023 fail warning"}},
		{name: "suits, last year unknown", filings: one(2023, cells{"disputes.litigation_after_review.total": "1"}), rules: "T4-04", want: []string{"T4-04 - a/2023 not_assessable info"}},
		{name: "direct suits", filings: two(2024, cells{"disputes.litigation_direct.total": "1"}, cells{"disputes.litigation_direct.total": "1"}), rules: "T4-05",
			want: []string{"T4-05 - a/2024 fail info"}},
		{name: "more disputes than requests", filings: two(2023, cells{received: "2"}, cells{received: "1", reviews: "3", "disputes.litigation_direct.total": "1"}), rules: "T4-06",
			want: []string{"T4-06 total a/2023 fail warning"}},
		{name: "disputes of last year's requests", filings: two(2023, cells{received: "2"}, cells{received: "1", reviews: "3"}), rules: "T4-06", counts: "T4-06 2/0/0"},
	})
}

// Over reforms, the bodies concerned are compared together.
func TestReforms(t *testing.T) {
	forward, over := app("carried_forward", "total"), carriedOver
	report := func(key string, year int, c cells) filing { return filing{agency: key, year: year, cells: c} }
	merged := "a constituent_dept county ..2022, b constituent_dept county ..2022, c constituent_dept county 2023.."
	merger := []string{"merge a c 2023-03-01", "merge b c 2023-03-01"}
	judgeAll(t, []judgeCase{
		{name: "merger", bodies: merged, events: merger, rules: "Y-01 Y-03 Y-06 T3-07",
			filings: []filing{report("a", 2022, cells{forward: "2", inForce: "10"}), report("b", 2022, cells{forward: "3", inForce: "5"}), report("c", 2023, cells{over: "5", issued: "1", inForce: "16"})},
			want:    []string{"Y-06 - c/2023 fail info"}, counts: "Y-01 1/0/2"},
		{name: "merger that lost a request", bodies: merged, events: merger, rules: "Y-01",
			filings: []filing{report("a", 2022, cells{forward: "2"}), report("b", 2022, cells{forward: "3"}), report("c", 2023, cells{over: "2"})},
			want:    []string{"Y-01 total c/2023 fail warning"}},
		{name: "merger, a report missing", bodies: merged, events: merger, rules: "Y-01 Y-06",
			filings: []filing{report("a", 2022, cells{forward: "2"}), report("c", 2023, cells{over: "5"})},
			want:    []string{"Y-01 total c/2023 not_assessable info", "Y-06 - c/2023 fail info"}},
		{name: "merged into a body that goes on, after its last report", bodies: "a constituent_dept county ..2023, c constituent_dept county", events: []string{"merge a c 2023-11-20"}, rules: "Y-01 Y-06",
			filings: []filing{report("a", 2023, cells{forward: "2"}), report("c", 2023, cells{forward: "1"}), report("c", 2024, cells{over: "3"})},
			want:    []string{"Y-06 - c/2024 fail info"}, counts: "Y-01 1/0/2"},
		{name: "split", bodies: "a constituent_dept county, c constituent_dept county 2023..", events: []string{"split a c 2023-01-01"}, rules: "Y-01 Y-06",
			filings: []filing{report("a", 2022, cells{forward: "5"}), report("a", 2023, cells{over: "3"}), report("c", 2023, cells{over: "2"})},
			want:    []string{"Y-06 - a/2023 fail info", "Y-06 - c/2023 fail info"}, counts: "Y-01 2/0/1"},
		{name: "transfer", bodies: "a constituent_dept county, c constituent_dept county", events: []string{"transfer a c 2023-06-01"}, rules: "Y-01",
			filings: []filing{report("a", 2022, cells{forward: "5"}), report("c", 2022, nil), report("a", 2023, cells{over: "4"}), report("c", 2023, cells{over: "2"})},
			want:    []string{"Y-01 total a/2023 fail warning", "Y-01 total c/2023 fail warning"}},
		{name: "the year after is plain again", bodies: merged, events: merger, rules: "Y-01 Y-06",
			filings: []filing{report("c", 2024, cells{forward: "1"}), report("c", 2025, nil)},
			want:    []string{"Y-01 total c/2025 fail error"}},
	})
}

// A body among the others of its county.
func TestCounty(t *testing.T) {
	const county = "g county_rollup county out, a constituent_dept county, b constituent_dept county, v vertical county out"
	const penalties = "proactive.penalty.decisions"
	reports := func(total, first, second, vertical cells) []filing {
		return []filing{{agency: "g", year: 2023, scope: report.Rollup, cells: total}, {agency: "a", year: 2023, cells: first}, {agency: "b", year: 2023, cells: second},
			{agency: "v", year: 2023, cells: vertical}}
	}
	many := "g county_rollup county out"
	for _, k := range []string{"a", "b", "c", "d", "e"} {
		many += ", " + k + " township township"
	}
	licensing := func(numbers ...string) (out []filing) {
		for i, n := range numbers {
			out = append(out, filing{agency: string(rune('a' + i)), year: 2023, cells: cells{"proactive.licensing.decisions": n}})
		}
		return out
	}
	judgeAll(t, []judgeCase{
		{name: "adds up", bodies: county, filings: reports(cells{penalties: "7"}, cells{penalties: "3"}, cells{penalties: "4"}, cells{penalties: "9"}), rules: "H-01 H-02 H-03 H-04",
			counts: "H-01 200/0/0, H-02 2/0/0, H-03 1/0/0, H-04 1/0/0"},
		{name: "does not add up", bodies: county, filings: reports(cells{penalties: "8"}, cells{penalties: "3"}, cells{penalties: "4"}, nil), rules: "H-01 H-02",
			want: []string{"H-01 " + penalties + " g/2023 fail warning"}},
		{name: "blank for nothing", bodies: county, filings: reports(cells{penalties: "3"}, cells{penalties: "3"}, cells{penalties: "/"}, nil), rules: "H-01",
			want: []string{"H-01 " + penalties + " g/2023 not_assessable info"}},
		{name: "a member unread", bodies: county, filings: reports(cells{penalties: "3"}, cells{penalties: "3"}, cells{penalties: "?"}, nil), rules: "H-01",
			want: []string{"H-01 " + penalties + " g/2023 not_assessable info"}},
		{name: "a member missing", bodies: county, filings: reports(cells{penalties: "9"}, nil, nil, nil)[:2], rules: "H-01 H-03",
			want: []string{"H-01 - g/2023 not_assessable info", "H-03 - -/2023 fail info"}},
		{name: "a member without a duty to report is missing", bodies: county + ", o authorised_org county optional", filings: reports(cells{penalties: "9"}, cells{penalties: "3"}, nil, nil), rules: "H-01 H-03",
			want: []string{"H-01 - g/2023 not_assessable info"}},
		{name: "a city's report covers its counties", bodies: "g county_rollup city out, a constituent_dept city", filings: reports(cells{penalties: "9"}, cells{penalties: "3"}, nil, nil)[:2], rules: "H-01 H-02",
			want: []string{"H-01 - g/2023 not_assessable info"}, counts: "H-02 1/0/0"},
		{name: "larger than the county", bodies: county, filings: reports(cells{penalties: "3"}, cells{penalties: "4"}, nil, cells{penalties: "9"}), rules: "H-02",
			want: []string{"H-02 " + penalties + " a/2023 fail warning"}},
		{name: "roll-up counted twice", bodies: "g county_rollup county in, a constituent_dept county", filings: []filing{{agency: "g", year: 2023, scope: report.Rollup}}, rules: "H-04",
			want: []string{"H-04 - g/2023 fail error"}},
		{name: "most of the county's fees", bodies: county, filings: reports(cells{fee: "10"}, cells{fee: "6"}, cells{fee: "4"}, nil), rules: "N-05", want: []string{"N-05 county a/2023 fail info"}},
		{name: "zero among many", bodies: many, filings: licensing("100", "200", "300", "0", "500"), rules: "P-02", want: []string{"P-02 proactive.licensing.decisions d/2023 fail info"}},
		{name: "zero among few", bodies: many, filings: licensing("0", "20", "30", "0", "500"), rules: "P-02"},
	})
}

// When a report was published.
func TestDates(t *testing.T) {
	dated := func(kind string, year int, day string, revision int) judgeCase {
		return judgeCase{bodies: "a " + kind + " county", filings: []filing{{agency: "a", year: year, published: day, revision: revision}}, rules: "D-01 D-02 D-03 D-04 D-05 D-06 D-08"}
	}
	cases := []judgeCase{}
	for _, c := range []struct {
		name, kind string
		year       int
		day        string
		want       []string
	}{
		{"in time", "constituent_dept", 2023, "2024-01-31", nil},
		{"late", "constituent_dept", 2023, "2024-02-01", []string{"D-01 - a/2023 fail warning"}},
		{"county in time", "county_rollup", 2023, "2024-03-31", nil},
		{"county late", "county_rollup", 2023, "2024-04-01", []string{"D-02 - a/2023 fail warning"}},
		{"township, no local date known", "township", 2023, "2024-05-01", nil},
		{"early January", "constituent_dept", 2023, "2024-01-01", nil},
		{"within the period", "constituent_dept", 2023, "2023-12-31", []string{"D-05 - a/2023 fail error"}},
		{"soon, as planned", "constituent_dept", 2025, "2026-02-02", []string{"D-05 - a/2025 fail info", "D-01 - a/2025 fail warning"}},
		{"in the far future", "constituent_dept", 2025, "2026-04-05", []string{"D-05 - a/2025 fail error", "D-01 - a/2025 fail warning"}},
		{"no date", "constituent_dept", 2023, "", []string{"D-08 - a/2023 fail info"}},
	} {
		one := dated(c.kind, c.year, c.day, 1)
		one.name, one.want = c.name, c.want
		cases = append(cases, one)
	}
	undated := dated("constituent_dept", 2023, "", 1)
	undated.name, undated.want = "published again, first without a date", []string{"D-06 - a/2023 fail info", "D-08 - a/2023 not_assessable info"}
	undated.filings[0].superseded = true
	undated.filings = append(undated.filings, filing{agency: "a", year: 2023, published: "2024-06-01", revision: 2})
	again := dated("constituent_dept", 2023, "2024-01-20", 1)
	again.name, again.want = "published again, first in time", []string{"D-06 - a/2023 fail info"}
	again.filings[0].superseded = true
	again.filings = append(again.filings, filing{agency: "a", year: 2023, published: "2024-06-01", revision: 2})
	judgeAll(t, append(cases, again, undated))
}

// A person's word on a finding is of what was compared: it does not stay when
// last year's report says another number, or this one another date.
func TestFindingIDsKnowTheOtherSide(t *testing.T) {
	ids := func(rule, forward, published string) string {
		content := warehouse.Content{Program: "test", Registry: agencies()}
		for _, f := range []filing{{agency: edu, name: "甲县教育局", year: 2022, edition: "2021", cells: cells{app("carried_forward", "total"): forward}},
			{agency: edu, name: "甲县教育局", year: 2023, edition: "2021", published: published}} {
			content.Filed = append(content.Filed, f.filed(t))
		}
		db, err := warehouse.OpenMemory(t.Context(), content, analytics.Judge)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var id string
		if err := db.QueryRowContext(t.Context(), "SELECT min(finding_id) FROM finding WHERE rule = $1 AND year = 2023 AND outcome = 'fail'", rule).Scan(&id); err != nil {
			t.Fatal(err)
		}
		return id
	}
	same := ids("Y-01", "3", "2024-02-05")
	if again, another := ids("Y-01", "3", "2024-02-06"), ids("Y-01", "4", "2024-02-05"); again != same || another == same {
		t.Errorf("Y-01 %s: %s with the same numbers, %s with another", same, again, another)
	}
	if first, later := ids("D-01", "3", "2024-02-05"), ids("D-01", "3", "2024-03-05"); first == later {
		t.Errorf("D-01 %s with either date", first)
	}
}

// A draft that corrects a report of the home is as late as that was, not as the
// draft is.
func TestACorrectionIsAsLateAsTheFirst(t *testing.T) {
	of := func(published string) warehouse.Content {
		one := filing{agency: edu, name: "甲县教育局", year: 2023, edition: "2021", published: published}
		return warehouse.Content{Program: "test", Registry: agencies(), Filed: []warehouse.Filed{one.filed(t)}}
	}
	for first, want := range map[string]string{"2024-01-20": "", "2024-02-20": "公布日期2024-02-20晚于2024-01-31", "": ""} {
		home := filepath.Join(t.TempDir(), "v.duckdb")
		if _, err := warehouse.Build(t.Context(), home, of(first), nil); err != nil {
			t.Fatal(err)
		}
		draft := of("2024-06-01")
		db, err := warehouse.OpenMemory(t.Context(), draft, func(ctx context.Context, db *sql.DB) error {
			return errors.Join(warehouse.Borrow(ctx, db, home), analytics.JudgeDrafts(ctx, db, ids(draft, 1)))
		})
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if err := db.QueryRowContext(t.Context(), "SELECT coalesce(string_agg(message), '') FROM finding WHERE rule = 'D-01'").Scan(&got); err != nil || got != want {
			t.Errorf("first on %q: %q (%v), want %q", first, got, err, want)
		}
		db.Close()
	}
}
