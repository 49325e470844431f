package ingest

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
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
// after the other and two at once, which is what ingest does on two processors.
// x-inprocess is how many times as long that takes as reading them here, likewise
// at once, both by turns, so that a busy machine disturbs both; x-cpu the same in
// the processors' time, of which parent-ms and worker-ms are what either side uses.
func BenchmarkPool(b *testing.B) {
	pdf.EndedByParent() // as in a worker
	for format, files := range everyFormat(b) {
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/workers=%d", format, workers), func(b *testing.B) { benchmarkPool(b, files, workers) })
		}
	}
}

func benchmarkPool(b *testing.B, files [][]byte, workers int) {
	p := testPool("work")
	p.limit = time.Minute
	defer p.Close()
	for _, f := range files {
		if r := p.Read("x", f); r.Error != nil {
			b.Fatal(r.Error)
		}
	}
	inWorker, here := func(f []byte) { p.Read("x", f) }, func(f []byte) { Read("x", f) }
	turn := max(2*len(files), 20)
	atOnce(workers, turn, files, inWorker) // starts all workers, and fills their caches and ours
	atOnce(workers, turn, files, here)
	var elapsed, parent, hereElapsed, hereCPU time.Duration
	workersCPU := -p.processorTime(b)
	for left := b.N; left > 0; left -= turn {
		start, used := time.Now(), processorTime()
		atOnce(workers, min(turn, left), files, inWorker)
		elapsed, parent = elapsed+time.Since(start), parent+processorTime()-used
		start, used = time.Now(), processorTime()
		atOnce(workers, min(turn, left), files, here)
		hereElapsed, hereCPU = hereElapsed+time.Since(start), hereCPU+processorTime()-used
	}
	workersCPU += p.processorTime(b)
	each := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(b.N) }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(b.N)/elapsed.Seconds(), "reports/s")
	b.ReportMetric(float64(elapsed)/float64(hereElapsed), "x-inprocess")
	b.ReportMetric(float64(parent+workersCPU)/float64(hereCPU), "x-cpu")
	b.ReportMetric(each(parent), "parent-ms")
	b.ReportMetric(each(workersCPU), "worker-ms")
}

// processorTime is what the idle workers have used so far, all their threads.
func (p *Pool) processorTime(b *testing.B) (sum time.Duration) {
	b.Helper()
	for _, w := range p.idle {
		threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", w.process.Process.Pid))
		if err != nil || len(threads) == 0 {
			b.Fatalf("no threads of a worker (%v)", err)
		}
		for _, thread := range threads {
			stat, err := os.ReadFile(thread)
			if err != nil {
				b.Fatal(err)
			}
			used, _, _ := strings.Cut(string(stat), " ")
			ns, err := strconv.ParseInt(used, 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			sum += time.Duration(ns)
		}
	}
	return sum
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
