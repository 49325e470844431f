package ingest

import (
	"context"
	"errors"
	"slices"
	"sync"

	"gongkai/ingest/archive"
	"gongkai/ingest/report"
)

// recognizeAll makes out the pictures in the files of this run that need it,
// keeps the results for good and reads those files anew. A report that readers
// have seen stays as it is.
func (r *run) recognizeAll(ctx context.Context, k *known, sources []*source) error {
	if r.options.Recognize == nil {
		return nil
	}
	var wanting []*candidate
	for _, s := range sources {
		c := k.bySHA[s.sha]
		if c != nil && c.adopted == 0 && (c.recognition != "" || wantsRecognition(c.report)) && !slices.Contains(wanting, c) {
			wanting = append(wanting, c)
		}
	}
	results, err := r.recognize(ctx, wanting)
	if err != nil {
		return err
	}
	if err := r.keepRecognitions(k, wanting, results); err != nil {
		return err
	}
	for i, c := range wanting {
		switch {
		case results[i].recognized != nil:
			whole, err := r.whole(c)
			if err != nil {
				return err
			}
			c.keep(whole)
		case errors.Is(results[i].err, ErrNoEngine):
			r.noEngine = true
		default:
			c.report.Notes = append(c.report.Notes, report.Note{Code: "ocr_failed", Message: results[i].err.Error()})
		}
	}
	return nil
}

// recognized is what became of one file: bytes or an error.
type recognized struct {
	recognized []byte
	err        error
}

// recognize makes out the pictures of the candidates, with several workers. The
// error is that of ctx.
func (r *run) recognize(ctx context.Context, candidates []*candidate) ([]recognized, error) {
	out := make([]recognized, len(candidates))
	work := make(chan int)
	var group sync.WaitGroup
	for range max(r.options.Workers, 1) {
		group.Go(func() {
			for i := range work {
				content, err := r.load(candidates[i].sha)
				if err == nil {
					content, err = r.options.Recognize(candidates[i].name, content)
				}
				if err != nil {
					content = nil
				}
				out[i] = recognized{content, err}
			}
		})
	}
	for i := range candidates {
		select {
		case work <- i:
		case <-ctx.Done():
		}
		r.options.Progress(i, len(candidates))
	}
	close(work)
	group.Wait()
	return out, ctx.Err()
}

// keepRecognitions archives and journals what was made out, but for what is
// known already.
func (r *run) keepRecognitions(k *known, candidates []*candidate, results []recognized) error {
	var received []archive.Received
	for i, c := range candidates {
		content := results[i].recognized
		if content == nil {
			continue
		}
		sha := archive.SHA256(content)
		fresh := sha != c.recognition
		c.recognition = sha
		if r.writer == nil {
			r.seen[sha] = content
			continue
		}
		if _, err := r.writer.Stage(content); err != nil {
			return err
		}
		if fresh {
			received = append(received, archive.Received{Kind: recognitionKind, SHA256: sha, Name: c.name, Size: int64(len(content)), Of: c.sha})
		}
	}
	if r.writer == nil || len(received) == 0 {
		return nil
	}
	r.options.step("recognize: journal")
	if err := r.writer.Receive(received); err != nil {
		return err
	}
	k.seq += int64(len(received))
	return nil
}
