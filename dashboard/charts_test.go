package dashboard

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"gongkai/analytics"
)

// options are the options of a chart as a page carries them.
func options(t *testing.T, address, id string) map[string]any {
	t.Helper()
	text := parse(t, page(t, address)).Find(`script[id="` + id + `-options"]`).Text()
	var out map[string]any
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%s %s: %v in %q", address, id, err, text)
	}
	return out
}

// values are the values of a series of a chart.
func values(t *testing.T, o map[string]any, series int) []any {
	t.Helper()
	var out []any
	for _, d := range o["series"].([]any)[series].(map[string]any)["data"].([]any) {
		out = append(out, d.(map[string]any)["value"])
	}
	return out
}

func point(x, y any) []any { return []any{x, y} }

// A true zero is a point at 0; a year without a report is a gap, never 0.
func TestZeroIsDrawnAndMissingIsAGap(t *testing.T) {
	got := values(t, options(t, "/applications?a="+off, "volume"), 0)
	want := []any{point(2019., 120.), point(2020., 130.), point(2021., 0.), point(2022., 150.), point(2023., 160.)}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("a body with a zero: %v, want %v", got, want)
	}
	got = values(t, options(t, "/applications?a="+edu, "volume"), 0)
	want = []any{point(2019., 10.), point(2020., 20.), point(2021., 30.), point(2021.5, gap), point(2022., gap), point(2022.5, gap), point(2023., 12.)}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("a body with a gap: %v, want %v", got, want)
	}
	if got := options(t, "/", "volume")["series"].([]any)[0].(map[string]any)["connectNulls"]; got != false {
		t.Errorf("connectNulls %v", got)
	}
}

func TestStackedBarsKeepZeroAndGap(t *testing.T) {
	got := values(t, options(t, "/applications?a="+edu, "outcomes"), 0) // all requests are granted
	if want := []any{10., 20., gap, 30., gap, 12.}; !reflect.DeepEqual(got, want) {
		t.Errorf("granted: %v, want %v (the third is the place of the break)", got, want)
	}
	got = values(t, options(t, "/applications?a="+edu, "outcomes"), 1)
	if want := []any{0., 0., gap, 0., gap, 0.}; !reflect.DeepEqual(got, want) {
		t.Errorf("refused: %v, want %v", got, want)
	}
}

// The break stands between 2020 and 2021, and only measures that mean the same
// on both sides cross it.
func TestBreakStandsBetweenTheYears(t *testing.T) {
	o := options(t, "/applications?a="+off, "volume")
	mark := o["series"].([]any)[0].(map[string]any)["markLine"].(map[string]any)["data"].([]any)[0].(map[string]any)
	if mark["xAxis"] != 2020.5 || mark["name"] != word("chart.break.edition") {
		t.Errorf("break at %v", mark)
	}
	comparable := values(t, o, 0)
	if contains(comparable, point(2020.5, gap)) {
		t.Errorf("a comparable measure is cut: %v", comparable)
	}
	other := values(t, options(t, "/agencies/"+off, "m-proactive-normative_doc-in_force"), 0)
	want := []any{point(2019., gap), point(2019.5, gap), point(2020., gap), point(2020.5, gap), point(2021., 0.), point(2022., 0.), point(2023., 0.)}
	for _, p := range want {
		if p.([]any)[0] != 2019.5 && !contains(other, p) {
			t.Errorf("a measure of one edition: %v lacks %v", other, p)
		}
	}
	disputes := options(t, "/agencies/"+off, "m-disputes-all-total")
	marks := disputes["series"].([]any)[0].(map[string]any)["markLine"].(map[string]any)["data"].([]any)
	if len(marks) != 1 { // the law of 2024 lies after the fixture's years
		t.Errorf("marks %v", marks)
	}
}

func contains(list []any, x any) bool {
	for _, v := range list {
		if reflect.DeepEqual(v, x) {
			return true
		}
	}
	return false
}

// The numbers of the overview are sums that anyone can do by hand: 160+12+5.
func TestOverviewAddsUp(t *testing.T) {
	doc := parse(t, page(t, "/"))
	finding := doc.Find(".finding").Text()
	// In 2022 one of three bodies did not file: too many to compare with.
	if want := "全县新收申请 177 件，两年都有数的单位太少，不作比较；每 100 件办结申请中 100 件予以公开或部分公开。"; finding != want {
		t.Errorf("finding %q\n   want %q", finding, want)
	}
	if got := parse(t, page(t, "/?y=2021")).Find(".finding").Text(); !strings.HasPrefix(got, "全县新收申请 35 件，比上年少 120 件（−77.4%）；") {
		t.Errorf("2021: %q", got)
	}
	for year, want := range map[string]float64{"2019": 135, "2020": 155, "2021": 35, "2022": 155, "2023": 177} {
		got := values(t, options(t, "/", "volume"), 0)
		found := false
		for _, p := range got {
			pair := p.([]any)
			if pair[1] == want {
				found = true
			}
		}
		if !found {
			t.Errorf("%s: %v is not in %v", year, want, got)
		}
	}
	if notes := doc.Find(".notes").Text(); !strings.Contains(notes, "180 件") || !strings.Contains(notes, "相差 3 件") || !strings.Contains(notes, "3/3 家") {
		t.Errorf("notes %s", notes)
	}
	if doc := parse(t, page(t, "/?y=2022")); !strings.Contains(doc.Find(".attention").Text(), "待人工确认") || !strings.Contains(doc.Find(".attention").Text(), "甲县教育局") {
		t.Errorf("attention %s", doc.Find(".attention").Text())
	}
}

// A missing cell is shown by its word, the number 0 as 0.
func TestStatusesAreWords(t *testing.T) {
	doc := parse(t, page(t, "/agencies/"+bad+"/reports/2023"))
	for code, want := range map[string]string{"disputes.review.total": "未填", "proactive.penalty.decisions": "不适用",
		"proactive.coercion.decisions": "待核：1 2", "proactive.licensing.decisions": "缺表", "disputes.review.upheld": "0", mReceived: "5"} {
		if got := doc.Find(`[id="c-` + code + `"] > a`).Text(); got != want {
			t.Errorf("%s is shown as %q, want %q", code, got, want)
		}
	}
	rows := tableText(parse(t, page(t, "/agencies/"+edu)), "#years table")
	if rows[0][4] != "待人工确认" && rows[0][4] != "未报送" {
		t.Errorf("2022 of a body that did not file: %q", rows[0])
	}
	if in := rows[len(rows)-1]; in[1] != "本版式无此项" {
		t.Errorf("fees in 2019: %q", in)
	}
}

// Counts before rates: below 10 cases no rate is drawn or shown.
func TestSmallRates(t *testing.T) {
	m := analytics.Measure{Kind: "rate", Unit: "%", MinBase: 10, SmallBase: 30}
	number := func(n analytics.Number) *analytics.Number { return &n }
	tiny := analytics.Value{Status: analytics.Reported, Number: number(60 * analytics.One), Num: number(analytics.Int(3)), Den: number(analytics.Int(5)), Sample: analytics.Tiny}
	if shown(tiny, m) != "3/5" || drawnValue(tiny, m) != gap {
		t.Errorf("tiny: %q %v", shown(tiny, m), drawnValue(tiny, m))
	}
	small := tiny
	small.Sample, small.Den = analytics.Small, number(analytics.Int(20))
	if c := valueCell(small, m, ""); c.Text != "60.0" || c.Mark != word("sample.small", "3/20") {
		t.Errorf("small: %+v", c)
	}
	none := analytics.Value{Status: analytics.Reported, Num: number(0), Den: number(0), Sample: analytics.Tiny}
	if shown(none, m) != "0/0" || drawnValue(none, m) != gap {
		t.Errorf("no cases: %q", shown(none, m))
	}
}

// Where bodies are missing, the change is that of the bodies of both years and
// says so; the line's title must not contradict the line.
func TestChangeOfIncompleteTotals(t *testing.T) {
	m := analytics.Measure{Kind: "count", Unit: "件", NameZH: "本年新收申请"}
	number := func(n int64) *analytics.Number { x := analytics.Int(n); return &x }
	change := analytics.Change{Note: analytics.NoteOK, Diff: number(20), Percent: number(10)}
	before := analytics.Point{Year: 2022, Value: analytics.Value{Status: analytics.Reported, Number: number(300)}}
	p := analytics.Point{Year: 2023, Value: analytics.Value{Status: analytics.Reported, Number: number(250)}, JoinsPrevious: true, Change: change,
		Basis: analytics.Basis{Differs: true, Gaps: true, Same: analytics.SameBodies{Agencies: 42, Now: number(220), Before: number(200), Change: change}}}
	if got := pointWords(p, before.Value, m); got != "两年都有数的 42 家比上年多 20 件（+10.0%）" {
		t.Errorf("in words: %q", got)
	}
	if c := pointCell(p, before.Value, m); c.Text != "+20（+10.0%）" || c.Mark != "按 42 家" || strings.Join(c.Export, ";") != "20;10.0;ok;42" {
		t.Errorf("in a table: %+v", c)
	}
	if got := trendTitle(analytics.Line{Measure: m, Points: []analytics.Point{before, p}}, 2023).String(); got != "历年新收申请" {
		t.Errorf("the total fell, the bodies of both years rose: %q", got)
	}
	p.Basis, p.Change.Diff, p.Change.Percent = analytics.Basis{}, number(-50), number(-17)
	if got := trendTitle(analytics.Line{Measure: m, Points: []analytics.Point{before, p}}, 2023).String(); got != "新收申请比上年减少" {
		t.Errorf("fell: %q", got)
	}
}

func TestAssetsAreServedCompressedAndForever(t *testing.T) {
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	app := testApp(t)
	for name, url := range a.urls {
		r, body := ask(t, app, http.MethodGet, url)
		if r.StatusCode != 200 || body != string(a.byURL[url].plain) || r.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: %d %s", name, r.StatusCode, r.Header.Get("Cache-Control"))
		}
		if r, _ := ask(t, app, http.MethodGet, url, "Accept-Encoding", "gzip"); r.Header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s is not compressed", name)
		}
	}
}
