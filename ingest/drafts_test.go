package ingest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

// Drafts come in the order of the arguments, however long each takes to read.
func TestDraftsKeepTheirOrder(t *testing.T) {
	files := map[string]string{"b/2.txt": "x", "b/1.txt": "x", "b/.hidden": "x", "a.txt": "x", ".named": "x"}
	dir := write(t, files)
	later := make(chan struct{})
	options := ReadOptions{Names: (&registry.Registry{}).Names(), ThisYear: 2025, Workers: 4, Home: filepath.Join(dir, "home"),
		Read: func(name string, content []byte) *report.Report {
			switch filepath.Base(name) {
			case "1.txt": // comes first though it is read last
				<-later
			case "2.txt":
				defer close(later)
			}
			return Read(name, content)
		}}
	in := func(names ...string) (out []string) {
		for _, n := range names {
			out = append(out, filepath.Join(dir, n))
		}
		return out
	}
	var got []string
	ignored, err := ReadDrafts(t.Context(), in("b", "nowhere.txt", "a.txt", ".named"), options, func(r *report.Report) error {
		got = append(got, r.File)
		if r.Error == nil || r.Error.Code == "" {
			t.Errorf("%s: %+v", r.File, r.Error)
		}
		return nil
	})
	if want := in("b/1.txt", "b/2.txt", "nowhere.txt", "a.txt", ".named"); err != nil || ignored != 1 || !slices.Equal(got, want) {
		t.Errorf("%v, %d ignored\n got %q\nwant %q", err, ignored, got, want)
	}
}

func TestDraftsEndAtAnError(t *testing.T) {
	files := map[string]string{}
	for i := range 50 {
		files[fmt.Sprintf("%02d.txt", i)] = "x"
	}
	dir := write(t, files)
	options := ReadOptions{Names: (&registry.Registry{}).Names(), ThisYear: 2025, Workers: 2, Read: Read}
	stop := errors.New("enough")
	n := 0
	if _, err := ReadDrafts(t.Context(), []string{dir}, options, func(*report.Report) error { n++; return stop }); !errors.Is(err, stop) || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ReadDrafts(ctx, []string{dir}, options, func(*report.Report) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
