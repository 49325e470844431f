package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// Counts says whom a total holds. Expected is how many bodies the total would hold if nothing were missing:
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
	// Gaps: bodies that had to report have no value in one of the two years. The
	// point's Change is then that of Same, or says that too few bodies are in
	// both: a total must not seem to change because other bodies reported.
	Gaps bool
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

// seriesRow is one row of queries/series.sql.
type seriesRow struct {
	code         string
	point        Point
	rollup       Value
	rollupStatus *Status // nil when there is no roll-up report
}

func (r *seriesRow) fields() []any {
	p := &r.point
	return slices.Concat(
		[]any{&r.code, &p.Year}, p.Value.fields(),
		[]any{&p.Counted, &p.Filed, &p.Held, &p.Expected, &p.Group, &p.BreakBefore, &p.JoinsPrevious},
		p.Change.fields(),
		[]any{&p.Basis.CountedBefore, &p.Basis.ExpectedBefore, &p.Basis.Differs, &p.Basis.Gaps,
			&p.Basis.Same.Agencies, &p.Basis.Same.Now, &p.Basis.Same.Before},
		p.Basis.Same.Change.fields(),
		[]any{&r.rollupStatus, &r.rollup.Number, &r.rollup.Num, &r.rollup.Den, &r.rollup.NotCounted, &r.rollup.Sample,
			&p.Difference})
}

// Series answers measures × years. Lines come in the order of the codes given,
// points by year; every year of the range that the region has is there. An
// unknown measure is ErrNotFound.
func (a *Answers) Series(ctx context.Context, sel Selection, measures []string, years Years) (Series, error) {
	m, err := a.resolve(ctx, sel)
	if err != nil {
		return Series{}, err
	}
	lines, err := a.lines(ctx, m, measures, years)
	return Series{Selection: sel, Simulated: m.simulated, Lines: lines}, err
}

// lines is Series for resolved members.
func (a *Answers) lines(ctx context.Context, m members, measures []string, years Years) ([]Line, error) {
	lines, err := a.emptyLines(ctx, measures)
	if err != nil {
		return nil, err
	}
	rows, err := list(ctx, a.db, m.seriesQuery(), (*seriesRow).fields, append(m.args(), texts("measures", measures),
		sql.Named("from", years.from()), sql.Named("to", years.to()))...)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.rollupStatus != nil {
			row.rollup.Status = *row.rollupStatus
			row.point.Rollup = &row.rollup
		}
		for i := range lines {
			if lines[i].Measure.Code == row.code {
				lines[i].Points = append(lines[i].Points, row.point)
			}
		}
	}
	return lines, nil
}

// seriesQuery is the cheapest query that knows these members: the totals of a
// region and the values of a body are kept, other sums are made on demand.
func (m members) seriesQuery() string {
	switch {
	case m.whole:
		return "series_region"
	case m.alone:
		return "series_agency"
	}
	return "series"
}

// emptyLines are the measures of the given codes, in their order.
func (a *Answers) emptyLines(ctx context.Context, codes []string) ([]Line, error) {
	known, err := a.Measures(ctx)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, code := range codes {
		i := slices.IndexFunc(known, func(m Measure) bool { return m.Code == code })
		if i < 0 {
			return nil, fmt.Errorf("measure %q: %w", code, ErrNotFound)
		}
		lines = append(lines, Line{Measure: known[i]})
	}
	return lines, nil
}
