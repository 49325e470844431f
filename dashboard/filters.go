package dashboard

import (
	"slices"
	"strconv"
	"strings"
)

// yearFilter offers single years, the newest first; the newest is the default.
func (rq *request) yearFilter(selected int) filter {
	f := filter{Name: "y", Label: word("bar.year")}
	years := rq.facts.years[rq.query.Region]
	for i := len(years) - 1; i >= 0; i-- {
		y := strconv.Itoa(years[i].Year)
		f.Options = append(f.Options, option{Value: y, Text: word("year", y), Selected: years[i].Year == selected})
	}
	if len(years) > 0 {
		f.Default = strconv.Itoa(years[len(years)-1].Year)
	}
	return f
}

// rangeFilters offer the first and the last year; the server joins them to y=.
func (rq *request) rangeFilters(from, to int) []filter {
	first := filter{Name: "from", Label: word("bar.from")}
	last := filter{Name: "to", Label: word("bar.to")}
	for _, y := range rq.facts.years[rq.query.Region] {
		s := strconv.Itoa(y.Year)
		first.Options = append(first.Options, option{Value: s, Text: word("year", s), Selected: y.Year == from})
		last.Options = append(last.Options, option{Value: s, Text: word("year", s), Selected: y.Year == to})
	}
	return []filter{first, last}
}

// agencyFilter offers all bodies of the region or one of them.
func (rq *request) agencyFilter() filter {
	list := rq.facts.byRegion[rq.query.Region]
	f := filter{Name: "a", Label: word("bar.agency")}
	counted := 0
	for _, a := range list {
		if a.InRollup {
			counted++
		}
	}
	f.Options = append(f.Options, option{Text: word("bar.all", counted), Selected: len(rq.query.Agencies) == 0})
	if len(rq.query.Agencies) > 1 {
		f.Options = append(f.Options, option{Value: strings.Join(rq.query.Agencies, ","), Text: word("bar.some", len(rq.query.Agencies)), Selected: true})
	}
	for _, a := range list {
		f.Options = append(f.Options, option{Value: a.ID, Text: a.ShortName, Selected: slices.Equal(rq.query.Agencies, []string{a.ID})})
	}
	return f
}

// typeFilter offers the kinds of body that the region has.
func (rq *request) typeFilter() filter {
	f := filter{Name: "t", Label: word("bar.type")}
	f.Options = append(f.Options, option{Text: word("bar.anytype"), Selected: len(rq.query.Types) == 0})
	if len(rq.query.Types) > 1 {
		f.Options = append(f.Options, option{Value: strings.Join(rq.query.Types, ","), Text: word("bar.sometypes", len(rq.query.Types)), Selected: true})
	}
	for _, t := range rq.facts.typesOf[rq.query.Region] {
		f.Options = append(f.Options, option{Value: t.Key, Text: word("bar.onetype", t.Name, t.Agencies), Selected: slices.Equal(rq.query.Types, []string{t.Key})})
	}
	return f
}

// measureFilter offers the measures, the default first.
func (rq *request) measureFilter(selected, byDefault string) filter {
	f := filter{Name: "m", Label: word("bar.measure"), Default: byDefault}
	for _, m := range rq.facts.measureList {
		f.Options = append(f.Options, option{Value: m.Code, Text: m.NameZH, Selected: m.Code == selected})
	}
	return f
}

// regionFilter is offered when the registry names more than one region.
func (rq *request) regionFilter() []filter {
	if len(rq.facts.regionList) < 2 {
		return nil
	}
	f := filter{Name: "r", Label: word("bar.region"), Default: rq.facts.defaultRegion}
	for _, r := range rq.facts.regionList {
		f.Options = append(f.Options, option{Value: r.Code, Text: r.Name, Selected: r.Code == rq.query.Region})
	}
	return []filter{f}
}

// filters puts the bar's selections in: the region's first. A key with a
// selection needs no hidden field.
func (f *frame) filters(rq *request, list ...filter) {
	f.Filters = append(rq.regionFilter(), list...)
	f.Hidden = slices.DeleteFunc(f.Hidden, func(h field) bool {
		return slices.ContainsFunc(f.Filters, func(x filter) bool { return x.Name == h.Name })
	})
}

// lastYear is the year that a page shows when the address names none.
func (rq *request) lastYear() int {
	if rq.query.To != 0 {
		return rq.query.To
	}
	return rq.region().LastYear
}
