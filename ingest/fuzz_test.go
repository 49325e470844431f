package ingest

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"gongkai/ingest/badinput"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

// No zip breaks the walker: what it lists has a valid name inside the bundle,
// none of it a path to leave by, and can be read up to the limit. (Z1)
func FuzzBundle(f *testing.F) {
	for _, seed := range badinput.Seeds(".zip") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		s := &source{path: "x.zip", name: "x.zip"}
		seen := map[string]bool{}
		for _, inner := range s.unpack(content, 0, &shelf{}) {
			if !s.bundle || !strings.HasPrefix(inner.name, "x.zip!") || strings.Contains(inner.name, "..") && strings.Contains("/"+inner.name+"/", "/../") {
				t.Errorf("name %q", inner.name)
			}
			if !utf8.ValidString(inner.name) || seen[inner.name] {
				t.Errorf("name %q", inner.name)
			}
			seen[inner.name] = true
			if inner.rejected == nil && inner.ignored == "" && !inner.bundle {
				if b, rejected := inner.content(); rejected == nil && len(b) > MaxFile {
					t.Errorf("%q has %d bytes", inner.name, len(b))
				}
			}
		}
	})
}

// No file of any text format breaks the whole reader.
func FuzzRead(f *testing.F) {
	for _, extension := range []string{".txt", ".html", ".docx"} {
		for _, seed := range badinput.Seeds(extension) {
			f.Add(seed)
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if strings.HasPrefix(string(content), "%PDF-") {
			t.Skip("the reader of PDF has its own target")
		}
		r := Read("x.docx", content)
		if e := r.Error; e != nil && (e.Code == "" || e.Message == "" || e.Hint == "") {
			t.Errorf("refused without words: %+v", e)
		}
		Identify(r, (&registry.Registry{}).Names(), 2026)
	})
}

// No answer of a worker that was broken into breaks its parent, and what is read
// of one is what the standard library reads.
func FuzzAnswer(f *testing.F) {
	for _, line := range answers(f) {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		var want, got report.Report
		if Decode(line, &got) == nil && json.Unmarshal(line, &want) == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", line, got, want)
		}
	})
}
