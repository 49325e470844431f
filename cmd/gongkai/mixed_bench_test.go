package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"gongkai/ingest"
	"gongkai/ingest/sample"
)

// mixedFiles is how many files the mixed folder holds, a quarter of them from
// each of the sample's families and the rest from office programs.
const mixedFiles = 2000

// BenchmarkIngestMixed times the whole command over a folder of 2,000 files of
// all formats, read in worker processes: text, pages and DOCX of the sample;
// DOC, XLS, XLSX and PDF that office programs and a browser made of it. Those of
// one report stand for many: in DOC, XLS and XLSX the county gets another name,
// a PDF another last line, which makes it a duplicate that is read all the same.
func BenchmarkIngestMixed(b *testing.B) {
	dir := b.TempDir()
	writeMixed(b, dir)
	b.ResetTimer()
	for range b.N {
		var out, words bytes.Buffer
		if code := run([]string{"--home", filepath.Join(b.TempDir(), "home"), "-q", "ingest", "--json", "--accept-revisions", dir}, &out, &words); code != exitDone {
			b.Fatalf("exit code %d: %s", code, &words)
		}
		var s ingest.Summary
		if err := json.Unmarshal(out.Bytes(), &s); err != nil {
			b.Fatal(err)
		}
		if s.Received != mixedFiles || s.Held+s.Rejected+s.Ignored > 0 {
			b.Fatalf("%+v", s)
		}
		b.ReportMetric(float64(s.Duplicate), "duplicates")
	}
	b.ReportMetric(float64(mixedFiles*b.N)/b.Elapsed().Seconds(), "reports/s")
}

func writeMixed(b *testing.B, dir string) {
	b.Helper()
	county := filepath.Join(b.TempDir(), "county")
	if _, err := sample.Write(county, sample.Options{Agencies: 120, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	written, err := filepath.Glob(filepath.Join(county, "reports", "*", "*"))
	if err != nil || len(written) < mixedFiles*3/8 {
		b.Fatalf("%d files, %v", len(written), err)
	}
	total := 0
	put := func(name string, content []byte) {
		total++
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d-%s", total, name)), content, 0o640); err != nil {
			b.Fatal(err)
		}
	}
	converted := readConverted(b)
	for _, name := range written {
		if total == mixedFiles*3/8 || slices.ContainsFunc(converted, func(f convertedFile) bool { return body(f.name) == body(name) }) {
			continue // the same body would have two reports
		}
		content, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		put(filepath.Base(name), content)
	}
	for i := 0; total < mixedFiles; i++ {
		f := converted[i%len(converted)]
		put(f.name, f.variant(i/len(converted)))
	}
}

// body is the part of a file's name that names its body.
func body(name string) string {
	return strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
}

// convertedFile is a report that an office program or a browser wrote.
type convertedFile struct {
	name    string
	content []byte
}

func readConverted(b *testing.B) []convertedFile {
	b.Helper()
	archive, err := zip.OpenReader("../../ingest/testdata/formats/office.zip")
	if err != nil {
		b.Fatal(err)
	}
	defer archive.Close()
	var out []convertedFile
	for _, f := range archive.File {
		if strings.Count(f.Name, "/") == 3 {
			out = append(out, convertedFile{path.Base(f.Name), contentOf(b, f)})
		}
	}
	return out
}

func contentOf(b *testing.B, f *zip.File) []byte {
	b.Helper()
	r, err := f.Open()
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		b.Fatal(err)
	}
	return content
}

// sampleCounty is the county of the sample; another one's name is as long.
const sampleCounty = "青禾县"

// variant is the same report of the n-th other county, or as near to it as the
// format lets us come.
func (f convertedFile) variant(n int) []byte {
	letters := []rune("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东西")
	format := map[string]int{".doc": 0, ".xls": 8, ".xlsx": 16}[path.Ext(f.name)]
	county := string([]rune{letters[format+n/8%8], letters[n%8], '县'})
	switch path.Ext(f.name) {
	case ".doc", ".xls":
		return bytes.ReplaceAll(f.content, utf16Of(sampleCounty), utf16Of(county))
	case ".xlsx":
		return rezipped(f.content, county)
	}
	return append(bytes.Clone(f.content), fmt.Sprintf("\n%%%d\n", n)...)
}

func utf16Of(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// rezipped is a workbook with another county in its texts.
func rezipped(content []byte, county string) []byte {
	old, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		panic(err) // of a file of ours
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range old.File {
		r, err := f.Open()
		if err != nil {
			panic(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			panic(err)
		}
		to, err := w.Create(f.Name)
		if err != nil {
			panic(err)
		}
		if _, err := to.Write(bytes.ReplaceAll(part, []byte(sampleCounty), []byte(county))); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}
