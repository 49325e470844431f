package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gongkai/ingest/archive"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

// HeldFile is a report that a person must decide on.
type HeldFile struct {
	ID      string         `json:"id"` // sha256 of the file; commands take its first characters
	Name    string         `json:"name"`
	Agency  *report.Agency `json:"agency"`
	Year    *int           `json:"year"`
	Reasons []report.Held  `json:"reasons"`
	// Differences lists the cells in which a second report differs from the
	// one that is published, or from another one that is held.
	Differences []Difference `json:"differences"`
}

// Difference is one cell of two reports that do not print the same.
type Difference struct {
	Code  string `json:"code"`
	Other string `json:"other"` // the other file
	Left  string `json:"left"`  // the number that the other prints, else the cell's report.Status or NotInEdition
	Right string `json:"right"` // likewise of the held one
}

// decide notes a person's decision; a later one replaces an earlier one.
func (c *candidate) decide(e archive.Event) {
	switch e.Decision {
	case acceptRevision:
		c.accepted = true
	case acceptReport, rejectReport:
		c.decision = &e
		c.accepted = e.Decision == acceptReport
	}
}

// applyDecision carries a person's decision into the report as it was read.
func (c *candidate) applyDecision(r *report.Report, names *registry.Names) {
	d := c.decision
	if d == nil || r.Error != nil {
		return
	}
	if d.Decision == rejectReport {
		r.Error = &report.Rejected{Code: "rejected_by_person", Message: "经人工确认不采用：" + d.Reason, Hint: "如需改正，请重新报送；如果退错了，用 gongkai accept " + r.SHA256[:10] + " 采用"}
		return
	}
	if d.Agency != "" {
		a := names.ByID(d.Agency)
		if a == nil {
			// The person said that it is not what the title says, so that must
			// not count again.
			r.Held = append(r.Held, report.Held{Code: "agency_unknown", Place: "单位名录",
				Message: fmt.Sprintf("经人工指定的单位 %s 已不在单位名录中，需要重新指定", d.Agency)})
			return
		}
		name := a.Name
		if r.Agency != nil {
			name = r.Agency.Name
		}
		r.Agency = &report.Agency{Name: name, ID: a.ID}
		r.Scope = scopeOf(a, r.Scope)
	}
	if d.Year != 0 {
		r.Year = &d.Year
	}
	if r.Agency != nil && r.Agency.ID != "" && r.Year != nil {
		r.Held = nil
	}
}

// HeldFiles lists the reports of a home that wait for a person, by name.
func HeldFiles(ctx context.Context, home string, options Options) ([]HeldFile, error) {
	options.DryRun = true
	r, done, err := begin(ctx, home, options)
	if err != nil {
		return nil, err
	}
	defer done()
	k, _, err := r.settle(ctx, nil)
	if err != nil {
		return nil, err
	}
	var out []HeldFile
	for _, c := range k.candidates {
		if c.outcome != Held {
			continue
		}
		differences, err := r.differences(k, c)
		if err != nil {
			return nil, err
		}
		out = append(out, HeldFile{ID: c.sha, Name: c.name, Agency: c.report.Agency, Year: c.report.Year,
			Reasons: c.reasons(), Differences: differences})
	}
	slices.SortFunc(out, func(a, b HeldFile) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// differences compares a second report cell by cell with the others of its
// agency and year.
func (r *run) differences(k *known, c *candidate) ([]Difference, error) {
	if c.second == nil {
		return nil, nil
	}
	return r.differencesFrom(c, k.others(c))
}

// others are the different reports of a candidate's agency and year.
func (k *known) others(c *candidate) []*candidate {
	var out []*candidate
	for _, other := range k.candidates {
		head := other.report
		if other.sha != c.sha && head.Error == nil && head.Agency != nil && head.Year != nil && other.same == nil &&
			head.Agency.ID == c.report.Agency.ID && *head.Year == *c.report.Year {
			out = append(out, other)
		}
	}
	return out
}

func (r *run) differencesFrom(c *candidate, others []*candidate) ([]Difference, error) {
	held, err := r.whole(c)
	if err != nil {
		return nil, err
	}
	var out []Difference
	for _, other := range others {
		whole, err := r.whole(other)
		if err != nil {
			return nil, err
		}
		out = append(out, differ(other.name, whole, held)...)
	}
	return out, nil
}

// differ lists the cells in which two reports do not print the same. A form of
// another edition has cells of its own: those of either count.
func differ(name string, other, held *report.Report) []Difference {
	var out []Difference
	left, right := printedCells(other), printedCells(held)
	for _, o := range slices.Concat(held.Observations, other.Observations) {
		l, r := cmp.Or(left[o.Code], NotInEdition), cmp.Or(right[o.Code], NotInEdition)
		if l != r {
			out = append(out, Difference{o.Code, name, l, r})
		}
		delete(left, o.Code)
		delete(right, o.Code)
	}
	return out
}

// NotInEdition stands in a Difference for a cell that the form of a report
// does not have.
const NotInEdition = "not_in_edition"

func printedCells(r *report.Report) map[string]string {
	out := map[string]string{}
	for _, o := range r.Observations {
		out[o.Code] = string(o.Status)
		if o.Value != nil {
			out[o.Code] = o.Value.String()
		}
	}
	return out
}
