package word

import (
	"testing"
	"time"

	"gongkai/ingest/ole2"
)

// BenchmarkParseDOC times one report, and as x-floor how many times as long
// that takes as reading its streams and touching every character.
func BenchmarkParseDOC(b *testing.B) {
	for _, file := range []string{"split.doc", "blanks.doc"} {
		b.Run(file, func(b *testing.B) {
			content := fixture(b, "../testdata/formats/"+file)
			b.ResetTimer()
			for range b.N {
				if _, err := ParseDOC(content); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			reading := b.Elapsed() / time.Duration(b.N)
			start := time.Now()
			for range b.N {
				if docFloor(content) == 0 {
					b.Fatal("the floor touched nothing")
				}
			}
			b.ReportMetric(float64(reading)/float64(time.Since(start)/time.Duration(b.N)), "x-floor")
			b.ReportMetric(1/reading.Seconds(), "reports/s")
		})
	}
}

func docFloor(content []byte) int {
	container, err := ole2.Open(content)
	if err != nil {
		return 0
	}
	n := 0
	for _, name := range []string{"WordDocument", "1Table", "Data"} {
		if !container.Has(name) {
			continue
		}
		stream, err := container.Stream(name)
		if err != nil {
			return 0
		}
		for at := 0; at+2 <= len(stream); at += 2 {
			if u16(stream[at:]) != 0 {
				n++
			}
		}
	}
	return n
}
