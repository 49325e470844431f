package pdf

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What counts is the ratio to pdfium's own text extraction of the same pages
// in the same sandbox: open, load every page, ask for its text.
func BenchmarkParse(b *testing.B) {
	files := []string{"testdata/writer.pdf", "testdata/browser.pdf"}
	if dir := os.Getenv("GONGKAI_CORPUS"); dir != "" {
		files = append(files, filepath.Join(dir, "hongze-2023.pdf"))
	}
	b.Run("interruptible", func(b *testing.B) { benchmarkFiles(b, files) })
	EndedByParent()
	defer endedByParent.Store(false)
	b.Run("ended-by-parent", func(b *testing.B) { benchmarkFiles(b, files) })
}

func benchmarkFiles(b *testing.B, files []string) {
	r, err := NewReader(defaultCacheDir())
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(filepath.Base(name), func(b *testing.B) {
			var floor, whole time.Duration
			for range b.N {
				start := time.Now()
				extractText(b, r, content)
				middle := time.Now()
				if _, err := r.Parse(context.Background(), content); err != nil {
					b.Fatal(err)
				}
				floor, whole = floor+middle.Sub(start), whole+time.Since(middle)
			}
			b.ReportMetric(float64(whole.Microseconds())/1000/float64(b.N), "ms/report")
			b.ReportMetric(float64(whole)/float64(floor), "x-pdfium-text")
		})
	}
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
	content, err := os.ReadFile("testdata/writer.pdf")
	if err != nil {
		b.Fatal(err)
	}
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
