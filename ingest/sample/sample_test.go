package sample

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// makeCounty writes a county to a temporary folder.
func makeCounty(t *testing.T, opt Options) (string, Summary) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "county")
	summary, err := Write(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return dir, summary
}

// readCSV returns the lines of a file by column name.
func readCSV(t *testing.T, path string) []map[string]string {
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
		line := map[string]string{}
		for i, column := range rows[0] {
			line[column] = row[i]
		}
		out = append(out, line)
	}
	return out
}

func TestEveryStyleMeetsEveryEdition(t *testing.T) {
	dir, _ := makeCounty(t, Options{Seed: 1})
	seen := map[string]bool{}
	for _, line := range readCSV(t, filepath.Join(dir, "truth_reports.csv")) {
		for _, name := range splitStyles(line["style"]) {
			seen[name+" "+line["edition"]] = true
		}
	}
	for _, s := range Styles() {
		for _, edition := range []string{"2019", "2021"} {
			if s.Refused || !s.meets(edition) || s.Default && s.Facet != "layout" {
				continue
			}
			if !seen[s.Name+" "+edition] {
				t.Errorf("%s never meets edition %s", s.Name, edition)
			}
		}
	}
}

func splitStyles(s string) []string {
	var out []string
	for _, name := range strings.Split(s, "+") {
		out = append(out, name)
	}
	return out
}
