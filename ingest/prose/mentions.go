package prose

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/ingest/report"
)

func (w *words) addMentions(id func(word string) int) {
	list := data.MentionWords()
	for i := range list {
		n := id(list[i].Word)
		w.mentions[n] = append(w.mentions[n], &list[i])
	}
}

func (x *extractor) mention(s *sentence, kind, value, context string) {
	x.facts.Mentions = append(x.facts.Mentions, report.Mention{Kind: kind, Value: value, Context: context,
		Section: s.par.section, Sentence: s.said(), At: s.at()})
}

// headings mentions the sections in the order of the file.
func (x *extractor) headings(sections []report.Section) {
	for _, s := range sections {
		x.facts.Mentions = append(x.facts.Mentions, report.Mention{Kind: "section", Value: s.Key, Section: s.Key})
	}
}

// quoted are the kinds of mention whose sentence a finding quotes; they are
// kept once a sentence, the others once a section.
var quoted = map[string]bool{"fee": true, "expiry": true, "instruction": true}

// mentioned reads the mentions that words make.
func (x *extractor) mentioned(s *sentence, hits []hit, seen map[string]bool) {
	for _, h := range hits {
		for _, m := range x.mentions[h.id] {
			if m.Section != "" && m.Section != s.par.section {
				continue
			}
			switch {
			case m.Kind == "pronoun":
				x.pronoun(s, m, h.at)
				continue
			case m.Kind == "self":
				x.speaker(s, h.at)
				continue
			case m.Kind == "expiry" && !strings.Contains(s.text, "文件"): // of pages, not of documents
				continue
			}
			key := m.Kind + "\n" + m.Value + "\n" + s.par.section
			if seen[key] {
				continue
			}
			seen[key] = true
			if quoted[m.Kind] {
				x.mention(s, m.Kind, m.Value, "")
			} else {
				x.facts.Mentions = append(x.facts.Mentions, report.Mention{Kind: m.Kind, Value: m.Value, Section: s.par.section})
			}
		}
	}
}

// yearMentions keeps the years other than the report's. A year that opens a
// sentence without being exempt speaks of the body's work in it. One beside the
// report's own year is compared with it. first is the place of the sentence's
// first figure.
func (x *extractor) yearMentions(s *sentence, first int) {
	for i, t := range x.tokens {
		if t.year == x.year {
			continue
		}
		if t.context == "" && i == 0 && len(x.tokens) == 1 && opening.MatchString(s.text[:t.start]) && opened.MatchString(s.text[t.end:]) {
			t.context = "work"
		}
		if t.context == "data" {
			x.otherYears = append(x.otherYears, yearMention{len(x.facts.Mentions), first})
			if slices.ContainsFunc(x.tokens, func(o yearToken) bool { return o.year == x.year }) {
				t.context = "comparison"
			}
		}
		x.mention(s, "year", strconv.Itoa(t.year), t.context)
	}
}

// opening is what may stand before the year that a sentence opens with, and
// opened what follows it.
var (
	opening = regexp.MustCompile(`^(\([一二三四五六七八九十]+\)|[一二三四五六七八九十\d]+[、.])?$`)
	opened  = regexp.MustCompile(`^度?,`)
)

// compareYears makes the mentions of a paragraph comparisons that say of
// another year what the paragraph also says of the report's own.
func (x *extractor) compareYears() {
	own := func(code string) bool {
		return slices.ContainsFunc(x.facts.Figures[x.paragraphFigures:], func(f report.Figure) bool {
			return f.Code == code && (f.Year == nil || *f.Year == x.year)
		})
	}
	for _, m := range x.otherYears {
		mention := &x.facts.Mentions[m.mention]
		for _, f := range x.facts.Figures[m.figures:] {
			if f.Sentence != mention.Sentence {
				break
			}
			if f.Year != nil && strconv.Itoa(*f.Year) == mention.Value && own(f.Code) {
				mention.Context = "comparison"
			}
		}
	}
}

// period reads the statement of the period that the data cover: days that begin
// and end a year wherever they stand, any days or a year after 统计期限. The
// first statement with dates counts, one without only where no other is.
func (x *extractor) period(s *sentence) {
	if s.par.section != "preamble" && s.par.section != "overview" {
		return
	}
	named := strings.Contains(s.text, "统计期限")
	value, stated := "", named || strings.Contains(s.text, "数据统计") && strings.Contains(s.text, "12")
	if m := daysOf(s.text); m != nil && (named || m[2] == "1" && m[3] == "1" && m[5] == "12" && m[6] >= "30") {
		if m[4] == "" {
			m[4] = m[1]
		}
		value = fmt.Sprintf("%s-%02s-%02s/%s-%02s-%02s", m[1], m[2], m[3], m[4], m[5], m[6])
	} else if m := periodYear.FindStringSubmatch(s.text); m != nil {
		value = m[1] + "-01-01/" + m[1] + "-12-31"
	}
	if (value != "" || stated) && !x.hasPeriod(value == "") {
		x.mention(s, "period", value, "")
	}
}

// daysOf finds two days, the first and the last of a period.
func daysOf(text string) []string {
	if strings.Count(text, "月") < 2 || strings.Count(text, "日") < 2 { // spares most sentences the pattern
		return nil
	}
	return periodDays.FindStringSubmatch(text)
}

// hasPeriod tells whether a period was read, with dates or in any way.
func (x *extractor) hasPeriod(anyWay bool) bool {
	for _, m := range x.facts.Mentions {
		if m.Kind == "period" && (anyWay || m.Value != "") {
			return true
		}
	}
	return false
}

var (
	periodDays = regexp.MustCompile(`(?:(20\d\d)年)?0?(\d{1,2})月0?(\d{1,2})日.{0,12}?(?:至|到|-|—|–|~|起).{0,12}?(?:(20\d\d)年)?0?(\d{1,2})月0?(\d{1,2})日`)
	periodYear = regexp.MustCompile(`统计期限[^\d]{0,8}(20\d\d)年(?:度|全年)?[^\d月]*$`)
)

// notices reads the numbers of the notices on the form, brackets lost or not.
func (x *extractor) notices(s *sentence) {
	for _, m := range noticeNumber(s.text) {
		number := "国办公开办函〔" + m[1] + "〕" + m[2] + "号"
		edition := ""
		for _, e := range data.Editions() {
			if e.Document == number {
				edition = e.Name
			}
		}
		x.mention(s, "notice", number, edition)
	}
}

var notice = regexp.MustCompile(`国办公开办函\D{0,3}(20\d\d)\D{0,3}?(\d{1,3})号`)

func noticeNumber(text string) [][]string {
	if !strings.Contains(text, "国办公开办函") {
		return nil
	}
	return notice.FindAllStringSubmatch(text, -1)
}

// partsPattern is how the number of parts of a report is announced.
var partsPattern = regexp.MustCompile(`([一二三四五六七八九\d])(?:个|大)?部分`)

// parts reads how many parts are announced and how many are listed beside it.
func (x *extractor) parts(s *sentence) {
	if s.par.section != "preamble" && s.par.section != "overview" || !strings.Contains(s.text, "部分") {
		return
	}
	m := partsPattern.FindStringSubmatchIndex(s.text)
	if m == nil || !announces(s.text) {
		return
	}
	r, _ := utf8.DecodeRuneInString(s.text[m[2]:])
	n, ok := hanDigit[r]
	if !ok {
		n = int64(r - '0')
	}
	x.mention(s, "parts", strconv.FormatInt(n, 10), "announced")
	listed := 0
	for _, section := range data.Sections() {
		if wordSet(section.Names()).in(s.text) {
			listed++
		}
	}
	if listed >= 3 {
		x.mention(s, "parts", strconv.Itoa(listed), "listed")
	}
}

func announces(text string) bool {
	return strings.Contains(text, "本报告") || strings.Contains(text, "报告由") || strings.Contains(text, "报告共") || strings.Contains(text, "全文")
}
