package main

import (
	"errors"
	"io"
	"slices"

	"gongkai/checklist"
	"gongkai/ingest/report"
)

// printWorkbook writes the 核对单, with the files that could not be read or want
// a person; what could not be judged is in it only when all is asked for.
func (c *checked) printWorkbook(out io.Writer, all bool) (err error) {
	book, err := checklist.New()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	for _, one := range c.drafts.list {
		if err := book.AddDoubts(one.head); err != nil {
			return err
		}
		if len(one.findings) == 0 {
			continue
		}
		r, err := c.drafts.told(one)
		if err != nil {
			return err
		}
		r.Findings = slices.DeleteFunc(r.Findings, func(f report.Finding) bool { return f.Outcome != "fail" && !all })
		if err := book.Add(r, cellWords); err != nil {
			return err
		}
	}
	for _, f := range c.county {
		if f.Outcome != "fail" && !all {
			continue
		}
		if err := book.AddCounty(f.AgencyName, f.Year, plain(f), cellWords); err != nil {
			return err
		}
	}
	return book.Write(out)
}
