package pdf_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongkai/ingest"
	"gongkai/ingest/report"
)

func records(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, name := range rows[0] {
			r[name] = row[i]
		}
		out = append(out, r)
	}
	return out
}

// compareFile holds the reading of a PDF against the truth of the file that it
// was made from: every cell, agency, year, edition, scope, date and sections.
func compareFile(t *testing.T, path string, want map[string]string, cells []map[string]string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := ingest.Read(filepath.Base(path), content)
	if got.Error != nil || len(got.Held) > 0 {
		t.Errorf("%s (%s): error %v, held %+v", path, want["style"], got.Error, got.Held)
		return
	}
	agency, year, edition, published := "", "", "", ""
	if got.Agency != nil {
		agency = got.Agency.Name
	}
	if got.Year != nil {
		year = strconv.Itoa(*got.Year)
	}
	if got.Edition != nil {
		edition = *got.Edition
	}
	if got.PublishedOn != nil {
		published = *got.PublishedOn
	}
	for _, c := range [][3]string{
		{"agency", agency, want["agency_name"]}, {"year", year, want["year"]}, {"edition", edition, want["edition"]},
		{"scope", string(got.Scope), want["scope"]}, {"published_on", published, want["published_on"]},
		{"sections", strconv.Itoa(len(got.Sections)), "6"}, {"cells", strconv.Itoa(len(got.Observations)), strconv.Itoa(len(cells))},
	} {
		if c[1] != c[2] {
			t.Errorf("%s (%s): %s is %q, want %q", path, want["style"], c[0], c[1], c[2])
		}
	}
	compareCells(t, path, got.Observations, cells)
}

func compareCells(t *testing.T, path string, got []report.Observation, cells []map[string]string) {
	t.Helper()
	byCode := map[string]report.Observation{}
	for _, o := range got {
		byCode[o.Code] = o
	}
	wrong := 0
	for _, c := range cells {
		o, value := byCode[c["code"]], ""
		if o.Value != nil {
			value = o.Value.String()
		}
		if string(o.Status) == c["status"] && value == c["value"] {
			continue
		}
		if wrong++; wrong <= 3 {
			t.Errorf("%s: %s is %s %q (raw %q at %s), want %s %q", path, c["code"], o.Status, value, o.Raw, o.At, c["status"], c["value"])
		}
	}
	if wrong > 3 {
		t.Errorf("%s: %d cells in all are wrong", path, wrong)
	}
}

// A whole made-up county printed to PDF, in the folder that GONGKAI_PDF_COUNTY
// names (testdata/README.md says how it is made): truth.csv and
// truth_reports.csv of the county, and folders of PDFs, one a printer, each
// with the reports at their old paths, ending in .pdf.
func TestCountyAsPDF(t *testing.T) {
	dir := os.Getenv("GONGKAI_PDF_COUNTY")
	if dir == "" {
		t.Skip("GONGKAI_PDF_COUNTY is unset: no county of PDFs is here")
	}
	cells := map[string][]map[string]string{}
	for _, c := range records(t, filepath.Join(dir, "truth.csv")) {
		cells[c["file"]] = append(cells[c["file"]], c)
	}
	reports := records(t, filepath.Join(dir, "truth_reports.csv"))
	printers, err := filepath.Glob(filepath.Join(dir, "*", "reports"))
	if err != nil || len(printers) == 0 {
		t.Fatalf("no folders of PDFs in %s: %v", dir, err)
	}
	for _, printer := range printers {
		t.Run(filepath.Base(filepath.Dir(printer)), func(t *testing.T) {
			n := 0
			for _, want := range reports {
				name := strings.TrimSuffix(want["file"], filepath.Ext(want["file"])) + ".pdf"
				path := filepath.Join(filepath.Dir(printer), name)
				if _, err := os.Stat(path); err == nil {
					n++
					compareFile(t, path, want, cells[want["file"]])
				}
			}
			t.Logf("%d reports", n)
		})
	}
}
