package sample

import (
	"slices"
	"strconv"

	"gongkai/data"
)

func app(row, column string) string { return "applications." + row + "." + column }

// isOwn tells a body's own report.
func isOwn(r, _ *report) bool { return r.scope == "own" }

// needs tells whether a cell of the report counts at least n.
func needs(code string, n int64) func(r, before *report) bool {
	return func(r, _ *report) bool { return r.scope == "own" && r.number(code) >= n }
}

func all(conditions ...func(r, before *report) bool) func(r, before *report) bool {
	return func(r, before *report) bool {
		return !slices.ContainsFunc(conditions, func(c func(r, before *report) bool) bool { return !c(r, before) })
	}
}

// inEdition tells whether all tables of the report are of an edition.
func inEdition(edition string) func(r, _ *report) bool {
	return func(r, _ *report) bool { return r.edition() == edition }
}

// tableMistakes are wrong sums and wrong forms of numbers in what the tables
// print; the prose keeps the right numbers.
func (c *county) tableMistakes() []*mistake {
	return append(c.sumMistakes(), formMistakes()...)
}

// sumMistakes are sums that do not hold.
func (c *county) sumMistakes() []*mistake {
	disclosed, received := "outcome.disclosed", "new_received"
	return []*mistake{
		{kind: "row-total", fits: needs(app(disclosed, "total"), 1), cells: func(r *report) []effect {
			cell := []string{app(disclosed, "total")}
			r.bump(cell[0], 1)
			return []effect{{rule: "T3-01", instance: disclosed, cells: cell, delta: -1}, {rule: "T3-02", instance: "total", cells: cell, delta: 1},
				{rule: "T3-05", cells: cell, delta: 1}}
		}},
		{kind: "outcome-cell", fits: needs(app("unavailable.not_held", "company"), 0), cells: func(r *report) []effect {
			cell := []string{app("unavailable.not_held", "company")}
			r.bump(cell[0], 2)
			return []effect{{rule: "T3-01", instance: "unavailable.not_held", cells: cell, delta: 2}, {rule: "T3-02", instance: "company", cells: cell, delta: 2},
				{rule: "T3-05", cells: cell, delta: 2}}
		}},
		{kind: "balance", fits: needs(app(received, "company"), 1), cells: func(r *report) []effect {
			cells := []string{app(received, "company"), app(received, "total")}
			r.bump(cells[0], 1)
			r.bump(cells[1], 1)
			return []effect{{rule: "T3-03", instance: "company", cells: cells[:1], delta: 1}, {rule: "T3-03", instance: "total", cells: cells[1:], delta: 1}}
		}},
		{kind: "wrong-column", fits: needs(app(disclosed, "natural_person"), 1), cells: func(r *report) []effect {
			cells := []string{app(disclosed, "natural_person"), app(disclosed, "company")}
			r.bump(cells[0], -1)
			r.bump(cells[1], 1)
			return []effect{{rule: "T3-02", instance: "natural_person", cells: cells[:1], delta: -1}, {rule: "T3-02", instance: "company", cells: cells[1:], delta: 1},
				{rule: "T3-05", cells: cells}}
		}},
		{kind: "carried-too-many", fits: isOwn, cells: func(r *report) []effect {
			by := r.workload() + 3
			cells := []string{app("carried_forward", "legal_service_org"), app("carried_forward", "total")}
			r.bump(cells[0], by)
			r.bump(cells[1], by)
			return []effect{{rule: "T3-04", instance: "legal_service_org", cells: cells[:1]},
				{rule: "T3-04", instance: "total", cells: cells[1:], consequence: true},
				{rule: "T3-03", instance: "legal_service_org", cells: cells[:1], delta: -by}, {rule: "T3-03", instance: "total", cells: cells[1:], delta: -by},
				{rule: "Y-01", instance: "total", cells: []string{app("carried_over", "total")}, years: 1, consequence: true}}
		}},
		{kind: "more-disclosed-than-concluded", fits: isOwn, cells: func(r *report) []effect {
			cell, by := []string{app(disclosed, "total")}, r.number(app("outcome.total", "total"))+1
			r.bump(cell[0], by)
			sum := []effect{{rule: "T3-01", instance: disclosed, cells: cell, delta: -by}, {rule: "T3-02", instance: "total", cells: cell, delta: by}}
			if by == 1 { // no rate is formed over nothing
				return sum
			}
			return append(sum, effect{rule: "P-03", instance: "rate.disclosed"})
		}},
		{kind: "filed-twice", fits: func(r, before *report) bool { return hasBefore(r, before) && r.year == gapYear(c.opt) }, cells: func(r *report) []effect {
			r.again = true
			return []effect{{rule: "S-12"}}
		}},
		{kind: "review-total", fits: isOwn, cells: branchTotal("T4-01", "review")},
		{kind: "direct-total", fits: isOwn, cells: branchTotal("T4-02", "litigation_direct")},
		{kind: "after-review-total", fits: isOwn, cells: branchTotal("T4-03", "litigation_after_review")},
	}
}

// formMistakes are cells, rows and columns that are not as the form asks.
func formMistakes() []*mistake {
	received := "new_received"
	return []*mistake{
		{kind: "negative", fits: isOwn, cells: func(r *report) []effect {
			cell := []string{app("unprocessed.publication", "other_org")}
			by := -3 - r.number(cell[0])
			r.bump(cell[0], by)
			return []effect{{rule: "N-01", cells: cell}, {rule: "T3-01", instance: "unprocessed.publication", cells: cell, delta: by},
				{rule: "T3-02", instance: "other_org", cells: cell, delta: by}}
		}},
		{kind: "fraction", fits: isOwn, cells: func(r *report) []effect {
			cell := []string{app("unprocessed.publication", "public_welfare_org")}
			r.cells[cell[0]] = printed{text: "2.5", status: "unreadable"}
			return []effect{{rule: "N-02", cells: cell}}
		}},
		{kind: "no-number", fits: isOwn, cells: func(r *report) []effect {
			cell := []string{"proactive.licensing.decisions"}
			r.cells[cell[0]] = printed{text: "若干", status: "unreadable"}
			return []effect{{rule: "N-03", cells: cell}}
		}},
		{kind: "fee-in-yuan", fits: all(isOwn, inEdition("2021"), needs("proactive.fee.amount_wan", 1)), cells: func(r *report) []effect {
			cell := []string{"proactive.fee.amount_wan"}
			r.cells[cell[0]] = reported(strconv.FormatInt(r.number(cell[0]), 10)+"元", r.cells[cell[0]].value)
			return []effect{{rule: "N-04", cells: cell}}
		}},
		{kind: "blanks", fits: func(r, _ *report) bool { return r.scope == "own" && r.workload() > 0 }, cells: func(r *report) []effect {
			r.blank(func(c data.Cell) bool {
				return c.Table == 3 && (c.Col.Key == "legal_service_org" || c.Col.Key == "research_institution") && r.number(c.Code) == 0
			})
			return []effect{{rule: "S-07", instance: "3"}}
		}},
		{kind: "only-totals", fits: func(r, _ *report) bool { return r.scope == "own" && r.workload() > 0 }, cells: func(r *report) []effect {
			r.blank(func(c data.Cell) bool { return c.Table == 3 && c.Col.Key != "total" })
			return []effect{{rule: "P-04"}, {rule: "S-07", consequence: true}}
		}},
		{kind: "nil-report-blank", fits: func(r, _ *report) bool { return r.scope == "own" && r.workload() == 0 }, cells: func(r *report) []effect {
			r.blank(func(c data.Cell) bool { return c.Table == 3 })
			return []effect{{rule: "R-05"}, {rule: "S-07", consequence: true}}
		}},
		{kind: "row-missing", fits: isOwn, cells: func(r *report) []effect {
			r.without = "unprocessed.publication"
			var cells []string
			r.eachCell(func(c data.Cell) {
				if c.Table == 3 && c.Row.Key == r.without {
					cells = append(cells, c.Code)
					r.cells[c.Code] = printed{status: "absent"}
				}
			})
			return []effect{{rule: "S-06", cells: cells}}
		}},
		{kind: "cell-split", family: "text", fits: func(r, _ *report) bool {
			n := r.number(app(received, "natural_person"))
			return r.scope == "own" && n >= 10 && r.mendings(received) == 1
		}, cells: func(r *report) []effect {
			var cells []string
			r.eachCell(func(c data.Cell) {
				if c.Table == 3 && c.Row.Key == received {
					cells = append(cells, c.Code)
					p := r.cells[c.Code]
					r.cells[c.Code] = printed{text: p.text, status: "unreadable"}
				}
			})
			p := r.cells[app(received, "natural_person")]
			p.text = p.text[:1] + "\t" + p.text[1:]
			r.cells[app(received, "natural_person")] = p
			return []effect{{rule: "P-01", instance: received, cells: cells}}
		}},
	}
}

// branchTotal prints a total of table 4 that its parts do not make.
func branchTotal(rule, branch string) func(r *report) []effect {
	return func(r *report) []effect {
		cell := []string{"disputes." + branch + ".total"}
		r.bump(cell[0], 2)
		return []effect{{rule: rule, instance: branch, cells: cell, delta: -2}}
	}
}

// mendings is in how many ways two neighbours can be joined so that a row adds
// up whose first number was split after its first digit. More than one leave
// the row in doubt.
func (r *report) mendings(row string) int {
	first := strconv.FormatInt(r.number(app(row, "natural_person")), 10)
	tokens := []string{first[:1], first[1:]}
	for _, c := range columns[1:] {
		tokens = append(tokens, strconv.FormatInt(r.number(app(row, c.key)), 10))
	}
	ways := 0
	for i := range len(tokens) - 1 {
		joined := slices.Concat(tokens[:i], []string{tokens[i] + tokens[i+1]}, tokens[i+2:])
		var sum int64
		for _, t := range joined {
			n, err := strconv.ParseInt(t, 10, 64)
			if err != nil {
				panic("sample: " + t + " is no number")
			}
			sum += n
		}
		if sum == r.number(app(row, "total")) {
			ways++
		}
	}
	return ways
}

func (r *report) blank(which func(data.Cell) bool) {
	r.eachCell(func(c data.Cell) {
		if which(c) {
			r.cells[c.Code] = blank
		}
	})
}
