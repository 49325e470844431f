package dashboard

import (
	"database/sql"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"

	"github.com/gofiber/fiber/v2"
)

// evil is a name that must stay text in every page, chart, file and CSV.
const evil = `=1<script>alert(1)</script><img src=x onerror=alert(2)>"'&{{.}}`

// The small world of the tests, region 990001 甲县 (made up), 2019 to 2023:
//
//	gov  the roll-up, reports only in 2023
//	off  receives 120, 130, 0 (a true zero), 150, 160, and licenses 11,398,889 times
//	edu  receives 10, 20, 30, nothing filed in 2022, 12; that of 2021 is a scan
//	bad  has the evil name; receives 5 a year; blank, "/", unreadable and
//	     absent cells in 2023
//
// 990002 乙县 has one body. x-0badcafe is registered nowhere.
const (
	gov, off, edu, bad = "990001-gov", "990001-off", "990001-edu", "990001-bad"
	other, stranger    = "990002-off", "x-0badcafe"
	carried            = "applications.carried_over.total"
	scannedYear        = 2021
)

func TestMain(m *testing.M) {
	buildTimeout = time.Minute
	os.Exit(m.Run())
}

type cells map[string]string

// filing is a report in which every cell not named is 0.
func filing(agency, name string, year int, scope report.Scope, c cells) warehouse.Filed {
	edition := data.EditionFor(year)
	r := &report.Report{SHA256: "0a" + agency + strconv.Itoa(year), Format: "text", Year: &year, Edition: &edition, Scope: scope,
		Agency: &report.Agency{Name: name, ID: agency}, Title: name + "年度报告",
		Editions: map[string]*string{"2": &edition, "3": &edition, "4": &edition},
		Sections: []report.Section{{Key: "overview", Text: "概述。\n" + evil}},
		Notes: []report.Note{{Code: "row_unknown", Place: "table 1 row 5 column 1", Message: "“" + evil + "”一行不是法定表格的行，没有采用"},
			{Code: "row_unknown", Place: "table 1 row 6 column 1", Message: "另一行"}, {Code: "charset_guessed", Message: "网页没有写明文字编码"}}}
	for table := 2; table <= 4; table++ {
		for _, cell := range data.FormTable(table, edition).Cells {
			o := report.Observation{Code: cell.Code, Unit: cell.Unit, Raw: "0", At: "line 1 column 2", Edition: edition}
			if raw, named := c[cell.Code]; named {
				o.Raw = raw
			}
			switch o.Raw {
			case "":
				o.Status = report.Blank
			case "/":
				o.Status = report.NotApplicable
			case "absent":
				o.Status, o.At, o.Raw = report.Absent, "", ""
			default:
				if n, err := report.ParseNumber(o.Raw); err == nil {
					o.Status, o.Value = report.Reported, &n
				} else {
					o.Status = report.Unreadable
				}
			}
			r.Observations = append(r.Observations, o)
		}
	}
	return warehouse.Filed{Report: r, Revision: 1, Current: true, ReceivedOn: "2026-02-01", FileName: "年报/" + name + ".txt"}
}

// received is a report of n requests from natural persons, all disclosed.
func received(n int) cells {
	s := strconv.Itoa(n)
	return cells{mReceived: s, "applications.new_received.natural_person": s, "applications.outcome.disclosed.total": s, mConcluded: s}
}

func (c cells) with(code, raw string) cells {
	c[code] = raw
	return c
}

// scanned says of a report that it was made out in pictures.
func scanned(r *report.Report) {
	for i := range r.Observations {
		r.Observations[i].OCR = true
	}
	for i := range r.Sections {
		r.Sections[i].OCR = true
	}
}

func content() warehouse.Content {
	body := func(id, region, name, kind string, inRollup bool, order int) registry.Agency {
		return registry.Agency{ID: id, RegionCode: id[:6], RegionName: region, Name: name, ShortName: name, Type: kind, Level: "county",
			MustReport: true, InRollup: inRollup, Simulated: id[:6] == "990001", Order: order}
	}
	c := warehouse.Content{Program: "test", Seq: 7, Registry: &registry.Registry{Agencies: []registry.Agency{
		body(gov, "甲县", "甲县人民政府", "county_rollup", false, 1),
		body(off, "甲县", "甲县人民政府办公室", "gov_office", true, 2),
		body(edu, "甲县", "甲县教育局", "constituent_dept", true, 3),
		body(bad, "甲县", evil, "township", true, 4),
		body(other, "乙县", "乙县人民政府办公室", "gov_office", true, 5),
	}}}
	for i, n := range []int{120, 130, 0, 150, 160} {
		c.Filed = append(c.Filed, filing(off, "甲县人民政府办公室", 2019+i, report.Own, received(n).with("proactive.licensing.decisions", "11398889")))
	}
	for i, n := range []int{10, 20, 30, -1, 12} {
		if n >= 0 {
			f := filing(edu, "甲县教育局", 2019+i, report.Own, received(n))
			if 2019+i == scannedYear {
				scanned(f.Report)
			}
			c.Filed = append(c.Filed, f)
		}
	}
	for y := 2019; y <= 2023; y++ {
		f := received(5)
		if y == 2023 {
			f = f.with("disputes.review.total", "").with("proactive.penalty.decisions", "/").with("proactive.coercion.decisions", "1 2").with("proactive.licensing.decisions", "absent")
		}
		c.Filed = append(c.Filed, filing(bad, evil, y, report.Own, f))
	}
	c.Filed = append(c.Filed, filing(gov, "甲县人民政府", 2023, report.Rollup, received(180)),
		filing(other, "乙县人民政府办公室", 2023, report.Own, received(7)), filing(stranger, evil, 2023, report.Own, received(3)))
	c.Held = []warehouse.Held{{SHA256: "0b", FileName: evil, AgencyID: edu, AgencyName: "甲县教育局", Year: 2022,
		Reason: report.Held{Code: "year_conflict", Place: "line 3 column 1; line 7 column 1", Message: evil, Candidates: []string{"2021", "2022"}}}}
	c.Rejected = []warehouse.Rejected{{SHA256: "0c", FileName: evil, Reason: report.Rejected{Code: "no_table", Place: "line 1", Message: evil, Hint: "请重报"}}}
	return c
}

var (
	once     sync.Once
	sharedDB *sql.DB
)

func testDB(t testing.TB) *sql.DB {
	t.Helper()
	once.Do(func() {
		db, err := warehouse.OpenMemory(t.Context(), content(), analytics.Derive)
		if err != nil {
			t.Fatal(err)
		}
		sharedDB = db
	})
	return sharedDB
}

// snapshot is the fixture's version; the tests only read it.
func snapshot(t testing.TB) *Snapshot {
	return &Snapshot{Answers: analytics.New(testDB(t)), Version: "000007-abcdef12", Published: time.Date(2026, 2, 3, 4, 5, 0, 0, time.UTC)}
}

// newApp serves a version that a function gives.
func newApp(t testing.TB, current func() *Snapshot) *fiber.App {
	t.Helper()
	app, err := New(Config{Program: "test", Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Current:  func() (*Snapshot, func()) { return current(), func() {} },
		Original: func(sha string) ([]byte, error) { return []byte("original " + sha), nil }})
	if err != nil {
		t.Fatal(err)
	}
	return app
}

func testApp(t testing.TB) *fiber.App {
	snap := snapshot(t)
	return newApp(t, func() *Snapshot { return snap })
}

// ask sends one request; header pairs follow the path.
func ask(t testing.TB, app *fiber.App, method, path string, header ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := app.Test(r, 20_000)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return response, string(b)
}

// page is the body of a page that must be there.
func page(t testing.TB, path string) string {
	t.Helper()
	response, body := ask(t, testApp(t), http.MethodGet, path)
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d\n%s", path, response.StatusCode, body)
	}
	return body
}

// pages are all pages, one address a route and some with filters.
var pages = []string{
	"/", "/overview?y=2021", "/applications", "/applications?a=" + edu, "/applications?t=township&y=2020..2022", "/agencies", "/agencies?m=rate.disclosed_or_partial&y=2021",
	"/agencies?q=%3Cscript%3E", "/agencies/" + off, "/agencies/" + bad, "/agencies/" + stranger, "/agencies/" + bad + "/reports/2023", "/agencies/" + off + "/reports/2019",
	"/agencies/" + bad + "/reports/2023/cells/proactive.coercion.decisions", "/agencies/" + off + "/reports/2019/cells/" + mReceived, "/coverage",
	"/quality", "/quality?y=2019..2023&s=all&sev=all", "/quality?s=not_assessable&a=" + bad, "/quality?rule=T3-01&y=2021", "/rules", "/rules?y=2023",
	"/data", "/data/reports", "/data/agencies", "/data/measures", "/method", "/method/rate.carry_forward", "/about", "/?r=990002", "/?view=table",
}
