package prose

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/ingest/document"
)

// Title is the title of a report and what it names. Agency and Year are zero
// where the title does not name them.
type Title struct {
	Text   string
	Agency string
	Year   int
	At     document.Position
	Other  string // what the title says that it is instead of a report, such as 解读
}

const yearPattern = `\(?(20\d\d)(?:年年度|年度|年)?\)?`

var (
	// titlePattern: before (agency, year), the subject, year in the middle,
	// kind of report, year at the end.
	titlePattern = regexp.MustCompile(`^(.{0,60}?)(政府信息|政务\(信息\)|政务信息|政务|信息)公开(工作情况|工作|情况)?` +
		`(?:` + yearPattern + `)?(年度工作报告|工作年度报告|工作年报|年度报告|工作报告|工作告年度报|年报|报告)(?:\((20\d\d)(?:年度|年)?\))?(.*)$`)
	anyYear = regexp.MustCompile(yearPattern)
	// hanYear is a year in Chinese digits.
	hanYear   = regexp.MustCompile(`二[〇○O0零][一二三][〇○零一二三四五六七八九]年`)
	hanDigits = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4",
		"五", "5", "六", "6", "七", "7", "八", "8", "九", "9", "O", "0")
	notTitle = regexp.MustCompile(`^(上一篇|下一篇|上一条|下一条|根据|按照|关于印发|依据|现将|本报告|附件下载|当前位置)`)
	leadIn   = regexp.MustCompile(`^(标题|名称|信息名称|题名|文件名称|关于|附件\d*)[::]?`)
)

// maxTitleLines is over how many lines a title may be broken, and maxTitle how
// long it may be in characters.
const (
	maxTitleLines = 3
	maxTitle      = 70
)

// findTitle picks the best title among the lines before the first section. Of
// equally good ones the last is taken: it stands next to the text, while
// earlier ones are navigation.
func findTitle(head []line) (best Title, others []Title) {
	top := 0.0
	var all []Title
	var text strings.Builder
	ends := make([]int, len(head)+1) // of the lines in text, after a 0
	for i, l := range head {
		text.WriteString(l.compact)
		ends[i+1] = text.Len()
	}
	for i := range head {
		for n := 1; n <= maxTitleLines && i+n <= len(head); n++ {
			title, quality := parseTitle(text.String()[ends[i]:ends[i+n]], n)
			if quality == 0 {
				continue
			}
			title.At = head[i].at
			if title.Agency != "" && title.Year != 0 {
				all = append(all, title)
			}
			if quality >= top {
				best, top = title, quality
			}
		}
	}
	for _, t := range all {
		if t.Agency == best.Agency && t.Year != best.Year {
			others = append(others, t)
		}
	}
	return best, others
}

// parseTitle reads a compact text as a title. Quality 0 means that it is none.
func parseTitle(text string, lines int) (Title, float64) {
	if !strings.Contains(text, "公开") || !strings.Contains(text, "报") { // spares most lines the patterns
		return Title{}, 0
	}
	text = strings.Trim(text, "《》·*#-—_")
	if at := leadIn.FindStringIndex(text); at != nil {
		text = text[at[1]:]
	}
	if lines > 1 && utf8.RuneCountInString(text) > maxTitle || notTitle.MatchString(text) {
		return Title{}, 0
	}
	if strings.Contains(text, "二") {
		text = hanYear.ReplaceAllStringFunc(text, hanDigits.Replace)
	}
	m := titlePattern.FindStringSubmatch(text)
	if m == nil {
		return Title{}, 0
	}
	before, subject, work, middle, kind, end, rest := m[1], m[2], m[3], m[4], m[5], m[6], m[7]
	if kind == "报告" && middle == "" && work == "" || strings.ContainsAny(before, "。;:,《") {
		return Title{}, 0
	}
	t := Title{Text: strings.TrimSuffix(text, rest)}
	agency := before
	if years := anyYear.FindStringSubmatchIndex(before); years != nil {
		t.Year, _ = strconv.Atoi(before[years[2]:years[3]])
		agency = before[:years[0]] + before[years[1]:]
	}
	for _, y := range []string{middle, end} {
		if y != "" && t.Year == 0 {
			t.Year, _ = strconv.Atoi(y)
		}
	}
	t.Agency = agencyName(agency, subject)
	if t.Other = titleWords().notReport.prefix(strings.TrimLeft(rest, "(-—_")); t.Other == "" {
		t.Other = titleWords().notReportBefore.prefix(before)
	}
	return t, quality(t, rest, lines)
}

// titleWordSets are the words of data/prose_words.csv about titles.
type titleWordSets struct{ nameAfter, notName, notReport, notReportBefore wordSet }

var titleWords = sync.OnceValue(func() titleWordSets {
	of := data.ProseWords()
	return titleWordSets{newWordSet(of["name_after"]), newWordSet(of["not_name"]), newWordSet(of["not_report"]), newWordSet(of["not_report_before"])}
})

// agencyName completes a name that the pattern cut: in …人民政府信息公开… the
// word 政府 belongs to the agency. What names a web site or a place to fill in
// is no name.
func agencyName(name, subject string) string {
	words := titleWords()
	if i := strings.LastIndexAny(name, ">»›"); i >= 0 && !strings.Contains(name, "<") { // where the page stands
		name = strings.TrimLeft(name[i:], ">»›")
	}
	name = strings.Trim(name, "()·-—_|、.年度")
	name = strings.TrimSuffix(name, words.nameAfter.suffix(name))
	if strings.Count(name, "(") > strings.Count(name, ")") {
		name += ")"
	}
	if strings.ContainsAny(name, "-—_|") || words.notName.in(name) {
		return ""
	}
	if strings.HasSuffix(name, "人民") && strings.HasPrefix(subject, "政府") {
		name += "政府"
	}
	return name
}

func quality(t Title, rest string, lines int) float64 {
	q := 1.0
	if t.Year != 0 {
		q += 4
	}
	if t.Agency != "" {
		q += 2
		if endsLikeBody(t.Agency) {
			q += 3
		}
		if len([]rune(t.Agency)) < 3 {
			q -= 3
		}
	}
	if rest != "" {
		q -= 2.5 // runs into the text, or a page title with the site's name
	}
	return q - 0.1*float64(lines)
}

func endsLikeBody(name string) bool {
	for _, ending := range data.BodyEndings() {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

// OtherTitle finds a complete title of another body or another year than that
// of title, which stands by itself anywhere in the document; its Text is empty
// when there is none.
func OtherTitle(doc *document.Document, title Title) Title {
	return otherTitle(lines(doc, nil), title)
}

// TitleBetween is OtherTitle among what stands between the first and the last
// of the form's tables, whose blocks inTable marks.
func TitleBetween(doc *document.Document, title Title, inTable []bool) Title {
	first, last := slices.Index(inTable, true), len(inTable)-1
	for last > first && !inTable[last] {
		last--
	}
	if first < 0 {
		return Title{}
	}
	between := &document.Document{Blocks: doc.Blocks[first : last+1]}
	return otherTitle(lines(between, inTable[first:last+1]), title)
}

func otherTitle(all []line, title Title) Title {
	for _, l := range all {
		t, q := parseTitle(l.compact, 1)
		sameBody := strings.HasSuffix(t.Agency, title.Agency) || strings.HasSuffix(title.Agency, t.Agency)
		if q >= completeTitle && endsLikeBody(t.Agency) && t.Other == "" && (!sameBody || title.Year != 0 && t.Year != title.Year) {
			t.At = l.at
			return t
		}
	}
	return Title{}
}

// completeTitle is the quality of a title with year, body and nothing else.
const completeTitle = 9.5

var partOfYear = regexp.MustCompile(`第?[一二三四1-4]季度|[上下]半年|\d{1,2}月份`)

// PartOfYear finds the words of a title that say that the report is not of a
// whole year, "" when there are none.
func PartOfYear(title string) string { return partOfYear.FindString(title) }
