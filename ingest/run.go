package ingest

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"sync"
	"time"

	"gongkai/ingest/archive"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// Options are how a run behaves.
type Options struct {
	// Program names the program and its build, such as "1.0.0+3f2a91c": what it
	// read before is not read again, so another build needs another name.
	Program         string
	AcceptRevisions bool                  // publish different reports of one agency and year as revisions
	DryRun          bool                  // tell what would happen; store and publish nothing
	Workers         int                   // files read at once; 0 is 1
	Progress        func(done, total int) // told after each file that was read; may be nil
	Derive          warehouse.Derive      // creates views and summaries; may be nil
	Now             func() time.Time      // nil is time.Now
	Wait            time.Duration         // for another writer, see archive.Options
	// Read reads one file; nil is the function Read, in this process. What
	// comes from outside is read by a Pool.
	Read func(name string, content []byte) *report.Report

	step  func(string) // told each step before it is done, for fault tests
	limit time.Duration
	free  *uint64 // bytes free on the disk, for fault tests
}

var programName = regexp.MustCompile(`^[A-Za-z0-9._+-]+$`)

func (o *Options) complete() error {
	if !programName.MatchString(o.Program) {
		return fmt.Errorf("the name of the program, %q, is not of letters, digits and . _ + -", o.Program)
	}
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.step == nil {
		o.step = func(string) {}
	}
	if o.Read == nil {
		o.Read = Read
	}
	if o.limit == 0 {
		o.limit = readLimit
	}
	return nil
}

// run is one run over a home. It keeps of each file no more than deciding
// needs: bytes are in the archive, reports in parsed/. In a dry run there is no
// writer, and sources are the files that would be archived.
type run struct {
	options Options
	home    *archive.Home
	writer  *archive.Writer
	year    int             // of today
	names   *registry.Names // in force, once settled
	mu      sync.Mutex
	sources map[string]*source
}

// Run receives the files of paths, folders walked, into a home folder, reads
// them, decides on them, and publishes a version if its contents changed.
// Killed at any moment it leaves the old version, and the next run ends with
// the same contents as an undisturbed one. Bad files are outcomes in the
// Summary, not errors. An error is a *archive.BusyError while another writer
// is at work; after any error readers see the version from before.
func Run(ctx context.Context, home string, paths []string, options Options) (Summary, error) {
	r, done, err := begin(ctx, home, options)
	if err != nil {
		return Summary{}, err
	}
	defer done()
	sources := expand(findSources(paths, home))
	if err := r.room(sources); err != nil {
		return Summary{}, err
	}
	if err := r.receive(ctx, sources); err != nil {
		return Summary{}, err
	}
	k, reg, err := r.settle(ctx, sources)
	if err != nil {
		return Summary{}, err
	}
	adopted := newlyPublished(k.candidates)
	summary := r.summarize(k, sources, adopted)
	summary.Version, summary.Changed, err = r.publish(ctx, k, reg, adopted)
	if err != nil {
		return Summary{}, err
	}
	return summary, nil
}

// begin opens the home folder, for writing unless the run is dry. The returned
// function lets the next writer in.
func begin(ctx context.Context, home string, options Options) (*run, func(), error) {
	if err := options.complete(); err != nil {
		return nil, nil, err
	}
	year := options.Now().Year()
	if options.DryRun {
		return &run{options: options, home: archive.Open(home), year: year, sources: map[string]*source{}}, func() {}, nil
	}
	writer, err := archive.Write(ctx, home, archive.Options{Wait: options.Wait, Now: options.Now, Step: options.step})
	if err != nil {
		return nil, nil, err
	}
	// All that was written is durable before: closing only lets go of the lock.
	return &run{options: options, home: writer.Home, writer: writer, year: year}, func() { writer.Close() }, nil
}

// events is the journal, which the writer has read already.
func (r *run) events() ([]archive.Event, error) {
	if r.writer != nil {
		return r.writer.Events()
	}
	return r.home.Events()
}

// load returns the bytes of a source.
func (r *run) load(sha string) ([]byte, error) {
	if s := r.sources[sha]; s != nil {
		if content, rejected := s.content(); rejected == nil && archive.SHA256(content) == sha {
			return content, nil
		}
	}
	return r.home.Load(sha)
}

// receive brings the sources into the archive and journals those that are
// new. What cannot be read is marked.
func (r *run) receive(ctx context.Context, sources []*source) error {
	work := make(chan *source)
	var group sync.WaitGroup
	errs := make([]error, max(r.options.Workers, 1))
	for i := range errs {
		group.Go(func() {
			for s := range work {
				if errs[i] == nil && ctx.Err() == nil {
					errs[i] = r.stage(s)
				}
			}
		})
	}
	for _, s := range sources {
		if s.ignored == "" && s.rejected == nil {
			work <- s
		}
	}
	close(work)
	group.Wait()
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return fmt.Errorf("receiving: %w", err)
	}
	if r.writer == nil {
		return nil
	}
	return r.journalNew(sources)
}

func (r *run) stage(s *source) error {
	content, rejected := s.content()
	if rejected != nil {
		s.rejected = rejected
		return nil
	}
	s.size = int64(len(content))
	if r.writer == nil {
		s.sha = archive.SHA256(content)
		r.mu.Lock()
		r.sources[s.sha] = s
		r.mu.Unlock()
		return nil
	}
	var err error
	s.sha, err = r.writer.Stage(content)
	return err
}

func (r *run) journalNew(sources []*source) error {
	events, err := r.events()
	if err != nil {
		return err
	}
	known := knownFrom(events).bySHA
	var received []archive.Received
	journalled := map[string]bool{}
	for _, s := range sources {
		if s.sha != "" && known[s.sha] == nil && !journalled[s.sha] {
			journalled[s.sha] = true
			received = append(received, archive.Received{Kind: s.kind(), SHA256: s.sha, Name: s.name, Size: s.size})
		}
	}
	return r.writer.Receive(received)
}

// settle reads everything that was ever received and decides on it. With
// AcceptRevisions the files of this run that are held only because they differ
// from another report are journalled as accepted.
func (r *run) settle(ctx context.Context, sources []*source) (*known, *registry.Registry, error) {
	events, err := r.events()
	if err != nil {
		return nil, nil, err
	}
	k := knownFrom(events)
	if r.writer == nil {
		for _, s := range sources {
			if s.sha != "" && !s.bundle {
				k.add(s.sha, s.name, r.options.Now())
			}
		}
	}
	reg, err := k.registry(r.home)
	if err != nil {
		return nil, nil, err
	}
	r.names = reg.Names()
	if err := r.readAll(ctx, k.candidates); err != nil {
		return nil, nil, fmt.Errorf("reading: %w", err)
	}
	decide(k.candidates)
	if !r.options.AcceptRevisions {
		return k, reg, nil
	}
	if err := r.accept(k, sources); err != nil {
		return nil, nil, err
	}
	decide(k.candidates)
	return k, reg, nil
}

func (r *run) accept(k *known, sources []*source) error {
	var decided []archive.Event
	for _, s := range sources {
		c := k.bySHA[s.sha]
		if c != nil && c.same != nil {
			c = c.same
		}
		if c == nil || c.second == nil || c.accepted {
			continue
		}
		c.accepted = true
		decided = append(decided, archive.Event{Event: archive.DecidedEvent, SHA256: c.sha, Decision: acceptRevision})
	}
	if r.writer == nil {
		return nil
	}
	r.options.step("decide: journal")
	if err := r.writer.Append(decided); err != nil {
		return err
	}
	k.seq += int64(len(decided))
	return nil
}
