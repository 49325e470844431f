package warehouse

import (
	"database/sql/driver"
	"iter"

	"gongkai/ingest/report"
)

// Verdict is a person's last word on a finding.
type Verdict struct {
	FindingID string
	report.Verdict
}

func figureRows(c *Content) iter.Seq[[]driver.Value] {
	return func(yield func([]driver.Value) bool) {
		for i := range c.Filed {
			for n, f := range c.Filed[i].Report.Figures {
				if !yield([]driver.Value{c.Filed[i].ID(), n + 1, f.Code, number(f.Value), text(f.Unit), f.Approx, year(f.Year),
					string(f.Scope), f.Section, text(f.Said), text(f.Sentence), text(f.At)}) {
					return
				}
			}
		}
	}
}

func mentionRows(c *Content) iter.Seq[[]driver.Value] {
	return func(yield func([]driver.Value) bool) {
		for i := range c.Filed {
			for n, m := range c.Filed[i].Report.Mentions {
				if !yield([]driver.Value{c.Filed[i].ID(), n + 1, m.Kind, text(m.Value), m.Context, m.Section, text(m.Sentence), text(m.At)}) {
					return
				}
			}
		}
	}
}

func sentenceRows(c *Content) iter.Seq[[]driver.Value] {
	return func(yield func([]driver.Value) bool) {
		for i := range c.Filed {
			for _, s := range c.Filed[i].Report.Sentences {
				if !yield([]driver.Value{c.Filed[i].ID(), s.Section, s.Hash, s.Length}) {
					return
				}
			}
		}
	}
}

func verdictRows(c *Content) iter.Seq[[]driver.Value] {
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
