package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"gongkai/ingest"
)

const formats = "testdata/formats"

// Reports that an office program wrote read as the truth of the report that it
// was given (testdata/formats/README.md).
func TestOfficeFormats(t *testing.T) {
	cells := map[string][]map[string]string{}
	for _, c := range records(t, filepath.Join(formats, "truth.csv")) {
		cells[c["name"]] = append(cells[c["name"]], c)
	}
	read := 0
	for _, want := range records(t, filepath.Join(formats, "truth_reports.csv")) {
		files, err := filepath.Glob(filepath.Join(formats, want["name"]+".*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			read++
			want["file"] = filepath.Base(file)
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := ingest.Read(file, content)
			if got.Error != nil || len(got.Held) > 0 {
				t.Errorf("%s: error %v, held %+v", file, got.Error, got.Held)
				continue
			}
			if want := filepath.Ext(file)[1:]; got.Format != want {
				t.Errorf("%s is taken for %s", file, got.Format)
			}
			compareReport(t, got, want)
			compareCells(t, got, want, cells[want["name"]])
		}
	}
	if read != 6 {
		t.Errorf("%d files were read, want 6", read)
	}
}

// The whole made-up county, converted by scripts/formats.sh into the folder
// that GONGKAI_FORMATS names.
func TestConvertedCounty(t *testing.T) {
	dir := os.Getenv("GONGKAI_FORMATS")
	if dir == "" {
		t.Skip("GONGKAI_FORMATS is unset: run scripts/formats.sh and name the folder that it made")
	}
	truths, err := filepath.Glob(filepath.Join(dir, "*", "truth_reports.csv"))
	if err != nil || len(truths) == 0 {
		t.Fatalf("no truth_reports.csv in the folders of %s (%v)", dir, err)
	}
	for _, truth := range truths {
		county := filepath.Dir(truth)
		t.Run(filepath.Base(county), func(t *testing.T) { compareWithTruth(t, county) })
	}
}
