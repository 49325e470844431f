package sample

import (
	"maps"
	"strconv"
	"strings"
)

// hasBefore tells whether the body filed for the year before, on the same
// edition of the form.
func hasBefore(r, before *report) bool {
	return r.scope == "own" && before != nil && before.edition() == r.edition()
}

// lastYear tells whether no later report hangs on what this one carries over.
func lastYear(last int) func(r, _ *report) bool {
	return func(r, _ *report) bool { return r.scope == "own" && r.year == last }
}

const (
	issued   = "proactive.normative_doc.issued"
	repealed = "proactive.normative_doc.repealed"
	inForce  = "proactive.normative_doc.in_force"
	feeWan   = "proactive.fee.amount_wan"
)

// figureMistakes are wrong figures that an office prints consistently, in
// tables and prose: they contradict last year, other bodies or the law.
func (c *county) figureMistakes() []*mistake {
	last := lastYear(c.opt.LastYear)
	return []*mistake{
		{kind: "carried-over", fits: all(hasBefore, needs(app("new_received", "natural_person"), 1)), numbers: func(r, _ *report) []effect {
			add(r.numbers, "carried_over", "natural_person", 1)
			add(r.numbers, "new_received", "natural_person", -1)
			return []effect{{rule: "Y-01", instance: "total", cells: []string{app("carried_over", "total")}, delta: 1},
				{rule: "Y-02", instance: "natural_person", cells: []string{app("carried_over", "natural_person")}, delta: 1}}
		}},
		{kind: "stock", fits: all(hasBefore, inEdition("2021")), numbers: func(r, _ *report) []effect {
			r.numbers[inForce] += 7
			return []effect{{rule: "Y-03", instance: "normative_doc", cells: []string{inForce}, delta: 7}}
		}},
		{kind: "stock-too-low", fits: all(hasBefore, inEdition("2021")), numbers: func(r, _ *report) []effect {
			r.numbers[issued] = r.numbers[inForce] + r.numbers[repealed] + 3
			return []effect{{rule: "T2-02", instance: "normative_doc", cells: []string{inForce, issued, repealed}}, {rule: "Y-03", instance: "normative_doc", consequence: true}}
		}},
		{kind: "repealed-too-many", fits: all(hasBefore, inEdition("2021")), numbers: func(r, before *report) []effect {
			r.numbers[repealed] = before.numbers[inForce] + r.numbers[issued] + 4
			return []effect{{rule: "T2-03", instance: "normative_doc", cells: []string{repealed}}, {rule: "Y-03", instance: "normative_doc", consequence: true}}
		}},
		{kind: "makes-rules", fits: all(isOwn, inEdition("2021")), numbers: func(r, _ *report) []effect {
			cells := []string{"proactive.regulation.issued", "proactive.regulation.in_force"}
			r.numbers[cells[0]], r.numbers[cells[1]] = 1, 1
			return []effect{{rule: "T2-01", instance: cells[0], cells: cells[:1]}, {rule: "T2-01", instance: cells[1], cells: cells[1:]}}
		}},
		{kind: "office-licences", fits: func(r, _ *report) bool { return r.agency.Type == "gov_office" && r.edition() == "2021" }, numbers: func(r, _ *report) []effect {
			cell := "proactive.licensing.decisions"
			r.numbers[cell] = 12
			return []effect{{rule: "T2-04", cells: []string{cell}}}
		}},
		{kind: "township-penalties", fits: func(r, _ *report) bool { return r.agency.Type == "township" }, numbers: func(r, _ *report) []effect {
			r.numbers[penalties] += 9
			return []effect{{rule: "T2-05", cells: []string{penalties}}}
		}},
		{kind: "disclosed-too-many", fits: all(isOwn, inEdition("2019")), numbers: func(r, _ *report) []effect {
			cells := []string{"proactive.normative_doc.disclosed_2019", "proactive.normative_doc.public_total_2019"}
			r.numbers[cells[0]] = r.numbers[cells[1]] + 3
			return []effect{{rule: "T2-06", cells: cells}}
		}},
		{kind: "items-unchained", fits: all(hasBefore, inEdition("2019")), numbers: func(r, _ *report) []effect {
			cell := "proactive.licensing.items_prev_2019"
			r.numbers[cell] += 2
			return []effect{{rule: "T2-07", instance: "licensing", cells: []string{cell}, delta: 2}}
		}},
		{kind: "carries-much", fits: all(last, func(r, _ *report) bool { return r.workload() >= 10 && 10*r.open() >= 4*r.workload() }), numbers: func(r, _ *report) []effect {
			for _, row := range concludable {
				move(r.numbers, row, carriedForward, "natural_person", r.number(app(row, "natural_person")))
			}
			return []effect{{rule: "T3-06", cells: []string{app(carriedForward, "total")}}}
		}},
		{kind: "new-body-carries", fits: func(r, before *report) bool {
			return r.scope == "own" && before == nil && r.number(app("carried_over", "total")) == 0 && r.year > c.opt.FirstYear-1
		}, numbers: func(r, _ *report) []effect {
			r.agency.ValidFrom = r.year
			add(r.numbers, "carried_over", "natural_person", 2)
			conclude(r.numbers, "outcome.disclosed", "natural_person", 2)
			return []effect{{rule: "T3-07", cells: []string{app("carried_over", "total")}}}
		}},
		{kind: "much-other", fits: func(r, _ *report) bool {
			total := r.number(app("outcome.total", "total"))
			return r.scope == "own" && r.edition() == "2021" && total >= 10 && 10*r.number(app("outcome.disclosed", "natural_person")) >= 3*total
		}, numbers: func(r, _ *report) []effect {
			move(r.numbers, "outcome.disclosed", "other.misc", "natural_person", 3*r.number(app("outcome.total", "total"))/10)
			return []effect{{rule: "T3-10", cells: []string{app("other.misc", "total")}}}
		}},
		{kind: "suits-without-reviews", fits: func(r, before *report) bool {
			return hasBefore(r, before) && r.reviews() == 0 && before.reviews() == 0 && r.workload() > 2
		}, numbers: func(r, _ *report) []effect {
			r.numbers["disputes.litigation_after_review.upheld"]++
			r.numbers["disputes.litigation_after_review.total"]++
			return []effect{{rule: "T4-04", cells: []string{"disputes.litigation_after_review.total", "disputes.review.total"}}}
		}},
		{kind: "direct-suits", fits: func(r, _ *report) bool { return r.scope == "own" && r.year >= 2024 && r.workload() > 2 }, numbers: func(r, _ *report) []effect {
			r.numbers["disputes.litigation_direct.corrected"]++
			r.numbers["disputes.litigation_direct.total"]++
			return []effect{{rule: "T4-05", cells: []string{"disputes.litigation_direct.total"}}}
		}},
		{kind: "more-reviews-than-requests", fits: hasBefore, numbers: func(r, before *report) []effect {
			n := r.workload() + before.workload() + 5
			r.numbers["disputes.review.upheld"] += n
			r.numbers["disputes.review.total"] += n
			return []effect{{rule: "T4-06", cells: []string{"disputes.review.total"}}}
		}},
		{kind: "copied-figures", fits: func(r, before *report) bool {
			return hasBefore(r, before) && before.workload() >= 25
		}, numbers: func(r, before *report) []effect {
			r.numbers = maps.Clone(before.numbers)
			return []effect{{rule: "Y-05"}, {rule: "Y-01", instance: "total", consequence: true},
				{rule: "Y-01", instance: "total", years: 1, consequence: true}}
		}},
		{kind: "tenfold", fits: all(hasBefore, needs("proactive.licensing.decisions", 40)), numbers: func(r, _ *report) []effect {
			r.numbers["proactive.licensing.decisions"] *= 10
			return []effect{{rule: "Y-07", cells: []string{"proactive.licensing.decisions"}}}
		}},
		{kind: "fee-in-yuan-unmarked", fits: all(hasBefore, inEdition("2021"), needs(feeWan, 10000)), numbers: func(r, _ *report) []effect {
			r.numbers[feeWan] *= 10000 // 元 printed under a header that says 万元
			return []effect{{rule: "N-05", cells: []string{feeWan}}}
		}},
		{kind: "not-filed", fits: func(r, before *report) bool { return hasBefore(r, before) && r.year == gapYear(c.opt) }, numbers: func(r, _ *report) []effect {
			r.missing = true
			return []effect{{rule: "Y-08"}, {rule: "H-03", about: region}}
		}},
		{kind: "old-form", fits: all(isOwn, inEdition("2021")), numbers: func(r, _ *report) []effect {
			r.onForm2019(2, 3, 4)
			return []effect{{rule: "S-02", instance: "2"}, {rule: "S-04", consequence: true}}
		}},
		{kind: "mixed-forms", fits: all(isOwn, inEdition("2021")), numbers: func(r, _ *report) []effect {
			r.onForm2019(3)
			return []effect{{rule: "S-03"}, {rule: "S-02", consequence: true}}
		}},
		{kind: "county-differs", fits: c.complete, numbers: func(r, _ *report) []effect {
			r.numbers["proactive.coercion.decisions"] += 11
			return []effect{{rule: "H-01", cells: []string{"proactive.coercion.decisions"}, delta: 11}}
		}},
		{kind: "county-below-member", fits: c.complete, numbers: func(r, _ *report) []effect {
			r.numbers[penalties] = 3
			return []effect{{rule: "H-02", cells: []string{penalties}, about: regionCode + "-police"}, {rule: "H-01", cells: []string{penalties}}}
		}},
		{kind: "zero-among-peers", fits: func(r, _ *report) bool {
			return r.agency.Type == "township" && r.number("proactive.licensing.decisions") > 0
		}, numbers: func(r, _ *report) []effect {
			cell := "proactive.licensing.decisions"
			r.numbers[cell] = 0
			return []effect{{rule: "P-02", instance: cell, cells: []string{cell}}}
		}},
		{kind: "published-late", fits: func(r, _ *report) bool { return r.scope == "own" && r.agency.Type == "constituent_dept" }, numbers: publish("03-17", "D-01")},
		{kind: "county-published-late", fits: isRollup, numbers: publish("05-06", "D-02")},
		{kind: "township-published-late", fits: func(r, _ *report) bool { return r.agency.Type == "township" }, numbers: publish("03-18", "D-03")},
		{kind: "published-too-early", fits: isOwn, numbers: func(r, _ *report) []effect {
			r.published = yearDay(r.year, "12-01")
			return []effect{{rule: "D-05"}}
		}},
		{kind: "published-never-said", fits: isOwn, numbers: func(r, _ *report) []effect {
			r.published = ""
			return []effect{{rule: "D-08"}}
		}},
	}
}

// gapYear is the one year in which bodies may be missing for a fault: in the
// others the county's report can be compared with the sum of its members.
func gapYear(opt Options) int { return opt.FirstYear + 1 }

// complete tells the county's own report of a year in which all have filed.
func (c *county) complete(r, _ *report) bool {
	return r.scope == "rollup" && r.year != gapYear(c.opt) && !strings.HasSuffix(c.notFiled, " "+strconv.Itoa(r.year))
}

// onForm2019 prints some tables of a report on the old form, with the same
// figures as far as it has a place for them.
func (r *report) onForm2019(tables ...int) {
	for _, number := range tables {
		r.editions[number] = "2019"
	}
	for _, c := range columns {
		r.combineOther(c.key)
	}
	r.combineOther("total")
	r.numbers["proactive.normative_doc.made_2019"] = r.numbers[issued]
	r.numbers["proactive.normative_doc.disclosed_2019"] = r.numbers[issued]
	r.numbers["proactive.normative_doc.public_total_2019"] = r.numbers[inForce]
}

func (r *report) combineOther(column string) {
	for _, row := range []string{"correction_overdue", "fee_overdue", "misc"} {
		r.numbers[app("other.combined_2019", column)] += r.numbers[app("other."+row, column)]
	}
}

// concludable are the outcomes that a body might as well have put off.
var concludable = []string{"outcome.disclosed", "unavailable.not_held"}

// open is how many requests of natural persons ended in one of these.
func (r *report) open() int64 {
	n := int64(0)
	for _, row := range concludable {
		n += r.number(app(row, "natural_person"))
	}
	return n
}

func isRollup(r, _ *report) bool { return r.scope == "rollup" }

func publish(day, rule string) func(r, _ *report) []effect {
	return func(r, _ *report) []effect {
		r.published = yearDay(r.year+1, day)
		return []effect{{rule: rule}}
	}
}

// move takes n requests from one row to another, in a column and the totals
// that hang on it.
func move(f figures, from, to, column string, n int64) {
	add(f, from, column, -n)
	add(f, to, column, n)
	if to == carriedForward {
		add(f, "outcome.total", column, -n)
	}
}

// conclude adds n requests that ended in a row.
func conclude(f figures, row, column string, n int64) {
	add(f, row, column, n)
	add(f, "outcome.total", column, n)
}
