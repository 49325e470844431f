package ingest

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"
	"testing"
	"time"

	"gongkai/ingest/document"
	"gongkai/ingest/form"
	"gongkai/ingest/prose"
	"gongkai/ingest/report"
	"gongkai/ingest/sample"
)

// BenchmarkRead times reading one report of each format, and its steps:
// tokens is the floor of decompressing, decoding and touching every token with
// the same library, without asking what it means or where it stands; document is
// the parser, which does that and builds the paragraphs and cells with their
// places; form and prose are what the reader adds; json is what
// the answer of a worker costs both sides. Each is the processor's time, garbage
// collection included; reports/s is thus for one core. In each of b.N rounds
// (-benchtime 10x) the steps follow one another, each as often as the floor fits
// into enough, so that one round's ratio of two steps is of the same minute of the
// machine; what is reported is the median of the rounds. PDF has a benchmark of
// its own beside its parser. It runs as a worker process does: on one processor, and
// with garbage collected at eleven times what is needed.
func BenchmarkRead(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer debug.SetGCPercent(debug.SetGCPercent(1000))
	for _, c := range []struct {
		format string
		files  func(*testing.B) [][]byte
		tokens func([]byte) int
	}{
		{"text", county("text"), textTokens}, {"html", county("html"), htmlTokens},
		{"docx", county("docx"), func(content []byte) int { return xmlTokens(content, "word/document.xml", "word/styles.xml") }},
		{"xlsx", fixtures("*.xlsx"), func(content []byte) int {
			return xmlTokens(content, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/*.xml")
		}},
		{"xls", fixtures("*.xls"), workbookRecords}, {"doc", fixtures("*.doc"), docTokens},
	} {
		b.Run(c.format, func(b *testing.B) {
			files := c.files(b)
			docs, tables := make([]*document.Document, len(files)), make([]form.Result, len(files))
			reports := make([]*report.Report, len(files))
			steps := []struct {
				name string
				do   func(i int) bool
			}{
				{"read", func(i int) bool { reports[i] = Read("x", files[i]); return reports[i].Error == nil }},
				{"tokens", func(i int) bool { return c.tokens(files[i]) > 0 }},
				{"document", func(i int) bool {
					docs[i], _ = parse(c.format, "x", files[i])
					return docs[i] != nil
				}},
				{"form", func(i int) bool { tables[i] = form.Read(docs[i], nil); return tables[i].Rejected == nil }},
				{"prose", func(i int) bool {
					words := prose.Read(docs[i], tables[i].InTable)
					words.Facts()
					return words.Title.Text != ""
				}},
				{"json", func(i int) bool {
					line, err := json.Marshal(reports[i])
					return err == nil && Decode(line, &report.Report{}) == nil
				}},
			}
			least, rounds := repeats(func(i int) bool { return c.tokens(files[i]) > 0 }, len(files)), map[string][]float64{}
			for range b.N {
				took := map[string]float64{} // ms a report
				for _, s := range steps {
					runtime.GC() // what the step before left is none of its cost
					start := processorTime()
					for n := range least * len(files) {
						if i := n % len(files); !s.do(i) {
							b.Fatalf("%s of file %d failed", s.name, i)
						}
					}
					took[s.name+"-ms"] = (processorTime() - start).Seconds() * 1000 / float64(least*len(files))
				}
				took["document/tokens"] = took["document-ms"] / took["tokens-ms"]
				took["read/document"] = took["read-ms"] / took["document-ms"]
				took["reports/s"] = 1000 / took["read-ms"]
				for name, v := range took {
					rounds[name] = append(rounds[name], v)
				}
			}
			b.ReportMetric(0, "ns/op")
			for name, values := range rounds {
				slices.Sort(values)
				b.ReportMetric(values[len(values)/2], name)
			}
		})
	}
}

// enough is how long a step must last for its time to mean something: the system
// counts the time of a process in parts of a millisecond and more.
const enough = 20 * time.Millisecond

// repeats is how many times do must be done with each of n files to last so long.
func repeats(do func(i int) bool, n int) int {
	start := processorTime()
	for times := 1; ; times++ {
		for i := range n {
			do(i)
		}
		if processorTime()-start >= enough {
			return times
		}
	}
}

// processorTime is what this process has used so far.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// county makes reports of a small county in every layout of a family that is
// read.
func county(family string) func(*testing.B) [][]byte {
	return func(b *testing.B) [][]byte {
		b.Helper()
		var styles []string
		for _, s := range sample.Styles() {
			if s.Family == family && !s.Refused {
				styles = append(styles, s.Name)
			}
		}
		dir := filepath.Join(b.TempDir(), "county")
		if _, err := sample.Write(dir, sample.Options{Agencies: 24, FirstYear: 2020, LastYear: 2022, Seed: 1, Styles: styles}); err != nil {
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
}

// fixtures takes reports that an office program has saved.
func fixtures(pattern string) func(*testing.B) [][]byte {
	return func(b *testing.B) (files [][]byte) {
		b.Helper()
		names, err := filepath.Glob(filepath.Join("testdata/formats", pattern))
		if err != nil || len(names) == 0 {
			b.Fatalf("no %s (%v)", pattern, err)
		}
		for _, name := range names {
			content, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			files = append(files, content)
		}
		return files
	}
}
