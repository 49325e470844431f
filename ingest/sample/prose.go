package sample

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
)

//go:embed prose.csv
var proseCSV string

// sentences are the wordings of each topic of a report's prose.
var sentences = sync.OnceValue(func() map[string][]string {
	rows, err := csv.NewReader(strings.NewReader(proseCSV)).ReadAll()
	if err != nil {
		panic(fmt.Errorf("reading embedded prose.csv: %w", err))
	}
	out := map[string][]string{}
	for _, row := range rows[1:] {
		out[row[0]] = append(out[row[0]], row[1])
	}
	return out
})

// write fills titles, preamble and sections. Every number said agrees with
// the tables.
func (r *report) write() {
	r.titles = titleStyles[r.recipe.styles["title"].short](r.name, strconv.Itoa(r.year))
	w := writer{report: r, rng: r.random("prose"), words: r.words()}
	r.before = append(r.before, w.say("preamble"))
	r.sections = map[string][]string{
		"overview": w.overview(),
		"problems": {w.say("problems") + w.say("measures")},
	}
	switch {
	case r.edition() == "2019":
		r.sections["other_matters"] = []string{w.say("other_2019")}
	case r.number("applications.other.fee_overdue.total") > 0:
		r.sections["other_matters"] = []string{w.say("fee_overdue")}
	default:
		r.sections["other_matters"] = []string{w.say("fee_none")}
	}
	if r.fees != "" {
		r.sections["other_matters"] = []string{r.fees}
	}
	if r.extra != "" {
		r.append("problems", r.extra)
	}
	if r.recipe.is("headings", "sub-numbered") {
		for i, text := range r.sections["overview"] {
			r.sections["overview"][i] = subNumbers.Replace(text)
		}
	}
	if r.recipe.is("headings", "sentence-before-table") {
		r.sections["proactive"] = []string{w.say("before_proactive")}
		r.sections["applications"] = []string{w.say("before_applications")}
	}
	if r.recipe.is("labels", "instructions") {
		for _, key := range []string{"proactive", "applications", "disputes"} {
			r.sections[key] = []string{"（该部分以表格形式报告。表格如下：）"}
		}
	}
}

var subNumbers = strings.NewReplacer("（一）", "一、", "（二）", "二、", "（三）", "三、", "（四）", "四、", "（五）", "五、")

// writer picks sentences for one report and fills them in.
type writer struct {
	report *report
	rng    *rand.Rand
	words  *strings.Replacer
}

func (w writer) say(topic string) string {
	wordings := sentences()[topic]
	return w.words.Replace(wordings[w.rng.IntN(len(wordings))])
}

func (w writer) overview() []string {
	r := w.report
	documents, requests, disputes, supervision := "documents", "requests", "disputes", "supervision"
	switch {
	case r.edition() == "2019" && r.number("proactive.normative_doc.made_2019") > 0:
		documents = "documents_2019"
	case r.edition() == "2019" || r.number("proactive.normative_doc.issued") == 0 && r.number("proactive.normative_doc.in_force") == 0:
		documents = "documents_none"
	}
	if r.workload() == 0 {
		requests = "requests_none"
	}
	if r.reviews() == 0 && r.suits() == 0 {
		disputes = "disputes_none"
	}
	if r.scope == "rollup" || r.agency.Type == "township" {
		supervision = "supervision_government"
	}
	return []string{
		w.say("opening"),
		"（一）" + w.say("proactive") + w.say(documents),
		"（二）" + w.say(requests) + w.say(disputes),
		"（三）" + w.say("management"),
		"（四）" + w.say("platform"),
		"（五）" + w.say(supervision),
	}
}

func (r *report) reviews() int64 { return r.number("disputes.review.total") }

func (r *report) suits() int64 {
	return r.number("disputes.litigation_direct.total") + r.number("disputes.litigation_after_review.total")
}

// words are what the placeholders of prose.csv stand for.
func (r *report) words() *strings.Replacer {
	rng := r.random("words")
	self, scope := "本机关", "本机关"
	if r.scope == "rollup" {
		self, scope = "县人民政府", "全县"
	}
	notice, issued := "国办公开办函〔2021〕30号", "proactive.normative_doc.issued"
	if r.edition() == "2019" {
		notice, issued = "国办公开办函〔2019〕60号", "proactive.normative_doc.made_2019"
	}
	pairs := []string{
		"{self}", self, "{scope}", scope, "{year}", strconv.Itoa(r.year), "{notice}", notice, "{period}", r.period(),
		"{site}", "县政府门户网站", "{items}", strconv.Itoa(30 + rng.IntN(900)), "{trainings}", strconv.Itoa(1 + rng.IntN(4)),
	}
	for word, n := range map[string]int64{
		"issued": r.number(issued), "repealed": r.number("proactive.normative_doc.repealed"), "in_force": r.number("proactive.normative_doc.in_force"),
		"received": r.number("applications.new_received.total"), "natural": r.number("applications.new_received.natural_person"),
		"carried_over": r.number("applications.carried_over.total"), "carried_forward": r.number("applications.carried_forward.total"),
		"concluded": r.number("applications.outcome.total.total"), "disclosed": r.number("applications.outcome.disclosed.total"),
		"partial": r.number("applications.outcome.partial.total"), "review": r.reviews(), "litigation": r.suits(),
	} {
		pairs = append(pairs, "{"+word+"}", strconv.FormatInt(n, 10))
	}
	return strings.NewReplacer(pairs...)
}

// period is the period statement, complete or as some exports lose it.
func (r *report) period() string {
	if r.recipe.is("title", "lost-dates") {
		return fmt.Sprintf("%d11日至%d1231日", r.year, r.year)
	}
	return fmt.Sprintf("%d年1月1日至%d年12月31日", r.year, r.year)
}

// titleStyles print the lines of a title.
var titleStyles = map[string]func(name, year string) []string{
	"plain":         one("{name}{year}年政府信息公开工作年度报告"),
	"niandu":        one("{name}{year}年度政府信息公开工作报告"),
	"short":         one("{name}{year}年政府信息公开年度报告"),
	"nianbao":       one("{name}{year}年政府信息公开工作年报"),
	"work-report":   one("{name}{year}年政府信息公开年度工作报告"),
	"niandu-twice":  one("{name}{year}年度政府信息公开工作年度报告"),
	"year-first":    one("{year}年{name}政府信息公开工作年度报告"),
	"year-middle":   one("{name}政府信息公开工作{year}年度报告"),
	"year-end":      one("{name}政府信息公开工作年度报告（{year}年度）"),
	"two-lines":     one("{name}", "{year}年政府信息公开工作年度报告"),
	"printed-twice": one("{name}{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开工作年度报告"),
	"spaced":        one("{name} {year} 年政府信息公开工作年度报告"),
	"zhengwu":       one("{name}{year}年政务信息公开工作年度报告"),
	"lost-dates":    one("{name}{year}年政府信息公开工作年度报告"),
}

func one(lines ...string) func(name, year string) []string {
	return func(name, year string) []string {
		var out []string
		for _, line := range lines {
			out = append(out, strings.NewReplacer("{name}", name, "{year}", year).Replace(line))
		}
		return out
	}
}
