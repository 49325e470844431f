// Package analytics turns the tables of a version into answers. In goes a
// *sql.DB that holds the tables of data/schema.sql; Derive adds the views and
// the small summary tables to it once, and Answers asks them. Out come typed
// structs with exact numbers, never a map and never a float.
//
// One rule each, wherever it is used: a measure's value for an agency and a
// year is in views/50_agency_year_measure_view.sql, the total of a region in
// views/60_region_year_measure_view.sql, and rate, change, percentage and note
// code are macros in views/00_macros.sql. A question that sums other agencies
// than a whole region (Selection) is asked of the agency table by
// queries/series.sql and nothing else.
//
// What is missing is never 0: every value carries a Status, every total says
// how many bodies it holds and how many it should hold.
package analytics

import (
	"database/sql"
	"errors"
)

// Answers asks the views of one version. It holds no state besides the
// database and may be used by many goroutines.
type Answers struct{ db *sql.DB }

// New returns the answers of a database on which Derive has run.
func New(db *sql.DB) *Answers { return &Answers{db} }

// Errors that a caller turns into a page of its own.
var (
	// ErrNotFound: no such region, agency, report, cell or measure.
	ErrNotFound = errors.New("not found")
	// ErrNotAdditive: the measure may not be added up over agencies.
	ErrNotAdditive = errors.New("measure is not additive")
	// ErrNoSelection: neither a region nor an agency was named.
	ErrNoSelection = errors.New("selection names no region and no agency")

	errNotYet = errors.New("not yet")
)

// Selection says whose numbers are summed.
//
// A region alone: its registered bodies that count in its total, by their own
// reports. With Types: those of these kinds. With one agency: that body
// whatever it is, so that the page of a roll-up or of an unregistered body
// works too. With several agencies: the registered ones among them, by their
// own reports. A roll-up is never added to the bodies it sums.
type Selection struct {
	Region   string   // region code; may be empty when Agencies names bodies
	Types    []string // keys of agency types; empty means all
	Agencies []string // agency ids; empty means all of the region
}

// Years is a range of report years, both ends included. 0 leaves an end open:
// the first or last year that the region has.
type Years struct{ From, To int }
