package warehouse

import (
	"database/sql/driver"

	"gongkai/data"
)

func ruleRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, r := range data.Rules() {
			if !yield([]driver.Value{r.ID, r.Order, r.Section, r.Kind, r.Severity, r.Needs, r.Enabled, r.NameZH, r.Formula,
				r.MessageZH, r.MessageEN, r.Todo, r.Except, r.Missing}) {
				return
			}
		}
	}
}

func reasonRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, r := range data.Reasons() {
			if !yield([]driver.Value{r.Code, r.TextZH, r.TextEN}) {
				return
			}
		}
	}
}

func thresholdRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, t := range data.Thresholds() {
			if !yield([]driver.Value{t.Rule, t.Name, t.Micro}) {
				return
			}
		}
	}
}

func equationRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, e := range data.Equations() {
			if !yield([]driver.Value{e.Rule, e.Instance, e.InstanceZH, e.HeadZH, e.Edition, e.Relation, e.Side, e.Code,
				e.Sign, e.YearOffset, e.LabelZH}) {
				return
			}
		}
	}
}

func figureCodeRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, f := range data.FigureCodes() {
			if !yield([]driver.Value{f.Code, f.NameZH, f.Unit, f.Single, f.Severity}) {
				return
			}
		}
	}
}

func figureMeaningRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, m := range data.FigureMeanings() {
			if !yield([]driver.Value{m.Code, m.Rule, m.Meaning, m.NameZH, m.Cell, m.Sign, m.Expected}) {
				return
			}
		}
	}
}
