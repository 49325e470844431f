package prose

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// Result is what the prose of a document says about the report as a whole.
type Result struct {
	Title       Title
	Scope       report.Scope
	PublishedOn string // YYYY-MM-DD, "" when the file states none
	Sections    []report.Section
	Held        []report.Held

	placed []placed // for Facts
}

// headLines is how far into a file its title is looked for when no section
// heading ends the search.
const headLines = 400

// Read reads everything outside the blocks that inTable marks.
func Read(doc *document.Document, inTable []bool) Result {
	all := lines(doc, inTable)
	var res Result
	var first int
	res.Sections, first, res.placed = readSections(all)
	head := all
	if first >= 0 {
		head = all[:first]
	}
	title, others := findTitle(head[:min(len(head), headLines)])
	if title.Text == "" { // a title below the first heading is better than none
		title, others = findTitle(all[:min(len(all), headLines)])
	}
	res.Title = title
	res.Scope = scope(title.Agency)
	res.PublishedOn = publishedOn(doc, all)
	res.Held = doubts(title, others, all)
	return res
}

// doubts lists what keeps a report from being published by itself.
func doubts(title Title, others []Title, all []line) []report.Held {
	var held []report.Held
	place := string(title.At)
	if title.Agency == "" {
		held = append(held, report.Held{Code: "agency_missing", Place: place, Message: "标题没有写明单位名称，需要人工指定"})
	}
	period, periodAt := statedPeriod(all)
	if title.Year == 0 {
		h := report.Held{Code: "year_missing", Place: place, Message: "标题没有写明年度，需要人工指定"}
		if period != 0 {
			h.Candidates = []string{strconv.Itoa(period)}
			h.Place = string(periodAt)
		}
		return append(held, h)
	}
	if period != 0 && period != title.Year {
		held = append(held, report.Held{Code: "year_conflict", Place: place + "; " + string(periodAt),
			Message:    fmt.Sprintf("标题写的是%d年，统计期限写的是%d年", title.Year, period),
			Candidates: []string{strconv.Itoa(title.Year), strconv.Itoa(period)}})
	}
	for _, o := range others {
		held = append(held, report.Held{Code: "year_conflict", Place: place + "; " + string(o.At),
			Message:    fmt.Sprintf("两处标题的年度不同：%d年和%d年", title.Year, o.Year),
			Candidates: []string{strconv.Itoa(title.Year), strconv.Itoa(o.Year)}})
		break
	}
	return held
}

var periodPattern = regexp.MustCompile(`(20\d\d)年0?1月0?1日.{0,4}?(?:至|到|-|—|–|~|起).{0,4}?(?:(20\d\d)年)?12月3[01]日`)

// loosePeriod is a statement of the period that gives no days, or only the last.
var loosePeriod = regexp.MustCompile(`(?:统计(?:期限|时间|范围|截)|数据(?:统计)?(?:截|期限|时间)).{0,16}?(20\d\d)年` +
	`(?:0?1月(?:0?1日)?.{0,4}?(?:至|到|-|—|–|~|起|开始).{0,4}?(?:20\d\d年)?)?12月(?:3[01]日|底|$|[^\d])`)

// statedPeriod finds the year that the statement of the period names.
func statedPeriod(all []line) (int, document.Position) {
	for _, l := range all {
		if !strings.Contains(l.compact, "12月3") { // spares most lines the pattern
			continue
		}
		if m := periodPattern.FindStringSubmatch(l.compact); m != nil {
			year, _ := strconv.Atoi(m[1])
			return year, l.at
		}
	}
	for _, l := range all {
		if !strings.Contains(l.compact, "12月") {
			continue
		}
		if m := loosePeriod.FindStringSubmatch(l.compact); m != nil {
			year, _ := strconv.Atoi(m[1])
			return year, l.at
		}
	}
	return 0, ""
}

var (
	governments = regexp.MustCompile(`(省|自治区|市|县|区|旗|州|盟)(人民)?政府$`)
	regions     = regexp.MustCompile(`^(.{2,}[省市州盟])?.{2,}[省市县区旗州盟]$`)
	noRegions   = regexp.MustCompile(`[社园发业游度假景保护税试范验作新高港林牧矿库]区$`)
	dateLabel   = regexp.MustCompile(`(?:发布|公开|公布|发文|生成)(?:日期|时间)[::]?`)
	datePattern = regexp.MustCompile(`(20\d\d)[-年./](\d{1,2})[-月./](\d{1,2})`)
)

// scope is rollup for a government of county level or above, whose report
// covers its departments; a township's and every other body's is its own. A
// title that names only a region does not say whose report it is.
func scope(agency string) report.Scope {
	switch {
	case agency == "":
		return report.UnknownScope
	case governments.MatchString(agency):
		return report.Rollup
	case regions.MatchString(agency) && !noRegions.MatchString(agency):
		return report.UnknownScope
	}
	return report.Own
}

// publishedOn finds a labelled date: in the page's meta tags, or after words
// such as 发布日期, on the same line or the next.
func publishedOn(doc *document.Document, all []line) string {
	for _, name := range []string{"pubdate", "publishdate", "publishtime"} {
		if d := isoDate(doc.Meta[name]); d != "" {
			return d
		}
	}
	for i, l := range all {
		if !strings.Contains(l.compact, "日期") && !strings.Contains(l.compact, "时间") {
			continue
		}
		loc := dateLabel.FindStringIndex(l.compact)
		if loc == nil {
			continue
		}
		rest := l.compact[loc[1]:]
		if rest == "" && i+1 < len(all) {
			rest = all[i+1].compact
		}
		if m := datePattern.FindStringIndex(rest); m != nil && m[0] <= len("  ") {
			return isoDate(rest)
		}
	}
	return ""
}

func isoDate(s string) string {
	m := datePattern.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return ""
	}
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return ""
	}
	return fmt.Sprintf("%s-%02d-%02d", m[1], month, day)
}
