package ingest

import (
	"encoding/json"
	"fmt"
	"runtime"
	"testing"

	"gongkai/ingest/report"
)

// What a run keeps of a file while the others are read and decided on is small,
// whatever is in it.
func TestARunKeepsLittleOfEachFile(t *testing.T) {
	held := func(n int) (bytes uint64) {
		files := map[string]string{}
		for i := range n {
			name := "甲县第" + string([]rune("一二三四五六七八九十百千")[i%12]) + string([]rune("一二三四五六七八九十百千")[i/12%12]) + "局"
			files[fmt.Sprintf("%04d.txt", i)] = reportText(name, 2019+i/144, i)
		}
		options := testOptions()
		options.Read = asPool
		options.step = func(step string) {
			if step == "build: start" {
				runtime.GC()
				runtime.GC() // what pools held at the first is gone at the second
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				bytes = m.HeapAlloc
			}
		}
		if s := ingestInto(t, t.TempDir(), options, write(t, files)); s.Published != n {
			t.Fatalf("%d of %d published: %v", s.Published, n, outcomes(s))
		}
		return bytes
	}
	const few, many = 144, 576
	held(few) // what is made once
	perFile := (int64(held(many)) - int64(held(few))) / (many - few)
	t.Logf("%d bytes a file", perFile)
	if perFile > 2<<10 {
		t.Errorf("%d bytes a file are kept", perFile)
	}
}

// asPool reads as a worker's answer is read: nothing of the file is kept by a
// text that is part of it.
func asPool(name string, content []byte) *report.Report {
	line, err := json.Marshal(Read(name, content))
	if err != nil {
		panic(err)
	}
	var r report.Report
	if err := json.Unmarshal(line, &r); err != nil {
		panic(err)
	}
	return &r
}
