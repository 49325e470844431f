package analytics

import "context"

// Coverage of a total: whom it holds.
//
// Expected is how many bodies the total would hold if nothing were missing:
// those of the selection that had to report that year and those that reported
// without having to. Filed of them have a published own report, Held have only
// held files, and Counted have a value for the measure. Counted < Expected
// means that the total is incomplete: say Counted/Expected.
type Counts struct {
	Counted, Filed, Held, Expected int
}

// Point is one measure of a selection in one year.
type Point struct {
	Year int
	Value
	Counts
	// Group tells which years are the same quantity: "all" for measures that
	// may be joined over the break, else the edition of the tables, "mixed"
	// when the bodies of this year used several, "" when nothing is known.
	Group string
	// BreakBefore: a change of form or law lies between the year before and
	// this one, for this measure's topic.
	BreakBefore bool
	// JoinsPrevious: both this year and the one before have a value and are the
	// same quantity, so a line may join them.
	JoinsPrevious bool
	Change        Change // against the year before
	Basis         Basis
	// Rollup is what the region's own roll-up report says and Difference is
	// that minus this total (percentage points for a rate). Only for the
	// selection of a whole region; nil when there is no such report, and
	// Difference is nil when either has no value.
	Rollup     *Value
	Difference *Number
}

// Basis says whether this year and the year before hold the same bodies.
type Basis struct {
	CountedBefore, ExpectedBefore int
	// Differs: the bodies counted in the two years are not the same ones.
	Differs bool
	// Same compares only the bodies that have a value in both years and mean
	// the same quantity by it; Agencies says how many these are.
	Same SameBodies
}

// SameBodies is the change over the bodies counted in both years.
type SameBodies struct {
	Agencies    int
	Now, Before *Number // for rates in percent
	Change      Change
}

// Line is one measure over years: one point a year, oldest first, gaps as
// points without a value.
type Line struct {
	Measure Measure
	Points  []Point
}

// At returns the point of a year; ok is false outside the line.
func (l Line) At(year int) (p Point, ok bool) {
	for _, p := range l.Points {
		if p.Year == year {
			return p, true
		}
	}
	return Point{}, false
}

// Series is measures over years for a selection.
type Series struct {
	Selection Selection
	Simulated bool // made-up bodies are in it
	Lines     []Line
}

// Series answers measures × years. Lines come in the order of the codes given,
// points by year; every year of the range that the region has is there. An
// unknown measure is ErrNotFound.
func (a *Answers) Series(ctx context.Context, sel Selection, measures []string, years Years) (Series, error) {
	return Series{}, errNotYet
}
