package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"gongkai/analytics"
	"gongkai/checklist"
	"gongkai/ingest/report"
)

// checklistOf is the 核对单 of findings that a page shows: their reports redrawn
// from the version, and what is of no single report in the list alone.
func checklistOf(ctx context.Context, answers *analytics.Answers, list []analytics.Finding) (out []byte, err error) {
	book, err := checklist.New()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	byReport := map[string][]report.Finding{}
	for _, f := range list {
		byReport[f.ReportID] = append(byReport[f.ReportID], plain(f))
	}
	for _, f := range list {
		if f.ReportID == "" {
			if err := book.AddCounty(f.AgencyName, f.Year, plain(f), cellWords); err != nil {
				return nil, err
			}
			continue
		}
		findings := byReport[f.ReportID]
		if len(findings) == 0 {
			continue // its report is drawn
		}
		byReport[f.ReportID] = nil
		r, err := answers.Report(ctx, f.AgencyID, f.Year, 0)
		if err != nil {
			return nil, fmt.Errorf("drawing %s: %w", f.ReportID, err)
		}
		told, err := reportOf(&r)
		if err != nil {
			return nil, fmt.Errorf("drawing %s: %w", f.ReportID, err)
		}
		told.Findings = findings
		if err := book.Add(told, cellWords); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// reportOf turns the answer back into a report with its tables.
func reportOf(r *analytics.Report) (*report.Report, error) {
	year := r.Year
	out := &report.Report{File: r.File, SHA256: r.SHA256, Format: r.Format, Agency: &report.Agency{ID: r.Agency.ID, Name: r.Agency.Name},
		Year: &year, Title: r.Title, Editions: map[string]*string{}}
	for i := range r.Tables {
		t := &r.Tables[i]
		if t.Edition != "" {
			out.Editions[fmt.Sprint(t.Number)] = &t.Edition
		}
		for _, o := range t.Observations {
			told := report.Observation{Code: o.Cell.Code, Unit: o.Unit, Status: report.Status(o.Status), Raw: o.Raw, At: o.Position, Edition: o.Cell.Edition}
			if o.Value != nil {
				n, err := report.ParseNumber(o.Value.String())
				if err != nil {
					return nil, err
				}
				told.Value = &n
			}
			out.Observations = append(out.Observations, told)
		}
	}
	return out, nil
}
