package analytics

import (
	"context"
	"database/sql"
	"slices"
)

// ReportHead is one published report without its cells.
type ReportHead struct {
	ID                      string
	Agency                  Agency
	Year, Revision          int
	Current                 bool
	Edition                 string // of table 2, "" when the tables do not tell
	Scope                   string // own, rollup, unknown
	AgencyName, Title       string // as printed
	PublishedOn, ReceivedOn string // YYYY-MM-DD; PublishedOn "" when not stated
	Punctual                Punctual
	Format, File, SHA256    string
	// Cells by status; they add up to all cells of the form that were read.
	Reported, Blank, NotApplicable, Unreadable, Absent int
	InTotal                                            bool // part of its region's total
}

func (h *ReportHead) fields() []any {
	return slices.Concat([]any{&h.ID}, h.Agency.fields(), []any{&h.Year, &h.Revision, &h.Current, &h.Edition, &h.Scope,
		&h.AgencyName, &h.Title, &h.PublishedOn, &h.ReceivedOn, &h.Punctual, &h.Format, &h.File, &h.SHA256,
		&h.Reported, &h.Blank, &h.NotApplicable, &h.Unreadable, &h.Absent, &h.InTotal})
}

// ReportFilter narrows a list of reports; zero values let everything through.
type ReportFilter struct {
	Region       string
	Types        []string
	Agencies     []string
	Years        Years
	AllRevisions bool // else only current ones
}

// Reports lists published reports by year (newest first), official order and
// revision (newest first). Unregistered bodies come last, and only when no region is asked.
func (a *Answers) Reports(ctx context.Context, f ReportFilter) ([]ReportHead, error) {
	return a.reports(ctx, f, nil)
}

// reports is Reports, of the given ids only unless ids is empty.
func (a *Answers) reports(ctx context.Context, f ReportFilter, ids []string) ([]ReportHead, error) {
	return list(ctx, a.db, "reports", (*ReportHead).fields, texts("ids", ids), sql.Named("region", f.Region),
		texts("types", f.Types), texts("agencies", f.Agencies), sql.Named("from", f.Years.from()),
		sql.Named("to", f.Years.to()), sql.Named("all_revisions", f.AllRevisions))
}
