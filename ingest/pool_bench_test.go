package ingest

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/ingest/pdf"
	"gongkai/ingest/sample"
)

// everyFormat are reports of the made-up county by format: as the sample
// writes them, and as office programs and a browser converted them.
func everyFormat(b *testing.B) map[string][][]byte {
	b.Helper()
	files := map[string][][]byte{}
	dir := filepath.Join(b.TempDir(), "county")
	if _, err := sample.Write(dir, sample.Options{Agencies: 6, FirstYear: 2019, LastYear: 2023, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	err := filepath.WalkDir(filepath.Join(dir, "reports"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		format := sniff(content)
		files[format] = append(files[format], content)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	converted, err := zip.OpenReader("testdata/formats/office.zip")
	if err != nil {
		b.Fatal(err)
	}
	defer converted.Close()
	for _, f := range converted.File {
		folder, _, _ := strings.Cut(f.Name, "/")
		if path.Ext(f.Name) == "" || folder == f.Name {
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
		files[folder] = append(files[folder], content)
	}
	return files
}

// BenchmarkPool times reading the reports of each format in worker processes, one
// after the other and two at once, and as x-inprocess how many times as long that
// takes as reading them here, likewise at once. A run of two at once is what
// ingest does on two processors.
func BenchmarkPool(b *testing.B) {
	pdf.EndedByParent() // as in a worker
	for format, files := range everyFormat(b) {
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/workers=%d", format, workers), func(b *testing.B) {
				p := testPool("work")
				p.limit = time.Minute
				defer p.Close()
				for _, f := range files {
					if r := p.Read("x", f); r.Error != nil {
						b.Fatal(r.Error)
					}
				}
				inWorker, here := func(f []byte) { p.Read("x", f) }, func(f []byte) { Read("x", f) }
				warm := max(2*len(files), 8) // starts all workers, and fills their caches and ours
				atOnce(workers, warm, files, inWorker)
				atOnce(workers, warm, files, here)
				b.ResetTimer()
				atOnce(workers, b.N, files, inWorker)
				b.StopTimer()
				start := time.Now()
				atOnce(workers, b.N, files, here)
				b.ReportMetric(float64(b.Elapsed())/float64(time.Since(start)), "x-inprocess")
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
			})
		}
	}
}

// atOnce does something with n files, some at once.
func atOnce(some, n int, files [][]byte, do func([]byte)) {
	var group sync.WaitGroup
	var next atomic.Int64
	for range some {
		group.Go(func() {
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				do(files[int(i)%len(files)])
			}
		})
	}
	group.Wait()
}
