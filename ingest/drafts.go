package ingest

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

// ReadOptions are how files that are stored nowhere are read.
type ReadOptions struct {
	Read     func(name string, content []byte) *report.Report // that of a Pool, or Read
	Names    *registry.Names                                  // in force
	ThisYear int                                              // year of today
	Workers  int                                              // files read at once
	Home     string                                           // stays out of folders that are walked
	Progress func(done, total int)                            // told after each file; may be nil
}

// ReadDrafts reads and identifies the files of paths, folders walked and
// bundles unpacked, and hands each report to each, in the order of the paths
// and by name within a folder, however many are read at once. A report's File is
// the path that leads to it. What folders and bundles hold that is no source at
// all is counted. It ends at the first error of each, or of the context.
func ReadDrafts(ctx context.Context, paths []string, options ReadOptions, each func(*report.Report) error) (ignored int, err error) {
	sources, ignored := draftSources(paths, options.Home)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	queue := make(chan chan *report.Report, 2*options.Workers)
	tokens := make(chan struct{}, options.Workers)
	go func() {
		defer close(queue)
		for _, s := range sources {
			result := make(chan *report.Report, 1)
			select {
			case queue <- result:
			case <-ctx.Done():
				return
			}
			tokens <- struct{}{}
			go func() {
				result <- s.draft(options)
				<-tokens
			}()
		}
	}()
	done := 0
	for result := range queue {
		r := <-result
		if done++; options.Progress != nil {
			options.Progress(done, len(sources))
		}
		if err := each(r); err != nil {
			return ignored, err
		}
	}
	return ignored, ctx.Err()
}

// draftSources lists the files to read. One that was named itself is read
// whatever its name.
func draftSources(paths []string, home string) (out []*source, ignored int) {
	for _, path := range paths {
		found := findSources([]string{path}, home)
		named := len(found) == 1 && filepath.Clean(found[0].path) == filepath.Clean(path)
		for _, s := range found {
			s.name = s.path
			if named {
				s.ignored = ""
			}
		}
		slices.SortStableFunc(found, func(a, b *source) int { return strings.Compare(a.name, b.name) })
		for _, s := range expand(found) {
			switch {
			case s.ignored != "":
				ignored++
			case !s.bundle:
				out = append(out, s)
			}
		}
	}
	return out, ignored
}

// draft reads one file and finds its body.
func (s *source) draft(options ReadOptions) *report.Report {
	content, rejected := []byte(nil), s.rejected
	if rejected == nil {
		content, rejected = s.content()
	}
	r := &report.Report{File: s.name, Error: rejected}
	if rejected == nil {
		r = options.Read(s.name, content)
	}
	r.File = s.name
	Identify(r, options.Names, options.ThisYear)
	return r
}
