package analytics

import (
	"context"
	"fmt"
)

// Compared is one measure in a year and the year before. Now.Change is the
// comparison; Before has status not_expected when the region has no such year.
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
	m, err := a.resolve(ctx, sel)
	if err != nil {
		return YearOnYear{}, err
	}
	rows, err := a.compared(ctx, m, measures, year)
	return YearOnYear{Selection: sel, Year: year, PrevYear: year - 1, Simulated: m.simulated, Rows: rows}, err
}

// compared is YearOnYear for resolved members.
func (a *Answers) compared(ctx context.Context, m members, measures []string, year int) ([]Compared, error) {
	lines, err := a.lines(ctx, m, measures, Years{year - 1, year})
	if err != nil {
		return nil, err
	}
	var out []Compared
	for _, line := range lines {
		now, ok := line.At(year)
		if !ok {
			return nil, fmt.Errorf("year %d: %w", year, ErrNotFound)
		}
		before, ok := line.At(year - 1)
		if !ok {
			before = Point{Year: year - 1, Value: Value{Status: NotRequired}}
		}
		out = append(out, Compared{Measure: line.Measure, Now: now, Before: before})
	}
	return out, nil
}
