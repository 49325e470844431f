package warehouse

import (
	"database/sql/driver"

	"gongkai/ingest/report"
)

// Verdict is a person's last word on a finding.
type Verdict struct {
	FindingID string
	report.Verdict
}

func figureRows(f *Filed) rows {
	return func(yield func([]driver.Value) bool) {
		for n, x := range f.Report.Figures {
			if !yield([]driver.Value{f.ID(), n + 1, x.Code, number(x.Value), text(x.Unit), x.Approx, year(x.Year),
				string(x.Scope), x.Section, text(x.Said), text(x.Sentence), text(x.At)}) {
				return
			}
		}
	}
}

func mentionRows(f *Filed) rows {
	return func(yield func([]driver.Value) bool) {
		for n, m := range f.Report.Mentions {
			if !yield([]driver.Value{f.ID(), n + 1, m.Kind, text(m.Value), m.Context, m.Section, text(m.Sentence), text(m.At)}) {
				return
			}
		}
	}
}

func sentenceRows(f *Filed) rows {
	return func(yield func([]driver.Value) bool) {
		for _, s := range f.Report.Sentences {
			if !yield([]driver.Value{f.ID(), s.Section, s.Hash, s.Length}) {
				return
			}
		}
	}
}

func verdictRows(c *Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, v := range c.Verdicts {
			if !yield([]driver.Value{v.FindingID, v.Verdict.Verdict, text(v.Reason), text(v.By), date(v.On)}) {
				return
			}
		}
	}
}

func year(y *int) driver.Value {
	if y == nil {
		return nil
	}
	return *y
}
