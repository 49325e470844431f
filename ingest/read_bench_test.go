package ingest_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"gongkai/ingest"
	"gongkai/ingest/sample"
)

// family writes a small county in one family and returns its files.
func family(b *testing.B, styles ...string) [][]byte {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "county")
	if _, err := sample.Write(dir, sample.Options{Agencies: 20, FirstYear: 2020, LastYear: 2023, Seed: 1, Styles: styles}); err != nil {
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

// BenchmarkRead times reading one report of each family.
func BenchmarkRead(b *testing.B) {
	for name, styles := range map[string][]string{
		"text": {"text-tabs"}, "html": {"html-grid"}, "docx": {"docx-grid"}, "lines": {"text-lines"},
	} {
		files := family(b, styles...)
		b.Run(name, func(b *testing.B) {
			for i := range b.N {
				if r := ingest.Read("x", files[i%len(files)]); r.Error != nil {
					b.Fatal(r.Error)
				}
			}
		})
	}
}
