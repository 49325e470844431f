package analytics

import (
	"strconv"
	"strings"
)

// FindingColumns are the columns in which findings leave, in the order of
// Finding.Record.
var FindingColumns = []string{
	"rule", "severity", "agency", "year", "cells", "left", "right", "diff", "machine_state", "human_state", "reason", "by", "at",
	"finding_id", "agency_id", "region_code", "report_id", "message", "formula", "quote", "position", "todo", "simulated",
}

// Record is the finding as text in the order of FindingColumns: cells separated
// by spaces, what is not there empty, booleans true and false.
func (f *Finding) Record() []string {
	difference := ""
	if f.Difference != nil {
		difference = f.Difference.String()
	}
	return []string{f.Rule, f.Severity, f.AgencyName, strconv.Itoa(f.Year), strings.Join(f.Cells, " "), f.Left, f.Right, difference,
		f.Outcome, f.Verdict.Verdict, f.Verdict.Reason, f.Verdict.By, f.Verdict.On, f.ID, f.AgencyID, f.Region, f.ReportID,
		f.Message, f.Formula, f.Quote, f.Position, f.Todo, strconv.FormatBool(f.Simulated)}
}
