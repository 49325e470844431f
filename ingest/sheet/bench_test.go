package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"gongkai/ingest/document"
	"gongkai/ingest/ole2"
)

// BenchmarkParse times one report, and as x-floor how many times as long that
// takes as unpacking it and touching every token or record.
func BenchmarkParse(b *testing.B) {
	for _, c := range []struct {
		file  string
		parse func([]byte) (*document.Document, error)
		floor func([]byte) int
	}{
		{"upright.xlsx", ParseXLSX, xlsxFloor}, {"blanks.xlsx", ParseXLSX, xlsxFloor},
		{"upright.xls", ParseXLS, xlsFloor}, {"blanks.xls", ParseXLS, xlsFloor},
	} {
		b.Run(c.file, func(b *testing.B) {
			content := fixture(b, "../testdata/formats/"+c.file)
			b.ResetTimer()
			for range b.N {
				if _, err := c.parse(content); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			reading := b.Elapsed() / time.Duration(b.N)
			start := time.Now()
			for range b.N {
				if c.floor(content) == 0 {
					b.Fatal("the floor touched nothing")
				}
			}
			b.ReportMetric(float64(reading)/float64(time.Since(start)/time.Duration(b.N)), "x-floor")
			b.ReportMetric(1/reading.Seconds(), "reports/s")
		})
	}
}

// xlsxFloor unpacks the parts of a workbook and reads their tokens.
func xlsxFloor(content []byte) int {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return 0
	}
	n := 0
	for _, f := range archive.File {
		if !strings.HasPrefix(f.Name, "xl/") || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return 0
		}
		for d := xml.NewDecoder(r); ; n++ {
			if _, err := d.Token(); err != nil {
				break
			}
		}
		r.Close()
	}
	return n
}

// xlsFloor reads the stream of a workbook and walks its records.
func xlsFloor(content []byte) int {
	container, err := ole2.Open(content)
	if err != nil {
		return 0
	}
	stream, err := container.Stream("Workbook")
	if err != nil {
		return 0
	}
	n := 0
	for at := 0; at+4 <= len(stream); at += 4 + u16(stream[at+2:]) {
		n++
	}
	return n
}
