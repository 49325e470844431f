// Package sample makes up a county whose disclosure reports look like real
// ones, and knows what it printed. Options enter (how many agencies, which
// years, a seed, which styles); a folder leaves: reports/ in text, HTML and
// DOCX, registry/ with agencies.csv and events.csv, truth.csv with every cell
// as printed, and truth_reports.csv with what each file says of itself.
//
// It also writes the committed sample of real reports in data/sample/real from
// the figures kept there (WriteReal).
//
// The package imports data only and shares no code with the reader: it is an
// independent second view of the form, so that a mistake in one of the two
// shows as a difference between a report's truth and its reading.
package sample

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"gongkai/data"
)

// Options says which county to make. The zero value of each field means its
// default.
type Options struct {
	Agencies  int      // bodies in the registry beside the county's roll-up; default 45
	FirstYear int      // first report year; default 2019
	LastYear  int      // last report year; default 2025
	Seed      uint64   // same seed, same bytes
	Styles    []string // names of Styles(), or "all"; default all that must be read
	Faults    float64  // share of the reports that get a fault, 0 to 1; see faults.csv
}

// Summary says what was written.
type Summary struct {
	Agencies int            // bodies in the registry, the county's roll-up included
	Reports  int            // report files
	Cells    int            // lines of truth.csv
	Requests map[int]int64  // requests received in the county, by year
	Styles   map[string]int // reports by style
	Late     []string       // files published after their deadline
	NotFiled []string       // "<agency id> <year>" of reports that were never filed
}

// withDefaults fills empty fields and refuses what cannot be made.
func (o Options) withDefaults() (Options, error) {
	if o.Agencies == 0 {
		o.Agencies = 45
	}
	if o.FirstYear == 0 {
		o.FirstYear = 2019
	}
	if o.LastYear == 0 {
		o.LastYear = 2025
	}
	if len(o.Styles) == 0 {
		o.Styles = []string{"all"}
	}
	switch {
	case o.Agencies < 1 || o.Agencies > maxBodies():
		return o, fmt.Errorf("agencies must be 1 to %d, not %d", maxBodies(), o.Agencies)
	case o.Faults < 0 || o.Faults > 1:
		return o, fmt.Errorf("faults must be a share from 0 to 1, not %g", o.Faults)
	case o.FirstYear > o.LastYear:
		return o, fmt.Errorf("first year %d is after last year %d", o.FirstYear, o.LastYear)
	case data.EditionFor(o.FirstYear) == "":
		return o, fmt.Errorf("no edition of the form is known for %d", o.FirstYear)
	}
	return o, nil
}

// Write makes the county in dir, which must not exist or be empty.
func Write(dir string, opt Options) (Summary, error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return Summary{}, err
	}
	if err := mustBeEmpty(dir); err != nil {
		return Summary{}, err
	}
	assigner, err := newAssigner(opt.Styles)
	if err != nil {
		return Summary{}, err
	}
	county := newCounty(opt)
	reports := county.reports()
	county.faults(reports, opt.Faults)
	filed := slices.DeleteFunc(slices.Clone(reports), func(r *report) bool { return r.missing })
	for _, r := range filed {
		assigner.assign(r)
	}
	if err := writeReports(dir, filed); err != nil {
		return Summary{}, fmt.Errorf("writing reports: %w", err)
	}
	if err := writeRegistry(filepath.Join(dir, "registry"), county.agencies, county.events); err != nil {
		return Summary{}, fmt.Errorf("writing registry: %w", err)
	}
	cells, err := writeTruth(dir, filed)
	if err != nil {
		return Summary{}, fmt.Errorf("writing truth: %w", err)
	}
	if opt.Faults > 0 {
		if err := county.writeFaults(dir, reports); err != nil {
			return Summary{}, fmt.Errorf("writing faults: %w", err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "README.md"), []byte(county.readme()), 0o644); err != nil {
		return Summary{}, fmt.Errorf("writing the folder's note: %w", err)
	}
	return county.summary(filed, cells), nil
}

func mustBeEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking into the folder: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is not empty", dir)
	}
	return nil
}

// writeReports renders and writes all files, several at once.
func writeReports(dir string, reports []*report) error {
	for _, r := range reports {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, r.file())), 0o755); err != nil {
			return err
		}
	}
	errs := make([]error, len(reports))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				errs[i] = writeReport(dir, reports[i])
			}
		})
	}
	for i := range reports {
		next <- i
	}
	close(next)
	workers.Wait()
	return errors.Join(errs...)
}

func writeReport(dir string, r *report) error {
	b, err := r.render()
	if err != nil {
		return fmt.Errorf("%s: %w", r.file(), err)
	}
	if err := os.WriteFile(filepath.Join(dir, r.file()), b, 0o644); err != nil || !r.again {
		return err
	}
	return writeReport(dir, r.asFiledAgain())
}
