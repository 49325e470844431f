package sample

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"gongkai/data"
)

// writeTruth writes truth.csv, every cell as printed and as it must be read,
// and truth_reports.csv, what each file says of itself. It returns the number
// of cells.
func writeTruth(dir string, reports []*report) (int, error) {
	cells := [][]string{{"agency_id", "agency_name", "year", "revision", "edition", "code", "printed", "status", "value", "file", "style", "scope"}}
	files := [][]string{{"file", "agency_id", "agency_name", "year", "scope", "edition", "title", "published_on", "style", "refused"}}
	for _, r := range reports {
		year, style := strconv.Itoa(r.year), r.recipe.String()
		r.eachCell(func(c data.Cell) {
			p := r.cells[c.Code]
			if r.recipe.refused() {
				p.status, p.value = "refused", ""
			}
			cells = append(cells, []string{
				r.agency.ID, r.name, year, "1", c.Edition, c.Code, strings.TrimSpace(p.text), p.status, p.value, r.file(), style, r.scope,
			})
		})
		files = append(files, []string{
			r.file(), r.agency.ID, r.name, year, r.scope, r.edition(), strings.Join(r.titles, " "), r.published, style, yesNo(r.recipe.refused()),
		})
	}
	if err := writeCSV(filepath.Join(dir, "truth.csv"), cells); err != nil {
		return 0, err
	}
	return len(cells) - 1, writeCSV(filepath.Join(dir, "truth_reports.csv"), files)
}

// writeRegistry writes agencies.csv and events.csv.
func writeRegistry(dir string, agencies []*agency, events []event) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	rows := [][]string{{
		"id", "region_code", "region_name", "name", "short_name", "former_names", "aliases", "type", "level", "parent",
		"valid_from", "valid_to", "must_report", "in_rollup", "deadline", "simulated",
	}}
	for _, a := range agencies {
		rows = append(rows, []string{
			a.ID, a.RegionCode, a.RegionName, a.Name, a.ShortName, strings.Join(a.Former, "|"), strings.Join(a.Aliases, "|"), a.Type, a.Level, a.Parent,
			open(a.ValidFrom), open(a.ValidTo), yesNo(a.MustReport), yesNo(a.InRollup), a.Deadline, yesNo(a.Simulated),
		})
	}
	if err := writeCSV(filepath.Join(dir, "agencies.csv"), rows); err != nil {
		return err
	}
	rows = [][]string{{"predecessor_id", "successor_id", "effective_date", "kind", "note", "source_url", "verified"}}
	for _, e := range events {
		rows = append(rows, []string{e.Predecessor, e.Successor, e.Date, e.Kind, e.Note, e.SourceURL, yesNo(e.Verified)})
	}
	return writeCSV(filepath.Join(dir, "events.csv"), rows)
}

func writeCSV(path string, rows [][]string) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("writing %s: %w", filepath.Base(path), err)
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// open prints a year, and nothing for an open one.
func open(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

func (c *county) summary(reports []*report, cells int) Summary {
	s := Summary{Agencies: len(c.agencies), Reports: len(reports), Cells: cells, Requests: map[int]int64{}, Styles: map[string]int{}}
	for _, r := range reports {
		if r.scope == "rollup" {
			s.Requests[r.year] = r.number("applications.new_received.total")
		}
		for _, style := range r.recipe.styles {
			s.Styles[style.Name]++
		}
		if key(r.agency.ID, r.year) == c.late {
			s.Late = append(s.Late, r.file())
		}
	}
	if c.notFiled != "" {
		s.NotFiled = []string{c.notFiled}
	}
	return s
}

// readme says what the folder is.
func (c *county) readme() string {
	return fmt.Sprintf(`# %s：模拟数据

The county %s (region code %s) does not exist; every body and every number in this folder is made up.

- reports/: one file a report, by year of the figures
- registry/: agencies.csv and events.csv
- truth.csv: every cell as printed and as it must be read; it is never ingested
- truth_reports.csv: what each file says of itself

Report years %d to %d, seed %d. The county's own report of a year (%s) is the sum of the reports that its members filed for that year.
Late: %s. Not filed, and therefore not in the county's sum either: %s.
`, regionName, regionName, regionCode, c.opt.FirstYear, c.opt.LastYear, c.opt.Seed, rollupID, orNone(c.late), orNone(c.notFiled))
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
