package dashboard

import (
	"encoding/csv"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func parse(t *testing.T, html string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// A name full of markup is text and nothing else, on every page.
func TestTextOfReportsIsInert(t *testing.T) {
	seen := 0
	app := testApp(t)
	for _, address := range append(pages, "/agencies?q="+"%3Cscript%3Ealert(1)%3C/script%3E", "/nothing%3Cscript%3E", "/?x=%3Cimg%20src=x%20onerror=alert(1)%3E") {
		_, html := ask(t, app, http.MethodGet, address)
		doc := parse(t, html)
		doc.Find("script").Each(func(_ int, s *goquery.Selection) {
			src, external := s.Attr("src")
			switch {
			case external && !strings.HasPrefix(src, "/static/"):
				t.Errorf("%s: script from %s", address, src)
			case !external && (s.AttrOr("type", "") != "application/json" || strings.Contains(s.Text(), "<")):
				t.Errorf("%s: inline script %.80s", address, s.Text())
			}
		})
		doc.Find("*").Each(func(_ int, s *goquery.Selection) {
			for _, a := range s.Nodes[0].Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
					t.Errorf("%s: <%s %s=%q>", address, s.Nodes[0].Data, a.Key, a.Val)
				}
			}
		})
		if doc.Find("img, iframe, object, embed").Length() > 0 {
			t.Errorf("%s: markup from text", address)
		}
		if strings.Contains(doc.Find("body").Text(), "<script>alert(1)</script>") {
			seen++
		}
	}
	if seen < 10 {
		t.Errorf("the name was seen on %d pages only: the test tests nothing", seen)
	}
}

var addressAttributes = []string{"src", "href", "action", "data", "poster", "srcset"}

// No page, style or script of ours names another host.
func TestNothingFromOutside(t *testing.T) {
	app := testApp(t)
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"app.css", "app.js"} {
		if text := string(a.byURL[a.urls[name]].plain); strings.Contains(text, "http:") || strings.Contains(text, "https:") || strings.Contains(text, "//cdn") {
			t.Errorf("%s names a host", name)
		}
	}
	for _, address := range pages {
		_, html := ask(t, app, http.MethodGet, address)
		parse(t, html).Find("*").Each(func(_ int, s *goquery.Selection) {
			for _, key := range addressAttributes {
				v, ok := s.Attr(key)
				if ok && !strings.HasPrefix(v, "/") && !strings.HasPrefix(v, "#") || strings.HasPrefix(v, "//") {
					t.Errorf("%s: %s=%q", address, key, v)
				}
			}
		})
	}
}

// kind is a link without its ids and values: a few of each kind are followed.
var kind = regexp.MustCompile(`=[^&#]*|/[a-z_]+(\.[a-z_0-9]+)+|/99[^/]*|/[0-9]{4}`)

// Every kind of link of every page leads somewhere.
func TestLinksLeadSomewhere(t *testing.T) {
	app := testApp(t)
	known, kinds := map[string]string{}, map[string]int{}
	get := func(address string) string {
		if _, ok := known[address]; !ok {
			r, body := ask(t, app, http.MethodGet, address)
			if r.StatusCode != http.StatusOK {
				body = ""
			}
			known[address] = body
		}
		return known[address]
	}
	for _, from := range pages {
		doc := parse(t, get(from))
		doc.Find("a[href]").Each(func(_ int, s *goquery.Selection) {
			to, anchor, _ := strings.Cut(s.AttrOr("href", ""), "#")
			name := kind.ReplaceAllString(to, "*")
			if kinds[name]++; strings.Contains(to, "observations") || kinds[name] > 4 {
				return
			}
			target := doc
			if to != "" {
				html := get(to)
				if html == "" {
					t.Errorf("%s: the link %s is dead", from, to)
					return
				}
				if anchor == "" {
					return
				}
				target = parse(t, html)
			}
			if target.Find(`[id="`+anchor+`"]`).Length() == 0 {
				t.Errorf("%s: no #%s in %s", from, anchor, to)
			}
		})
	}
}

func TestEveryPageHasItsParts(t *testing.T) {
	app := testApp(t)
	for _, address := range pages {
		r, html := ask(t, app, http.MethodGet, address)
		doc := parse(t, html)
		if r.StatusCode != 200 || doc.Find("h1").Length() != 1 || strings.TrimSpace(doc.Find("h1").Text()) == "" || strings.TrimSpace(doc.Find("p.finding").Text()) == "" {
			t.Errorf("%s: %d, no single question and finding", address, r.StatusCode)
		}
		if !strings.Contains(doc.Find("footer").Text(), "000007-abcdef12") || !strings.Contains(doc.Find("footer").Text(), "2026-02-03 12:05") {
			t.Errorf("%s: version or time missing: %s", address, doc.Find("footer").Text())
		}
		madeUp := !strings.Contains(address, "990002") && !strings.Contains(address, stranger)
		if strip := doc.Find(".sim").Text(); strings.Contains(strip, word("simulated")) != madeUp {
			t.Errorf("%s: strip %q", address, strip)
		}
		if left := regexp.MustCompile(`\{[0-9]\}|[a-z]+\.[a-z_.]+\b`).FindString(doc.Find("h1, .finding, .lead, .chart h2, .notes, .attention, .cards").Text()); left != "" {
			t.Errorf("%s: an unfilled word %q", address, left)
		}
		doc.Find("table:not(.form-4)").Each(func(_ int, table *goquery.Selection) {
			if table.Find("tbody th[scope]").Length() == 0 {
				t.Errorf("%s: a table without row heads", address)
			}
		})
		if csv := doc.Find(".menu a").First(); csv.Length() == 0 {
			t.Errorf("%s: no download", address)
		}
	}
}

// tableText is the first table of a page as rows of text, drawings left out.
func tableText(doc *goquery.Document, selector string) [][]string {
	var out [][]string
	doc.Find(selector).First().Find("tbody tr").Each(func(_ int, tr *goquery.Selection) {
		if tr.HasClass("group") {
			return
		}
		var row []string
		tr.Children().Each(func(_ int, cell *goquery.Selection) {
			if cell.HasClass("bars") || cell.HasClass("spark") {
				return
			}
			c := cell.Clone()
			c.Find("sup, .small").Remove()
			row = append(row, strings.TrimSpace(c.Text()))
		})
		out = append(out, row)
	})
	return out
}

// What a page shows is what its CSV holds: same rows, same order, same values.
func TestCSVEqualsTheTable(t *testing.T) {
	app := testApp(t)
	for _, c := range []struct{ address, selector string }{
		{"/overview", "section.block table"}, {"/applications", "#table table"}, {"/applications?a=" + edu, "#table table"}, {"/agencies", "#agencies table"},
		{"/agencies?m=rate.disclosed_or_partial", "#agencies table"}, {"/agencies/" + bad, "#years table"}, {"/coverage", "#coverage table"}, {"/data/reports", "#reports table"},
	} {
		_, html := ask(t, app, http.MethodGet, c.address)
		path, query, _ := strings.Cut(c.address, "?")
		r, text := ask(t, app, http.MethodGet, path+".csv"+suffix(query))
		if !strings.Contains(text, "\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || r.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
			t.Errorf("%s: not RFC 4180", c.address)
		}
		records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", c.address, err)
		}
		rows := tableText(parse(t, html), c.selector)
		if len(rows) != len(records)-1 || len(rows) == 0 {
			t.Errorf("%s: %d rows on the page, %d in the CSV", c.address, len(rows), len(records)-1)
			continue
		}
		for i, row := range rows {
			for _, value := range row {
				if value != "" && !holds(records[i+1], value) {
					t.Errorf("%s row %d: the page shows %q, the CSV holds %q", c.address, i, value, records[i+1])
				}
			}
		}
	}
}

var inBrackets = regexp.MustCompile(`[（(].*$`)

// holds tells whether a record has what a cell shows: the same text, or the
// number that the text prints, or the key of its word.
func holds(record []string, shown string) bool {
	number := strings.NewReplacer(",", "", "−", "-", "+", "", " 个百分点", "", "%", "").Replace(shown)
	for _, field := range record {
		if field == shown || field == number || field != "" && strings.HasPrefix(number, field) || field == inBrackets.ReplaceAllString(number, "") {
			return true
		}
		if rounded(field) == number || strings.HasPrefix(shown, field+"（") && field != "" {
			return true
		}
	}
	for _, prefix := range []string{"state.", "coverage.", "scope.", "change.short.", "punctual.", "state.held.", "state.not_expected."} {
		for _, field := range append(record, "filed", "short", "same", "small") {
			if text, ok := words()[prefix+field]; ok && (text == shown || strings.HasPrefix(text, "{") || strings.HasPrefix(shown, strings.Split(text, "{")[0])) {
				return true
			}
		}
	}
	return shown == word("yes") && holds(record, "true") || shown == word("no") && holds(record, "false")
}

func rounded(field string) string {
	whole, fraction, ok := strings.Cut(field, ".")
	if !ok || fraction == "" || !onlyDigits(fraction) {
		return field
	}
	n := fraction + "00"
	if n[1] >= '5' {
		if n[0] == '9' {
			return "?" // not needed by the fixture
		}
		return whole + "." + string(n[0]+1)
	}
	return whole + "." + n[:1]
}

func TestCSVVariants(t *testing.T) {
	app := testApp(t)
	r, plain := ask(t, app, http.MethodGet, "/data/agencies.csv")
	_, excel := ask(t, app, http.MethodGet, "/data/agencies.csv?bom=1")
	if strings.HasPrefix(plain, byteOrderMark) || !strings.HasPrefix(excel, byteOrderMark) {
		t.Error("byte order mark")
	}
	quoted := strings.ReplaceAll(evil, `"`, `""`)
	if !strings.Contains(plain, `,"`+quoted+`"`) || !strings.Contains(excel, `,"'`+quoted+`"`) {
		t.Errorf("the name that begins with = is %v in the plain one", strings.Contains(plain, quoted))
	}
	if d := r.Header.Get("Content-Disposition"); !strings.Contains(d, "filename*=UTF-8''") || !strings.Contains(d, `.csv"`) {
		t.Errorf("file name %s", d)
	}
	for in, want := range map[string]string{"-5": "-5", "-0.5": "-0.5", "+1": "'+1", "=1": "'=1", "@x": "'@x", "\tx": "'\tx", "-": "'-", "＝1": "'＝1", "": "", "甲": "甲", "12": "12", "-1e5": "'-1e5"} {
		if got := formulaSafe(in); got != want {
			t.Errorf("formulaSafe(%q) = %q, want %q", in, got, want)
		}
	}
}

// The observations leave complete: 198 or 200 cells a current report.
func TestObservationsDownload(t *testing.T) {
	_, text := ask(t, testApp(t), http.MethodGet, "/data/observations.csv")
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(records)-1 != countCells() {
		t.Errorf("%d rows, want %d", len(records)-1, countCells())
	}
	status := map[string]int{}
	for _, r := range records[1:] {
		status[r[17]]++
		if (r[15] == "") == (r[17] == "reported") {
			t.Errorf("value %q with status %s", r[15], r[17])
		}
	}
	if status["blank"] != 1 || status["not_applicable"] != 1 || status["unreadable"] != 1 || status["absent"] != 1 {
		t.Errorf("statuses %v", status)
	}
	if _, one := ask(t, testApp(t), http.MethodGet, "/data/observations.csv?a="+edu+"&y=2021"); strings.Count(one, "\r\n") != 201 {
		t.Errorf("one report: %d lines", strings.Count(one, "\r\n"))
	}
}

func countCells() int {
	n := 0
	for _, f := range content().Filed {
		n += len(f.Report.Observations)
	}
	return n
}
