package analytics

import "context"

// RollupCell is one cell of the form, added up and beside it what the region's
// roll-up report says.
type RollupCell struct {
	Label FormCell
	// Sum over the bodies' own reports whose cell is reported; nil when none
	// is, and for amounts whose unit the form does not fix.
	Sum *Number
	// Counted bodies are in Sum, NotCounted filed but have no number there
	// (blank, not applicable, unreadable, absent or another edition).
	Counted, NotCounted int
	Rollup              *Number // nil unless RollupStatus is Reported
	RollupStatus        Status  // NotFiled when there is no roll-up report
	RollupRaw           string
	Difference          *Number // roll-up minus sum
}

// RollupTable is one table of the form in one edition, cells in form order.
type RollupTable struct {
	Number  int
	Edition string
	Cells   []RollupCell
}

// Rollup is the region's sums against its own roll-up report for one year.
type Rollup struct {
	Region    string
	Year      int
	Simulated bool
	// Report is the roll-up report, nil when there is none.
	Report *ReportHead
	Counts Counts // Counted equals Filed here: it differs by cell
	Tables []RollupTable
}

// Rollup answers the official tables in the edition of the roll-up report's
// tables, else the one in force in that year.
func (a *Answers) Rollup(ctx context.Context, region string, year int) (Rollup, error) {
	return Rollup{}, errNotYet
}
