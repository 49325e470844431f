package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"gongkai/ingest/document"
	"gongkai/ingest/ole2"
)

func fixtures(f *testing.F, pattern string) (files [][]byte) {
	f.Helper()
	for _, dir := range []string{"testdata", "../testdata/formats"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(names) == 0 {
			f.Fatalf("no %s in %s (%v)", pattern, dir, err)
		}
		for _, name := range names {
			files = append(files, fixture(f, name))
		}
	}
	return files
}

// twice parses twice: no panic, soon, and the same both times.
func twice(t *testing.T, content []byte, parse func([]byte) (*document.Document, error)) {
	start := time.Now()
	first, err := parse(bytes.Clone(content))
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("took %v", d)
	}
	again, errAgain := parse(content)
	if (err == nil) != (errAgain == nil) || !reflect.DeepEqual(first, again) {
		t.Error("parsing twice gives two results")
	}
}

// FuzzXLS changes the stream of the workbook; the container around it is
// fuzzed in ole2.
func FuzzXLS(f *testing.F) {
	for _, file := range fixtures(f, "*.xls") {
		container, err := ole2.Open(file)
		if err != nil {
			f.Fatal(err)
		}
		stream, err := container.Stream("Workbook")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(stream)
	}
	f.Fuzz(func(t *testing.T, stream []byte) { twice(t, stream, readWorkbook) })
}

// FuzzXLSX changes parts of the package: changing the package itself only
// breaks its checksums.
func FuzzXLSX(f *testing.F) {
	names := []string{"xl/workbook.xml", sheetPart, "xl/sharedStrings.xml", "xl/styles.xml"}
	var others [][2]string
	for i, file := range fixtures(f, "*.xlsx") {
		archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			f.Fatal(err)
		}
		parts := map[string]string{}
		for _, part := range archive.File {
			r, err := part.Open()
			if err != nil {
				f.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				f.Fatal(err)
			}
			parts[part.Name] = string(b)
		}
		f.Add(parts[names[0]], parts[names[1]], parts[names[2]], parts[names[3]])
		for _, name := range names {
			delete(parts, name)
		}
		for name, part := range parts {
			if i == 0 {
				others = append(others, [2]string{name, part})
			}
		}
	}
	f.Fuzz(func(t *testing.T, workbook, sheet, strings, styles string) {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, part := range append([][2]string{{names[0], workbook}, {names[1], sheet}, {names[2], strings}, {names[3], styles}}, others...) {
			to, err := w.CreateHeader(&zip.FileHeader{Name: part[0]})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(to, part[1]); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		twice(t, out.Bytes(), ParseXLSX)
	})
}
