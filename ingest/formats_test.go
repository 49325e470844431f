package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The made-up county as an office program wrote it in other formats: every
// file below GONGKAI_FORMATS, which scripts/formats.sh makes, reads as the
// truth beside it.
func TestConvertedCounty(t *testing.T) {
	dir := os.Getenv("GONGKAI_FORMATS")
	if dir == "" {
		t.Skip("GONGKAI_FORMATS is unset: run scripts/formats.sh and name the folder it made")
	}
	truths, err := filepath.Glob(filepath.Join(dir, "*", "truth_reports.csv"))
	if err != nil || len(truths) == 0 {
		t.Fatalf("no truth_reports.csv in the folders of %s (%v)", dir, err)
	}
	for _, truth := range truths {
		county := filepath.Dir(truth)
		t.Run(strings.ReplaceAll(filepath.Base(county), "-", " "), func(t *testing.T) { compareWithTruth(t, county) })
	}
}
