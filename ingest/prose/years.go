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
	context    string // comparison, plan, document, date, period, law, since, carried; "" when none
}

// years lists the years that a sentence names, each with what is said of it.
func (x *extractor) years(text string) []yearToken {
	var out []yearToken
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
		t.context = x.yearContext(text, t)
		out = append(out, t)
	}
}

var (
	wholeYear = regexp.MustCompile(`^0?1月0?1日.{0,12}?(20\d\d年)?12月31日`)
	endOfYear = regexp.MustCompile(`^(12月31日|12月底|底|末|年底)`)
)

func (x *extractor) yearContext(text string, t yearToken) string {
	before, after := text[:t.start], text[t.end:]
	if inTitle(before) || strings.HasSuffix(before, "-") || strings.HasPrefix(after, "-") || strings.HasPrefix(after, "至") || strings.HasSuffix(before, "年至") {
		return "document"
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
// of the one before. It is not ok where the figure is of no whole year.
func (x *extractor) yearOf(s *sentence, at int) (token int, year *int, ok bool) {
	for i := len(x.tokens) - 1; i >= 0; i-- {
		t := x.tokens[i]
		if t.start >= at {
			continue
		}
		switch t.context {
		case "", "period":
			return i, &t.year, true
		case "date", "since", "plan":
			return -1, nil, false
		}
	}
	clause := s.text[:at]
	clause = clause[lastDelimiter(clause):]
	for _, w := range x.relativeYear {
		i := strings.LastIndex(clause, w)
		if i < 0 || x.yearBefore.suffix(clause[:i]) != "" {
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
