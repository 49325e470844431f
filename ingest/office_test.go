package ingest_test

import (
	"path/filepath"
	"testing"

	"gongkai/ingest"
	"gongkai/ingest/sample"
)

// Reports that an office program wrote read as the truth of the report that it
// was given (testdata/formats/README.md).
func TestOfficeFormats(t *testing.T) {
	cells := map[string][]sample.Line{}
	for _, c := range lines(t, filepath.Join(fixtures, "truth.csv")) {
		cells[c["name"]] = append(cells[c["name"]], c)
	}
	n := 0
	for _, want := range lines(t, filepath.Join(fixtures, "truth_reports.csv")) {
		files, err := filepath.Glob(filepath.Join(fixtures, want["name"]+".*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			n++
			want["file"] = filepath.Base(file)
			got := ingest.Read(file, read(t, file))
			if got.Error != nil || len(got.Held) > 0 {
				t.Errorf("%s: error %v, held %+v", file, got.Error, got.Held)
				continue
			}
			if want := filepath.Ext(file)[1:]; got.Format != want {
				t.Errorf("%s is taken for %s", file, got.Format)
			}
			compareReport(t, got, want)
			new(tally).compareCells(t, got, want, cells[want["name"]])
		}
	}
	if n != 6 {
		t.Errorf("%d files were read, want 6", n)
	}
}
