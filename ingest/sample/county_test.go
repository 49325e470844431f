package sample

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// read is a report as truth.csv tells it; what is not a number counts as 0, as
// in the county's own sums. Money is in 1/10000.
type read struct {
	id, year, scope, edition string
	values                   map[string]int64
}

func truthOf(t *testing.T, dir string) map[string]*read {
	t.Helper()
	out := map[string]*read{}
	for _, l := range lines(t, filepath.Join(dir, "truth.csv")) {
		k := l["agency_id"] + " " + l["year"]
		r := out[k]
		if r == nil {
			r = &read{id: l["agency_id"], year: l["year"], scope: l["scope"], edition: l["edition"], values: map[string]int64{}}
			out[k] = r
		}
		if l["status"] == "reported" {
			r.values[l["code"]] = scaled(t, l["value"])
		} else if l["value"] != "" {
			t.Errorf("%s %s is %s and has the value %s", k, l["code"], l["status"], l["value"])
		}
	}
	return out
}

func scaled(t *testing.T, s string) int64 {
	t.Helper()
	whole, fraction, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole+(fraction + "0000")[:4], 10, 64)
	if err != nil {
		t.Fatalf("value %q: %v", s, err)
	}
	return n
}

var applicants = []string{"natural_person", "company", "research_institution", "public_welfare_org", "legal_service_org", "other_org"}

// The form's own arithmetic: T3-01 to T3-03 and T4-01 to T4-03.
func TestReportsAddUp(t *testing.T) {
	dir, _ := defaultCounty()
	for name, r := range truthOf(t, dir) {
		outcomes := map[string]int64{}
		rows := map[string]bool{}
		for code, n := range r.values {
			table, rest, _ := strings.Cut(code, ".")
			if i := strings.LastIndex(rest, "."); table == "applications" {
				row, column := rest[:i], rest[i+1:]
				rows[row] = true
				if row != "new_received" && row != "carried_over" && row != "carried_forward" && row != "outcome.total" {
					outcomes[column] += n
				}
			}
			if strings.HasPrefix(code, "proactive.regulation.") && n != 0 {
				t.Errorf("%s has %s = %d", name, code, n)
			}
		}
		cell := func(row, column string) int64 { return r.values["applications."+row+"."+column] }
		for row := range rows {
			sum := int64(0)
			for _, column := range applicants {
				sum += cell(row, column)
			}
			if sum != cell(row, "total") {
				t.Errorf("%s %s: columns %d, total %d", name, row, sum, cell(row, "total"))
			}
		}
		for _, column := range append(applicants, "total") {
			if outcomes[column] != cell("outcome.total", column) {
				t.Errorf("%s %s: outcomes %d, total %d", name, column, outcomes[column], cell("outcome.total", column))
			}
			if in, out := cell("new_received", column)+cell("carried_over", column), cell("outcome.total", column)+cell("carried_forward", column); in != out {
				t.Errorf("%s %s: one and two %d, three and four %d", name, column, in, out)
			}
		}
		for _, branch := range []string{"review", "litigation_direct", "litigation_after_review"} {
			b := func(result string) int64 { return r.values["disputes."+branch+"."+result] }
			if b("upheld")+b("corrected")+b("other")+b("pending") != b("total") {
				t.Errorf("%s %s does not add up", name, branch)
			}
		}
	}
}

// link is a report and those of the year before that it follows on: its own,
// or those of the bodies that it was merged from.
type link struct {
	year   int
	now    *read
	before []*read
}

// sum adds a cell over the reports of the year before.
func (l link) sum(code string) int64 {
	n := int64(0)
	for _, b := range l.before {
		n += b.values[code]
	}
	return n
}

func links(t *testing.T, dir string) []link {
	t.Helper()
	reports := truthOf(t, dir)
	predecessors := map[string][]string{}
	for _, e := range lines(t, filepath.Join(dir, "registry", "events.csv")) {
		predecessors[e["successor_id"]] = append(predecessors[e["successor_id"]], e["predecessor_id"])
	}
	var out []link
	for _, r := range reports {
		year, err := strconv.Atoi(r.year)
		if err != nil {
			t.Fatal(err)
		}
		l := link{year: year, now: r}
		if last := reports[key(r.id, year-1)]; last != nil {
			l.before = append(l.before, last)
		} else if year > 2019 {
			for _, id := range predecessors[r.id] {
				l.before = append(l.before, reports[key(id, year-1)])
			}
		}
		if len(l.before) > 0 {
			out = append(out, l)
		}
	}
	return out
}

// What is carried forward comes back next year, column by column, and
// documents in force and catalogue items roll forward; a merged body takes
// over from both.
func TestYearsChain(t *testing.T) {
	dir, _ := defaultCounty()
	all := links(t, dir)
	inherited := int64(0)
	for _, l := range all {
		v, name := l.now.values, key(l.now.id, l.year)
		for _, column := range append(applicants, "total") {
			want := l.sum("applications.carried_forward." + column)
			if len(l.before) == 2 {
				inherited += want
			}
			if got := v["applications.carried_over."+column]; got != want {
				t.Errorf("%s %s: carried over %d, carried forward last year %d", name, column, got, want)
			}
		}
		want := l.sum("proactive.normative_doc.in_force") + v["proactive.normative_doc.issued"] - v["proactive.normative_doc.repealed"]
		if l.year >= 2022 && v["proactive.normative_doc.in_force"] != want {
			t.Errorf("%s: in force %d, want %d", name, v["proactive.normative_doc.in_force"], want)
		}
		for _, row := range []string{"licensing", "other_service", "penalty", "coercion", "fee"} {
			items := "proactive." + row + ".items_"
			if want := l.sum(items+"prev_2019") + l.sum(items+"change_2019"); l.year == 2020 && v[items+"prev_2019"] != want {
				t.Errorf("%s: items of %s %d, want %d", name, row, v[items+"prev_2019"], want)
			}
		}
	}
	if len(all) < 250 || inherited == 0 {
		t.Errorf("only %d pairs of years compared, %d requests inherited by the merged body", len(all), inherited)
	}
}

// The county's own report is the sum of what its members filed.
func TestRollupIsTheSumOfMembers(t *testing.T) {
	dir, summary := defaultCounty()
	counted := map[string]bool{}
	for _, a := range lines(t, filepath.Join(dir, "registry", "agencies.csv")) {
		counted[a["id"]] = a["in_rollup"] == "yes"
	}
	sums, rollups := map[string]map[string]int64{}, map[string]*read{}
	for _, r := range truthOf(t, dir) {
		if r.scope == "rollup" {
			rollups[r.year] = r
			continue
		}
		for code, n := range r.values {
			if sums[r.year] == nil {
				sums[r.year] = map[string]int64{}
			}
			if counted[r.id] && !strings.HasSuffix(code, "amount_2019") { // its unit is not fixed; nobody sums it
				sums[r.year][code] += n
			}
		}
	}
	if len(rollups) != 7 {
		t.Fatalf("%d roll-ups, want 7", len(rollups))
	}
	for year, r := range rollups {
		for code, n := range r.values {
			if sums[year][code] != n && !strings.HasSuffix(code, "amount_2019") {
				t.Errorf("%s %s: county %d, members %d", year, code, n, sums[year][code])
			}
		}
	}
	if summary.Agencies != 46 || len(summary.Late) != 1 || !slices.Equal(summary.NotFiled, []string{"990101-nanshan 2025"}) {
		t.Errorf("agencies %d, late %v, not filed %v", summary.Agencies, summary.Late, summary.NotFiled)
	}
}

// A county looks like one: few bodies have most requests, most have few.
func TestVolumesLookReal(t *testing.T) {
	dir, _ := defaultCounty()
	total, large, natural := map[string]int64{}, map[string]int64{}, map[string]int64{}
	few, none, bodies := 0, 0, 0
	for _, r := range truthOf(t, dir) {
		n := r.values["applications.new_received.total"] / 10000
		if r.scope == "rollup" {
			total[r.year], natural[r.year] = n, r.values["applications.new_received.natural_person"]/10000
			continue
		}
		bodies++
		if n < 10 {
			few++
		}
		if n == 0 {
			none++
		}
		if r.id == "990101-police" || r.id == "990101-natural-resources" {
			large[r.year] += n
		}
	}
	for year, n := range total {
		if n < 2000 || n > 6000 || 2*large[year] < n || 10*natural[year] < 8*n {
			t.Errorf("%s: %d requests, %d at the two large bureaus, %d by natural persons", year, n, large[year], natural[year])
		}
	}
	if 10*few < 4*bodies || none < 14 {
		t.Errorf("of %d reports only %d have under ten requests and %d none", bodies, few, none)
	}
}

// The late report is dated after its deadline, all others before.
func TestOneReportIsLate(t *testing.T) {
	dir, _ := defaultCounty()
	late := []string{}
	for _, r := range lines(t, filepath.Join(dir, "truth_reports.csv")) {
		deadline := "01-31"
		if r["scope"] == "rollup" {
			deadline = "03-31"
		}
		year, err := strconv.Atoi(r["year"])
		if err != nil {
			t.Fatal(err)
		}
		if r["published_on"] > strconv.Itoa(year+1)+"-"+deadline {
			late = append(late, r["agency_id"]+" "+r["year"]+" "+r["published_on"])
		}
	}
	if !slices.Equal(late, []string{"990101-water 2023 2024-03-09"}) {
		t.Errorf("late: %v", late)
	}
}
