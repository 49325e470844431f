package warehouse

import (
	"database/sql/driver"
	"iter"
	"strings"
	"sync"
	"time"

	"gongkai/data"
	"gongkai/ingest/report"
)

// rows are the rows of a table in stored order. A value is nil, string, bool,
// int, int64 or time.Time; a DECIMAL(18,6) is an int64 of millionths, which is
// how DuckDB stores it.
type rows = iter.Seq[[]driver.Value]

// table is a table of data/schema.sql that is loaded from what a Content holds
// beside its reports.
type table struct {
	name string
	rows func(*Content) rows
}

// reportTable is a table whose rows are those of one report after the other.
type reportTable struct {
	name string
	rows func(*Filed) rows // of a whole report
}

const (
	versionTable   = "version"
	byReportTable  = "observation_by_report"
	byMeasureTable = "observation" // made from byReportTable, not loaded
)

// tables and reportTables make up the digest of a Content; the table version,
// which holds that digest, is in neither.
var tables = []table{
	{"region", regionRows},
	{"agency", agencyRows},
	{"agency_name", agencyNameRows},
	{"agency_event", agencyEventRows},
	{"verdict", verdictRows},
	{"held", heldRows},
	{"rejected", rejectedRows},
	{"cell", cellRows},
	{"measure", measureRows},
	{"measure_term", measureTermRows},
	{"agency_type", agencyTypeRows},
	{"series_break", breakRows},
	{"form_edition", editionRows},
	{"rule", ruleRows},
	{"rule_reason", reasonRows},
	{"rule_threshold", thresholdRows},
	{"equation", equationRows},
	{"figure_code", figureCodeRows},
	{"figure_meaning", figureMeaningRows},
}

var reportTables = []reportTable{
	{"report", reportRows},
	{"report_table", reportTableRows},
	{byReportTable, observationRows},
	{"section", sectionRows},
	{"note", noteRows},
	{"figure", figureRows},
	{"mention", mentionRows},
	{"sentence", sentenceRows},
}

func versionRows(c *Content) rows {
	return one([]driver.Value{text(c.Program), c.Seq, c.Digest()})
}

func reportRows(f *Filed) rows {
	r := f.Report
	return one([]driver.Value{f.ID(), r.Agency.ID, *r.Year, f.Revision, f.Current, optional(deref(r.Edition)),
		string(r.Scope), text(r.Agency.Name), text(r.Title), date(deref(r.PublishedOn)), date(f.ReceivedOn),
		text(r.Format), text(f.FileName), r.SHA256})
}

func reportTableRows(f *Filed) rows {
	return func(yield func([]driver.Value) bool) {
		for _, number := range []int{2, 3, 4} {
			edition := f.Report.Editions[string(rune('0'+number))]
			if !yield([]driver.Value{f.ID(), number, optional(deref(edition))}) {
				return
			}
		}
	}
}

func observationRows(f *Filed) rows {
	return func(yield func([]driver.Value) bool) {
		id := f.ID()
		for _, o := range inFormOrder(f.Report.Observations) {
			if !yield([]driver.Value{id, f.Report.Agency.ID, *f.Report.Year, o.Edition, o.Code, number(o.Value),
				text(o.Unit), string(o.Status), text(o.Raw), text(o.At), o.order, o.OCR}) {
				return
			}
		}
	}
}

// sectionNumbers are the statutory numbers of the sections by their key.
var sectionNumbers = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for _, s := range data.Sections() {
		out[s.Key] = s.Number
	}
	return out
})

func sectionRows(f *Filed) rows {
	return func(yield func([]driver.Value) bool) {
		for _, s := range f.Report.Sections {
			if !yield([]driver.Value{f.ID(), s.Key, sectionNumbers()[s.Key], text(s.Text), s.OCR}) {
				return
			}
		}
	}
}

func noteRows(f *Filed) rows {
	return func(yield func([]driver.Value) bool) {
		for i, n := range f.Report.Notes {
			if !yield([]driver.Value{f.ID(), i + 1, n.Code, text(n.Place), text(n.Message)}) {
				return
			}
		}
	}
}

func heldRows(c *Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, h := range c.Held {
			if !yield([]driver.Value{h.SHA256, text(h.FileName), optional(h.AgencyID), text(h.AgencyName), optionalYear(h.Year),
				h.Reason.Code, text(h.Reason.Place), text(h.Reason.Message), text(strings.Join(h.Reason.Candidates, "|"))}) {
				return
			}
		}
	}
}

func rejectedRows(c *Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, r := range c.Rejected {
			if !yield([]driver.Value{r.SHA256, text(r.FileName), r.Reason.Code, text(r.Reason.Place),
				text(r.Reason.Message), text(r.Reason.Hint)}) {
				return
			}
		}
	}
}

func one(row []driver.Value) rows {
	return func(yield func([]driver.Value) bool) { yield(row) }
}

// text makes a string storable: the driver passes bytes on unchecked, and a
// file name may hold any.
func text(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

func optional(s string) driver.Value {
	if s == "" {
		return nil
	}
	return text(s)
}

func optionalYear(year int) driver.Value {
	if year == 0 {
		return nil
	}
	return year
}

func number(n *report.Number) driver.Value {
	if n == nil {
		return nil
	}
	return n.Micro()
}

// date reads YYYY-MM-DD; anything else is stored as NULL.
func date(s string) driver.Value {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil
	}
	return t
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
