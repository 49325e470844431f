// Package checklist writes the 核对单: a workbook that an office sends back to
// the agencies. In go reports with their findings; out comes one sheet that
// lists every finding with an empty column for the answer, and a sheet a report
// with the official tables redrawn and the cells marked that a finding rests on.
// Marks are numbers first, colours and borders second.
package checklist

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"gongkai/data"
	"gongkai/ingest/report"
	"gongkai/workbook"
)

// listSheet is the name of the sheet with all findings.
const listSheet = "核对结果"

var listColumns = []struct {
	name  string
	width float64
}{{"序号", 6}, {"单位", 18}, {"年度", 6}, {"规则", 7}, {"程度", 6}, {"问题", 30}, {"算式", 30}, {"单元格", 20}, {"位置", 16},
	{"原文", 30}, {"怎么办", 22}, {"人工结论", 16}, {"单位答复", 22}, {"工作表", 18}, {"文件", 18}, {"编号", 14}}

// Book is a checklist in the making.
type Book struct {
	file   *excelize.File
	list   *excelize.StreamWriter
	styles styles
	row    int // of the list, the last one written
	sheets int // of reports
}

// New begins a checklist.
func New() (*Book, error) {
	b := &Book{file: excelize.NewFile(), row: 1}
	if err := b.begin(); err != nil {
		b.file.Close()
		return nil, fmt.Errorf("checklist: %w", err)
	}
	return b, nil
}

func (b *Book) begin() error {
	if err := b.file.SetSheetName(b.file.GetSheetName(0), listSheet); err != nil {
		return err
	}
	if err := workbook.OnPaper(b.file, listSheet, "landscape"); err != nil {
		return err
	}
	var err error
	if b.styles, err = newStyles(b.file); err != nil {
		return err
	}
	if b.list, err = b.file.NewStreamWriter(listSheet); err != nil {
		return err
	}
	head := make([]any, len(listColumns))
	for i, c := range listColumns {
		head[i] = excelize.Cell{StyleID: b.styles.head, Value: c.name}
		if err := b.list.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := b.list.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return b.list.SetRow("A1", head)
}

// Place is what the list says of where a finding stands beside the report's own
// words: names of cells, by the finding's codes.
type Place func(codes []string) string

// Add lists a report's findings and, when it has any, draws its sheet.
func (b *Book) Add(r *report.Report, place Place) error {
	if len(r.Findings) == 0 {
		return nil
	}
	b.sheets++
	agency, year := titled(r)
	name := sheetName(b.sheets, agency, year)
	if err := b.draw(name, r); err != nil {
		return fmt.Errorf("checklist: %s: %w", r.File, err)
	}
	for i, f := range r.Findings {
		if err := b.line(data.Mark(i+1), agency, year, name, r.File, f, place); err != nil {
			return fmt.Errorf("checklist: %s: %w", r.File, err)
		}
	}
	return nil
}

// AddDoubts lists why a file could not be read, or what of it a person has to
// confirm first.
func (b *Book) AddDoubts(r *report.Report) error {
	agency, year := titled(r)
	tell := func(state, place, message, hint string) error {
		return b.append([]string{"", agency, year, "", state, message, "", "", data.PlaceWords(place), "", hint, "", "", "", r.File, ""})
	}
	var err error
	if e := r.Error; e != nil {
		err = tell(report.RejectedWords, e.Place, e.Message, e.Hint)
	}
	for _, h := range r.Held {
		err = errors.Join(err, tell(report.HeldWords, h.Place, h.Message, ""))
	}
	if err != nil {
		return fmt.Errorf("checklist: %s: %w", r.File, err)
	}
	return nil
}

// titled are the body and the year of a report as the list writes them.
func titled(r *report.Report) (agency, year string) {
	if r.Agency != nil {
		agency = r.Agency.Name
	}
	if r.Year != nil {
		year = fmt.Sprint(*r.Year)
	}
	return agency, year
}

// AddCounty lists a finding about a county, which has no sheet.
func (b *Book) AddCounty(name string, year int, f report.Finding, place Place) error {
	if err := b.line("", name, fmt.Sprint(year), "", "", f, place); err != nil {
		return fmt.Errorf("checklist: %s: %w", name, err)
	}
	return nil
}

func (b *Book) line(number, agency, year, sheet, file string, f report.Finding, place Place) error {
	verdict := ""
	if v := f.Verdict; v != nil {
		verdict = fmt.Sprintf("%s（%s，%s）：%s", data.VerdictWord(v.Verdict), v.By, v.On, v.Reason)
	}
	return b.append([]string{number, agency, year, f.Rule, severityWord(f), f.Message, f.Formula, place(f.Cells), firstPlace(f.At), f.Quote, f.Todo, verdict, "",
		sheet, file, f.ID})
}

// append writes one line of the list.
func (b *Book) append(values []string) error {
	row, high := make([]any, len(values)), 0.0
	for i, v := range values {
		row[i] = excelize.Cell{StyleID: b.styles.text, Value: workbook.Clean(v)}
		high = max(high, workbook.HeightOf(v, listColumns[i].width))
	}
	b.row++
	return b.list.SetRow(cellName(b.row, 1), row, excelize.RowOpts{Height: high})
}

// Write ends the checklist and writes it.
func (b *Book) Write(out io.Writer) error {
	if err := b.list.Flush(); err != nil {
		return fmt.Errorf("checklist: %w", err)
	}
	if err := b.file.Write(out); err != nil {
		return fmt.Errorf("checklist: %w", err)
	}
	return nil
}

// Close frees what the checklist holds.
func (b *Book) Close() error { return b.file.Close() }

func severityWord(f report.Finding) string {
	if f.Outcome != "fail" {
		return "不能判断"
	}
	return data.SeverityWord(f.Severity)
}

// firstPlace shortens a list of places to the first one and their number.
func firstPlace(at string) string {
	if first, rest, several := strings.Cut(at, "; "); several {
		return fmt.Sprintf("%s起 %d 处", data.PlaceWords(first), 2+strings.Count(rest, "; "))
	}
	return data.PlaceWords(at)
}

// longestName is how many UTF-16 units the name of a sheet may have.
const longestName = 31

// sheetName is unique by its number; what a name may not hold is left out.
func sheetName(number int, agency, year string) string {
	prefix, suffix := fmt.Sprintf("%d ", number), ""
	if year != "" {
		suffix = " " + year
	}
	agency = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, agency)
	if agency == "" {
		agency = "单位未写明"
	}
	runes := []rune(agency)
	for len(utf16.Encode([]rune(prefix+string(runes)+suffix))) > longestName {
		runes = runes[:len(runes)-1]
	}
	return prefix + string(runes) + suffix
}
