package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/data"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

// firstYear is the first year with a report: the 条例 came into force in 2008.
const firstYear = 2008

// Identify finds the body of a report in the registry and completes the report:
// its agency's ID, its scope where the registry knows it, a reason to hold it
// where the body is not certain, an error where its year cannot be. thisYear
// is the year of today; a report of next year is an early draft.
func Identify(r *report.Report, names *registry.Names, thisYear int) {
	if r.Error == nil {
		if r.Error = faultOf(r, thisYear); r.Error != nil {
			r.Observations, r.Sections, r.Figures, r.Mentions, r.Sentences, r.Findings, r.Held = nil, nil, nil, nil, nil, nil, nil
		} else {
			r.Held = append(r.Held, missingOf(r)...)
			doubtYearOfName(r)
			if r.Agency != nil {
				identifyAgency(r, names)
			}
		}
	}
	r.Normalize()
}

// faultOf says why a report cannot be used at all, nil when it can. Besides
// the year it guards what every table and view relies on: each cell once, in
// its form, with a number exactly when it is reported.
func faultOf(r *report.Report, thisYear int) *report.Rejected {
	if r.Year != nil && (*r.Year < firstYear || *r.Year > thisYear+1) {
		return &report.Rejected{Code: "year_out_of_range", Place: "标题", Message: fmt.Sprintf("年度 %d 不在 %d 至 %d 之间", *r.Year, firstYear, thisYear+1),
			Hint: "请检查标题中的年度"}
	}
	seen := map[string]bool{}
	for _, o := range r.Observations {
		if seen[o.Code] || (o.Value != nil) != (o.Status == report.Reported) || tableOf()[[2]string{o.Edition, o.Code}] == 0 {
			return &report.Rejected{Code: "reader_fault", Place: o.At, Message: "读取结果自相矛盾：" + o.Code, Hint: "这是程序的错误，请把文件交给维护人员"}
		}
		seen[o.Code] = true
	}
	return nil
}

// missingOf holds a report without agency or year, unless reading said so.
func missingOf(r *report.Report) []report.Held {
	var out []report.Held
	said := func(what string) bool {
		return slices.ContainsFunc(r.Held, func(h report.Held) bool { return strings.HasPrefix(h.Code, what) || h.Code == "several_reports" })
	}
	if r.Agency == nil && !said("agency_") {
		out = append(out, report.Held{Code: "agency_missing", Place: "标题", Message: "没有写明单位名称，需要人工指定"})
	}
	if r.Year == nil && !said("year_") {
		out = append(out, report.Held{Code: "year_missing", Place: "标题", Message: "没有写明年度，需要人工指定"})
	}
	return out
}

func identifyAgency(r *report.Report, names *registry.Names) {
	year := 0
	if r.Year != nil {
		year = *r.Year
	}
	match, candidates := names.Resolve(r.Agency.Name, year)
	switch {
	case match != nil:
		r.Agency.ID = match.ID
		r.Scope = scopeOf(match, r.Scope)
		noteValidity(r, match, year)
	case len(candidates) > 0:
		r.Held = append(r.Held, report.Held{Code: "agency_ambiguous", Place: "标题",
			Message: fmt.Sprintf("“%s”可能是%d个单位，需要人工指定", r.Agency.Name, len(candidates)), Candidates: describe(candidates)})
	case severalBodies(r.Agency.Name):
		r.Held = append(r.Held, report.Held{Code: "agency_several", Place: "标题", Message: fmt.Sprintf("标题写了几个单位：“%s”", r.Agency.Name),
			Candidates: strings.Split(r.Agency.Name, "、")})
	case r.Agency.OCR:
		r.Held = append(r.Held, report.Held{Code: "agency_unproven", Place: "标题",
			Message: fmt.Sprintf("单位“%s”由图像识别得出，登记表中没有这个名称，可能认错了字，需要人工指定", r.Agency.Name)})
	case fullName(r.Agency.Name):
		r.Agency.ID = registry.UnregisteredID(r.Agency.Name)
	default:
		r.Held = append(r.Held, report.Held{Code: "agency_unknown", Place: "标题",
			Message: fmt.Sprintf("“%s”没有写明是哪个地区的单位，登记表中也没有，需要人工指定", r.Agency.Name)})
	}
}

// noteValidity notes a report of a year in which the body did not file yet, or
// not any more, by the registry: it counts as any other, though the body before
// or after a reform may have reported the same.
func noteValidity(r *report.Report, a *registry.Agency, year int) {
	said := ""
	switch {
	case year == 0:
	case a.ValidFrom != 0 && year < a.ValidFrom:
		said = fmt.Sprintf("从%d年度起", a.ValidFrom)
	case a.ValidTo != 0 && year > a.ValidTo:
		said = fmt.Sprintf("到%d年度止", a.ValidTo)
	}
	if said != "" {
		r.Notes = append(r.Notes, report.Note{Code: "agency_outside_years", Place: "标题",
			Message: fmt.Sprintf("名录写明%s%s报送年报，这是%d年度的，数字照常采用；请核对名录的起止年度，并看机构变动后的单位是否已报送同样的数字", a.Name, said, year)})
	}
}

// severalBodies tells a list of bodies from the name of one.
func severalBodies(name string) bool {
	parts := strings.Split(name, "、")
	for _, part := range parts {
		ends := false
		for _, ending := range data.BodyEndings() {
			ends = ends || strings.HasSuffix(part, ending)
		}
		if !ends || len([]rune(part)) < 3 {
			return false
		}
	}
	return len(parts) > 1
}

// nameYear finds years in a file name; with a month it is a date and says
// nothing of the report.
var nameYear = regexp.MustCompile(`(20\d\d)年(?:度|[^\d]|$)`)

// doubtYearOfName notes a file name that says another year than the title does.
// A name only confirms: by itself it holds nothing, beside another contradiction
// it is named with the others.
func doubtYearOfName(r *report.Report) {
	found := nameYear.FindAllStringSubmatch(r.File[strings.LastIndexAny(r.File, "/!")+1:], -1)
	if len(found) != 1 || r.Year == nil || found[0][1] == strconv.Itoa(*r.Year) {
		return
	}
	for i := range r.Held {
		if h := &r.Held[i]; h.Code == "year_conflict" {
			h.Place += "; 文件名"
			h.Message += "，文件名写的是" + found[0][1] + "年"
			h.Candidates = append(h.Candidates, found[0][1])
			return
		}
	}
	r.Notes = append(r.Notes, report.Note{Code: "year_of_name", Place: "文件名", Message: fmt.Sprintf("文件名写的是%s年，标题写的是%d年，以标题为准", found[0][1], *r.Year)})
}

// scopeOf is the scope that the registry knows by the kind of body; the kind
// "other" says nothing.
func scopeOf(a *registry.Agency, read report.Scope) report.Scope {
	switch a.Type {
	case "county_rollup":
		return report.Rollup
	case "other":
		return read
	}
	return report.Own
}

func describe(candidates []*registry.Agency) []string {
	var out []string
	for _, a := range candidates {
		out = append(out, a.ID+" "+a.Name)
	}
	return out
}

// regionEndings end the names of regions.
const regionEndings = "省市州县区旗盟"

// fullName tells whether a name says of which region the body is and which
// body: 丁县水务局 does, 水务局 and 城市管理局 do not.
func fullName(name string) bool {
	runes := []rune(name)
	for i := 1; i+2 < len(runes); i++ {
		if strings.ContainsRune(regionEndings, runes[i]) && !data.GenericRegions()[string(runes[:i+1])] {
			return !strings.ContainsAny(name, " \t\n")
		}
	}
	return false
}
