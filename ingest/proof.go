package ingest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// doubtRecognized holds a report whose recognised cells, agency or year nothing
// else in it shows to be right.
func doubtRecognized(r *report.Report, doc *document.Document) {
	r.Held = append(r.Held, unproven(r.Observations)...)
	atTitle, anywhere := false, false
	for _, b := range doc.Blocks {
		if p := b.Paragraph; p != nil && b.Recognized {
			anywhere = true
			atTitle = atTitle || r.Title != "" && strings.Contains(document.Fold(p.Text), lastRunes(document.Fold(r.Title), 4))
		}
	}
	if anywhere { // recognised prose is shown, but nothing is concluded from its words
		r.Figures, r.Mentions, r.Sentences = nil, nil, nil
	}
	for i := range r.Sections {
		r.Sections[i].OCR = anywhere
	}
	if !atTitle {
		return
	}
	if r.Agency != nil {
		r.Agency.OCR = true
	}
	if r.Year != nil && !saysYear(r.File, doc, *r.Year) {
		r.Held = append(r.Held, report.Held{Code: "year_unproven", Place: "标题",
			Message: fmt.Sprintf("年度 %d 由图像识别得出，正文和文件名都没有印证", *r.Year), Candidates: []string{strconv.Itoa(*r.Year)}})
	}
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

// saysYear tells whether a second paragraph, or the file's name, says the year.
func saysYear(file string, doc *document.Document, year int) bool {
	says, n := strconv.Itoa(year)+"年", 0
	for _, b := range doc.Blocks {
		if b.Paragraph != nil && strings.Contains(strings.ReplaceAll(document.Fold(b.Paragraph.Text), " ", ""), says) {
			n++
		}
	}
	return n > 1 || strings.Contains(file, says)
}

// shownUnproven is how many places of a report that is held are named.
const shownUnproven = 3

// unproven holds a report where an equation of the form over cells that were
// made out in a picture cannot be shown to hold, or where rows of it are missing.
func unproven(observations []report.Observation) []report.Held {
	byCode := map[string]report.Observation{}
	recognized := false
	for _, o := range observations {
		byCode[o.Code] = o
		recognized = recognized || o.OCR
	}
	if !recognized {
		return nil
	}
	var wrong []string
	place := ""
	note := func(at, words string) {
		if place == "" {
			place = at
		}
		wrong = append(wrong, words)
	}
	missing := 0
	for _, o := range observations {
		if o.Status == report.Absent {
			missing++
		}
	}
	if missing > 0 {
		note("", fmt.Sprintf("有 %d 格没有认出", missing))
	}
	proven := map[string]bool{}
	for _, e := range equations() {
		if at, words := e.doubt(byCode, proven); words != "" {
			note(at, words)
		}
	}
	for _, o := range observations {
		if table, _, _ := strings.Cut(o.Code, "."); o.OCR && table != "proactive" && !proven[o.Code] {
			note(o.At, "有的格不在任何合计中")
			break
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	message := strings.Join(wrong[:min(len(wrong), shownUnproven)], "；")
	if len(wrong) > shownUnproven {
		message += fmt.Sprintf("；等 %d 处", len(wrong))
	}
	return []report.Held{{Code: "ocr_unproven", Place: place, Message: "图像识别的数字没有得到印证：" + message}}
}

// equation is one linear rule of the form within a report.
type equation struct {
	rule, instance, edition string // edition "" is every one
	left, right             []data.EquationTerm
}

// equations are the sums within one year's tables 3 and 4.
func equations() []*equation {
	byKey := map[string]*equation{}
	var out []*equation
	for _, t := range data.Equations() {
		if t.YearOffset != 0 || t.Relation != "=" || !strings.HasPrefix(t.Rule, "T3-") && !strings.HasPrefix(t.Rule, "T4-") {
			continue
		}
		key := t.Rule + " " + t.Instance + " " + t.Edition
		if byKey[key] == nil {
			byKey[key] = &equation{rule: t.Rule, instance: t.InstanceZH, edition: t.Edition}
			out = append(out, byKey[key])
		}
		if e := byKey[key]; t.Side == "left" {
			e.left = append(e.left, t)
		} else {
			e.right = append(e.right, t)
		}
	}
	return out
}

// doubt says why the equation does not prove its cells, "" where it does, where
// it is of another edition, or where none of its cells was made out. The cells
// that it speaks of are added to covered.
func (e *equation) doubt(cells map[string]report.Observation, covered map[string]bool) (at, words string) {
	recognized, certain := false, true
	for _, t := range slices.Concat(e.left, e.right) {
		o, ok := cells[t.Code]
		if !ok || e.edition != "" && o.Edition != e.edition {
			return "", ""
		}
		recognized = recognized || o.OCR
		covered[t.Code] = true
		unsure := o.Status == report.Unreadable || o.Status == report.Absent
		if at == "" || unsure && certain {
			at = o.At
		}
		certain = certain && !unsure
	}
	left, right := e.sum(e.left, cells), e.sum(e.right, cells)
	switch {
	case !recognized:
		return "", ""
	case !certain:
		return at, fmt.Sprintf("%s（%s）有格看不清，无法核对", e.rule, e.instance)
	case left != right:
		return at, fmt.Sprintf("%s（%s）两边是 %s 和 %s", e.rule, e.instance, report.FromMicro(left), report.FromMicro(right))
	}
	return "", ""
}

// sum is that of one side in millionths; cells without a number count as none.
func (e *equation) sum(terms []data.EquationTerm, cells map[string]report.Observation) int64 {
	total := int64(0)
	for _, t := range terms {
		if v := cells[t.Code].Value; v != nil {
			total += int64(t.Sign) * v.Micro()
		}
	}
	return total
}
