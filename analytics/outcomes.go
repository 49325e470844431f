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
	return Outcomes{}, errNotYet
}
