package analytics

import "context"

// CoverageCell is one body in one year.
type CoverageCell struct {
	Year     int
	State    State
	Required bool // had to report that year
	Punctual Punctual
	// Deadline is YYYY-MM-DD, "" when none is known; PublishedOn "" when the
	// file states no date.
	Deadline, PublishedOn string
	ReportID, Scope       string // "" unless filed
	Revision              int
	HeldFiles             int // files of this body and year that wait for a decision
}

// CoverageRow is one body over the years.
type CoverageRow struct {
	Agency Agency
	Cells  []CoverageCell // one a year, oldest first
}

// CoverageYear adds up one year over the rows.
type CoverageYear struct {
	Year int
	// Expected had to report; of them Filed have, HeldOnly wait for a decision
	// and NotFiled are missing: the three add up to Expected.
	Expected, Filed, HeldOnly, NotFiled int
	Extra                               int // filed without having to
	Late                                int // filed after their deadline
}

// Coverage is who has filed.
type Coverage struct {
	Region    string
	Simulated bool
	Years     []CoverageYear
	Rows      []CoverageRow // registered bodies in official order
}

// Coverage answers body × year for the registered bodies of a region.
func (a *Answers) Coverage(ctx context.Context, region string, years Years) (Coverage, error) {
	return Coverage{}, errNotYet
}
