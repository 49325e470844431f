package analytics

import (
	"context"
	"slices"
)

// ReasonGroup is one of 不予公开, 无法提供, 不予处理 with its reasons.
type ReasonGroup struct {
	Subtotal Compared   // the group's own measure
	Reasons  []Compared // in the order of the form
}

// RefusalReasons is why requests were not granted, in a year and the one before.
type RefusalReasons struct {
	Selection      Selection
	Year, PrevYear int
	Simulated      bool
	Groups         []ReasonGroup
}

// RefusalReasons answers the reasons of one year with the year before. A year
// that the region does not have is ErrNotFound.
func (a *Answers) RefusalReasons(ctx context.Context, sel Selection, year int) (RefusalReasons, error) {
	m, err := a.resolve(ctx, sel)
	if err != nil {
		return RefusalReasons{}, err
	}
	type pair struct{ group, reason string }
	pairs, err := list(ctx, a.db, "refusal_reasons", func(p *pair) []any { return []any{&p.group, &p.reason} })
	if err != nil {
		return RefusalReasons{}, err
	}
	var codes []string
	for _, p := range pairs {
		if !slices.Contains(codes, p.group) {
			codes = append(codes, p.group)
		}
		codes = append(codes, p.reason)
	}
	rows, err := a.compared(ctx, m, codes, year)
	if err != nil {
		return RefusalReasons{}, err
	}
	out := RefusalReasons{Selection: sel, Year: year, PrevYear: year - 1, Simulated: m.simulated}
	for _, row := range rows {
		if slices.ContainsFunc(pairs, func(p pair) bool { return p.group == row.Measure.Code }) {
			out.Groups = append(out.Groups, ReasonGroup{Subtotal: row})
			continue
		}
		last := &out.Groups[len(out.Groups)-1]
		last.Reasons = append(last.Reasons, row)
	}
	return out, nil
}
