package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"gongkai/ingest/archive"
	"gongkai/ingest/warehouse"
)

// handWritten are the first page's measures as sums over the observation table
// itself: no view, no macro, no list of terms from data/.
var handWritten = map[string]string{
	"applications.new_received.total":                 "o.code = 'applications.new_received.total'",
	"applications.outcome.total.total":                "o.code = 'applications.outcome.total.total'",
	"applications.carried_forward.total":              "o.code = 'applications.carried_forward.total'",
	"applications.outcome.disclosed_or_partial.total": "o.code in ('applications.outcome.disclosed.total', 'applications.outcome.partial.total')",
	"disputes.all.total":                              "o.code in ('disputes.review.total', 'disputes.litigation_direct.total', 'disputes.litigation_after_review.total')",
	"disputes.all.corrected":                          "o.code in ('disputes.review.corrected', 'disputes.litigation_direct.corrected', 'disputes.litigation_after_review.corrected')",
	"proactive.normative_doc.in_force":                "o.code = 'proactive.normative_doc.in_force'",
}

// The first page, its CSV and a query written by hand give the same figures.
func TestFirstPageEqualsItsCSVAndTheObservations(t *testing.T) {
	base, home := startServer(t)
	current, err := archive.Open(home).Current()
	if err != nil {
		t.Fatal(err)
	}
	db, err := warehouse.Open(current.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	page := pageFigures(t, base)
	export := exportFigures(t, base)
	compared := 0
	for measure, cells := range handWritten {
		for year := 2019; year <= 2025; year++ {
			var sum *int64
			err := db.QueryRowContext(context.Background(), fmt.Sprintf(`
				select cast(sum(o.value) as bigint) from observation o
				join report r using (report_id) join agency a on a.agency_id = r.agency_id
				where r.is_current and r.scope = 'own' and a.registered and a.in_rollup and a.region_code = '990101'
				and r.year = %d and %s`, year, cells)).Scan(&sum)
			if err != nil {
				t.Fatal(err)
			}
			want := "本版式无此项"
			if sum != nil {
				want = fmt.Sprint(*sum)
			}
			key := fmt.Sprintf("%s %d", measure, year)
			if page[key] != want || export[key] != want {
				t.Errorf("%s: page %q, CSV %q, observations %q", key, page[key], export[key], want)
			}
			compared++
		}
	}
	if compared != 49 {
		t.Errorf("%d figures compared, want 49", compared)
	}
}

// pageFigures reads the table of the first page by measure and year.
func pageFigures(t *testing.T, base string) map[string]string {
	t.Helper()
	response, err := http.Get(base + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	doc, err := goquery.NewDocumentFromReader(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	// What the table marks as lacking blank cells, the sentence marks too.
	star := doc.Find(`th a[href="/method/rate.disclosed_or_partial"]`).Closest("tr").Find(`td[data-label="2025"] sup`).Length() == 1
	if said := strings.Contains(doc.Find(".finding").Text(), "（不含未填）"); said != star {
		t.Errorf("the rate of 2025 is marked in the table: %t, in the sentence: %t", star, said)
	}
	out := map[string]string{}
	doc.Find("table tr").Each(func(_ int, row *goquery.Selection) {
		href, _ := row.Find("th a").Attr("href")
		measure, ok := strings.CutPrefix(href, "/method/")
		if !ok {
			return
		}
		row.Find("td").Each(func(_ int, cell *goquery.Selection) {
			year, _ := cell.Attr("data-label")
			cell.Find("sup").Remove()
			out[measure+" "+year] = strings.ReplaceAll(strings.TrimSpace(cell.Text()), ",", "")
		})
	})
	return out
}

// exportFigures reads the page's CSV by measure and year.
func exportFigures(t *testing.T, base string) map[string]string {
	t.Helper()
	response, err := http.Get(base + "/overview.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	rows, err := csv.NewReader(response.Body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, row := range rows[1:] {
		for i, column := range rows[0] {
			if year, ok := strings.CutPrefix(column, "y"); ok {
				out[row[1]+" "+year] = row[i]
			}
		}
	}
	return out
}
