package dashboard

import (
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"

	"gongkai/analytics"

	"github.com/gofiber/fiber/v2"
)

// query is what a URL asks for, checked against what the version has. Values
// that mean nothing are dropped and named in Notices, so that they reach
// neither the database nor the cache.
type query struct {
	Region   string   // r; the default region when not given
	From, To int      // y: one year, or 2021..2024; 0 when not given
	Agencies []string // a
	Types    []string // t
	Measure  string   // m
	Search   string   // q
	Rules    []string // rule: ids of checking rules
	State    string   // s: how findings stand; open when not given
	Severity string   // sev: severity of findings; errors and warnings when not given
	Revision int      // rev; 0 is the current one
	Tab      string   // which table of the page a CSV holds
	View     string   // table, or ""
	Excel    bool     // bom=1: CSV for Excel and WPS
	Notices  []string
	// redirect is set when a form sent from= and to= instead of y=.
	redirect bool
}

// alwaysKnown are the keys of every page.
var alwaysKnown = []string{"r", "view", "tab", "bom"}

const maxSearch = 40 // runes

func parseQuery(c *fiber.Ctx, known []string, f *facts) query {
	q := query{Region: f.defaultRegion}
	args := map[string][]string{}
	for key, value := range c.Context().QueryArgs().All() {
		k := string(key)
		if !slices.Contains(known, k) && !slices.Contains(alwaysKnown, k) {
			q.ignore(k)
			continue
		}
		if v := strings.TrimSpace(string(value)); v != "" {
			args[k] = append(args[k], v)
		}
	}
	keys := make([]string, 0, len(args))
	for k := range args {
		keys = append(keys, k)
	}
	sort.Strings(keys) // r before y: years are checked against the region
	for _, k := range keys {
		if !q.set(k, args[k], f) {
			q.ignore(k + "=" + strings.Join(args[k], ","))
		}
	}
	if q.redirect {
		q.joinEnds(f.regions[q.Region])
	}
	return q
}

// joinEnds makes a range of what a form sent: an open end is closed, turned
// ends are turned back, and all years are the default.
func (q *query) joinEnds(r analytics.Region) {
	if q.From == 0 {
		q.From = r.FirstYear
	}
	if q.To == 0 {
		q.To = r.LastYear
	}
	q.From, q.To = min(q.From, q.To), max(q.From, q.To)
	if q.From == r.FirstYear && q.To == r.LastYear {
		q.From, q.To = 0, 0
	}
}

func (q *query) ignore(what string) {
	if r := []rune(what); len(r) > 60 {
		what = string(r[:60]) + "…"
	}
	if len(q.Notices) < 5 {
		q.Notices = append(q.Notices, what)
	}
}

func (q *query) set(key string, values []string, f *facts) bool {
	v := values[len(values)-1]
	switch key {
	case "r":
		_, ok := f.regions[v]
		if ok {
			q.Region = v
		}
		return ok
	case "y":
		return q.setYears(v, f.years[q.Region])
	case "from", "to":
		return q.setEnd(key, v)
	case "a":
		return setList(&q.Agencies, values, func(s string) bool { return f.agencies[s] })
	case "t":
		return setList(&q.Types, values, func(s string) bool { return f.types[s] })
	case "m":
		if _, ok := f.measures[v]; !ok {
			return false
		}
		q.Measure = v
	case "rule":
		return setList(&q.Rules, values, func(s string) bool { return f.rules[s] })
	case "s":
		ok := setOne(&q.State, v, findingStates)
		if q.State == findingStates[0] {
			q.State = "" // the default
		}
		return ok
	case "sev":
		return setOne(&q.Severity, v, findingSeverities)
	case "q":
		if r := []rune(v); len(r) > maxSearch {
			v = string(r[:maxSearch])
		}
		q.Search = v
	case "rev":
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > 999 {
			return false
		}
		q.Revision = n
	case "tab":
		q.Tab = v
	case "view":
		q.View = v
		return v == "table"
	case "bom":
		q.Excel = v == "1"
		return v == "1" || v == "0"
	}
	return true
}

// setEnd takes one end of a range from a form.
func (q *query) setEnd(key, v string) bool {
	n, ok := year(v)
	if key == "from" {
		q.From = n
	} else {
		q.To = n
	}
	q.redirect = true
	return ok
}

// setYears reads one year, which the region must have, or a range, which pages
// cut to the years that there are.
func (q *query) setYears(v string, there []analytics.YearState) bool {
	from, to, isRange := strings.Cut(v, "..")
	if !isRange {
		to = from
	}
	var ok1, ok2 bool
	q.From, ok1 = year(from)
	q.To, ok2 = year(to)
	missing := q.From == q.To && len(there) > 0 && !slices.ContainsFunc(there, func(y analytics.YearState) bool { return y.Year == q.From })
	if !ok1 || !ok2 || q.From > q.To || missing {
		q.From, q.To = 0, 0
		return false
	}
	return true
}

func year(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 2008 || n > 2100 {
		return 0, false
	}
	return n, true
}

// setOne takes one of a few known values.
func setOne(field *string, v string, known []string) bool {
	if !slices.Contains(known, v) {
		return false
	}
	*field = v
	return true
}

func setList(list *[]string, values []string, known func(string) bool) bool {
	all := true
	for _, v := range strings.Split(strings.Join(values, ","), ",") {
		switch {
		case v == "" || slices.Contains(*list, v):
		case known(v):
			*list = append(*list, v)
		default:
			all = false
		}
	}
	sort.Strings(*list)
	return all
}

// canonical writes the query with its known keys in one order, without
// defaults: the same question always has the same text.
func (q query) canonical(f *facts) string {
	v := url.Values{}
	put := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	if q.Region != f.defaultRegion {
		put("r", q.Region)
	}
	put("y", yearsText(q.From, q.To))
	put("a", strings.Join(q.Agencies, ","))
	put("t", strings.Join(q.Types, ","))
	put("m", q.Measure)
	put("rule", strings.Join(q.Rules, ","))
	put("s", q.State)
	put("sev", q.Severity)
	put("q", q.Search)
	put("tab", q.Tab)
	put("view", q.View)
	if q.Revision > 0 {
		put("rev", strconv.Itoa(q.Revision))
	}
	if q.Excel {
		put("bom", "1")
	}
	return strings.ReplaceAll(v.Encode(), "%2C", ",")
}

func yearsText(from, to int) string {
	switch {
	case from == 0 && to == 0:
		return ""
	case from == to:
		return strconv.Itoa(from)
	}
	return strconv.Itoa(from) + ".." + strconv.Itoa(to)
}

// selection is whose numbers a page sums.
func (q query) selection() analytics.Selection {
	return analytics.Selection{Region: q.Region, Types: q.Types, Agencies: q.Agencies}
}
