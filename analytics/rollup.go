package analytics

import (
	"context"
	"database/sql"
	"slices"
)

// RollupCell is one cell of the form, added up and beside it what the region's
// roll-up report says.
type RollupCell struct {
	Label FormCell
	// Sum over the bodies' own reports whose cell is reported; nil when none
	// is, and for amounts whose unit the form does not fix.
	Sum *Number
	// Counted bodies are in Sum, NotCounted filed but have no number there that
	// could be summed (blank, not applicable, unreadable, absent, another
	// edition, or money without a fixed unit).
	Counted, NotCounted int
	Rollup              *Number // nil unless RollupStatus is Reported
	RollupStatus        Status  // NotFiled when there is no roll-up report
	RollupRaw           string
	Difference          *Number // roll-up minus sum
}

func (c *RollupCell) fields() []any {
	return slices.Concat(c.Label.fields(), []any{&c.Sum, &c.Counted, &c.NotCounted, &c.Rollup, &c.RollupStatus, &c.RollupRaw,
		&c.Difference})
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
	if err := a.knowsRegion(ctx, region); err != nil {
		return Rollup{}, err
	}
	out := Rollup{Region: region, Year: year}
	args := []any{sql.Named("region", region), sql.Named("year", year)}
	var official string
	err := each(ctx, a.db, "rollup_counts", []any{&out.Counts.Filed, &out.Counts.Held, &out.Counts.Expected, &official, &out.Simulated},
		func() error { return nil }, args...)
	if err != nil {
		return Rollup{}, err
	}
	out.Counts.Counted = out.Counts.Filed
	if official != "" {
		heads, err := a.reports(ctx, ReportFilter{}, []string{official})
		if err != nil {
			return Rollup{}, err
		}
		out.Report = &heads[0]
	}
	cells, err := list(ctx, a.db, "rollup", (*RollupCell).fields, append(args, sql.Named("filed", out.Counts.Filed))...)
	if err != nil {
		return Rollup{}, err
	}
	for _, c := range cells {
		if n := len(out.Tables); n == 0 || out.Tables[n-1].Number != c.Label.Table {
			out.Tables = append(out.Tables, RollupTable{Number: c.Label.Table, Edition: c.Label.Edition})
		}
		last := &out.Tables[len(out.Tables)-1]
		last.Cells = append(last.Cells, c)
	}
	return out, nil
}
