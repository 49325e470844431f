package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/ingest/report"
)

// printText says for people what was found, the worst report first.
func (c *checked) printText(out io.Writer, all bool) error {
	order := slices.Clone(c.drafts.list)
	slices.SortStableFunc(order, func(a, b *draft) int {
		x, y := badness(a), badness(b)
		return slices.Compare(y[:], x[:])
	})
	for _, one := range order {
		if badness(one) == ([4]int{}) && len(one.notes) == 0 && len(one.unsaid()) == 0 && !all && len(order) > 1 {
			continue
		}
		if err := c.printDraft(out, one, all); err != nil {
			return err
		}
	}
	if len(c.county) > 0 && (all || slices.ContainsFunc(c.county, failed)) {
		fmt.Fprintln(out, "全地区")
		printFindings(out, c.county, nil, all)
	}
	t := c.count()
	fmt.Fprintln(out, t.summary())
	if t.notAssessable > 0 && !all {
		fmt.Fprintln(out, "不能判断的各条用 --all 列出。")
	}
	return nil
}

// badness orders reports: what cannot be read or is held, then by how many
// errors, warnings and hints there are.
func badness(one *draft) [4]int {
	var out [4]int
	if one.head.Error != nil || len(one.head.Held) > 0 {
		out[0] = 1
	}
	for _, f := range one.findings {
		if f.Outcome == "fail" {
			out[1+slices.Index(severities, f.Severity)]++
		}
	}
	return out
}

func (c *checked) printDraft(out io.Writer, one *draft, all bool) error {
	whole, err := c.drafts.whole(one)
	if err != nil {
		return err
	}
	r := whole
	fmt.Fprintln(out, oneLine(r.File))
	if e := r.Error; e != nil {
		printRejected(out, e)
		return nil
	}
	printHead(out, r)
	printDoubts(out, r.Held, append(slices.Clone(r.Notes), one.notes...))
	printFindings(out, one.findings, r.Observations, all)
	unread := one.unsaid()
	if len(unread) > 0 {
		fmt.Fprintf(out, "  没有读出 %d 格，没有核对：%s\n", len(unread), oneLine(where(analytics.Finding{Cells: unread}, r.Observations)))
	}
	which := ""
	if c.narrowed {
		which = "所选的规则"
	}
	switch {
	case one.as == nil:
		fmt.Fprintln(out, "  没有写明年度，没有核对。")
	case slices.ContainsFunc(one.findings, failed):
	case len(unread) > 0:
		fmt.Fprintf(out, "  读出的部分%s没有发现问题。\n", which)
	default:
		fmt.Fprintf(out, "  %s没有发现问题。\n", which)
	}
	return nil
}

// unsaid are the cells that were not read and of which no rule says so.
func (d *draft) unsaid() []string {
	return slices.DeleteFunc(slices.Clone(d.unread), func(code string) bool {
		return slices.ContainsFunc(d.findings, func(f analytics.Finding) bool {
			return failed(f) && f.Section == "number" && slices.Contains(f.Cells, code)
		})
	})
}

// printHead names body, year and edition of a report.
func printHead(out io.Writer, r *report.Report) {
	agency, year, edition := "未写明", "未写明", "不能确定"
	if r.Agency != nil {
		agency = oneLine(r.Agency.Name)
	}
	if r.Year != nil {
		year = fmt.Sprint(*r.Year)
	}
	if r.Edition != nil {
		edition = *r.Edition
	}
	fmt.Fprintf(out, "  单位 %s  年度 %s  版式 %s  格式 %s  部分 %d 个\n", agency, year, edition, r.Format, len(r.Sections))
}

// longestQuote is how many characters of a quote are printed.
const longestQuote = 120

// printFindings says each finding with its sum, its place and what to do.
// Observations are those of the report, nil for a county.
func printFindings(out io.Writer, findings []analytics.Finding, observations []report.Observation, all bool) {
	for _, f := range findings {
		word, todo := data.SeverityWord(f.Severity), f.Todo
		if f.Outcome != "fail" {
			if word, todo = "不能判断", ""; !all {
				continue
			}
		}
		fmt.Fprintf(out, "  %s %s  %s  [%s]\n", word, f.Rule, oneLine(f.Message), f.ID)
		if v := f.Verdict; v.Verdict != "" {
			fmt.Fprintf(out, "    人工结论：%s（%s，%s）：%s\n", data.VerdictWord(v.Verdict), oneLine(v.By), v.On, oneLine(v.Reason))
		}
		for _, line := range [][2]string{{"算式", f.Formula}, {"位置", where(f, observations)}, {"原文", shorten(f.Quote, longestQuote)}, {"怎么办", todo}} {
			if line[1] != "" {
				fmt.Fprintf(out, "    %s：%s\n", line[0], oneLine(line[1]))
			}
		}
	}
}

func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "……"
	}
	return text
}

// where says the cells of a finding in the form's words and the places in the
// file.
func where(f analytics.Finding, observations []report.Observation) string {
	words := cellWords(f.Cells)
	place := place(f, observations)
	if first, rest, several := strings.Cut(place, "; "); several {
		place = fmt.Sprintf("%s起 %d 处", data.PlaceWords(first), 2+strings.Count(rest, "; "))
	}
	place = data.PlaceWords(place)
	switch {
	case words == "":
		return place
	case place == "":
		return words
	}
	return words + "（" + place + "）"
}

// tableNames are the tables of the form.
var tableNames = map[int]string{2: "表二", 3: "表三", 4: "表四"}

// cellWords names cells by the form's labels; those of one row, or of one
// column, by that.
func cellWords(codes []string) string {
	var cells []data.Cell
	for _, code := range codes {
		if c, ok := data.FindCell(code); ok {
			cells = append(cells, c)
		}
	}
	if len(cells) == 0 {
		return ""
	}
	first := cells[0]
	oneTable, oneRow, oneCol, oneGroup := true, true, true, first.Col.Group != ""
	whole := slices.ContainsFunc(data.Editions(), func(e data.Edition) bool {
		t := data.FormTable(first.Table, e.Name)
		return t != nil && len(t.Cells) == len(cells)
	})
	for _, c := range cells {
		oneGroup = oneGroup && c.Col.Group == first.Col.Group
		oneTable = oneTable && c.Table == first.Table
		oneRow = oneRow && c.Row.Key == first.Row.Key
		oneCol = oneCol && c.Col.Key == first.Col.Key
	}
	switch {
	case oneTable && whole:
		return tableNames[first.Table] + "各格"
	case len(cells) > 1 && oneTable && oneRow && first.RowWords() != "":
		return tableNames[first.Table] + "“" + first.RowWords() + "”行"
	case len(cells) > 1 && first.Table == 4 && oneTable && oneGroup:
		group, _, _ := strings.Cut(first.ColWords(), "·")
		return tableNames[first.Table] + "“" + group + "”各格"
	case len(cells) > 1 && oneTable && oneCol:
		return tableNames[first.Table] + "“" + first.ColWords() + "”列"
	}
	var words []string
	for _, c := range cells[:min(4, len(cells))] {
		words = append(words, tableNames[c.Table]+"“"+strings.TrimPrefix(c.RowWords()+"·"+c.ColWords(), "·")+"”")
	}
	if len(cells) > 4 {
		return fmt.Sprintf("%s等 %d 格", strings.Join(words, "、"), len(cells))
	}
	return strings.Join(words, "、")
}
