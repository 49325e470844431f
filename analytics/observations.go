package analytics

import "context"

// TidyColumns are the columns of the tidy observations, in the order of
// Tidy.Record.
var TidyColumns = []string{
	"region_code", "agency_id", "agency_name", "agency_type", "level", "year", "edition", "scope",
	"table_no", "row_code", "row_label", "col_code", "col_label", "code", "measure_name", "value", "unit",
	"status", "raw", "position", "comparable_group", "break_before", "report_id", "revision",
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
	ComparableGroup                                     string // "all" or the edition
	BreakBefore                                         bool
	ReportID                                            string
	Revision                                            int
	SourceSHA256                                        string
	Simulated                                           bool
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
// official order and place in the form, and stops at the first error that each
// returns.
func (a *Answers) Observations(ctx context.Context, f ObservationFilter, each func(Tidy) error) error {
	return errNotYet
}

// Record is the row as text in the order of TidyColumns: numbers plain, a
// missing one empty, booleans true and false.
func (t Tidy) Record() []string { return nil }
