package sample

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// mistake is a kind of fault that an office makes: what must be there for it,
// and what it does to a report. Exactly one of numbers, cells and words is
// set: it is made in the office's own figures before anything is printed, in
// what a table prints, or in the prose.
type mistake struct {
	kind   string
	family string // the only one in which it can be printed; "" any
	// fits tells whether the report, and its body's report of the year before
	// (nil when there is none), can have the fault.
	fits    func(r, before *report) bool
	numbers func(r, before *report) []effect
	cells   func(r *report) []effect
	words   func(r *report) []effect
}

// effect is what a fault makes wrong, by the rules of the form: the rule, the
// cells in which the fault stands, by how much. A consequence is something
// else that is then wrong too, and need not be said.
type effect struct {
	rule        string
	instance    string // row or column of the form, "" when the rule has none
	cells       []string
	delta       int64
	years       int    // the report of how many years later is wrong
	about       string // another body's id, or region; "" for the body itself
	consequence bool
}

// region says that an effect is about the county and no body.
const region = "region"

// injected is a fault in a report.
type injected struct {
	mistake *mistake
	before  *report
	effects []effect
}

// faults chooses reports for faults, share of them and each kind in turn, and
// makes those that stand in the figures. A body has no two faults in
// neighbouring years, so that each wrong sum has one cause.
func (c *county) faults(reports []*report, share float64) {
	if share <= 0 {
		return
	}
	byKey := map[string]*report{}
	for _, r := range reports {
		byKey[key(r.agency.ID, r.year)] = r
	}
	candidates := slices.Clone(reports)
	slices.SortStableFunc(candidates, func(a, b *report) int { return cmp.Compare(a.order(c.opt.Seed), b.order(c.opt.Seed)) })
	left := int(share*float64(len(reports)) + 0.5)
	queue := slices.Concat(c.tableMistakes(), c.figureMistakes(), wordMistakes())
	for _, r := range candidates {
		if left == 0 {
			break
		}
		before, after := byKey[key(r.agency.ID, r.year-1)], byKey[key(r.agency.ID, r.year+1)]
		if c.reformed(r) || before != nil && before.fault != nil || after != nil && after.fault != nil {
			continue
		}
		for i, m := range queue {
			if m.fits(r, before) {
				queue = append(slices.Delete(queue, i, i+1), m)
				r.fault = &injected{mistake: m, before: before}
				left--
				break
			}
		}
	}
	for _, r := range reports { // in the order of years: some repeat the year before
		if r.fault != nil && r.fault.mistake.numbers != nil {
			r.fault.effects = r.fault.mistake.numbers(r, r.fault.before)
		}
	}
}

func (r *report) order(seed uint64) uint64 {
	return hash(key(r.agency.ID, r.year) + " fault " + strconv.FormatUint(seed, 10))
}

// reformed tells whether the body takes part in a merger: its sums hang on
// others' reports.
func (c *county) reformed(r *report) bool {
	return slices.ContainsFunc(c.events, func(e event) bool { return e.Predecessor == r.agency.ID || e.Successor == r.agency.ID })
}

// spoil makes the faults that stand in what is printed.
func (r *report) spoil() {
	switch {
	case r.fault == nil:
	case r.fault.mistake.cells != nil:
		r.fault.effects = r.fault.mistake.cells(r)
	case r.fault.mistake.words != nil:
		r.fault.effects = r.fault.mistake.words(r)
	}
}

// bump changes the printed number of a cell.
func (r *report) bump(code string, by int64) {
	n, err := strconv.ParseInt(r.cells[code].value, 10, 64)
	if err != nil {
		panic("sample: a fault is made in a cell that is no whole number: " + code)
	}
	s := strconv.FormatInt(n+by, 10)
	r.cells[code] = reported(s, s)
}

// writeFaults writes faults.csv: every rule that a fault breaks, in which
// report, with the cells in which the fault stands.
func (c *county) writeFaults(dir string, reports []*report) error {
	rows := [][]string{{"fault", "kind", "rule", "agency_id", "agency_name", "year", "file", "instance", "cells", "delta", "consequence"}}
	n := 0
	for _, r := range reports {
		if r.fault == nil {
			continue
		}
		n++
		for _, e := range r.fault.effects {
			delta := ""
			if e.delta != 0 {
				delta = strconv.FormatInt(e.delta, 10)
			}
			id, name := r.agency.ID, r.name
			switch e.about {
			case "":
			case region:
				id, name = "", regionName
			default:
				id, name = e.about, ""
			}
			rows = append(rows, []string{strconv.Itoa(n), r.fault.mistake.kind, e.rule, id, name, strconv.Itoa(r.year + e.years),
				r.file(), e.instance, strings.Join(e.cells, "|"), delta, yesNo(e.consequence)})
		}
	}
	for _, l := range c.lapseEffects() {
		rows = append(rows, []string{"", l[0], l[1], l[2], "", l[3], "", "", "", "", "no"})
	}
	return writeCSV(filepath.Join(dir, "faults.csv"), rows)
}

// lapseEffects are what is to be found in the county without any fault: kind,
// rule, body, year.
func (c *county) lapseEffects() [][4]string {
	out := [][4]string{{"county-counted-too", "H-04", rollupID, strconv.Itoa(c.opt.LastYear)}}
	if id, year, ok := strings.Cut(c.late, " "); ok {
		out = append(out, [4]string{"late", "D-01", id, year})
	}
	if _, year, ok := strings.Cut(c.notFiled, " "); ok {
		out = append(out, [4]string{"never-filed", "H-03", "", year})
	}
	for _, e := range c.events {
		out = append(out, [4]string{"reform", "Y-06", e.Successor, e.Date[:4]})
	}
	return out
}

// asFiledAgain is the report that the body files the second time.
func (r *report) asFiledAgain() *report {
	other := *r
	other.again, other.cells = false, maps.Clone(r.cells)
	other.path = strings.TrimSuffix(r.file(), filepath.Ext(r.file())) + "-2" + filepath.Ext(r.file())
	other.bump("proactive.licensing.decisions", 1)
	return &other
}
