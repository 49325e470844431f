package ingest_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/ingest"
	"gongkai/ingest/report"
	"gongkai/ingest/sample"
)

var update = flag.Bool("update", false, "write testdata/formats/office.zip again, by LibreOffice and Chromium")

const fixtures = "testdata/formats"

// six is a small county of three reports in each edition, in the styles of a
// family that change most of how its files look.
func six(family string) sample.Options {
	styles := map[string][]string{
		"text": {"text-tabs", "text-pipes", "text-lines", "text-encoding-utf8", "text-encoding-gb18030", "text-values-plain", "text-values-dash"},
		"html": {"html-clean", "html-head-cells", "html-upright", "html-split", "html-title-two-lines", "html-labels-broken", "html-values-notes", "html-values-slash"},
		"docx": {"docx-clean", "docx-paragraphs", "docx-group-repeated", "docx-split-bare", "docx-cut-runs", "docx-front-plain", "docx-front-metadata",
			"docx-title-spaced", "docx-labels-header-repeated", "docx-labels-unsplit-other", "docx-labels-extra-row", "docx-values-dash", "docx-values-units"},
	}
	return sample.Options{Agencies: 2, FirstYear: 2020, LastYear: 2021, Seed: 1, Styles: styles[family]}
}

// Six reports in each format read as their truth, alone and out of one zip of
// them all whose names are Chinese in GBK. The truth is the sample's own, made
// anew; what only LibreOffice or Chromium writes comes from the fixtures.
func TestEveryFormat(t *testing.T) {
	dir := t.TempDir()
	writeFamilies(t, dir, six)
	if *update {
		writeFixtures(t)
	}
	unpackFixtures(t, dir)
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) {
			if n := f.compare(t, dir); n.files != 6 || n.cells < 1100 {
				t.Errorf("%d files with %d cells were compared", n.files, n.cells)
			}
		})
	}
	t.Run("zip", func(t *testing.T) { compareBundle(t, dir) })
	t.Run("text box", func(t *testing.T) { refuseTextBox(t, filepath.Join(dir, "text-box.doc")) })
}

// A DOC whose table 3 stands in a text box, which is not read there, is refused
// with that reason: it must not be published as a report without the table.
func refuseTextBox(t *testing.T, path string) {
	got := ingest.Read(filepath.Base(path), read(t, path))
	if got.Error == nil || got.Error.Code != "table_in_text_box" || got.Error.Hint == "" || len(got.Observations) > 0 {
		t.Errorf("error %+v, %d observations", got.Error, len(got.Observations))
	}
}

// The whole made-up county in each format, converted into the folder that
// GONGKAI_FORMATS names. A format whose folder is there already is not
// converted again.
func TestCountyInEveryFormat(t *testing.T) {
	dir := os.Getenv("GONGKAI_FORMATS")
	if dir == "" {
		t.Skip("GONGKAI_FORMATS is unset: run make test-formats")
	}
	if _, err := os.Stat(dir); err != nil {
		writeFamilies(t, dir, func(family string) sample.Options { return sample.Options{Seed: 1, Styles: stylesOf(family)} })
	}
	t.Logf("%-12s %7s %8s %8s %8s %8s %8s %8s %8s %10s %10s", "format", "files", "cells", "right", "wrong", "invented", "missed", "held", "rejected", "made", "read")
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) {
			made := time.Now()
			f.convertAll(t, dir)
			read := time.Now()
			n := f.compare(t, dir)
			t.Logf("%-12s %7d %8d %8d %8d %8d %8d %8d %8d %10s %10s", f.name, n.files, n.cells, n.right, n.wrong, n.invented, n.missed, n.held, n.rejected,
				read.Sub(made).Round(time.Second), time.Since(read).Round(time.Second))
		})
	}
}

// stylesOf lists the styles of a family that are read, and one whose cells are
// refused. What is printed or converted is in UTF-8.
func stylesOf(family string) []string {
	var out []string
	for _, s := range sample.Styles() {
		if s.Family == family && (!s.Refused || s.Facet == "labels") && (family != "html" || s.Facet != "encoding" || s.Default) {
			out = append(out, s.Name)
		}
	}
	return out
}

func writeFamilies(t *testing.T, dir string, options func(family string) sample.Options) {
	t.Helper()
	for _, family := range []string{"text", "html", "docx"} {
		if _, err := sample.Write(filepath.Join(dir, family), options(family)); err != nil {
			t.Fatal(err)
		}
	}
}

// compare reads the county in a format and holds it against the truth of the
// family that it was made from.
func (f format) compare(t *testing.T, dir string) tally {
	t.Helper()
	return compareCounty(t, filepath.Join(dir, f.family), func(want sample.Line) (*report.Report, error) {
		file := f.file(dir, want["file"])
		reports, err := ingest.ReadFile(file, ingest.Read)
		if err != nil {
			return nil, err
		}
		if len(reports) != 1 || reports[0].Format != f.kind() {
			t.Errorf("%s: %d reports, taken for %s", file, len(reports), reports[0].Format)
		}
		return reports[0], nil
	})
}

// compareBundle zips all files under Chinese names and reads them out of it.
func compareBundle(t *testing.T, dir string) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	names := func(f format, want sample.Line) string {
		return "年度报告/" + want["year"] + "年/" + f.name + "/" + want["agency_name"] + filepath.Ext(f.file(dir, want["file"]))
	}
	for _, f := range formats {
		for _, want := range lines(t, filepath.Join(dir, f.family, "truth_reports.csv")) {
			name, err := simplifiedchinese.GBK.NewEncoder().String(names(f, want))
			if err != nil {
				t.Fatal(err)
			}
			entry, err := w.CreateHeader(&zip.FileHeader{Name: name, NonUTF8: true, Method: zip.Deflate})
			if err == nil {
				_, err = entry.Write(read(t, f.file(dir, want["file"])))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	bundle := filepath.Join(dir, "全部年报.zip")
	writeFile(t, bundle, b.Bytes())
	reports, err := ingest.ReadFile(bundle, ingest.Read)
	if err != nil || len(reports) != 6*len(formats) {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	for _, f := range formats {
		compareCounty(t, filepath.Join(dir, f.family), func(want sample.Line) (*report.Report, error) {
			i := slices.IndexFunc(reports, func(r *report.Report) bool { return r.File == bundle+"!"+names(f, want) })
			if i < 0 {
				t.Fatalf("%s is not in the zip", names(f, want))
			}
			return reports[i], nil
		})
	}
}

// unpackFixtures puts the files of the fixtures beside the families.
func unpackFixtures(t *testing.T, dir string) {
	t.Helper()
	z, err := zip.OpenReader(filepath.Join(fixtures, "office.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, entry := range z.File {
		writeFile(t, filepath.Join(dir, filepath.FromSlash(entry.Name)), unzipped(t, entry))
	}
}
