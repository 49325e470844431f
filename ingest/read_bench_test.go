package ingest_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"gongkai/ingest"
	"gongkai/ingest/document"
	"gongkai/ingest/sample"
)

// family writes a small county in the styles of one family and returns its
// files.
func family(b *testing.B, name string) [][]byte {
	b.Helper()
	var styles []string
	for _, s := range sample.Styles() {
		if string(s.Family) == name && !s.Refused {
			styles = append(styles, s.Name)
		}
	}
	dir := filepath.Join(b.TempDir(), "county")
	if _, err := sample.Write(dir, sample.Options{Agencies: 45, FirstYear: 2020, LastYear: 2023, Seed: 1, Styles: styles}); err != nil {
		b.Fatal(err)
	}
	var files [][]byte
	err := filepath.WalkDir(filepath.Join(dir, "reports"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		files = append(files, content)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return files
}

// BenchmarkRead times reading one report of each family, and as x-floor how
// many times as long that takes as decompressing the same bytes and touching
// every token with the same library.
func BenchmarkRead(b *testing.B) {
	for _, c := range []struct {
		name  string
		floor func([]byte) int
	}{{"text", textFloor}, {"html", htmlFloor}, {"docx", docxFloor}} {
		b.Run(c.name, func(b *testing.B) {
			files := family(b, c.name)
			b.ResetTimer()
			for i := range b.N {
				if r := ingest.Read("x", files[i%len(files)]); r.Error != nil {
					b.Fatal(r.Error)
				}
			}
			b.StopTimer()
			reading := b.Elapsed() / time.Duration(b.N)
			start, rounds := time.Now(), 0
			for ; rounds < b.N; rounds++ {
				if c.floor(files[rounds%len(files)]) == 0 {
					b.Fatal("the floor touched nothing")
				}
			}
			floor := time.Since(start) / time.Duration(rounds)
			b.ReportMetric(float64(reading)/float64(floor), "x-floor")
			b.ReportMetric(1/reading.Seconds(), "reports/s")
		})
	}
}

// textFloor decodes and touches every field of every line.
func textFloor(content []byte) int {
	text, _, err := document.Decode(content)
	if err != nil {
		return 0
	}
	n := 0
	for line := range strings.Lines(text) {
		n += len(strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == '|' }))
	}
	return n
}

func htmlFloor(content []byte) int {
	text, _, err := document.Decode(content)
	if err != nil {
		return 0
	}
	z := html.NewTokenizer(strings.NewReader(text))
	n := 0
	for z.Next() != html.ErrorToken {
		z.Token()
		n++
	}
	return n
}

func docxFloor(content []byte) int {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return 0
	}
	n := 0
	for _, f := range archive.File {
		if f.Name != "word/document.xml" {
			continue
		}
		part, err := f.Open()
		if err != nil {
			return 0
		}
		d := xml.NewDecoder(part)
		for {
			if _, err := d.Token(); err != nil {
				if err != io.EOF {
					return 0
				}
				break
			}
			n++
		}
		part.Close()
	}
	return n
}
