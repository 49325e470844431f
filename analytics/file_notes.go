package analytics

import (
	"context"
	"database/sql"
)

// FileNote is something about the file of a published report that a person
// should know: what was left out, cleaned or not believed.
type FileNote struct {
	Code, Place, Message string // Place "" for the file as a whole
}

// ReportNotes are the notes of one kind about one report.
type ReportNotes struct {
	AgencyID, Agency, ShortName string
	Year                        int
	FileNote                    // the first of them
	Count                       int
}

// FileNotes lists them for the reports that count of a region, "" for all,
// newest year first.
func (a *Answers) FileNotes(ctx context.Context, region string, years Years) ([]ReportNotes, error) {
	return list(ctx, a.db, "notes", func(n *ReportNotes) []any {
		return []any{&n.AgencyID, &n.Agency, &n.ShortName, &n.Year, &n.Code, &n.Place, &n.Message, &n.Count}
	}, sql.Named("region", region), sql.Named("from", years.from()), sql.Named("to", years.to()))
}
