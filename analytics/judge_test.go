package analytics_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// A judgeCase is a county of its own: bodies, their reports, and what the
// rules that are named say of them. Bodies and reports go by short keys.
type judgeCase struct {
	name    string
	bodies  string   // "key kind level [from..to] [in|out|optional]", separated by commas; empty is one department
	events  []string // "merge a b 2022-03-01"
	filings []filing
	edit    func(*warehouse.Filed) // of every report, after the cells
	held    []warehouse.Held
	rules   string   // rules whose findings must be exactly want
	want    []string // "T3-01 new_received a/2023 fail error", unordered; what the first of several years lacks is left out
	counts  string   // "T3-01 24/1/0" passed, failed, not assessable of the whole county, separated by commas
}

// judgeAll judges all cases in one database, each county under its own code,
// and compares.
func judgeAll(t *testing.T, cases []judgeCase) {
	t.Helper()
	content := warehouse.Content{Program: "test", Registry: &registry.Registry{}}
	for i, c := range cases {
		c.addTo(t, &content, fmt.Sprintf("91%04d", i))
	}
	db, err := warehouse.OpenMemory(context.Background(), content, analytics.Judge)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var unfilled string
	if err := db.QueryRowContext(t.Context(), `SELECT coalesce(string_agg(rule || ': ' || message || ' | ' || message_en, chr(10)), '')
		FROM finding WHERE contains(message, '{') OR contains(message_en, '{')`).Scan(&unfilled); err != nil || unfilled != "" {
		t.Errorf("messages with places that nothing fills (%v):\n%s", err, unfilled)
	}
	for i, c := range cases {
		region := fmt.Sprintf("91%04d", i)
		t.Run(c.name, func(t *testing.T) {
			rows, err := db.QueryContext(t.Context(), `SELECT rule || ' ' || CASE instance WHEN '' THEN '-' ELSE instance END || ' '
				|| CASE WHEN agency_id IS NULL THEN '-' ELSE substr(agency_id, 8) END || '/' || year || ' ' || outcome || ' ' || severity
				FROM finding WHERE region_code = $1 AND list_contains(string_split($2, ' '), rule) AND (outcome = 'fail' OR year >= $3)`,
				region, c.rules, c.secondYear())
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			got := []string{}
			for rows.Next() {
				var s string
				if err := rows.Scan(&s); err != nil {
					t.Fatal(err)
				}
				got = append(got, s)
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
			}
			for count := range strings.SplitSeq(c.counts, ", ") {
				if c.counts == "" {
					break
				}
				rule, _, _ := strings.Cut(count, " ")
				var found string
				if err := db.QueryRowContext(t.Context(), `SELECT $1 || ' ' || coalesce(sum(passed), 0)::INT || '/' || coalesce(sum(failed), 0)::INT || '/' || coalesce(sum(not_assessable), 0)::INT
					FROM check_count WHERE region_code = $2 AND rule = $1`, rule, region).Scan(&found); err != nil {
					t.Fatal(err)
				}
				if found != count {
					t.Errorf("counted %s, want %s", found, count)
				}
			}
		})
	}
}

// secondYear is the year after the first, where there are reports of several.
func (c judgeCase) secondYear() int {
	first, last := c.filings[0].year, c.filings[0].year
	for _, f := range c.filings {
		first, last = min(first, f.year), max(last, f.year)
	}
	return min(first+1, last)
}

func (c judgeCase) addTo(t *testing.T, content *warehouse.Content, region string) {
	t.Helper()
	if c.bodies == "" {
		c.bodies = "a constituent_dept county"
	}
	for i, line := range strings.Split(c.bodies, ", ") {
		words := strings.Fields(line)
		a := registry.Agency{ID: region + "-" + words[0], RegionCode: region, RegionName: "县" + region, Name: words[0], ShortName: words[0],
			Type: words[1], Level: words[2], MustReport: true, InRollup: words[1] != "county_rollup", Order: i + 1}
		for _, w := range words[3:] {
			if from, to, ok := strings.Cut(w, ".."); ok {
				fmt.Sscan(from, &a.ValidFrom)
				fmt.Sscan(to, &a.ValidTo)
			} else if w == "optional" {
				a.MustReport = false
			} else {
				a.InRollup = w == "in"
			}
		}
		content.Registry.Agencies = append(content.Registry.Agencies, a)
	}
	for _, line := range c.events {
		words := strings.Fields(line)
		e := registry.Event{Kind: words[0], PredecessorID: region + "-" + words[1], SuccessorID: region + "-" + words[2], EffectiveDate: words[3]}
		if words[1] == "-" {
			e.PredecessorID = ""
		}
		content.Registry.Events = append(content.Registry.Events, e)
	}
	for _, f := range c.filings {
		f.name, f.agency = f.agency, region+"-"+f.agency
		if f.edition == "" {
			f.edition = data.EditionFor(f.year)
		}
		filed := f.filed(t)
		filed.Report.Format = "docx"
		if c.edit != nil {
			c.edit(&filed)
		}
		content.Filed = append(content.Filed, filed)
	}
	for _, h := range c.held {
		h.AgencyID = region + "-" + h.AgencyID
		content.Held = append(content.Held, h)
	}
}

// print changes what one cell of every report prints.
func print(code, raw string, status report.Status) func(*warehouse.Filed) {
	return func(f *warehouse.Filed) {
		for i := range f.Report.Observations {
			if o := &f.Report.Observations[i]; o.Code == code {
				o.Raw, o.Status = raw, status
				if status != report.Reported {
					o.Value = nil
				}
			}
		}
	}
}

// inPicture edits a report and says that all of it was made out in pictures.
func inPicture(edit func(*warehouse.Filed)) func(*warehouse.Filed) {
	return func(f *warehouse.Filed) {
		edit(f)
		for i := range f.Report.Observations {
			f.Report.Observations[i].OCR = true
		}
		for i := range f.Report.Sections {
			f.Report.Sections[i].OCR = true
		}
		f.Report.Figures, f.Report.Mentions, f.Report.Sentences = nil, nil, nil
	}
}

// printRow makes a row of table 3 unreadable with the text that it prints.
func printRow(row, raw string) func(*warehouse.Filed) {
	return func(f *warehouse.Filed) {
		for i := range f.Report.Observations {
			if o := &f.Report.Observations[i]; strings.HasPrefix(o.Code, "applications."+row+".") {
				o.Raw, o.Status, o.Value = raw, report.Unreadable, nil
			}
		}
	}
}

// one is a single report of body a.
func one(year int, c cells) []filing { return []filing{{agency: "a", year: year, cells: c}} }

// two are reports of body a for two years.
func two(year int, before, now cells) []filing {
	return []filing{{agency: "a", year: year - 1, cells: before}, {agency: "a", year: year, cells: now}}
}

// app is the code of a cell of table 3.
func app(row, col string) string { return "applications." + row + "." + col }
