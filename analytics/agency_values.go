package analytics

import "context"

// HistoryPoint is one body's measure in one year, for a small line.
type HistoryPoint struct {
	Year int
	Value
	JoinsPrevious bool
}

// AgencyValue is one measure of one body in one year.
type AgencyValue struct {
	Agency Agency
	State  State // of its report for the year
	Value
	Previous Value  // the year before
	Change   Change // against it
	// InTotal: the body's value is part of AgencyValues.Total.
	InTotal bool
	// History is this year and the four before, oldest first.
	History []HistoryPoint
	// Report of the year, "" when none is published.
	ReportID string
}

// Peers is what bodies of one kind in the region have: their own reports, a
// rate only with a denominator of at least min_base.
type Peers struct {
	Type, TypeName string
	Agencies       int // with a value
	// Quartiles by linear interpolation between neighbours; nil below 5 bodies.
	P25, Median, P75 *Number
}

// AgencyValues is one measure over the bodies of a selection in one year.
type AgencyValues struct {
	Selection Selection
	Measure   Measure
	Year      int
	Simulated bool
	Total     Point
	// Rows in official order: every body that filed, had to file or has a held
	// file, with its status where there is no value.
	Rows  []AgencyValue
	Peers []Peers // in official order of the kinds, whole region
}

// AgencyValues answers one measure in one year, a row a body. For an additive
// measure the values of the rows InTotal add up to Total.
func (a *Answers) AgencyValues(ctx context.Context, sel Selection, measure string, year int) (AgencyValues, error) {
	return AgencyValues{}, errNotYet
}

// PeerBand is Peers for one year: the grey range behind a body's own line.
type PeerBand struct {
	Year int
	Peers
}

// PeerBands answers, for the kind of one body and one measure, the range of
// its peers by year.
func (a *Answers) PeerBands(ctx context.Context, agency, measure string, years Years) ([]PeerBand, error) {
	return nil, errNotYet
}

// Missing is a body whose value a total does not hold, and why.
type Missing struct {
	Agency Agency
	Status Status
}

// Missing lists the bodies that Counts.Expected has and Counts.Counted has
// not, in official order.
func (a *Answers) Missing(ctx context.Context, sel Selection, measure string, year int) ([]Missing, error) {
	return nil, errNotYet
}
