package analytics

import "context"

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
	Shares []Share
}

// ChangeByAgency answers which bodies explain the change of an additive
// measure; ErrNotAdditive for others.
func (a *Answers) ChangeByAgency(ctx context.Context, sel Selection, measure string, year int) (ChangeByAgency, error) {
	return ChangeByAgency{}, errNotYet
}
