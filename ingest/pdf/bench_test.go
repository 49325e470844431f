package pdf

import (
	"archive/zip"
	"context"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkParse times reading PDFs by each producer beside the floor, which is
// pdfium's own text extraction of the same pages in the same sandbox: open, load
// every page, ask for its text. Both are the processor's time, garbage
// collection included, and the least of the rounds, so that a busy machine
// disturbs them little; reports/s is thus for one core. Chromium draws fonts that
// it may not or cannot embed, such as Noto CJK, as one Type 3 font for some four
// characters, a program for each; pdfium reads all of them with the page.
func BenchmarkParse(b *testing.B) {
	producers := []producer{
		{"writer", inZip(b, "pdf-office/")},
		{"chromium-type3", inZip(b, "pdf-browser/")},
		{"chromium-truetype", [][]byte{fileOf(b, "testdata/browser.pdf")}},
	}
	if dir := os.Getenv("GONGKAI_CORPUS"); dir != "" {
		producers = append(producers, producer{"wps", [][]byte{fileOf(b, filepath.Join(dir, "hongze-2023.pdf"))}})
	}
	EndedByParent() // as in a worker
	b.Run("ended-by-parent", func(b *testing.B) { benchmarkProducers(b, producers) })
	endedByParent.Store(false)
	b.Run("interruptible", func(b *testing.B) { benchmarkProducers(b, producers) })
}

// producer is a program and reports that it printed.
type producer struct {
	name  string
	files [][]byte
}

func benchmarkProducers(b *testing.B, producers []producer) {
	r, err := NewReader(defaultCacheDir())
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	for _, p := range producers {
		b.Run(p.name, func(b *testing.B) {
			for _, content := range p.files {
				extractText(b, r, content) // an instance starts with the first file
			}
			floor, whole := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
			for range b.N {
				start := ProcessorTime()
				for _, content := range p.files {
					extractText(b, r, content)
				}
				middle := ProcessorTime()
				for _, content := range p.files {
					if _, err := r.Parse(context.Background(), content); err != nil {
						b.Fatal(err)
					}
				}
				floor, whole = min(floor, middle-start), min(whole, ProcessorTime()-middle)
			}
			each := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(len(p.files)) }
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(each(whole), "ms/report")
			b.ReportMetric(each(floor), "pdfium-text-ms")
			b.ReportMetric(float64(whole)/float64(floor), "x-pdfium-text")
			b.ReportMetric(1000/each(whole), "reports/s")
		})
	}
}

// ProcessorTime is what this process has used so far.
func ProcessorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// inZip are the reports in a folder of those that office programs and a browser
// have printed.
func inZip(b *testing.B, folder string) (files [][]byte) {
	b.Helper()
	archive, err := zip.OpenReader("../testdata/formats/office.zip")
	if err != nil {
		b.Fatal(err)
	}
	defer archive.Close()
	for _, f := range archive.File {
		if !strings.HasPrefix(f.Name, folder) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			b.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, content)
	}
	if len(files) == 0 {
		b.Fatalf("no files in %s", folder)
	}
	return files
}

func fileOf(b *testing.B, name string) []byte {
	b.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	return content
}

// extractText is the floor.
func extractText(b *testing.B, r *Reader, content []byte) {
	e, err := newEngine(context.Background(), r.pool)
	if err != nil {
		b.Fatal(err)
	}
	defer e.release()
	data := e.malloc(len(content))
	e.memory.Write(data, content)
	file := e.call("FPDF_LoadMemDocument", uint64(data), uint64(len(content)), 0)
	for i := range e.integer("FPDF_GetPageCount", file) {
		page := e.call("FPDF_LoadPage", file, uint64(i))
		text := e.call("FPDFText_LoadPage", page)
		e.characters(text, e.integer("FPDFText_CountChars", text))
		e.call("FPDFText_ClosePage", text)
		e.call("FPDF_ClosePage", page)
	}
	e.call("FPDF_CloseDocument", file)
	e.free(data)
	if e.err != nil {
		b.Fatal(e.err)
	}
}

// The first report of a process pays for pdfium: compiled anew, or taken from
// the cache.
func BenchmarkStart(b *testing.B) {
	content := fileOf(b, "testdata/writer.pdf")
	first := func(b *testing.B, dir string) {
		r, err := NewReader(dir)
		if err != nil {
			b.Fatal(err)
		}
		defer r.Close()
		if _, err := r.Parse(context.Background(), content); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("compiled", func(b *testing.B) {
		for range b.N {
			first(b, "")
		}
	})
	b.Run("cached", func(b *testing.B) {
		dir := b.TempDir()
		first(b, dir)
		b.ResetTimer()
		for range b.N {
			first(b, dir)
		}
	})
}
