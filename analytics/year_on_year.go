package analytics

import "context"

// Compared is one measure in a year and the year before. Now.Change is the
// comparison; Before is an empty Point with status not_filed when the region
// has no such year.
type Compared struct {
	Measure     Measure
	Now, Before Point
}

// YearOnYear is a set of measures in one year against the year before.
type YearOnYear struct {
	Selection      Selection
	Year, PrevYear int
	Simulated      bool
	Rows           []Compared
}

// YearOnYear compares a year with the one before. Rows come in the order of
// the codes given; the points are those of Series. A year that the region does
// not have is ErrNotFound.
func (a *Answers) YearOnYear(ctx context.Context, sel Selection, measures []string, year int) (YearOnYear, error) {
	return YearOnYear{}, errNotYet
}
