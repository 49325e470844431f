package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// CellUse is a measure that a cell enters.
type CellUse struct {
	Measure Measure
	Part    string // num or den
	Sign    int
}

// CellHistory is the same cell in another year or revision of the same body.
type CellHistory struct {
	Year, Revision int
	Current        bool
	Edition        string
	Status         Status
	Value          *Number
	Raw            string
	OCR            bool // made out in a picture by character recognition
}

// CellPage is one number with where it comes from and where it goes.
type CellPage struct {
	Report      ReportHead
	Observation Observation
	Uses        []CellUse     // in display order
	History     []CellHistory // by year and revision, this one included
}

// Cell returns one observation of a report; revision 0 means the current one.
// ErrNotFound when the report or the cell is not there.
func (a *Answers) Cell(ctx context.Context, agency string, year, revision int, code string) (CellPage, error) {
	revisions, err := a.reports(ctx, ReportFilter{Agencies: []string{agency}, Years: Years{year, year}, AllRevisions: true}, nil)
	if err != nil {
		return CellPage{}, err
	}
	head, err := pick(revisions, agency, year, revision)
	if err != nil {
		return CellPage{}, err
	}
	named := sql.Named("code", code)
	found, err := list(ctx, a.db, "report_observations", (*Observation).fields, sql.Named("report", head.ID), named)
	if err != nil {
		return CellPage{}, err
	}
	if code == "" || len(found) == 0 {
		return CellPage{}, fmt.Errorf("cell %q of %s: %w", code, head.ID, ErrNotFound)
	}
	page := CellPage{Report: head, Observation: found[0]}
	if page.Uses, err = a.uses(ctx, page.Observation.Cell); err != nil {
		return CellPage{}, err
	}
	page.History, err = list(ctx, a.db, "cell_history", func(h *CellHistory) []any {
		return []any{&h.Year, &h.Revision, &h.Current, &h.Edition, &h.Status, &h.Value, &h.Raw, &h.OCR}
	}, sql.Named("agency", agency), named)
	return page, err
}

// uses lists the measures that a cell enters.
func (a *Answers) uses(ctx context.Context, cell FormCell) ([]CellUse, error) {
	measures, err := a.Measures(ctx)
	if err != nil {
		return nil, err
	}
	uses, err := list(ctx, a.db, "cell_uses", func(u *CellUse) []any { return []any{&u.Measure.Code, &u.Part, &u.Sign} },
		sql.Named("edition", cell.Edition), sql.Named("code", cell.Code))
	for i := range uses {
		at := slices.IndexFunc(measures, func(m Measure) bool { return m.Code == uses[i].Measure.Code })
		uses[i].Measure = measures[at]
	}
	return uses, err
}
