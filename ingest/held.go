package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

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
	Left  string `json:"left"`  // as the other prints it, status words for no number
	Right string `json:"right"` // as the held one prints it
}

// ErrUndecidable says why a decision can't be taken as it is.
var ErrUndecidable = errors.New("还不能这样决定")

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
		r.Error = &report.Rejected{Code: "rejected_by_person", Message: "经人工确认不采用：" + d.Reason, Hint: "如需改正，请重新报送"}
		return
	}
	if d.Agency != "" {
		if a := names.ByID(d.Agency); a != nil {
			name := a.Name
			if r.Agency != nil {
				name = r.Agency.Name
			}
			r.Agency = &report.Agency{Name: name, ID: a.ID}
			r.Scope = scopeOf(a, r.Scope)
		}
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
	held, err := r.whole(c)
	if err != nil {
		return nil, err
	}
	right := printedCells(held)
	var out []Difference
	for _, other := range k.candidates {
		head := other.report
		if other == c || head.Error != nil || head.Agency == nil || head.Year == nil || head.Agency.ID != c.report.Agency.ID || *head.Year != *c.report.Year || other.same != nil {
			continue
		}
		whole, err := r.whole(other)
		if err != nil {
			return nil, err
		}
		left := printedCells(whole)
		for _, o := range held.Observations {
			if left[o.Code] != right[o.Code] {
				out = append(out, Difference{o.Code, other.name, left[o.Code], right[o.Code]})
			}
		}
	}
	return out, nil
}

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

// Decision is what a person says of a held report.
type Decision struct {
	Accept bool   // publish it; false: never
	Agency string // id of the agency, where the report does not tell
	Year   int    // likewise
	Reason string // in words, required for a refusal
}

// Decide journals a person's decision on the held report whose id starts with
// the given characters, and publishes what follows from it. It is kept at every
// rebuild. ErrUndecidable tells what is still missing.
func Decide(ctx context.Context, home, id string, d Decision, options Options) (HeldFile, Summary, error) {
	r, done, err := begin(ctx, home, options)
	if err != nil {
		return HeldFile{}, Summary{}, err
	}
	defer done()
	k, reg, err := r.settle(ctx, nil)
	if err != nil {
		return HeldFile{}, Summary{}, err
	}
	c, err := k.heldByID(id)
	if err != nil {
		return HeldFile{}, Summary{}, err
	}
	held := HeldFile{ID: c.sha, Name: c.name, Agency: c.report.Agency, Year: c.report.Year, Reasons: c.reasons()}
	names := reg.Names()
	if err := check(c, d, names); err != nil {
		return held, Summary{}, err
	}
	event := archive.Event{Event: archive.DecidedEvent, SHA256: c.sha, Decision: rejectReport, Agency: d.Agency, Year: d.Year, Reason: d.Reason}
	if d.Accept {
		event.Decision = acceptReport
	}
	r.options.step("decide: journal")
	if err := r.writer.Append([]archive.Event{event}); err != nil {
		return held, Summary{}, err
	}
	if k, reg, err = r.settle(ctx, nil); err != nil {
		return held, Summary{}, err
	}
	var s Summary
	s.Version, s.Changed, err = r.publish(ctx, k, reg, newlyPublished(k.candidates))
	return held, s, err
}

// heldByID finds the one held report whose id starts with some characters.
func (k *known) heldByID(id string) (*candidate, error) {
	var found []*candidate
	for _, c := range k.candidates {
		if c.outcome == Held && len(id) >= 6 && strings.HasPrefix(c.sha, strings.ToLower(id)) {
			found = append(found, c)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, fmt.Errorf("%w：没有编号以 %q 开头（至少 6 位）的待确认年报，见 gongkai held", ErrUndecidable, id)
	}
	return nil, fmt.Errorf("%w：有 %d 份待确认年报的编号以 %q 开头，请多写几位", ErrUndecidable, len(found), id)
}

// check says what a decision lacks.
func check(c *candidate, d Decision, names *registry.Names) error {
	if !d.Accept {
		if d.Reason == "" {
			return fmt.Errorf("%w：不采用时请写明原因（--reason）", ErrUndecidable)
		}
		return nil
	}
	if d.Agency != "" && names.ByID(d.Agency) == nil {
		return fmt.Errorf("%w：单位名录中没有 %q，见 gongkai agencies list", ErrUndecidable, d.Agency)
	}
	for _, h := range c.report.Held {
		switch {
		case h.Code == "several_reports":
			return fmt.Errorf("%w：%s，请拆成两个文件重新报送", ErrUndecidable, h.Message)
		case strings.HasPrefix(h.Code, "agency_") && d.Agency == "":
			return fmt.Errorf("%w：%s（--agency 单位编号）", ErrUndecidable, h.Message)
		case strings.HasPrefix(h.Code, "year_") && d.Year == 0:
			return fmt.Errorf("%w：%s（--year 年度）", ErrUndecidable, h.Message)
		}
	}
	return nil
}
