package prose

import (
	"regexp"
	"strconv"
	"strings"
)

// yearToken is a year that a sentence names.
type yearToken struct {
	year       int
	start, end int    // in the text; end is after 年
	context    string // comparison, plan, document, date, period, range, law, since, carried; "" when none
}

// years lists the years that a sentence names, each with what is said of it.
func (x *extractor) years(s *sentence) []yearToken {
	var out []yearToken
	text := s.text
	for at := 0; ; {
		i := strings.Index(text[at:], "年")
		if i < 0 {
			return out
		}
		end := at + i
		at = end + len("年")
		if end < 4 || text[end-4] != '2' || text[end-3] != '0' || !digit(text[end-2]) || !digit(text[end-1]) || end > 4 && digit(text[end-5]) {
			continue
		}
		year, _ := strconv.Atoi(text[end-4 : end])
		t := yearToken{year: year, start: end - 4, end: at}
		t.context = x.yearContext(s, t)
		out = append(out, t)
	}
}

var (
	wholeYear = regexp.MustCompile(`^0?1月0?1日.{0,12}?(20\d\d年)?12月31日`)
	endOfYear = regexp.MustCompile(`^(12月31日|12月底|底|末|年底)`)
)

// manyYears is what joins the first and the last of several years.
var (
	manyYearsAfter  = regexp.MustCompile(`^度?([-—–~至到]|[、和及与]20\d\d)`)
	manyYearsBefore = regexp.MustCompile(`(\d[-—–~至到]|年度?[-—–~至到、和及与])$`)
)

func (x *extractor) yearContext(s *sentence, t yearToken) string {
	before, after := s.text[:t.start], s.text[t.end:]
	switch {
	case inTitle(before):
		return "document"
	case manyYearsAfter.MatchString(after) || manyYearsBefore.MatchString(before):
		return "range"
	}
	if w := x.yearAfter.prefix(strings.TrimPrefix(after, "度")); w != "" {
		return x.yearAfterContext[w]
	}
	if w := x.yearBefore.suffix(before); w != "" && x.yearBeforeContext[w] != "" {
		return x.yearBeforeContext[w]
	}
	if x.sentenceBefore.in(before) {
		return "plan"
	}
	switch {
	case wholeYear.MatchString(after):
		return "period"
	case endOfYear.MatchString(after):
		return ""
	case len(after) > 0 && digit(after[0]):
		return "date"
	case x.year != 0 && t.year > x.year && (s.par.section == "problems" || x.planned.in(s.text) || x.outlookAt < s.start):
		return "plan"
	}
	return ""
}

// inTitle tells whether a text ends inside 《》 or 〔〕.
func inTitle(before string) bool {
	return strings.LastIndex(before, "《") > strings.LastIndex(before, "》") || strings.LastIndex(before, "〔") > strings.LastIndex(before, "〕")
}

// yearOf returns the year that a figure at a place of a sentence is said of:
// the last one before it. token is its place among the sentence's years, -1
// where none is named; then the figure is of the report's year or, in words,
// of the one before. It is not ok where the figure is of no whole year, or of
// one that another is compared with.
func (x *extractor) yearOf(s *sentence, at int) (token int, year *int, ok bool) {
	clause := lastDelimiter(s.text[:at])
	for i := len(x.tokens) - 1; i >= 0; i-- {
		t := x.tokens[i]
		if t.start >= at || closedBracket(s.text[t.end:at]) {
			continue
		}
		switch t.context {
		case "", "period":
			// A year inside an earlier clause (废止2022年制定的) may be of that clause only.
			before := s.text[:t.start]
			ok := t.year == x.year || t.start >= clause || lastDelimiter(before) == t.start || x.leadWords.suffix(before) != "" || x.scopeWords.suffix(before) != ""
			return i, &t.year, ok
		case "date", "since", "plan", "range":
			return -1, nil, false
		case "comparison":
			if t.start >= clause && !x.compared.in(s.text[t.end:at]) {
				return -1, nil, false
			}
		}
	}
	words := s.text[clause:at]
	return x.relativeYearOf(words[strings.LastIndexAny(words, "0123456789")+1:])
}

// relativeYearOf is yearOf for the words of a clause since its last number, which may
// name a year or none.
func (x *extractor) relativeYearOf(clause string) (token int, year *int, ok bool) {
	for _, w := range x.relativeYear {
		i := strings.LastIndex(clause, w)
		if i < 0 {
			continue
		}
		if before := x.yearBefore.suffix(clause[:i]); before != "" {
			if x.yearBeforeContext[before] == "comparison" && !x.compared.in(clause[i:]) {
				return -1, nil, false
			}
			continue
		}
		if x.year == 0 {
			return -1, nil, x.relative[w] == "0"
		}
		n, _ := strconv.Atoi(x.relative[w])
		named := x.year + n
		return -1, &named, true
	}
	return -1, nil, true
}

// closedBracket tells whether a bracket that was open before a text is closed
// in it.
func closedBracket(text string) bool {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return true
			}
		}
	}
	return false
}

var (
	month = regexp.MustCompile(`\d月`)
	// toTheEnd are the months that end a whole year.
	toTheEnd = regexp.MustCompile(`(0?1月?(0?1日)?[^,;]{0,12}?[至到—~-][^,;]{0,12}?)?12月(3[01]日|底|末|份)?`)
)

// wholeYear tells whether what follows a text is said of one whole year: it is
// not where months or several years (以来, 近三年) were spoken of, unless a year
// was named since.
func (x *extractor) wholeYear(before string) bool {
	start := strings.LastIndexByte(before, ';') + 1
	last := lastMonth(before[start:])
	if last >= 0 {
		last += start
	}
	for _, at := range x.spans {
		if at >= start && at < len(before) {
			last = max(last, at)
		}
	}
	if last < 0 {
		return true
	}
	for _, t := range x.tokens {
		if t.start > last && t.end <= len(before) && (t.context == "" || t.context == "period") {
			return true
		}
	}
	return x.thisYear.in(before[last:])
}

// lastMonth is where the last month stands in a text that does not end a whole
// year, -1 when there is none.
func lastMonth(text string) int {
	if !digitBefore(text, "月") { // spares most texts the patterns
		return -1
	}
	text = toTheEnd.ReplaceAllStringFunc(text, func(m string) string {
		if strings.HasPrefix(m, "12月") && !strings.HasPrefix(m, "12月3") && !strings.HasPrefix(m, "12月底") && !strings.HasPrefix(m, "12月末") {
			return m
		}
		return strings.Repeat(" ", len(m))
	})
	all := month.FindAllStringIndex(text, -1)
	if all == nil {
		return -1
	}
	return all[len(all)-1][0]
}

// digitBefore tells whether a digit stands before a word anywhere in a text.
func digitBefore(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		if at := from + i; at > 0 && digit(text[at-1]) {
			return true
		}
		from += i + len(word)
	}
}
