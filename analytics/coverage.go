package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

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

func (c *CoverageCell) fields() []any {
	return []any{&c.Year, &c.State, &c.Required, &c.Punctual, &c.Deadline, &c.PublishedOn, &c.ReportID, &c.Scope,
		&c.Revision, &c.HeldFiles}
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

func (y *CoverageYear) fields() []any {
	return []any{&y.Year, &y.Expected, &y.Filed, &y.HeldOnly, &y.NotFiled, &y.Extra, &y.Late}
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
	rows, err := a.coverageRows(ctx, region, nil, years)
	if err != nil {
		return Coverage{}, err
	}
	if len(rows) == 0 {
		if err := a.knowsRegion(ctx, region); err != nil {
			return Coverage{}, err
		}
	}
	out := Coverage{Region: region, Rows: rows}
	for _, r := range rows {
		out.Simulated = out.Simulated || r.Agency.Simulated
	}
	out.Years, err = list(ctx, a.db, "coverage_years", (*CoverageYear).fields, sql.Named("region", region),
		sql.Named("from", years.from()), sql.Named("to", years.to()))
	return out, err
}

// knowsRegion is ErrNotFound for a region that the registry does not name.
func (a *Answers) knowsRegion(ctx context.Context, region string) error {
	regions, err := a.Regions(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(regions, func(r Region) bool { return r.Code == region }) {
		return fmt.Errorf("region %q: %w", region, ErrNotFound)
	}
	return nil
}

// coverageRows lists the years of the given bodies, or of a region's.
func (a *Answers) coverageRows(ctx context.Context, region string, agencies []string, years Years) ([]CoverageRow, error) {
	var out []CoverageRow
	var agency Agency
	var cell CoverageCell
	err := each(ctx, a.db, "agency_years", append(agency.fields(), cell.fields()...), func() error {
		if len(out) == 0 || out[len(out)-1].Agency.ID != agency.ID {
			out = append(out, CoverageRow{Agency: agency})
		}
		row := &out[len(out)-1]
		row.Cells = append(row.Cells, cell)
		return nil
	}, sql.Named("region", region), texts("agencies", agencies), sql.Named("from", years.from()), sql.Named("to", years.to()))
	return out, err
}
