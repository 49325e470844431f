package form_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/form"
	"gongkai/ingest/html"
	"gongkai/ingest/report"
	"gongkai/ingest/sample"
	"gongkai/ingest/text"
)

// corpus returns the path of a file of the corpus of real reports.
func corpus(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("GONGKAI_CORPUS")
	if dir == "" {
		t.Skip("GONGKAI_CORPUS is unset: the corpus of real reports is not here")
	}
	return filepath.Join(dir, name)
}

// lines reads a CSV file that has a header.
func lines(t testing.TB, path string) []sample.Line {
	t.Helper()
	out, err := sample.ReadTable(path)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func parse(t *testing.T, path, content string) *document.Document {
	t.Helper()
	if !strings.HasSuffix(path, ".html") {
		return text.Parse(content)
	}
	doc, err := html.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Every printed cell of the whole reports equals the figures that people
// copied from them; a printed blank is blank.
func TestRealReports(t *testing.T) {
	for _, c := range []struct {
		file, agency, year string
		cells              int
	}{
		{"yanchi-office-2023.txt", "盐池县人民政府办公室", "2023", 200},
		{"shanghai-office-2019.html", "上海市人民政府办公厅", "2019", 198},
	} {
		t.Run(c.file, func(t *testing.T) {
			want := map[string]string{}
			for _, r := range lines(t, corpus(t, "real-figures.csv")) {
				if r["agency"] == c.agency && r["year"] == c.year {
					want[r["code"]] = r["printed"]
				}
			}
			b, err := os.ReadFile(corpus(t, c.file))
			if err != nil {
				t.Fatal(err)
			}
			got := form.Read(parse(t, c.file, string(b)), unknownYear).Observations
			if len(got) != c.cells || len(want) != c.cells {
				t.Fatalf("%d observations, %d expected figures, want %d", len(got), len(want), c.cells)
			}
			for _, o := range got {
				printed, ok := want[o.Code]
				switch {
				case !ok:
					t.Errorf("%s is no cell of this report", o.Code)
				case printed == "" && o.Status != report.Blank:
					t.Errorf("%s is %s %q, printed blank", o.Code, o.Status, o.Raw)
				case printed != "" && (o.Status != report.Reported || o.Raw != printed):
					t.Errorf("%s is %s %q, printed %q", o.Code, o.Status, o.Raw, printed)
				case printed != "" && o.Value.String() != strings.TrimSuffix(printed, "元"):
					t.Errorf("%s is %s, printed %q", o.Code, o.Value, printed)
				}
			}
		})
	}
}

// A PDF turned into text whose columns are aligned with spaces: every cell is
// read right or its row is refused; none is read wrong.
func TestAlignedTextOfPDF(t *testing.T) {
	pdf := corpus(t, "hongze-2023.pdf")
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not on this machine")
	}
	content, err := exec.Command(tool, "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, r := range lines(t, corpus(t, "real-figures.csv")) {
		if r["agency"] == "淮安市洪泽区人民政府" {
			want[r["code"]] = r["printed"]
		}
	}
	right := 0
	for _, o := range form.Read(text.Parse(string(content)), unknownYear).Observations {
		switch printed, ok := want[o.Code]; {
		case o.Status == report.Unreadable:
		case !ok || o.Status != report.Reported || o.Value.String() != printed:
			t.Errorf("%s is %s %q, printed %q", o.Code, o.Status, o.Raw, printed)
		default:
			right++
		}
	}
	if right != 186 {
		t.Errorf("%d cells are right, want all 186", right)
	}
}

// unknownYear is the year of a document that does not tell it.
func unknownYear() int { return 0 }

// The twelve table texts against what was transcribed from them by eye before
// this reader existed.
func TestTranscribedTables(t *testing.T) {
	files, err := filepath.Glob("../testdata/tables/*.csv")
	if err != nil || len(files) != 12 {
		t.Fatalf("found %d transcriptions, want 12 (%v)", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".csv")
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile(corpus(t, "tables/"+name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			got := form.Read(text.Parse(withoutNotes(string(b))), unknownYear)
			want := lines(t, file)
			if len(want) == 0 {
				if got.Rejected == nil || got.Rejected.Code != "repeated_lines_removed" {
					t.Errorf("rejected %+v, want repeated_lines_removed", got.Rejected)
				}
				return
			}
			if got.Rejected != nil {
				t.Errorf("rejected: %+v", got.Rejected)
			}
			compare(t, got.Observations, want)
		})
	}
}

func compare(t *testing.T, got []report.Observation, want []sample.Line) {
	t.Helper()
	byCode := map[string]report.Observation{}
	for _, o := range got {
		byCode[o.Code] = o
	}
	if len(got) != len(want) {
		t.Errorf("%d observations, want %d", len(got), len(want))
	}
	for _, w := range want {
		o, ok := byCode[w["code"]]
		if !ok {
			t.Errorf("%s is missing", w["code"])
			continue
		}
		value := ""
		if o.Value != nil {
			value = o.Value.String()
		}
		if string(o.Status) != w["status"] || value != w["value"] {
			t.Errorf("%s is %s %s %q, want %s %s %q", o.Code, o.Status, value, o.Raw, w["status"], w["value"], w["raw"])
		}
	}
}

// withoutNotes drops the lines that the corpus adds for people.
func withoutNotes(s string) string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		if !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
