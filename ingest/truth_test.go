package ingest_test

import (
	"path/filepath"
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

// Every cell of the made-up county, in all families and all styles, reads as
// its truth says; agency, year, scope, edition and date are right for all; what
// can't be read is refused.
func TestSampleCountyReadsAsItsTruth(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "county")
	if _, err := sample.Write(dir, sample.Options{Seed: 1}); err != nil {
		t.Fatal(err)
	}
	compareWithTruth(t, dir)
}

// Styles that destroy information are refused whole.
func TestRefusedStyles(t *testing.T) {
	for _, style := range sample.Styles() {
		if !style.Refused {
			continue
		}
		t.Run(style.Name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "county")
			if _, err := sample.Write(dir, sample.Options{Agencies: 6, FirstYear: 2020, LastYear: 2021, Seed: 1, Styles: []string{style.Name}}); err != nil {
				t.Fatal(err)
			}
			compareWithTruth(t, dir)
		})
	}
}

func compareWithTruth(t *testing.T, dir string) {
	t.Helper()
	compareCounty(t, dir, func(want sample.Line) (*report.Report, error) {
		reports, err := ingest.ReadFile(filepath.Join(dir, want["file"]), ingest.Read)
		if err != nil || len(reports) != 1 {
			t.Fatalf("%s: %d reports, %v", want["file"], len(reports), err)
		}
		return reports[0], nil
	})
}

// tally counts what became of a county: its files and their cells. A cell is
// wrong when another number is read, invented when a number is read where the
// file prints none, missed when it is anything else than its truth.
type tally struct{ files, held, rejected, cells, right, wrong, invented, missed int }

// compareCounty holds the reading of every report against the truth in dir.
func compareCounty(t *testing.T, dir string, read func(want sample.Line) (*report.Report, error)) tally {
	t.Helper()
	cells := map[string][]sample.Line{}
	for _, c := range lines(t, filepath.Join(dir, "truth.csv")) {
		cells[c["file"]] = append(cells[c["file"]], c)
	}
	reports := lines(t, filepath.Join(dir, "truth_reports.csv"))
	if len(reports) == 0 {
		t.Fatal("no reports")
	}
	var n tally
	for _, want := range reports {
		got, err := read(want)
		if err != nil {
			t.Fatalf("%s: %v", want["file"], err)
		}
		n.files++
		n.cells += len(cells[want["file"]])
		if got.Error != nil {
			n.rejected++
		} else if len(got.Held) > 0 {
			n.held++
		}
		if want["refused"] == "yes" {
			if got.Error == nil {
				t.Errorf("%s (%s) is read, must be refused", want["file"], want["style"])
			}
			continue
		}
		if got.Error != nil || len(got.Held) > 0 {
			t.Errorf("%s (%s): error %v, held %+v", want["file"], want["style"], got.Error, got.Held)
			continue
		}
		compareReport(t, got, want)
		n.compareCells(t, got, want, cells[want["file"]])
	}
	return n
}

func compareReport(t *testing.T, got *report.Report, want sample.Line) {
	t.Helper()
	agency, year, edition, published := "", "", "", ""
	if got.Agency != nil {
		agency = got.Agency.Name
	}
	if got.Year != nil {
		year = report.FromInt(int64(*got.Year)).String()
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
	} {
		if c[1] != c[2] {
			t.Errorf("%s (%s): %s is %q, want %q", want["file"], want["style"], c[0], c[1], c[2])
		}
	}
	if len(got.Sections) != 6 {
		t.Errorf("%s (%s): %d sections, want 6", want["file"], want["style"], len(got.Sections))
	}
}

func (n *tally) compareCells(t *testing.T, got *report.Report, want sample.Line, cells []sample.Line) {
	t.Helper()
	byCode := map[string]report.Observation{}
	for _, o := range got.Observations {
		byCode[o.Code] = o
	}
	differ := 0
	for _, c := range cells {
		o := byCode[c["code"]]
		value := ""
		if o.Value != nil {
			value = o.Value.String()
		}
		switch {
		case string(o.Status) == c["status"] && value == c["value"]:
			n.right++
			continue
		case o.Status != report.Reported:
			n.missed++
		case c["status"] == "reported":
			n.wrong++
		default:
			n.invented++
		}
		if differ++; differ <= 3 {
			t.Errorf("%s (%s): %s is %s %q (raw %q at %s), want %s %q", want["file"], want["style"], c["code"], o.Status, value, o.Raw, o.At, c["status"], c["value"])
		}
	}
	if differ > 3 {
		t.Errorf("%s (%s): %d cells in all differ", want["file"], want["style"], differ)
	}
	if len(cells) != len(got.Observations) {
		t.Errorf("%s (%s): %d observations, want %d", want["file"], want["style"], len(got.Observations), len(cells))
	}
}
