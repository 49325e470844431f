package analytics_test

import (
	"database/sql"
	"fmt"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// The small world of the tests. 甲县 (990001, made up) has:
//
//	gov  县人民政府, the roll-up: must report, not in its own total
//	off  政府办公室
//	edu  教育局, until 2021 called 教育体育局 (a rename: same id)
//	agr  农业局, until 2021, merged into rur
//	pov  扶贫办, until 2021, merged into rur
//	rur  农业农村局, from 2022
//	tow  城关镇, no statutory deadline
//	tax  税务局, vertical: not obliged, not in the total
//
// 乙县 (990002, real) has one body, alone. x-0badcafe is not in the registry.
const (
	gov, off, edu, agr = "990001-gov", "990001-off", "990001-edu", "990001-agr"
	pov, rur, tow, tax = "990001-pov", "990001-rur", "990001-tow", "990001-tax"
	other              = "990002-off"
	stranger           = "x-0badcafe"
)

// Short names of cells and measures that the tests use often.
const (
	received    = "applications.new_received.total"
	natural     = "applications.new_received.natural_person"
	company     = "applications.new_received.company"
	research    = "applications.new_received.research_institution"
	carriedOver = "applications.carried_over.total"
	concluded   = "applications.outcome.total.total"
	disclosed   = "applications.outcome.disclosed.total"
	partial     = "applications.outcome.partial.total"
	secret      = "applications.refused.state_secret.total"
	process     = "applications.refused.process_info.total"
	notHeld     = "applications.unavailable.not_held.total"
	issued      = "proactive.normative_doc.issued"
	repealed    = "proactive.normative_doc.repealed"
	inForce     = "proactive.normative_doc.in_force"
	fee         = "proactive.fee.amount_wan"
	reviews     = "disputes.review.total"
	corrected   = "disputes.review.corrected"
	pending     = "disputes.review.pending"
	workload    = "applications.workload.total"
	orgs        = "applications.new_received.org_subtotal"
	publicRate  = "rate.disclosed_or_partial"
	net         = "proactive.normative_doc.net"
	correctRate = "rate.review_corrected_closed"
)

// cells says what a report prints: digits are a number, "" is blank, "/" not
// applicable, "?" unreadable, "1.5元" money in the wrong unit, "absent" missing with its row, "gone" missing
// without a trace. Every cell not named is 0.
type cells map[string]string

// filing is one report of the fixture.
type filing struct {
	agency, name string
	year         int
	edition      string
	cells        cells
	scope        report.Scope // "" is own
	published    string       // "" is unknown
	revision     int          // 0 is 1
	superseded   bool
}

func (f filing) filed(t testing.TB) warehouse.Filed {
	t.Helper()
	r := &report.Report{SHA256: "sha-" + f.agency, Format: "text", Year: &f.year, Edition: &f.edition, Scope: f.scope,
		Agency: &report.Agency{Name: f.name, ID: f.agency}, Title: f.name + "年度报告",
		Editions: map[string]*string{"2": &f.edition, "3": &f.edition, "4": &f.edition},
		Sections: []report.Section{{Key: "problems", Text: "问题。"}, {Key: "overview", Text: "概述。"}}}
	if f.scope == "" {
		r.Scope = report.Own
	}
	if f.published != "" {
		r.PublishedOn = &f.published
	}
	known := 0
	for table := 2; table <= 4; table++ {
		for _, c := range data.FormTable(table, f.edition).Cells {
			raw, named := f.cells[c.Code]
			if named {
				known++
			} else {
				raw = "0"
			}
			if raw != "gone" {
				r.Observations = append(r.Observations, observation(t, c, f.edition, raw))
			}
		}
	}
	if known != len(f.cells) {
		t.Fatalf("%s %d: a cell of the fixture is not in edition %s", f.agency, f.year, f.edition)
	}
	return warehouse.Filed{Report: r, Revision: max(f.revision, 1), Current: !f.superseded,
		ReceivedOn: "2026-02-01", FileName: f.name + ".txt"}
}

func observation(t testing.TB, c data.Cell, edition, raw string) report.Observation {
	o := report.Observation{Code: c.Code, Unit: c.Unit, Raw: raw, At: "line 1", Edition: edition}
	switch raw {
	case "":
		o.Status = report.Blank
	case "/":
		o.Status = report.NotApplicable
	case "?":
		o.Status = report.Unreadable
	case "1.5元": // a number in another unit than the form fixes
		n := report.FromMicro(1_500_000)
		o.Status, o.Value, o.Unit = report.Reported, &n, "元"
	case "absent":
		o.Status, o.At, o.Raw = report.Absent, "", ""
	default:
		n, err := report.ParseNumber(raw)
		if err != nil {
			t.Fatal(err)
		}
		o.Status, o.Value = report.Reported, &n
	}
	return o
}

func agencies() *registry.Registry {
	body := func(id, name, kind string, from, to int, must, inRollup bool, order int) registry.Agency {
		return registry.Agency{ID: id, RegionCode: id[:6], RegionName: map[string]string{"990001": "甲县", "990002": "乙县"}[id[:6]],
			Name: name, ShortName: name, Type: kind, Level: "county", ValidFrom: from, ValidTo: to,
			MustReport: must, InRollup: inRollup, Simulated: id[:6] == "990001", Order: order}
	}
	list := []registry.Agency{
		body(gov, "甲县人民政府", "county_rollup", 0, 0, true, false, 1),
		body(off, "甲县人民政府办公室", "gov_office", 0, 0, true, true, 2),
		body(edu, "甲县教育局", "constituent_dept", 0, 0, true, true, 3),
		body(agr, "甲县农业局", "constituent_dept", 0, 2021, true, true, 4),
		body(pov, "甲县扶贫办", "constituent_dept", 0, 2021, true, true, 5),
		body(rur, "甲县农业农村局", "constituent_dept", 2022, 0, true, true, 6),
		body(tow, "甲县城关镇人民政府", "township", 0, 0, true, true, 7),
		body(tax, "国家税务总局甲县税务局", "vertical", 0, 0, false, false, 8),
		body(other, "乙县人民政府办公室", "gov_office", 0, 0, true, true, 9),
	}
	list[2].Former = []registry.FormerName{{Name: "甲县教育体育局", To: 2021}}
	return &registry.Registry{Agencies: list, Events: []registry.Event{
		{PredecessorID: agr, SuccessorID: rur, EffectiveDate: "2022-01-01", Kind: "merge"},
		{PredecessorID: pov, SuccessorID: rur, EffectiveDate: "2022-01-01", Kind: "merge"},
	}}
}

// open builds a database in memory from filings and derives.
func open(t testing.TB, filings []filing, held []warehouse.Held, rejected []warehouse.Rejected) (*sql.DB, *analytics.Answers) {
	t.Helper()
	db := build(t, agencies(), filings, held, rejected)
	t.Cleanup(func() { db.Close() })
	return db, analytics.New(db)
}

// openWith is open for another registry.
func openWith(t testing.TB, r *registry.Registry, filings []filing) *analytics.Answers {
	t.Helper()
	db := build(t, r, filings, nil, nil)
	t.Cleanup(func() { db.Close() })
	return analytics.New(db)
}

func build(t testing.TB, r *registry.Registry, filings []filing, held []warehouse.Held, rejected []warehouse.Rejected) *sql.DB {
	t.Helper()
	content := warehouse.Content{Program: "test", Seq: 7, Registry: r, Held: held, Rejected: rejected}
	for _, f := range filings {
		content.Filed = append(content.Filed, f.filed(t))
	}
	db, err := warehouse.OpenMemory(t.Context(), content, analytics.Derive)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

var shared *sql.DB // nothing writes to it, so all tests read the same

// countyDB is the database of county(), built once.
func countyDB(t testing.TB) *sql.DB {
	t.Helper()
	if shared == nil {
		shared = build(t, agencies(), county(), heldFiles, rejectedFiles)
	}
	return shared
}

// jiaCounty are its answers.
func jiaCounty(t testing.TB) *analytics.Answers {
	t.Helper()
	return analytics.New(countyDB(t))
}

// townships is a registry of n townships of region 990003.
func townships(n int) *registry.Registry {
	out := &registry.Registry{}
	for i := 1; i <= n; i++ {
		id := fmt.Sprintf("990003-t%d", i)
		out.Agencies = append(out.Agencies, registry.Agency{ID: id, RegionCode: "990003", RegionName: "戊县", Name: id,
			ShortName: id, Type: "township", Level: "township", MustReport: true, InRollup: true, Order: i})
	}
	return out
}
