package sample

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write data/sample/real again")

const realDir = "../../data/sample/real"

// The committed reports are what the generator makes of the committed figures.
func TestRealSampleIsRegenerated(t *testing.T) {
	if *update {
		if err := WriteReal(realDir); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	for _, name := range []string{"sources.csv", "figures.csv", "prose.csv"} {
		b, err := os.ReadFile(filepath.Join(realDir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := WriteReal(dir); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"reports", "registry"} {
		made, kept := filesIn(t, filepath.Join(dir, part)), filesIn(t, filepath.Join(realDir, part))
		if len(made) != len(kept) {
			t.Errorf("%s: %d files made, %d committed", part, len(made), len(kept))
		}
		for name, content := range made {
			if kept[name] != content {
				t.Errorf("%s/%s differs from what the generator makes; run with -update", part, name)
			}
		}
	}
}

func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(b)
	}
	return out
}

// The committed figures are those of the corpus, and every one stands in its
// report.
func TestRealFiguresEqualTheCorpus(t *testing.T) {
	corpus := os.Getenv("GONGKAI_CORPUS")
	if corpus == "" {
		t.Skip("GONGKAI_CORPUS is not set: the published figures are not here to compare with")
	}
	want := map[string]string{}
	for _, l := range lines(t, filepath.Join(corpus, "real-figures.csv")) {
		want[l["agency"]+" "+l["year"]+" "+l["code"]] = l["printed"]
	}
	got := map[string]string{}
	for _, l := range lines(t, filepath.Join(realDir, "figures.csv")) {
		got[l["agency"]+" "+l["year"]+" "+l["code"]] = l["printed"]
	}
	if len(want) != 1583 || len(got) != len(want) {
		t.Errorf("%d figures committed, %d in the corpus", len(got), len(want))
	}
	for cell, printed := range want {
		if text, ok := got[cell]; !ok || text != printed {
			t.Errorf("%s: committed %q, published %q", cell, text, printed)
		}
	}
}

// Every report prints each of its figures in the cell that its code names, and
// no number in a cell whose figure is not known.
func TestRealReportsPrintTheirFigures(t *testing.T) {
	sources, err := ReadTable(filepath.Join(realDir, "sources.csv"))
	if err != nil {
		t.Fatal(err)
	}
	figures, err := ReadTable(filepath.Join(realDir, "figures.csv"))
	if err != nil {
		t.Fatal(err)
	}
	prose, err := ReadTable(filepath.Join(realDir, "prose.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range sources {
		r, err := realReport(source, figures, prose)
		if err != nil {
			t.Fatal(err)
		}
		left := map[string]string{}
		for _, f := range figures {
			if f.of(source) {
				left[f["code"]] = f["printed"]
			}
		}
		for number := 2; number <= 4; number++ {
			for _, row := range r.sheetOf(number).rows {
				for _, c := range row {
					text, known := left[c.code]
					if !known {
						text = unknown
					}
					if c.code != "" && text != c.text {
						t.Errorf("%s: %s printed %q, figure %q", source["file"], c.code, c.text, text)
					}
					delete(left, c.code)
				}
			}
		}
		if len(left) > 0 {
			t.Errorf("%s: not printed: %v", source["file"], left)
		}
		for _, p := range prose {
			text := strings.Join(append(r.sections["overview"], r.sections["other_matters"]...), "")
			if p.of(source) && !strings.Contains(text, p["sentence"]) {
				t.Errorf("%s does not say %q", source["file"], p["sentence"])
			}
		}
	}
}
