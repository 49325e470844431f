// Package analytics turns the tables of a version into answers. In goes a
// *sql.DB that holds the tables of data/schema.sql; Derive adds the views and
// the small summary tables to it once, and Answers asks them. Out come typed
// structs with exact numbers, never a map and never a float.
//
// One rule each, wherever it is used: a measure's value for a report is in
// views/31_report_measure.sql, a body and year against the year before in
// views/40_computed_agency_year_measure.sql, what a body brings to a total in
// views/50_member_year_measure.sql, the total of a region in
// views/60_computed_region_year_measure.sql. Rate, change, percentage and note
// code are macros in views/00_macros.sql. Values of bodies and totals of regions
// are kept in tables and only read; other selections are added up on demand by
// queries/series.sql, and tests hold the two against each other. Every other
// answer with a total asks Series.
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
)
