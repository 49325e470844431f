package dashboard

import (
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
	known, kinds, parsed := map[string]string{}, map[string]int{}, map[string]*goquery.Document{}
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
				if parsed[to] == nil {
					parsed[to] = parse(t, html)
				}
				target = parsed[to]
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
