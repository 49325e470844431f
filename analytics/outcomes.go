package analytics

import "context"

// Outcomes is what became of the requests, by year.
type Outcomes struct {
	Selection Selection
	Simulated bool
	// Groups are five lines in fixed order: 予以公开或部分公开, 不予公开,
	// 无法提供, 不予处理, 其他处理.
	Groups []Line
	// Concluded is the total that the reports print themselves, （七）总计. It
	// need not equal the sum of the groups where a report does not add up.
	Concluded Line
}

// Outcomes answers the five result groups by year.
func (a *Answers) Outcomes(ctx context.Context, sel Selection, years Years) (Outcomes, error) {
	s, err := a.namedSeries(ctx, sel, "outcomes", years)
	if err != nil {
		return Outcomes{}, err
	}
	last := len(s.Lines) - 1
	return Outcomes{Selection: sel, Simulated: s.Simulated, Groups: s.Lines[:last], Concluded: s.Lines[last]}, nil
}

// namedSeries is Series over the measures that a query lists.
func (a *Answers) namedSeries(ctx context.Context, sel Selection, query string, years Years) (Series, error) {
	codes, err := list(ctx, a.db, query, func(s *string) []any { return []any{s} })
	if err != nil {
		return Series{}, err
	}
	return a.Series(ctx, sel, codes, years)
}
