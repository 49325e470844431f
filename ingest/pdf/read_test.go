package pdf_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"gongkai/ingest"
	"gongkai/ingest/document"
	"gongkai/ingest/pdf"
	"gongkai/ingest/report"
	"gongkai/ingest/sample"
)

func load(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// Every cell of the printed reports of the made-up county reads as its truth
// says.
func TestPrintedReports(t *testing.T) {
	cells := map[string][]sample.Line{}
	for _, c := range lines(t, filepath.Join("testdata", "truth.csv")) {
		cells[c["file"]] = append(cells[c["file"]], c)
	}
	for _, want := range lines(t, filepath.Join("testdata", "truth_reports.csv")) {
		t.Run(want["file"], func(t *testing.T) {
			compareFile(t, filepath.Join("testdata", want["file"]), want, cells[want["file"]])
		})
	}
}

// The real report in PDF: every printed cell equals the figures that people
// copied from it, table 4's printed zeros and the unsplit （六） included.
func TestRealReport(t *testing.T) {
	dir := os.Getenv("GONGKAI_CORPUS")
	if dir == "" {
		t.Skip("GONGKAI_CORPUS is unset: the corpus of real reports is not here")
	}
	want := map[string]string{}
	for _, r := range lines(t, filepath.Join(dir, "real-figures.csv")) {
		if r["agency"] == "淮安市洪泽区人民政府" && r["year"] == "2023" {
			want[r["code"]] = r["printed"]
		}
	}
	got := ingest.Read("hongze-2023.pdf", load(t, filepath.Join(dir, "hongze-2023.pdf")))
	if got.Error != nil || len(got.Held) > 0 {
		t.Fatalf("error %v, held %+v", got.Error, got.Held)
	}
	if got.Agency == nil || got.Agency.Name != "洪泽区人民政府" || got.Year == nil || *got.Year != 2023 || got.Scope != report.Rollup {
		t.Errorf("agency %+v, year %v, scope %s", got.Agency, got.Year, got.Scope)
	}
	if len(got.Sections) != 6 || len(want) != 186 || len(got.Observations) != 186 {
		t.Errorf("%d sections, %d figures, %d observations, want 6, 186, 186", len(got.Sections), len(want), len(got.Observations))
	}
	for _, o := range got.Observations {
		if printed, ok := want[o.Code]; !ok || o.Status != report.Reported || o.Raw != printed || o.Value.String() != printed {
			t.Errorf("%s is %s %q, printed %q", o.Code, o.Status, o.Raw, printed)
		}
	}
}

var place = regexp.MustCompile(`^page \d+ box \d+,\d+,\d+,\d+$`)

// Every position follows the grammar, and parsing again finds there what it
// found before.
func TestPositions(t *testing.T) {
	content := load(t, filepath.Join("testdata", "writer.pdf"))
	first, again := textsAt(t, content), textsAt(t, content)
	if len(first) < 250 {
		t.Errorf("only %d places", len(first))
	}
	for at, text := range first {
		if !place.MatchString(string(at)) {
			t.Errorf("%q is no position", at)
		}
		if again[at] != text {
			t.Errorf("%s holds %q, then %q", at, text, again[at])
		}
	}
	got := ingest.Read("writer.pdf", content)
	for _, o := range got.Observations {
		if o.At != "" && first[document.Position(o.At)] != o.Raw {
			t.Errorf("%s: %q is not at %s, there is %q", o.Code, o.Raw, o.At, first[document.Position(o.At)])
		}
	}
}

// textsAt lists the cells of a file by position; no two share one.
func textsAt(t *testing.T, content []byte) map[document.Position]string {
	t.Helper()
	doc, err := pdf.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	out := map[document.Position]string{}
	for _, b := range doc.Blocks {
		if b.Table == nil {
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				if _, taken := out[c.At]; taken {
					t.Errorf("two cells at %s", c.At)
				}
				out[c.At] = c.Text
			}
		}
	}
	return out
}
