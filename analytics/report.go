package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// FormCell is a cell of the statutory form with its words.
type FormCell struct {
	Code, Edition               string
	Table, Order                int
	RowCode, RowLabel, RowGroup string
	ColCode, ColLabel, ColGroup string
	Unit, Kind                  string
}

func (c *FormCell) fields() []any {
	return []any{&c.Code, &c.Edition, &c.Table, &c.Order, &c.RowCode, &c.RowLabel, &c.RowGroup, &c.ColCode, &c.ColLabel,
		&c.ColGroup, &c.Unit, &c.Kind}
}

// Observation is one cell of one report.
type Observation struct {
	Cell     FormCell
	Value    *Number // nil unless Status is Reported
	Status   Status
	Unit     string // as the report has it
	Raw      string // text as printed
	Position string // where in the file, "" when absent
	OCR      bool   // made out in a picture by character recognition
}

func (o *Observation) fields() []any {
	return append(o.Cell.fields(), &o.Value, &o.Status, &o.Unit, &o.Raw, &o.Position, &o.OCR)
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
	OCR    bool   // made out in a picture by character recognition
}

// Report is one report with everything in it.
type Report struct {
	ReportHead
	Tables    []ReportTable // 2, 3, 4; always three
	Sections  []SectionText // in statutory order
	Notes     []FileNote    // about its file
	Revisions []ReportHead  // all of this body and year, newest first, this one included
}

// Report returns the report of a body and year; revision 0 means the current
// one. ErrNotFound when there is none.
func (a *Answers) Report(ctx context.Context, agency string, year, revision int) (Report, error) {
	revisions, err := a.reports(ctx, ReportFilter{Agencies: []string{agency}, Years: Years{year, year}, AllRevisions: true}, nil)
	if err != nil {
		return Report{}, err
	}
	head, err := pick(revisions, agency, year, revision)
	if err != nil {
		return Report{}, err
	}
	id := sql.Named("report", head.ID)
	tables, err := list(ctx, a.db, "report_tables", func(t *ReportTable) []any { return []any{&t.Number, &t.Edition} }, id)
	if err != nil {
		return Report{}, err
	}
	observations, err := list(ctx, a.db, "report_observations", (*Observation).fields, id, sql.Named("code", ""))
	if err != nil {
		return Report{}, err
	}
	for i := range tables {
		for _, o := range observations {
			if o.Cell.Table == tables[i].Number {
				tables[i].Observations = append(tables[i].Observations, o)
			}
		}
	}
	sections, err := list(ctx, a.db, "report_sections", func(s *SectionText) []any { return []any{&s.Key, &s.Number, &s.Text, &s.OCR} }, id)
	if err != nil {
		return Report{}, err
	}
	notes, err := list(ctx, a.db, "report_notes", func(n *FileNote) []any { return []any{&n.Code, &n.Place, &n.Message} }, id)
	return Report{ReportHead: head, Tables: tables, Sections: sections, Notes: notes, Revisions: revisions}, err
}

// pick chooses the revision asked for, the current one for 0.
func pick(revisions []ReportHead, agency string, year, revision int) (ReportHead, error) {
	i := slices.IndexFunc(revisions, func(h ReportHead) bool {
		return h.Revision == revision || revision == 0 && h.Current
	})
	if i < 0 || year == 0 {
		return ReportHead{}, fmt.Errorf("report of %q for %d, revision %d: %w", agency, year, revision, ErrNotFound)
	}
	return revisions[i], nil
}
