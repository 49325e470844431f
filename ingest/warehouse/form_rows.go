package warehouse

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"sync"

	"gongkai/data"
	"gongkai/ingest/report"
)

// cellKey names a cell of an edition.
type cellKey struct{ edition, code string }

// cells numbers the cells of each edition in the form's reading order, from 1.
var cells = sync.OnceValue(func() map[cellKey]int {
	out := map[cellKey]int{}
	for _, e := range data.Editions() {
		order := 0
		for table := 2; table <= 4; table++ {
			for _, c := range data.FormTable(table, e.Name).Cells {
				order++
				out[cellKey{e.Name, c.Code}] = order
			}
		}
	}
	return out
})

// cellOrder is 0 for a code that the edition does not have.
func cellOrder(edition, code string) int { return cells()[cellKey{edition, code}] }

// placed is an observation with its place in the form.
type placed struct {
	*report.Observation
	order int
}

// inFormOrder sorts the observations of one report by their place in the form.
func inFormOrder(list []report.Observation) []placed {
	out := make([]placed, len(list))
	for i := range list {
		out[i] = placed{&list[i], cellOrder(list[i].Edition, list[i].Code)}
	}
	byPlace := func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.Code, b.Code))
	}
	if !slices.IsSortedFunc(out, byPlace) {
		slices.SortFunc(out, byPlace)
	}
	return out
}

func cellRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, e := range data.Editions() {
			for table := 2; table <= 4; table++ {
				for _, c := range data.FormTable(table, e.Name).Cells {
					if !yield([]driver.Value{e.Name, c.Code, table, cellOrder(e.Name, c.Code), c.Row.Key, c.Row.Text, c.Row.Group,
						c.Col.Key, c.Col.Text, c.Col.Group, c.Unit, string(c.Kind)}) {
						return
					}
				}
			}
		}
	}
}

func measureRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, m := range data.Measures() {
			if !yield([]driver.Value{m.Code, m.Topic, m.Order, m.NameZH, m.NameEN, m.Kind, m.Unit, m.Comparable,
				m.Additive, m.MinBase, m.SmallBase, m.MinCoverage, m.Formula, m.Caveat}) {
				return
			}
		}
	}
}

func measureTermRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, t := range data.MeasureTerms() {
			if !yield([]driver.Value{t.Measure, t.Edition, t.Part, t.Code, t.Sign}) {
				return
			}
		}
	}
}

func agencyTypeRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, t := range data.AgencyTypes() {
			if !yield([]driver.Value{t.Key, t.NameZH, t.Order, optional(t.Deadline), t.Enforces}) {
				return
			}
		}
	}
}

func editionRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, e := range data.Editions() {
			if !yield([]driver.Value{e.Name, e.FirstYear, optionalYear(e.LastYear), e.NameZH}) {
				return
			}
		}
	}
}

func breakRows(*Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, b := range data.Breaks() {
			if !yield([]driver.Value{b.Year, b.Kind, b.Topic, b.LabelZH, b.NoteZH}) {
				return
			}
		}
	}
}
