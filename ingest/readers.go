package ingest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// readAll reads every candidate's source, with several workers, completes the
// reports by the registry, and keeps of each what deciding needs.
func (r *run) readAll(ctx context.Context, candidates []*candidate) error {
	work := make(chan *candidate)
	var group sync.WaitGroup
	var mu sync.Mutex
	var firstErr error
	done := 0
	for range max(r.options.Workers, 1) {
		group.Go(func() {
			for c := range work {
				rep, err := r.whole(c)
				if err == nil {
					c.keep(rep)
				}
				mu.Lock()
				if err != nil && firstErr == nil {
					firstErr = err
				}
				done++
				r.options.Progress(done, len(candidates))
				mu.Unlock()
			}
		})
	}
feed:
	for _, c := range candidates {
		select {
		case work <- c:
		case <-ctx.Done():
			break feed
		}
	}
	close(work)
	group.Wait()
	if firstErr == nil {
		firstErr = ctx.Err()
	}
	return firstErr
}

// whole returns a candidate's report with all its cells and texts, completed by
// the registry and a person's decision: the same at every call of a run.
func (r *run) whole(c *candidate) (*report.Report, error) {
	rep, err := r.readSource(c)
	if err != nil {
		return nil, err
	}
	rep.File = c.name
	Identify(rep, r.names, r.year)
	c.applyDecision(rep, r.names)
	return rep, nil
}

// keep notes of a whole report what deciding and telling need: its head, a
// digest of what its cells print, a digest of all of it.
func (c *candidate) keep(whole *report.Report) {
	c.report = &report.Report{File: whole.File, SHA256: whole.SHA256, Format: whole.Format, Agency: whole.Agency, Year: whole.Year,
		PublishedOn: whole.PublishedOn, Held: whole.Held, Notes: whole.Notes, Error: whole.Error}
	if whole.Error == nil && len(whole.Held) == 0 {
		c.cells, c.body = cellsOf(whole), warehouse.BodyOf(whole)
	}
}

// readSource returns what reading a source yields, from parsed/ where this
// program read it before. The error is that of saving the result.
func (r *run) readSource(c *candidate) (*report.Report, error) {
	cache := c.sha + parsedSuffix(r.options.Program)
	if c.recognition != "" {
		cache = c.sha + "-" + c.recognition + parsedSuffix(r.options.Program)
	}
	if content, err := os.ReadFile(r.home.Parsed(cache)); err == nil {
		rep := &report.Report{}
		if Decode(content, rep) == nil && rep.SHA256 == c.sha {
			return rep, nil
		}
	}
	content, err := r.load(c.sha)
	if err != nil {
		return &report.Report{SHA256: c.sha, Error: &report.Rejected{Code: "source_damaged", Message: "归档中的原件已损坏或丢失",
			Hint: "请从备份恢复，或重新导入这份文件"}}, nil
	}
	var recognized []byte
	if c.recognition != "" {
		if recognized, err = r.load(c.recognition); err != nil {
			recognized = []byte{} // ReadRecognized says that it is damaged
		}
	}
	r.options.step("read")
	rep := r.readSafely(c.name, content, recognized)
	rep.File = ""
	if r.writer == nil || rep.Error != nil && rep.Error.Code == readerUnavailable {
		return rep, nil
	}
	line, err := json.Marshal(rep)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", c.name, err)
	}
	return rep, r.writer.SaveParsed(cache, line)
}

// parsedSuffix ends the names of what a program read.
func parsedSuffix(program string) string { return "-" + program + ".json" }

// readLimit is how long reading one file may take.
const readLimit = 60 * time.Second

// readSafely reads a file such that no file stops the others: a panic of a
// parser, or one that does not end, is a rejection of that file.
// What was recognised is nil when nothing was.
func (r *run) readSafely(name string, content, recognized []byte) *report.Report {
	done := make(chan *report.Report, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- refused(content, "reader_fault", fmt.Sprintf("读取时出错：%v", p))
			}
		}()
		if recognized != nil {
			done <- r.options.ReadRecognized(name, content, recognized)
			return
		}
		done <- r.options.Read(name, content)
	}()
	select {
	case rep := <-done:
		return rep
	case <-time.After(r.options.limit):
		return refused(content, "timeout", fmt.Sprintf("%.0f 秒内没有读完", r.options.limit.Seconds()))
	}
}
