package analytics

import "context"

// FormCell is a cell of the statutory form with its words.
type FormCell struct {
	Code, Edition               string
	Table, Order                int
	RowCode, RowLabel, RowGroup string
	ColCode, ColLabel, ColGroup string
	Unit, Kind                  string
}

// Observation is one cell of one report.
type Observation struct {
	Cell     FormCell
	Value    *Number // nil unless Status is Reported
	Status   Status
	Unit     string // as the report has it
	Raw      string // text as printed
	Position string // where in the file, "" when absent
}

// ReportTable is table 2, 3 or 4 of a report in its own edition.
type ReportTable struct {
	Number       int
	Edition      string        // "" when the table does not tell
	Observations []Observation // in form order
}

// Cell returns the observation of a code, nil when the table has none.
func (t *ReportTable) Cell(code string) *Observation {
	for i := range t.Observations {
		if t.Observations[i].Cell.Code == code {
			return &t.Observations[i]
		}
	}
	return nil
}

// SectionText is the prose of one part.
type SectionText struct {
	Key    string
	Number int
	Text   string // paragraphs separated by line feeds
}

// Report is one report with everything in it.
type Report struct {
	ReportHead
	Tables    []ReportTable // 2, 3, 4; always three
	Sections  []SectionText // in statutory order
	Revisions []ReportHead  // all of this body and year, newest first, this one included
}

// Report returns the report of a body and year; revision 0 means the current
// one. ErrNotFound when there is none.
func (a *Answers) Report(ctx context.Context, agency string, year, revision int) (Report, error) {
	return Report{}, errNotYet
}
