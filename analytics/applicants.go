package analytics

import "context"

// Applicants is who asked, by year: row 一 of table 3.
type Applicants struct {
	Selection Selection
	Simulated bool
	// Types are six lines in the order of the form: 自然人, 商业企业, 科研机构,
	// 社会公益组织, 法律服务机构, 其他.
	Types []Line
	Total Line // 总计 as printed
}

// Applicants answers the requests received by type of applicant.
func (a *Answers) Applicants(ctx context.Context, sel Selection, years Years) (Applicants, error) {
	s, err := a.namedSeries(ctx, sel, "applicants", years)
	if err != nil {
		return Applicants{}, err
	}
	last := len(s.Lines) - 1
	return Applicants{Selection: sel, Simulated: s.Simulated, Types: s.Lines[:last], Total: s.Lines[last]}, nil
}
