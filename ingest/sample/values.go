package sample

import (
	"strconv"
	"strings"

	"gongkai/data"
)

var (
	notApplicable = func(text string) printed { return printed{text: text, status: "not_applicable"} }
	blank         = printed{status: "blank"}
)

// valueStyles are the ways in which a cell may be printed otherwise than in
// plain digits. A function returns false where it changes nothing.
var valueStyles = map[string]func(r *report, c data.Cell, p *printed) bool{
	"slash": func(_ *report, c data.Cell, p *printed) bool {
		return put(p, c.Row.Key == "regulation", notApplicable("/"))
	},
	"dash":                zeroRows(map[string]printed{"coercion": notApplicable("-"), "fee": blank}),
	"words":               zeroRows(map[string]printed{"regulation": notApplicable("不适用"), "coercion": notApplicable("无"), "fee": notApplicable("—")}),
	"blank-organisations": blankOrganisations,
	"only-total":          onlyTotal,
	"blank-totals":        blankTotals,
	"units":               units,
	"unreadable":          unreadable,
	"fee-yuan": func(r *report, c data.Cell, p *printed) bool {
		n := r.numbers[c.Code]
		return put(p, c.Kind == data.AmountWan && n > 0, reported(strconv.FormatInt(n, 10)+"元", p.value))
	},
	"notes":     notes,
	"fullwidth": func(_ *report, c data.Cell, p *printed) bool { return put(p, true, reported(wide(p.text), p.value)) },
	"thousands": func(r *report, c data.Cell, p *printed) bool {
		return put(p, c.Kind == data.Count && r.numbers[c.Code] >= 1000, reported(thousands(p.text), p.value))
	},
	"padded": func(_ *report, c data.Cell, p *printed) bool { return put(p, true, reported(" "+p.text, p.value)) },
	"point-zero": func(_ *report, c data.Cell, p *printed) bool {
		return put(p, isTotal(c), reported(p.text+".0", p.value))
	},
	"zero-words": func(r *report, c data.Cell, p *printed) bool {
		word := "〇"
		if strings.HasPrefix(c.Col.Key, "litigation") {
			word = "零"
		}
		return put(p, c.Table == 4 && r.numbers[c.Code] == 0, reported(word, "0"))
	},
	"change-words": func(r *report, c data.Cell, p *printed) bool { return change(r, c, p, "减", "+") },
	"change-minus": func(r *report, c data.Cell, p *printed) bool { return change(r, c, p, "−", "") },
	"purchases-yuan": func(r *report, c data.Cell, p *printed) bool {
		inYuan := c.Kind == data.AmountAsPrinted && r.numbers[c.Code] > 0 && !r.recipe.is("labels", "purchases-wan")
		return put(p, inYuan, reported(p.text+"元", p.value))
	},
	"blank-disputes": func(r *report, c data.Cell, p *printed) bool {
		return put(p, c.Table == 4 && !strings.HasSuffix(c.Col.Key, ".total") && r.numbers[c.Code] == 0, blank)
	},
}

// applyValues prints the cells in a style and tells whether it shows.
func (r *report) applyValues(short string) bool {
	style := valueStyles[short]
	if style == nil {
		return short == "plain"
	}
	if short == "only-total" && r.workload() > 0 {
		return false
	}
	changed := false
	r.eachCell(func(c data.Cell) {
		p := r.cells[c.Code]
		if p.status == "reported" && style(r, c, &p) { // what the labels spoiled stays spoiled
			r.cells[c.Code], changed = p, true
		}
	})
	return changed
}

func (r *report) workload() int64 {
	return r.number("applications.new_received.total") + r.number("applications.carried_over.total")
}

func put(p *printed, when bool, with printed) bool {
	if when {
		*p = with
	}
	return when
}

// zeroRows prints the zeros of some rows of table 2 otherwise.
func zeroRows(rows map[string]printed) func(*report, data.Cell, *printed) bool {
	return func(r *report, c data.Cell, p *printed) bool {
		with, ok := rows[c.Row.Key]
		return put(p, ok && c.Table == 2 && r.numbers[c.Code] == 0, with)
	}
}

func isTotal(c data.Cell) bool { return c.Table == 3 && c.Col.Key == "total" }

func blankOrganisations(r *report, c data.Cell, p *printed) bool {
	organisation := c.Table == 3 && c.Col.Key != "natural_person" && c.Col.Key != "total"
	return put(p, organisation && r.numbers[c.Code] == 0, blank)
}

func onlyTotal(_ *report, c data.Cell, p *printed) bool {
	return put(p, c.Table == 3 && c.Col.Key != "total", blank)
}

func blankTotals(r *report, c data.Cell, p *printed) bool {
	kept := map[string]bool{"new_received": true, "carried_over": true, "outcome.total": true, "carried_forward": true}
	return put(p, isTotal(c) && !kept[c.Row.Key] && r.numbers[c.Code] == 0, blank)
}

func units(r *report, c data.Cell, p *printed) bool {
	unit := c.Unit
	if c.Kind == data.AmountAsPrinted {
		unit = "元"
		if r.recipe.is("labels", "purchases-wan") {
			unit = "万元"
		}
	}
	return put(p, c.Table == 2 && r.numbers[c.Code] > 0 || isTotal(c), reported(p.text+unit, p.value))
}

func notes(r *report, c data.Cell, p *printed) bool {
	n := r.numbers[c.Code]
	note := map[string]string{
		"proactive.normative_doc.issued": "（其中修订 1 件）", "proactive.normative_doc.repealed": "（含自然失效1件）",
		"proactive.normative_doc.made_2019": "（其中修订1件）",
	}[c.Code]
	return put(p, note != "" && n > 0, reported(p.text+note, p.value))
}

func wide(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, text)
}

func thousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// unreadable prints the totals of table 3 in ways that leave their number in
// doubt.
func unreadable(r *report, c data.Cell, p *printed) bool {
	n := r.numbers[c.Code]
	forms := []string{p.text + "万", p.text + "e3", p.text + ".5", p.text + "人", "十二"}
	if n >= 10 {
		forms = append(forms, p.text[:1]+" "+p.text[1:])
	}
	form := forms[hash(c.Code)%uint64(len(forms))]
	return put(p, isTotal(c) && n > 0, printed{text: form, status: "unreadable"})
}

// change prints a change of items with its sign as given.
func change(r *report, c data.Cell, p *printed, minus, plus string) bool {
	n := r.numbers[c.Code]
	switch {
	case c.Kind == data.Signed && n < 0:
		return put(p, true, reported(minus+strconv.FormatInt(-n, 10), p.value))
	case c.Kind == data.Signed && n > 0 && plus != "":
		*p = reported(plus+p.text, p.value)
	}
	return false
}
