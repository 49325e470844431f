package pdf_test

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"gongkai/ingest"
	"gongkai/ingest/report"
	"gongkai/ingest/sample"
)

// lines reads a CSV file that has a header.
func lines(t testing.TB, path string) []sample.Line {
	t.Helper()
	out, err := sample.ReadTable(path)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// compareFile holds the reading of a PDF against the truth of the file that it
// was made from: every cell, agency, year, edition, scope, date and sections.
func compareFile(t *testing.T, path string, want sample.Line, cells []sample.Line) {
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

func compareCells(t *testing.T, path string, got []report.Observation, cells []sample.Line) {
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
