package analytics

import (
	"context"
	"database/sql"
	"strconv"
)

// TidyColumns are the columns of the tidy observations, in the order of
// Tidy.Record.
var TidyColumns = []string{
	"region_code", "agency_id", "agency_name", "agency_type", "level", "year", "edition", "scope",
	"table_no", "row_code", "row_label", "col_code", "col_label", "code", "measure_name", "value", "unit",
	"status", "raw", "position", "ocr", "comparable_group", "break_before", "report_id", "revision",
	"source_sha256", "simulated",
}

// Tidy is one observation as exports carry it.
type Tidy struct {
	RegionCode, AgencyID, AgencyName, AgencyType, Level string
	Year                                                int
	Edition, Scope                                      string
	TableNo                                             int
	RowCode, RowLabel, ColCode, ColLabel                string
	Code                                                string
	MeasureName                                         string // of the measure that is this cell alone, else ""
	Value                                               *Number
	Unit                                                string
	Status                                              Status
	Raw, Position                                       string
	OCR                                                 bool   // made out in a picture
	ComparableGroup                                     string // "all" or the edition
	BreakBefore                                         bool
	ReportID                                            string
	Revision                                            int
	SourceSHA256                                        string
	Simulated                                           bool
}

func (t *Tidy) fields() []any {
	return []any{&t.RegionCode, &t.AgencyID, &t.AgencyName, &t.AgencyType, &t.Level, &t.Year, &t.Edition, &t.Scope,
		&t.TableNo, &t.RowCode, &t.RowLabel, &t.ColCode, &t.ColLabel, &t.Code, &t.MeasureName, &t.Value, &t.Unit,
		&t.Status, &t.Raw, &t.Position, &t.OCR, &t.ComparableGroup, &t.BreakBefore, &t.ReportID, &t.Revision, &t.SourceSHA256,
		&t.Simulated}
}

// ObservationFilter narrows the observations; zero values let everything
// through.
type ObservationFilter struct {
	Region   string
	Types    []string
	Agencies []string
	Years    Years
	Codes    []string // measure codes (their cells) or cell codes
}

// Observations streams the current reports' observations, ordered by year,
// official order and place in the form, and stops at the first error that row
// returns.
func (a *Answers) Observations(ctx context.Context, f ObservationFilter, row func(Tidy) error) error {
	var t Tidy
	return each(ctx, a.db, "observations", t.fields(), func() error { return row(t) },
		sql.Named("region", f.Region), texts("types", f.Types), texts("agencies", f.Agencies), texts("codes", f.Codes),
		sql.Named("from", f.Years.from()), sql.Named("to", f.Years.to()))
}

// Record is the row as text in the order of TidyColumns: numbers plain, a
// missing one empty, booleans true and false.
func (t Tidy) Record() []string {
	value := ""
	if t.Value != nil {
		value = t.Value.String()
	}
	return []string{t.RegionCode, t.AgencyID, t.AgencyName, t.AgencyType, t.Level, strconv.Itoa(t.Year), t.Edition, t.Scope,
		strconv.Itoa(t.TableNo), t.RowCode, t.RowLabel, t.ColCode, t.ColLabel, t.Code, t.MeasureName, value, t.Unit,
		string(t.Status), t.Raw, t.Position, strconv.FormatBool(t.OCR), t.ComparableGroup, strconv.FormatBool(t.BreakBefore), t.ReportID,
		strconv.Itoa(t.Revision), t.SourceSHA256, strconv.FormatBool(t.Simulated)}
}
