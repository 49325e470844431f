package dashboard

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// request is one question about one version.
type request struct {
	*server
	snap   *Snapshot
	facts  *facts
	route  route
	path   string // without the end that names a format
	params map[string]string
	query  query
	format format
}

// view is a page ready to render: its typed data, and its tables, of which the
// first is what the page's downloads hold.
type view struct {
	template string
	data     any
	frame    *frame
	tables   []*Table
	file     string // words of the file name, before the years
}

// frame is what every page has around its content.
type frame struct {
	Title     string // of the window
	Question  string // the one question that the page answers
	Finding   Sentence
	Lead      Sentence
	Place     string // name of the region
	Home      string
	Simulated string // the strip's sentence, "" for real data
	Nav       []navItem
	Crumbs    []Part
	Filters   []filter
	Action    string // where the filters go
	Hidden    []field
	Search    string
	Downloads []Part // the main table in its formats
	Extra     []Part // other downloads of the bar
	Tables    bool   // view=table: tables open, charts away
	Switch    Part   // to the other view
	Notes     []Sentence
	Version   string
	AsOf      string
	Program   string
	Self      string
	Styles    string
	Script    string
	Library   string // URL of the chart library, "" when it is not built in
	HasCharts bool
}

type navItem struct {
	Text, Href string
	Current    bool
}

// filter is one selection of the bar.
type filter struct {
	Name, Label, Default string
	Options              []option
}

type option struct {
	Value, Text string
	Selected    bool
}

type field struct{ Name, Value string }

// answer makes the page, or one of its tables in the format asked for.
func (rq *request) answer(ctx context.Context) (*body, error) {
	v, err := rq.route.build(rq, ctx)
	if err != nil {
		return nil, err
	}
	if rq.format != asPage {
		return rq.export(v)
	}
	html, err := rq.pages.render(v.template, v.data)
	if err != nil {
		return nil, err
	}
	return &body{contentType: "text/html; charset=utf-8", plain: html}, nil
}

func (rq *request) fileName(v *view, t *Table) string {
	parts := []string{v.frame.Place, v.file}
	if t != v.tables[0] {
		parts = append(parts, t.Name)
	}
	if y := strings.ReplaceAll(yearsText(rq.query.From, rq.query.To), "..", "-"); y != "" {
		parts = append(parts, y)
	}
	if v.frame.Simulated != "" {
		parts = append(parts, word("simulated"))
	}
	parts = append(parts, rq.snap.Version)
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.NewReplacer("/", "_", "\\", "_").Replace(strings.Join(parts, "_"))
}

// region of the page; zero when the registry names none.
func (rq *request) region() analytics.Region { return rq.facts.regions[rq.query.Region] }

// newFrame fills what all pages share.
func (rq *request) newFrame(question string) *frame {
	region := rq.region()
	f := &frame{
		Question: question, Place: region.Name, Home: rq.to("/"), Action: rq.path,
		Search: rq.query.Search, Tables: rq.query.View == "table",
		Version: rq.snap.Version, AsOf: asOf(rq.snap.Published), Program: rq.Program, Self: rq.self(),
		Styles: rq.assets.urls["app.css"], Script: rq.assets.urls["app.js"], Library: rq.assets.urls[chartLibrary],
	}
	f.Title = question
	if region.Name != "" {
		f.Title = question + word("title.join") + region.Name
	}
	if region.Simulated {
		f.Simulated = word("simulated.strip", region.Name)
	}
	for _, item := range navigation {
		f.Nav = append(f.Nav, navItem{Text: word("nav." + item.name), Href: rq.to(item.path), Current: item.name == rq.route.nav})
	}
	other := rq.query
	if f.Tables {
		other.View = ""
		f.Switch = link(word("bar.charts"), rq.path+suffix(other.canonical(rq.facts)))
	} else {
		other.View = "table"
		f.Switch = link(word("bar.tables"), rq.path+suffix(other.canonical(rq.facts)))
	}
	f.Hidden = rq.hidden()
	return f
}

func (rq *request) hidden() []field {
	var out []field
	if rq.query.Region != "" && rq.query.Region != rq.facts.defaultRegion {
		out = append(out, field{"r", rq.query.Region})
	}
	if rq.query.View != "" {
		out = append(out, field{"view", rq.query.View})
	}
	return out
}

// offer names the downloads of the page's main table.
func (f *frame) offer(rq *request) { f.Downloads = rq.downloads("") }

// downloads are a table of this page in the formats for people and programs.
func (rq *request) downloads(tab string) []Part {
	return []Part{link(word("download.xlsx"), rq.download(tab, asXLSX, false)), link(word("download.csv.excel"), rq.download(tab, asCSV, true)),
		link(word("download.csv.plain"), rq.download(tab, asCSV, false)), link(word("download.json"), rq.download(tab, asJSON, false))}
}

// download is the address of a table of this page; excel asks for the CSV that
// Excel and WPS open.
func (rq *request) download(tab string, as format, excel bool) string {
	q := rq.query
	q.Tab, q.Excel, q.View = tab, excel, ""
	path := rq.path
	if path == "/" {
		path = "/overview"
	}
	return path + "." + string(as) + suffix(q.canonical(rq.facts))
}

func suffix(query string) string {
	if query == "" {
		return ""
	}
	return "?" + query
}

// self is the address of this page, canonical.
func (rq *request) self() string { return rq.path + suffix(rq.query.canonical(rq.facts)) }

// to is a link to another page of the same region: pairs of key and value, of
// which empty ones are left out.
func (rq *request) to(path string, pairs ...string) string {
	v := url.Values{}
	if rq.query.Region != "" && rq.query.Region != rq.facts.defaultRegion {
		v.Set("r", rq.query.Region)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	return path + suffix(strings.ReplaceAll(v.Encode(), "%2C", ","))
}

func agencyPath(id string) string { return "/agencies/" + url.PathEscape(id) }

func reportPath(id string, year int) string {
	return agencyPath(id) + "/reports/" + strconv.Itoa(year)
}

// cellAnchor is the place of a measure in a report's tables: its cell, or the
// first of the cells that it adds up, in the edition of that year.
func cellAnchor(measure string, year int) string {
	edition := data.EditionFor(year)
	for _, term := range data.MeasureTerms() {
		if term.Measure == measure && term.Edition == edition && term.Part == "num" {
			return "#c-" + term.Code
		}
	}
	return ""
}

func cellPath(id string, year, revision int, code string) string {
	path := reportPath(id, year) + "/cells/" + url.PathEscape(code)
	if revision > 0 {
		path += "?rev=" + strconv.Itoa(revision)
	}
	return path
}
