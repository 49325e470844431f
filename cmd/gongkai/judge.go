package main

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"gongkai/analytics"
	"gongkai/ingest/archive"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// judgedTogether is how many reports are in one database at most, unless one
// county alone has more.
const judgedTogether = 1000

// judge lets the rules look at drafts.
type judge struct {
	registry *registry.Registry
	verdicts []warehouse.Verdict
	version  string // file of the home's current version; "" when nothing stands beside the drafts
	alone    bool   // keep only what needs no other report
	today    string // YYYY-MM-DD
	outdated bool   // the version was built by another program and was not used
	notice   string // why it is not the one that was published last, or none at all
}

func newJudge(reg *registry.Registry, verdicts []warehouse.Verdict) *judge {
	return &judge{registry: reg, verdicts: verdicts, today: time.Now().Format(time.DateOnly)}
}

// beside takes the version that a home found to put beside the drafts. That it has
// none yet is no error; that none of them is whole is said.
func (j *judge) beside(current *archive.Version, err error) error {
	j.version, j.notice = "", ""
	switch {
	case err == nil:
		j.version, j.notice = current.Path, current.Notice
	case err != archive.ErrNoVersion && errors.Is(err, archive.ErrNoVersion):
		j.notice = "没有可用的数据版本，这次没有与上年和同级单位的年报相比（" + strings.TrimPrefix(err.Error(), archive.ErrNoVersion.Error()+"：") + "）"
	case err != archive.ErrNoVersion:
		return err
	}
	return nil
}

// replaced looks again for a version, one of which every byte is as it was
// published, and tells whether that is another one.
func (j *judge) replaced(home *archive.Home) bool {
	before := j.version
	return j.beside(home.Current()) == nil && j.version != before
}

// slot is what one report is wanted for, and the drafts there are for it.
type slot struct {
	county, agency string
	year           int
	drafts         []*draft
}

// all judges every draft that can be and fills in its findings. Those about a
// county come by themselves. Bodies of one county are judged together.
func (j *judge) all(ctx context.Context, d *drafts) (county []analytics.Finding, err error) {
	for _, one := range d.list {
		one.findings, one.copies = nil, nil // of a run that failed
	}
	for _, batch := range j.batches(d) {
		passes := 1
		for _, s := range batch {
			passes = max(passes, len(s.drafts))
		}
		for pass := range passes {
			found, err := j.pass(ctx, d, batch, pass)
			if err != nil {
				return nil, err
			}
			county = append(county, found...)
		}
	}
	return county, nil
}

// batches cuts the slots into pieces that are judged together: whole counties,
// and of bodies without one all years.
func (j *judge) batches(d *drafts) [][]*slot {
	var out [][]*slot
	var batch []*slot
	slots := j.slots(d)
	for i := 0; i < len(slots); {
		n := i + 1
		for n < len(slots) && slots[n].county == slots[i].county && (slots[i].county != "" || slots[n].agency == slots[i].agency) {
			n++
		}
		if len(batch) > 0 && len(batch)+n-i > judgedTogether {
			out, batch = append(out, batch), nil
		}
		batch = append(batch, slots[i:n]...)
		i = n
	}
	if len(batch) > 0 {
		out = append(out, batch)
	}
	return out
}

func (j *judge) slots(d *drafts) []*slot {
	counties := map[string]string{}
	for _, a := range j.registry.Agencies {
		counties[a.ID] = a.RegionCode[:min(6, len(a.RegionCode))]
	}
	type key struct {
		agency string
		year   int
	}
	found := map[key]*slot{}
	var out []*slot
	for _, one := range d.list {
		if one.as == nil {
			continue
		}
		k := key{one.as.ID, *one.head.Year}
		if found[k] == nil {
			found[k] = &slot{county: counties[k.agency], agency: k.agency, year: k.year}
			out = append(out, found[k])
		}
		found[k].add(one)
	}
	slices.SortFunc(out, func(a, b *slot) int {
		return cmp.Or(cmp.Compare(a.county, b.county), cmp.Compare(a.agency, b.agency), cmp.Compare(a.year, b.year))
	})
	return out
}

// add takes a draft in; one that says what another says is judged with it.
func (s *slot) add(one *draft) {
	for _, other := range s.drafts {
		if other.body == one.body {
			other.copies = append(other.copies, one)
			return
		}
	}
	s.drafts = append(s.drafts, one)
}

// pass judges of each slot the draft of that number, beside the last one of
// those slots that have fewer, and fills in the findings of the former.
func (j *judge) pass(ctx context.Context, d *drafts, batch []*slot, number int) ([]analytics.Finding, error) {
	content := warehouse.Content{Program: program, Registry: j.registry, Verdicts: j.verdicts}
	byHead, wanted := map[*report.Report]*draft{}, map[string]*draft{}
	var ids []string
	for _, s := range batch {
		one := s.drafts[min(number, len(s.drafts)-1)]
		head := one.judged(one.head)
		byHead[head] = one
		filed := warehouse.Filed{Report: head, Body: one.body, Revision: 1, Current: true, ReceivedOn: j.today, FileName: one.head.File}
		content.Filed = append(content.Filed, filed)
		if number < len(s.drafts) {
			wanted[filed.ID()] = one
			ids = append(ids, filed.ID())
		}
	}
	content.Load = func(f *warehouse.Filed) (*report.Report, error) {
		one := byHead[f.Report]
		whole, err := d.whole(one)
		if err != nil {
			return nil, err
		}
		return one.judged(whole), nil
	}
	db, err := warehouse.OpenMemory(ctx, content, func(ctx context.Context, db *sql.DB) error { return j.derive(ctx, db, ids) })
	if err != nil {
		return nil, err
	}
	defer db.Close()
	answers := analytics.New(db)
	found, err := answers.Findings(ctx, analytics.FindingFilter{Reports: ids})
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		if !j.alone || f.Needs == "report" {
			one := wanted[f.ReportID]
			one.findings = append(one.findings, named(f, one))
		}
	}
	for _, one := range wanted {
		for _, other := range one.copies {
			other.findings = slices.Clone(one.findings)
		}
	}
	if j.alone || number > 0 {
		return nil, nil
	}
	return j.county(ctx, answers, batch)
}

// named takes the stand-in for a body that is not certain out of a finding.
func named(f analytics.Finding, one *draft) analytics.Finding {
	if agency := one.head.Agency; agency == nil || agency.ID == "" {
		f.AgencyID, f.ReportID = "", ""
	}
	return f
}

// derive puts the home's reports beside the drafts and judges those drafts.
func (j *judge) derive(ctx context.Context, db *sql.DB, drafts []string) error {
	if j.version != "" {
		err := warehouse.Borrow(ctx, db, j.version)
		if errors.Is(err, warehouse.ErrOtherSchema) {
			j.outdated, err = true, nil
		}
		if err != nil {
			return err
		}
	}
	return analytics.JudgeDrafts(ctx, db, drafts)
}

// county lists what is said of counties and years of which more than one body,
// or the roll-up, is among the drafts: a single department's draft says nothing
// of its county.
func (j *judge) county(ctx context.Context, answers *analytics.Answers, batch []*slot) ([]analytics.Finding, error) {
	type place struct {
		county string
		year   int
	}
	drafts := map[place]int{}
	for _, s := range batch {
		drafts[place{s.county, s.year}]++
		for _, one := range s.drafts {
			if one.head.Scope == report.Rollup {
				drafts[place{s.county, s.year}]++
			}
		}
	}
	maps.DeleteFunc(drafts, func(_ place, n int) bool { return n < 2 })
	if len(drafts) == 0 {
		return nil, nil
	}
	var rules []string
	all, err := answers.Rules(ctx, "", analytics.Years{})
	for _, r := range all {
		if r.Needs == "county" {
			rules = append(rules, r.ID)
		}
	}
	if err != nil || len(rules) == 0 {
		return nil, err
	}
	found, err := answers.Findings(ctx, analytics.FindingFilter{Rules: rules})
	return slices.DeleteFunc(found, func(f analytics.Finding) bool {
		return f.ReportID != "" || f.Region == "" || drafts[place{f.Region[:min(6, len(f.Region))], f.Year}] == 0
	}), err
}
