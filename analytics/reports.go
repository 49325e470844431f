package analytics

import "context"

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

// ReportFilter narrows a list of reports; zero values let everything through.
type ReportFilter struct {
	Region       string
	Types        []string
	Agencies     []string
	Years        Years
	AllRevisions bool // else only current ones
}

// Reports lists published reports by year (newest first), official order and
// revision. Unregistered bodies come last, and only when no region is asked.
func (a *Answers) Reports(ctx context.Context, f ReportFilter) ([]ReportHead, error) {
	return nil, errNotYet
}
