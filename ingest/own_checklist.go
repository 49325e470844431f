package ingest

import (
	"regexp"
	"strings"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// ownChecklist refuses a 核对单: it repeats a report's title and tables with marks
// behind the numbers, and is often kept in the folder of the drafts. The legend
// is still there when somebody saved it in another format, perhaps broken over
// lines.
func ownChecklist(doc *document.Document) *report.Rejected {
	for _, block := range doc.Blocks {
		if p := block.Paragraph; p != nil && isLegend(p.Text) {
			return checklistAt(p.At)
		}
		if block.Table == nil {
			continue
		}
		for _, row := range block.Table.Rows {
			for i := range row {
				if isLegend(row[i].Text) {
					return checklistAt(row[i].At)
				}
			}
		}
	}
	return nil
}

var (
	legendStart, _, _ = strings.Cut(withoutSpaces(data.ChecklistLegend), "；")
	firstFinding      = regexp.MustCompile(`^①\s*(错误|警告|提示|不能判断)\s*[A-Z][0-9]?-[0-9]{2}`)
)

// isLegend also finds the legend that is broken over lines. In a PDF it stands on
// every page and is left out as its heading; the first finding is not.
func isLegend(text string) bool {
	return strings.Contains(text, "①") && (strings.HasPrefix(withoutSpaces(text), legendStart) || firstFinding.MatchString(text))
}

func withoutSpaces(text string) string { return strings.Join(strings.Fields(text), "") }

func checklistAt(place document.Position) *report.Rejected {
	return &report.Rejected{Code: "own_checklist", Place: string(place), Message: "是本程序写出的核对单，不是年度报告", Hint: "请报送年度报告本身；要改正的，请在年度报告里改正后重新报送"}
}
