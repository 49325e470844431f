package workbook

import (
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// longestText is how many characters a cell may have.
const longestText = 32000

// Clean is a text that a cell can hold: no controls that XML forbids, not
// longer than a cell.
func Clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if runes := []rune(text); len(runes) > longestText {
		text = string(runes[:longestText]) + "……"
	}
	return text
}

// OnPaper makes a sheet print on A4, one page wide.
func OnPaper(f *excelize.File, sheet, orientation string) error {
	a4, wide, high, fit := 9, 1, 0, true
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	narrow := 0.4
	if err := f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &narrow, Right: &narrow, Top: &narrow, Bottom: &narrow}); err != nil {
		return err
	}
	return f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high})
}

// Heights of rows, in points. Programs that open a workbook do not all make
// them fit.
const (
	lineHeight = 15
	mostHeight = 400
)

// HeightOf is how high a row is for a text in a column of some digits' width.
func HeightOf(text string, wide float64) float64 {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += 1 + int(lengthOf(line)/(wide-1))
	}
	return min(float64(lines)*lineHeight, mostHeight)
}

// lengthOf is how wide a text is, in digits; a Chinese character is as wide as
// two.
func lengthOf(text string) float64 {
	length := 0.0
	for _, r := range text {
		length++
		if r > 0x2000 {
			length++
		}
	}
	return length
}
