package sample

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

func yearDay(year int, day string) string { return strconv.Itoa(year) + "-" + day }

// append adds a sentence to a section.
func (r *report) append(section, sentence string) {
	r.sections[section] = append(r.sections[section], sentence)
}

// says is a mistake of one more sentence.
func says(kind, rule, section string, fits func(r, before *report) bool, sentence func(r *report) string) *mistake {
	return &mistake{kind: kind, fits: fits, words: func(r *report) []effect {
		r.append(section, sentence(r))
		return []effect{{rule: rule}}
	}}
}

// misstates is a mistake of one wrong number, said in a sentence of its own.
func misstates(kind, rule, section, format, code string, by int64) *mistake {
	return says(kind, rule, section, needs(code, 1), func(r *report) string { return fmt.Sprintf(format, r.number(code)+by) })
}

// wordMistakes are faults of the prose; the tables are right.
func wordMistakes() []*mistake {
	return slices.Concat(contradictions(), omissions(), feeMistakes())
}

// contradictions are sentences that the tables, the year or the body belie.
func contradictions() []*mistake {
	hasRequests := func(r, _ *report) bool { return r.scope == "own" && r.number(app("new_received", "total")) > 0 }
	return []*mistake{
		misstates("text-requests", "X-01", "problems", "全年收到政府信息公开申请%d件，办理人手偏紧。", app("new_received", "total"), 3),
		misstates("text-documents", "X-02", "problems", "年末现行有效行政规范性文件%d件，清理任务较重。", inForce, 4),
		misstates("text-reviews", "X-03", "problems", "全年因政府信息公开被申请行政复议%d件。", "disputes.review.total", 2),
		says("text-no-requests", "X-04", "problems", hasRequests, func(*report) string { return "本机关全年未收到政府信息公开申请。" }),
		says("text-no-disputes", "X-05", "problems", needs("disputes.review.total", 1), func(*report) string {
			return "全年未发生因政府信息公开引起的行政复议和行政诉讼。"
		}),
		misstates("text-concluded", "X-06", "problems", "全年共办结政府信息公开申请%d件。", app("outcome.total", "total"), 5),
		misstates("text-carried", "X-07", "problems", "另有%d件申请结转下年度继续办理。", app("carried_forward", "total"), 6),
		misstates("text-applicants", "X-08", "problems", "新收申请中，自然人申请%d件。", app("new_received", "natural_person"), 2),
		says("text-last-year", "X-09", "other_matters", hasRequests, func(r *report) string {
			return fmt.Sprintf("本机关%d年收到政府信息公开申请%d件。", r.year-1, r.number(app("new_received", "total")))
		}),
		says("text-two-values", "X-11", "problems", isOwn, func(*report) string {
			return "全年主动公开政府信息7条，深度仍需加强。年内主动公开政府信息9条。"
		}),
		says("text-other-body", "X-12", "problems", func(r, _ *report) bool { return r.scope == "own" && r.agency.slug != "water" }, func(*report) string {
			return regionName + "水务局将继续完善公开制度，提高公开质量。"
		}),
		says("text-percentage", "X-14", "problems", needs(app("new_received", "natural_person"), 4), func(r *report) string {
			return fmt.Sprintf("新收申请%d件，其中自然人申请%d件，占%d.5%%。", r.number(app("new_received", "total")),
				r.number(app("new_received", "natural_person")), 30*r.number(app("new_received", "natural_person"))/r.number(app("new_received", "total")))
		}),
		{kind: "text-copied", fits: func(r, before *report) bool { return r.scope == "own" && before != nil && before.fault == nil }, words: func(r *report) []effect {
			for name, texts := range r.fault.before.sections {
				if name != "other_matters" {
					r.sections[name] = slices.Clone(texts)
				}
			}
			return []effect{{rule: "X-13"}}
		}},
		{kind: "text-expiry", fits: all(hasBefore, inEdition("2021"), needs(inForce, 4)), numbers: func(r, _ *report) []effect {
			r.numbers[inForce] -= 2
			r.extra = "年内清理行政规范性文件，2件因有效期届满自动失效。"
			return []effect{{rule: "Y-04", instance: "normative_doc", cells: []string{inForce}, delta: -2}}
		}},
		{kind: "old-notice", fits: all(isOwn, inEdition("2021")), words: func(r *report) []effect {
			for i := range r.before {
				r.before[i] = strings.ReplaceAll(r.before[i], "国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号")
			}
			return []effect{{rule: "S-04"}}
		}},
		period("period-too-short", "年12月31日", func(r *report) string { return "年12月30日" }, effect{rule: "D-07"}),
		period("period-of-two-years", "至{year}年12月31日", func(r *report) string { return fmt.Sprintf("至%d年12月31日", r.year+1) },
			effect{rule: "S-05"}, effect{rule: "D-07", consequence: true}),
		{kind: "parts-miscounted", fits: isOwn, words: func(r *report) []effect {
			announced := strings.ReplaceAll(strings.Join(r.before, "\n"), "六个部分", "五个部分")
			if !strings.Contains(announced, "五个部分") {
				announced += "\n本报告由五个部分组成。"
			}
			r.before = strings.Split(announced, "\n")
			return []effect{{rule: "S-09"}}
		}},
		{kind: "instructions-left", fits: isOwn, words: func(r *report) []effect {
			r.append("disputes", "（该部分以表格形式报告。表格如下：）")
			return []effect{{rule: "S-10"}}
		}},
	}
}

// period is a mistake in the statement of the period; none is made where the
// statement is printed without its marks.
func period(kind, old string, with func(r *report) string, effects ...effect) *mistake {
	return &mistake{kind: kind, fits: isOwn, words: func(r *report) []effect {
		found := strings.ReplaceAll(old, "{year}", strconv.Itoa(r.year))
		for i, text := range r.before {
			if strings.Contains(text, found) {
				r.before[i] = strings.ReplaceAll(text, found, with(r))
				return effects
			}
		}
		return nil
	}}
}

// omissions are parts that the form asks for and that are not there.
func omissions() []*mistake {
	return []*mistake{
		{kind: "problems-none", fits: isOwn, words: func(r *report) []effect {
			r.sections["problems"] = []string{"无。"}
			return []effect{{rule: "S-08"}, {rule: "R-02", consequence: true}}
		}},
		{kind: "no-measures", fits: isOwn, words: func(r *report) []effect {
			r.sections["problems"] = []string{"目前的主要问题：一是部分栏目更新间隔偏长；二是答复文书的说理不够充分。"}
			return []effect{{rule: "R-02"}}
		}},
		{kind: "topic-missing", fits: isOwn, words: func(r *report) []effect {
			r.sections["overview"] = slices.DeleteFunc(r.sections["overview"], func(s string) bool { return strings.Contains(s, "平台建设") })
			return []effect{{rule: "S-11", instance: "platform"}}
		}},
		{kind: "no-appraisal", fits: func(r, _ *report) bool { return r.scope == "rollup" || r.agency.Type == "township" }, words: func(r *report) []effect {
			last := len(r.sections["overview"]) - 1
			r.sections["overview"][last] = "（五）监督保障。年内组织培训3次，建立了工作台账。"
			return []effect{{rule: "R-03"}}
		}},
		{kind: "problems-missing", fits: isOwn, words: func(r *report) []effect {
			r.leaveOut = "problems"
			return []effect{{rule: "S-01", instance: "problems"}, {rule: "R-02", consequence: true}}
		}},
		{kind: "other-matters-missing", fits: isOwn, words: func(r *report) []effect {
			r.leaveOut = "other_matters"
			return []effect{{rule: "R-04"}, {rule: "S-01", consequence: true}, {rule: "F-01", consequence: true}}
		}},
		{kind: "table-missing", fits: isOwn, words: func(r *report) []effect {
			r.leaveOut = "disputes"
			for code := range r.cells {
				if strings.HasPrefix(code, "disputes.") {
					r.cells[code] = printed{status: "absent"}
				}
			}
			return []effect{{rule: "R-01", instance: "4"}, {rule: "S-01", instance: "disputes"}, {rule: "S-06", consequence: true}}
		}},
	}
}

// feeMistakes are about the statement of processing fees.
func feeMistakes() []*mistake {
	since := inEdition("2021")
	collected := func(kind, rule string, yuan int, fits func(r, before *report) bool) *mistake {
		return &mistake{kind: kind, fits: all(isOwn, since, fits), words: func(r *report) []effect {
			r.sections["other_matters"] = []string{fmt.Sprintf("本机关%d年收取信息处理费%d元。", r.year, yuan)}
			return []effect{{rule: rule}}
		}}
	}
	received := app("new_received", "total")
	return []*mistake{
		{kind: "fee-unsaid", fits: all(isOwn, since, func(r, _ *report) bool { return r.number(app("other.fee_overdue", "total")) == 0 }), words: func(r *report) []effect {
			r.sections["other_matters"] = []string{"没有其他需要报告的事项。"}
			return []effect{{rule: "F-01"}}
		}},
		{kind: "fee-overdue-unsaid", fits: all(since, needs(app("outcome.disclosed", "natural_person"), 2)), numbers: func(r, _ *report) []effect {
			move(r.numbers, "outcome.disclosed", "other.fee_overdue", "natural_person", 1)
			r.fees = "没有其他需要报告的事项。"
			return []effect{{rule: "T3-08", cells: []string{app("other.fee_overdue", "total")}}, {rule: "F-01", consequence: true}}
		}},
		{kind: "fee-none-but-mentioned", fits: all(isOwn, since), words: func(r *report) []effect {
			r.sections["other_matters"] = []string{"无。"}
			r.append("problems", "全年收取信息处理费200元，收费告知的时限还不够及时。")
			return []effect{{rule: "X-15"}}
		}},
		collected("fee-few-requests", "F-02", 300, func(r, _ *report) bool { return r.number(received) <= 10 }),
		collected("fee-off-tariff", "F-03", 105, func(r, _ *report) bool { return r.number(received) > 20 }),
		collected("fee-above-table", "F-04", 400, func(r, _ *report) bool { return r.number(received) > 20 && r.number(feeWan) == 0 }),
	}
}
