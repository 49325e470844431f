package analytics

import (
	"context"
	"database/sql"
	"fmt"
)

// Measure is a quantity that people look at.
type Measure struct {
	Code, Topic    string // topic: applications, reasons, disputes, proactive
	Order          int
	NameZH, NameEN string
	Kind           string // count, amount, change, rate
	Unit           string // % for rates
	Comparable     string // across the 2020|2021 break: yes, part, no
	Additive       bool
	MinBase        int // below it no percentage, no rate
	SmallBase      int // below it a rate is marked
	MinCoverage    int // percent of the bodies that two years must share, else their totals are not compared
	Formula        string
	Caveat         string
	// Editions in which the form has the item, joined by ";": "2019;2021".
	Editions string
}

func (m *Measure) fields() []any {
	return []any{&m.Code, &m.Topic, &m.Order, &m.NameZH, &m.NameEN, &m.Kind, &m.Unit, &m.Comparable, &m.Additive,
		&m.MinBase, &m.SmallBase, &m.MinCoverage, &m.Formula, &m.Caveat, &m.Editions}
}

// IsRate tells whether the measure is a quotient in percent.
func (m Measure) IsRate() bool { return m.Kind == "rate" }

// Term is one cell that enters a measure, with the words of the form.
type Term struct {
	Edition, Part, Code          string // part: num or den
	Sign                         int
	Table                        int
	RowLabel, RowGroup, ColLabel string
	Unit                         string
}

func (t *Term) fields() []any {
	return []any{&t.Edition, &t.Part, &t.Code, &t.Sign, &t.Table, &t.RowLabel, &t.RowGroup, &t.ColLabel, &t.Unit}
}

// MeasurePage is one measure with the cells it is computed from, by edition,
// part and place in the form.
type MeasurePage struct {
	Measure Measure
	Terms   []Term
}

// Measures lists all measures in display order.
func (a *Answers) Measures(ctx context.Context) ([]Measure, error) {
	return list(ctx, a.db, "measures", (*Measure).fields, sql.Named("code", ""))
}

// Measure returns one; ErrNotFound when there is none.
func (a *Answers) Measure(ctx context.Context, code string) (MeasurePage, error) {
	m, err := a.measure(ctx, code)
	if err != nil {
		return MeasurePage{}, err
	}
	terms, err := list(ctx, a.db, "measure_terms", (*Term).fields, sql.Named("code", code))
	return MeasurePage{Measure: m, Terms: terms}, err
}

func (a *Answers) measure(ctx context.Context, code string) (Measure, error) {
	if code == "" { // the query would list all
		return Measure{}, fmt.Errorf("measure %q: %w", code, ErrNotFound)
	}
	m, err := first(ctx, a.db, "measures", (*Measure).fields, sql.Named("code", code))
	if err != nil {
		return Measure{}, fmt.Errorf("measure %q: %w", code, err)
	}
	return m, nil
}
