package dashboard

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"

	"github.com/PuerkitoBio/goquery"
	"github.com/gofiber/fiber/v2"
)

// countSQL asks the version itself, without the answers.
func countSQL(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	if err := testDB(t).QueryRow(query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func records(t *testing.T, text string) [][]string {
	t.Helper()
	out, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Page, CSV and SQL agree on how many findings there are and on each of them.
func TestQualityEqualsItsCSVAndSQL(t *testing.T) {
	app := testApp(t)
	for _, c := range []struct{ query, where string }{
		{"y=2023", "year = 2023 AND outcome = 'fail' AND severity <> 'info'"},
		{"y=2023&sev=error", "year = 2023 AND outcome = 'fail' AND severity = 'error'"},
		{"y=2019..2023&sev=all", "outcome = 'fail'"},
		{"y=2019..2023&s=not_assessable", "outcome = 'not_assessable'"},
		{"y=2023&rule=T3-01&sev=all", "year = 2023 AND outcome = 'fail' AND rule = 'T3-01'"},
		{"y=2023&a=" + bad + "&s=all&sev=all", "year = 2023 AND agency_id = '" + bad + "'"},
	} {
		want := countSQL(t, "SELECT count(*) FROM finding WHERE region_code = '990001' AND "+c.where)
		_, html := ask(t, app, http.MethodGet, "/quality?"+c.query)
		rows := parse(t, html).Find("#findings tbody tr")
		_, text := ask(t, app, http.MethodGet, "/quality.csv?"+c.query)
		list := records(t, text)
		_, text = ask(t, app, http.MethodGet, "/quality.json?"+c.query)
		count := fromJSON(t, text).Meta.Count
		_, text = ask(t, app, http.MethodGet, "/quality.xlsx?tab=findings&"+c.query)
		sheet := sheetOf(t, text, word("book.data"))
		if want == 0 || rows.Length() != min(want, findingsShown) || len(list)-1 != want || count != want || len(sheet)-1 != want {
			t.Errorf("%s: SQL counts %d, the page lists %d, the CSV %d, the JSON %d, the XLSX %d", c.query, want, rows.Length(), len(list)-1, count, len(sheet)-1)
			continue
		}
		message := slices.Index(list[0], "message")
		rows.Each(func(i int, row *goquery.Selection) {
			if !strings.Contains(row.Text(), list[i+1][message]) || row.AttrOr("id", "") != "f-"+list[i+1][slices.Index(list[0], "finding_id")] {
				t.Errorf("%s row %d: %q is not %q", c.query, i, row.Text(), list[i+1])
			}
		})
	}
}

// The main sentence counts what SQL counts.
func TestQualityFindingCounts(t *testing.T) {
	where := " FROM finding WHERE region_code = '990001' AND year = 2023 AND outcome = 'fail' AND severity = "
	errors, warnings := countSQL(t, "SELECT count(*)"+where+"'error'"), countSQL(t, "SELECT count(*)"+where+"'warning'")
	of, with := countSQL(t, "SELECT count(DISTINCT report_id)"+where+"'error'"), countSQL(t, "SELECT count(DISTINCT report_id)"+where+"'warning'")
	reports := countSQL(t, "SELECT count(*) FROM report WHERE is_current AND year = 2023 AND agency_id LIKE '990001%'")
	want := word("quality.finding", word("year", 2023), reports, word("quality.finding.errors", of, word("quality.places", errors))+word("list.comma")+
		word("quality.finding.warnings", with, word("quality.places", warnings)))
	if got := parse(t, page(t, "/quality?y=2023")).Find(".finding").Text(); got != want || errors == 0 || warnings == 0 {
		t.Errorf("finding %q, want %q", got, want)
	}
	overview := parse(t, page(t, "/?y=2023")).Find(".attention").Text()
	if line := word("attention.errors", word("attention.errors.reports", of), errors); !strings.Contains(overview, line) {
		t.Errorf("the first page says %q, not %q", overview, line)
	}
	_, text := ask(t, testApp(t), http.MethodGet, "/agencies.csv?y=2023")
	list := records(t, text)
	for _, r := range list[1:] {
		id := r[slices.Index(list[0], "agency_id")]
		if id == "" {
			continue // the total
		}
		if n := fmt.Sprint(countSQL(t, "SELECT count(*)"+where+"'error' AND agency_id = ?", id)); r[slices.Index(list[0], "open_errors")] != n && r[slices.Index(list[0], "report_state")] == "filed" {
			t.Errorf("%s: %s errors, want %s", id, r[slices.Index(list[0], "open_errors")], n)
		}
	}
}

// Each mark in a report's tables and prose leads to its finding and says so in
// words; each finding leads back to its cells.
func TestMarksAndFindingsLeadToEachOther(t *testing.T) {
	for _, address := range []string{"/agencies/" + off + "/reports/2023", "/agencies/" + bad + "/reports/2023"} {
		doc := parse(t, page(t, address))
		marks := doc.Find(".forms a.no")
		if marks.Length() == 0 {
			t.Fatalf("%s: nothing is marked", address)
		}
		marks.Each(func(_ int, m *goquery.Selection) {
			issue := doc.Find(fmt.Sprintf(`[id="%s"]`, strings.TrimPrefix(m.AttrOr("href", ""), "#")))
			if issue.Length() != 1 || issue.Find(".message .no").Text() != m.Text() || !strings.Contains(m.AttrOr("aria-label", ""), word("issues.mark", m.Text(), issue.Find(".chip").Text(), "")) && issue.Find(".chip").Length() > 0 {
				t.Errorf("%s: the mark %q (%s) leads to %q", address, m.Text(), m.AttrOr("aria-label", ""), issue.Text())
			}
			if cell := m.Closest("td"); cell.Length() > 0 && !cell.HasClass("boxed") {
				t.Errorf("%s: a mark without a box", address)
			}
		})
		doc.Find(".issue .at a").Each(func(_ int, a *goquery.Selection) {
			if target := a.AttrOr("href", ""); doc.Find(fmt.Sprintf(`td[id="%s"]`, strings.TrimPrefix(target, "#"))).Length() != 1 {
				t.Errorf("%s: %s is no cell", address, target)
			}
		})
		want := countSQL(t, "SELECT count(*) FROM finding WHERE report_id = ?", strings.TrimPrefix(strings.Replace(address, "/reports", "", 1), "/agencies/")+"/1")
		if got := doc.Find(".issue, .hint").Length(); got != want || want == 0 {
			t.Errorf("%s shows %d findings of %d", address, got, want)
		}
	}
}

// withVerdict is the fixture in which a person has spoken of one finding.
func withVerdict(t *testing.T, id, verdict string) *fiber.App {
	t.Helper()
	c := content()
	c.Verdicts = []warehouse.Verdict{{FindingID: id, Verdict: report.Verdict{Verdict: verdict, Reason: evil, By: evil, On: "2026-02-02"}}}
	db, err := warehouse.OpenMemory(t.Context(), c, analytics.Derive)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	snap := snapshot(t)
	snap.Answers = analytics.New(db)
	return newApp(t, func() *Snapshot { return snap })
}

// A verdict stands beside the machine's word, never instead of it, and takes
// the finding out of what still waits.
func TestVerdictStandsBesideTheMachine(t *testing.T) {
	var id string
	if err := testDB(t).QueryRow("SELECT finding_id FROM finding WHERE agency_id = ? AND year = 2023 AND severity = 'error' ORDER BY finding_id LIMIT 1", off).Scan(&id); err != nil {
		t.Fatal(err)
	}
	app := withVerdict(t, id, "explained")
	_, html := ask(t, app, http.MethodGet, "/agencies/"+off+"/reports/2023")
	said := parse(t, html).Find("#f-" + id)
	if text := said.Text(); !said.HasClass("settled") || !strings.Contains(text, word("machine.fail")) || !strings.Contains(text, word("finding.state.explained")) || !strings.Contains(text, evil) {
		t.Errorf("the report says %q", text)
	}
	_, open := ask(t, app, http.MethodGet, "/quality?y=2023")
	_, explained := ask(t, app, http.MethodGet, "/quality?y=2023&s=explained")
	if strings.Contains(open, "f-"+id) || parse(t, explained).Find("#findings tbody tr").Length() != 1 || !strings.Contains(explained, "f-"+id) {
		t.Error("an explained finding still waits, or is not listed as explained")
	}
	if strings.Contains(explained, "<script>alert(1)") || strings.Contains(html, "<script>alert(1)") {
		t.Error("the reason became markup")
	}
	_, api := ask(t, app, http.MethodGet, "/api/v1/findings?s=explained")
	var answer struct {
		OK   bool
		Data []map[string]any
		Meta struct{ Count int }
	}
	if err := json.Unmarshal([]byte(api), &answer); err != nil || !answer.OK || answer.Meta.Count != 1 || answer.Data[0]["machine_state"] != "fail" ||
		answer.Data[0]["human_state"] != "explained" || answer.Data[0]["reason"] != evil || answer.Data[0]["at"] != "2026-02-02" {
		t.Errorf("%v: %s", err, api)
	}
}

// The API answers all findings, of unregistered bodies too, and refuses what
// it does not know.
func TestFindingsAPI(t *testing.T) {
	app := testApp(t)
	all := countSQL(t, "SELECT count(*) FROM finding")
	var answer struct {
		Data []map[string]any
		Meta struct {
			Count   int
			Version string `json:"data_version"`
		}
	}
	r, text := ask(t, app, http.MethodGet, "/api/v1/findings")
	if err := json.Unmarshal([]byte(text), &answer); err != nil || len(answer.Data) != all || answer.Meta.Count != all || answer.Meta.Version == "" ||
		r.Header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("%d of %d: %v", len(answer.Data), all, err)
	}
	r, text = ask(t, app, http.MethodGet, "/api/v1/findings.csv")
	if list := records(t, text); len(list)-1 != all || !slices.Equal(list[0][:len(analytics.FindingColumns)], analytics.FindingColumns) {
		t.Errorf("the CSV has %d rows of %d under %v", len(list)-1, all, list[0])
	}
	checkHeaders(t, r, "findings.csv")
	for _, query := range []string{"x=1", "s=nothing", "sev=bad", "rule=Z-99", "y=abc", "r=1"} {
		r, text := ask(t, app, http.MethodGet, "/api/v1/findings?"+query)
		if r.StatusCode != http.StatusBadRequest || !strings.Contains(text, `"ok":false`) || !strings.Contains(text, `"keys"`) || strings.Contains(text, "<html") {
			t.Errorf("%s: %d %s", query, r.StatusCode, text)
		}
	}
}

// The catalogue counts what check_count holds.
func TestRulesCountWhatWasAssessed(t *testing.T) {
	_, text := ask(t, testApp(t), http.MethodGet, "/rules.csv?y=2023")
	list := records(t, text)
	if len(list)-1 != countSQL(t, "SELECT count(*) FROM rule") {
		t.Errorf("%d rules", len(list)-1)
	}
	fired := 0
	for _, r := range list[1:] {
		for _, column := range []string{"failed", "passed", "not_assessable"} {
			want := fmt.Sprint(countSQL(t, "SELECT CAST(coalesce(sum("+column+"), 0) AS BIGINT) FROM check_count WHERE rule = ? AND year = 2023 AND region_code = '990001'", r[0]))
			if r[slices.Index(list[0], column)] != want {
				t.Errorf("%s %s: %s, want %s", r[0], column, r[slices.Index(list[0], column)], want)
			}
			if want != "0" {
				fired++
			}
		}
	}
	if fired < 10 {
		t.Errorf("only %d counts: the test tests nothing", fired)
	}
}

// The workbook is asked of the function that cmd passes, with what the page lists.
func TestChecklistHoldsWhatThePageLists(t *testing.T) {
	snap, asked := snapshot(t), 0
	app, err := New(Config{Program: "test", Current: func() (*Snapshot, func()) { return snap, func() {} },
		Checklist: func(_ context.Context, _ *analytics.Answers, list []analytics.Finding) ([]byte, error) {
			asked = len(list)
			return []byte("PK"), nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	r, body := ask(t, app, http.MethodGet, "/quality.xlsx?y=2023&sev=error")
	want := countSQL(t, "SELECT count(*) FROM finding WHERE region_code = '990001' AND year = 2023 AND outcome = 'fail' AND severity = 'error'")
	if body != "PK" || asked != want || r.Header.Get("Content-Type") != xlsxType || !strings.Contains(r.Header.Get("Content-Disposition"), ".xlsx") {
		t.Errorf("%q with %d findings of %d, %v", body, asked, want, r.Header)
	}
	if r, _ := ask(t, testApp(t), http.MethodGet, "/quality.xlsx"); r.StatusCode != http.StatusNotFound {
		t.Errorf("without a writer: %d", r.StatusCode)
	}
}

// A list without findings says which filters can be dropped, and each link does
// what it says; the words of a list name all that it counts.
func TestEmptyListOffersToRelax(t *testing.T) {
	app := testApp(t)
	_, html := ask(t, app, http.MethodGet, "/quality?y=2023&rule=T3-01&s=our_error&a="+bad)
	list := parse(t, html).Find("#findings")
	var offered []string
	list.Find(".lead a").Each(func(_ int, a *goquery.Selection) {
		offered = append(offered, a.Text())
		if r, _ := ask(t, app, http.MethodGet, a.AttrOr("href", "")); r.StatusCode != http.StatusOK {
			t.Errorf("%s leads to %d", a.Text(), r.StatusCode)
		}
	})
	want := []string{word("relax.rule"), word("relax.state"), word("relax.severity"), word("relax.agency"), word("relax.year")}
	if !slices.Equal(offered, want) || list.Find("table").Length() > 0 {
		t.Errorf("offered %v, want %v", offered, want)
	}
	_, html = ask(t, app, http.MethodGet, "/quality?y=2023&s=all&sev=all")
	title := parse(t, html).Find("#findings .block-title").Text()
	all := countSQL(t, "SELECT count(*) FROM finding WHERE region_code = '990001' AND year = 2023")
	if title != word("quality.list", word("quality.listed.with.all"), all) {
		t.Errorf("the list of all %d is called %q", all, title)
	}
}
