package analytics

import (
	"context"
	"database/sql"
)

// Region is a region that the registry names.
type Region struct {
	Code, Name string
	Simulated  bool
	Agencies   int // registered bodies
	// FirstYear and LastYear span the published reports of its registered
	// bodies; 0 when there is none.
	FirstYear, LastYear int
	Default             bool // the one that a page without r= shows
}

func (r *Region) fields() []any {
	return []any{&r.Code, &r.Name, &r.Simulated, &r.Agencies, &r.FirstYear, &r.LastYear, &r.Default}
}

// Regions lists the regions by code. Default is the one with the most
// registered bodies, the lower code on a tie.
func (a *Answers) Regions(ctx context.Context) ([]Region, error) {
	return list(ctx, a.db, "regions", (*Region).fields)
}

// YearState is how far a report year has come in.
type YearState struct {
	Year    int
	Edition string // edition in force, "" before 2019
	// Expected had to report that year; Filed of all registered bodies have a
	// published report, HeldOnly have nothing but held files.
	Expected, Filed, HeldOnly int
}

func (y *YearState) fields() []any {
	return []any{&y.Year, &y.Edition, &y.Expected, &y.Filed, &y.HeldOnly}
}

// Years lists every year from the first to the last published or held report
// of a region's registered bodies, oldest first, gaps included. An unknown
// region gives an empty list.
func (a *Answers) Years(ctx context.Context, region string) ([]YearState, error) {
	return list(ctx, a.db, "years", (*YearState).fields, sql.Named("region", region))
}
