package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// Share is what one body adds to the change of a total.
type Share struct {
	Agency      Agency
	Now, Before Value
	// Diff is now minus before. A body without a value in one of the years adds
	// its whole value of the other, and OnlyNow or OnlyBefore says so: that
	// part of the change is one of who reported, not of how many there were.
	Diff                Number
	OnlyNow, OnlyBefore bool
}

func (s *Share) fields() []any {
	return slices.Concat(s.Agency.fields(), []any{&s.Now.Status, &s.Now.Number, &s.Now.NotCounted,
		&s.Before.Status, &s.Before.Number, &s.Before.NotCounted, &s.Diff, &s.OnlyNow, &s.OnlyBefore})
}

// ChangeByAgency takes the change of a total apart.
type ChangeByAgency struct {
	Selection      Selection
	Measure        Measure
	Year, PrevYear int
	Simulated      bool
	Total          Compared
	// Shares by size of Diff without sign, largest first, then official order;
	// bodies with Diff 0 included. Their Diffs add up to Total.Now.Change.Diff.
	// Empty when the years may not be compared: Total.Now.Change.Note says why.
	// With Total.Now.Basis.Gaps only the bodies of both years are listed.
	Shares []Share
}

// ChangeByAgency answers which bodies explain the change of an additive
// measure; ErrNotAdditive for others.
func (a *Answers) ChangeByAgency(ctx context.Context, sel Selection, measure string, year int) (ChangeByAgency, error) {
	m, err := a.resolve(ctx, sel)
	if err != nil {
		return ChangeByAgency{}, err
	}
	rows, err := a.compared(ctx, m, []string{measure}, year)
	if err != nil {
		return ChangeByAgency{}, err
	}
	total := rows[0]
	if !total.Measure.Additive {
		return ChangeByAgency{}, fmt.Errorf("change of %q by agency: %w", measure, ErrNotAdditive)
	}
	out := ChangeByAgency{Selection: sel, Measure: total.Measure, Year: year, PrevYear: year - 1, Simulated: m.simulated, Total: total}
	if total.Now.Change.Diff == nil {
		return out, nil
	}
	out.Shares, err = list(ctx, a.db, "change_by_agency", (*Share).fields,
		append(m.args(), sql.Named("measure", measure), sql.Named("year", year), sql.Named("gaps", total.Now.Basis.Gaps))...)
	return out, err
}
