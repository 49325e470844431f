package analytics

import "context"

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
	return CellPage{}, errNotYet
}
