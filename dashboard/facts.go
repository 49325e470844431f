package dashboard

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"gongkai/analytics"
)

// facts are the few lists of a version that every request is checked against.
type facts struct {
	version       string
	meta          analytics.Meta
	regions       map[string]analytics.Region
	regionList    []analytics.Region
	defaultRegion string
	agencies      map[string]bool // registered and unregistered
	byRegion      map[string][]analytics.Agency
	types         map[string]bool
	typesOf       map[string][]analytics.AgencyType
	measures      map[string]analytics.Measure
	measureList   []analytics.Measure
	breaks        []analytics.Break
	rules         map[string]bool
	ruleList      []analytics.RuleUse // counted over everything
	years         map[string][]analytics.YearState
}

// factStore keeps the facts of the version read last.
type factStore struct {
	mu  sync.Mutex
	now *facts
}

func (s *factStore) of(ctx context.Context, snap *Snapshot) (*facts, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != nil && s.now.version == snap.Version {
		return s.now, nil
	}
	f, err := readFacts(ctx, snap)
	if err != nil {
		return nil, fmt.Errorf("reading the lists of version %s: %w", snap.Version, err)
	}
	s.now = f
	return f, nil
}

func readFacts(ctx context.Context, snap *Snapshot) (*facts, error) {
	a := snap.Answers
	f := &facts{
		version: snap.Version, regions: map[string]analytics.Region{}, agencies: map[string]bool{},
		byRegion: map[string][]analytics.Agency{}, types: map[string]bool{}, typesOf: map[string][]analytics.AgencyType{},
		measures: map[string]analytics.Measure{}, years: map[string][]analytics.YearState{}, rules: map[string]bool{},
	}
	var err error
	if f.meta, err = a.Meta(ctx); err != nil {
		return nil, err
	}
	if f.measureList, err = a.Measures(ctx); err != nil {
		return nil, err
	}
	for _, m := range f.measureList {
		f.measures[m.Code] = m
	}
	if f.breaks, err = a.Breaks(ctx); err != nil {
		return nil, err
	}
	if f.ruleList, err = a.Rules(ctx, "", analytics.Years{}); err != nil {
		return nil, err
	}
	for _, r := range f.ruleList {
		f.rules[r.ID] = true
	}
	unregistered, err := a.Unregistered(ctx)
	if err != nil {
		return nil, err
	}
	for _, u := range unregistered {
		f.agencies[u.ID] = true
	}
	if f.regionList, err = a.Regions(ctx); err != nil {
		return nil, err
	}
	for _, r := range f.regionList {
		if err := f.readRegion(ctx, a, r); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (f *facts) readRegion(ctx context.Context, a *analytics.Answers, r analytics.Region) error {
	f.regions[r.Code] = r
	if r.Default {
		f.defaultRegion = r.Code
	}
	var err error
	if f.byRegion[r.Code], err = a.Agencies(ctx, analytics.Selection{Region: r.Code}); err != nil {
		return err
	}
	for _, agency := range f.byRegion[r.Code] {
		f.agencies[agency.ID] = true
	}
	if f.typesOf[r.Code], err = a.AgencyTypes(ctx, r.Code); err != nil {
		return err
	}
	for _, t := range f.typesOf[r.Code] {
		f.types[t.Key] = true
	}
	f.years[r.Code], err = a.Years(ctx, r.Code)
	return err
}

// rollupAgency is the body whose report sums the region, "" when none.
func (f *facts) rollupAgency(region string) (analytics.Agency, bool) {
	i := slices.IndexFunc(f.byRegion[region], func(a analytics.Agency) bool { return a.Type == "county_rollup" })
	if i < 0 {
		return analytics.Agency{}, false
	}
	return f.byRegion[region][i], true
}

// rollupOnly is the one body of a region that has no others: its roll-up report
// is all there is, and the pages that add bodies up have nothing to show.
func (f *facts) rollupOnly(region string) (analytics.Agency, bool) {
	if slices.ContainsFunc(f.byRegion[region], func(a analytics.Agency) bool { return a.InRollup }) {
		return analytics.Agency{}, false
	}
	return f.rollupAgency(region)
}

// formBreak is the first year of the edition in force, 2021.
func (f *facts) formBreak() int {
	for _, b := range f.breaks {
		if b.Kind == "edition" {
			return b.Year
		}
	}
	return 0
}
