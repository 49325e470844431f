package analytics

import (
	"context"
	"database/sql"
	"slices"
)

// HistoryPoint is one body's measure in one year, for a small line.
type HistoryPoint struct {
	Year int
	Value
	JoinsPrevious bool
}

// AgencyValue is one measure of one body in one year.
type AgencyValue struct {
	Agency Agency
	State  State // of its report for the year
	Value
	Previous Value  // the year before
	Change   Change // against it
	// InTotal: the body's value is part of AgencyValues.Total.
	InTotal bool
	// History is this year and the four before, oldest first.
	History []HistoryPoint
	// Report of the year, "" when none is published.
	ReportID string
}

func (v *AgencyValue) fields() []any {
	return slices.Concat(v.Agency.fields(), []any{&v.State, &v.ReportID}, v.Value.fields(), v.Previous.fields(),
		v.Change.fields(), []any{&v.InTotal})
}

// Peers is what bodies of one kind in the region have: their own reports, a
// rate only with a denominator of at least min_base.
type Peers struct {
	Type, TypeName string
	Agencies       int // with a value
	// Quartiles by linear interpolation between neighbours; nil below 5 bodies.
	P25, Median, P75 *Number
}

// AgencyValues is one measure over the bodies of a selection in one year.
type AgencyValues struct {
	Selection Selection
	Measure   Measure
	Year      int
	Simulated bool
	Total     Point
	// Rows in official order: every body that filed, had to file or has a held
	// file, with its status where there is no value. Of a region, bodies outside
	// its total are there too (InTotal false), its roll-up is not: see
	// Total.Rollup.
	Rows  []AgencyValue
	Peers []Peers // in official order of the kinds, whole region
}

// AgencyValues answers one measure in one year, a row a body. For an additive
// measure the values of the rows InTotal add up to Total.
func (a *Answers) AgencyValues(ctx context.Context, sel Selection, measure string, year int) (AgencyValues, error) {
	m, err := a.resolve(ctx, sel)
	if err != nil {
		return AgencyValues{}, err
	}
	total, err := a.compared(ctx, m, []string{measure}, year)
	if err != nil {
		return AgencyValues{}, err
	}
	listed, err := a.listed(ctx, sel, m)
	if err != nil {
		return AgencyValues{}, err
	}
	out := AgencyValues{Selection: sel, Measure: total[0].Measure, Year: year, Simulated: m.simulated, Total: total[0].Now}
	args := append(m.args(), texts("listed", listed), sql.Named("measure", measure), sql.Named("year", year))
	out.Rows, err = list(ctx, a.db, "agency_values", (*AgencyValue).fields, args...)
	if err != nil {
		return AgencyValues{}, err
	}
	if err := a.addHistory(ctx, out.Rows, measure, year, listed); err != nil {
		return AgencyValues{}, err
	}
	if sel.Region != "" {
		out.Peers, err = a.peers(ctx, sel.Region, "", measure, Years{year, year})
	}
	return out, err
}

// listed are the bodies that have a row: the members, and of a region those
// outside its total too.
func (a *Answers) listed(ctx context.Context, sel Selection, m members) ([]string, error) {
	if len(sel.Agencies) > 0 {
		return m.ids, nil
	}
	agencies, err := a.Agencies(ctx, sel)
	ids := make([]string, len(agencies))
	for i := range agencies {
		ids[i] = agencies[i].ID
	}
	return ids, err
}

// historyYears is how many years the small line of a row covers.
const historyYears = 5

// addHistory gives every row its years, empty ones included.
func (a *Answers) addHistory(ctx context.Context, rows []AgencyValue, measure string, year int, listed []string) error {
	at := map[string]int{}
	for i := range rows {
		at[rows[i].Agency.ID] = i
		for y := year - historyYears + 1; y <= year; y++ {
			rows[i].History = append(rows[i].History, HistoryPoint{Year: y, Value: Value{Status: NotRequired}})
		}
	}
	var id string
	var p HistoryPoint
	targets := append(append([]any{&id, &p.Year}, p.Value.fields()...), &p.JoinsPrevious)
	return each(ctx, a.db, "agency_history", targets, func() error {
		if i, ok := at[id]; ok {
			rows[i].History[p.Year-year+historyYears-1] = p
		}
		return nil
	}, texts("listed", listed), sql.Named("measure", measure), sql.Named("from", year-historyYears+1), sql.Named("to", year))
}

// peers are the ranges of a region by year and kind; type "" means all kinds.
func (a *Answers) peers(ctx context.Context, region, kind, measure string, years Years) ([]Peers, error) {
	bands, err := a.bands(ctx, region, kind, measure, years)
	out := make([]Peers, len(bands))
	for i := range bands {
		out[i] = bands[i].Peers
	}
	return out, err
}

func (a *Answers) bands(ctx context.Context, region, kind, measure string, years Years) ([]PeerBand, error) {
	return list(ctx, a.db, "peers", func(b *PeerBand) []any {
		return []any{&b.Year, &b.Type, &b.TypeName, &b.Agencies, &b.P25, &b.Median, &b.P75}
	}, sql.Named("region", region), sql.Named("type", kind), sql.Named("measure", measure),
		sql.Named("from", years.from()), sql.Named("to", years.to()))
}

// PeerBand is Peers for one year: the grey range behind a body's own line.
type PeerBand struct {
	Year int
	Peers
}

// PeerBands answers, for the kind of one body and one measure, the range of
// its peers by year.
func (a *Answers) PeerBands(ctx context.Context, agency, measure string, years Years) ([]PeerBand, error) {
	body, err := a.agency(ctx, agency)
	if err != nil {
		return nil, err
	}
	if _, err := a.measure(ctx, measure); err != nil {
		return nil, err
	}
	if !body.Registered {
		return nil, nil
	}
	return a.bands(ctx, body.Region, body.Type, measure, years)
}

// Missing is a body whose value a total does not hold, and why.
type Missing struct {
	Agency Agency
	Status Status
}

// Missing lists the bodies that Counts.Expected has and Counts.Counted has
// not, in official order.
func (a *Answers) Missing(ctx context.Context, sel Selection, measure string, year int) ([]Missing, error) {
	m, err := a.resolve(ctx, sel)
	if err != nil {
		return nil, err
	}
	if _, err := a.measure(ctx, measure); err != nil {
		return nil, err
	}
	return list(ctx, a.db, "missing", func(x *Missing) []any { return append(x.Agency.fields(), &x.Status) },
		append(m.args(), sql.Named("measure", measure), sql.Named("year", year))...)
}
