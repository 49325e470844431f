package checklist

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// styles are the looks of cells.
type styles struct {
	title, plain, head, text, label, value int
	marked                                 map[string]int // by severity
}

func newStyles(f *excelize.File) (styles, error) {
	var s styles
	border := func(style int, colour string) []excelize.Border {
		var out []excelize.Border
		for _, side := range []string{"left", "right", "top", "bottom"} {
			out = append(out, excelize.Border{Type: side, Style: style, Color: colour})
		}
		return out
	}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	thin, wrap := border(1, "7F7F7F"), &excelize.Alignment{WrapText: true, Vertical: "center"}
	centre := &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "center"}
	add := func(id *int, style excelize.Style, err error) error {
		if err != nil {
			return err
		}
		*id, err = f.NewStyle(&style)
		return err
	}
	err := add(&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}, nil)
	err = add(&s.plain, excelize.Style{Alignment: wrap}, err)
	err = add(&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Border: thin, Fill: fill("E7E6E6"), Alignment: centre}, err)
	err = add(&s.text, excelize.Style{Border: thin, Alignment: wrap, NumFmt: 49}, err)
	err = add(&s.label, excelize.Style{Border: thin, Fill: fill("F7F7F7"), Alignment: centre}, err)
	err = add(&s.value, excelize.Style{Border: thin, Alignment: centre}, err)
	s.marked = map[string]int{}
	for severity, look := range map[string]struct {
		border       int
		line, colour string
	}{"error": {5, "B3261E", "FFC7CE"}, "warning": {2, "8A5A00", "FFEB9C"}, "info": {4, "12436D", "DDEBF7"}} {
		var id int
		err = add(&id, excelize.Style{Border: border(look.border, look.line), Fill: fill(look.colour), Font: &excelize.Font{Bold: true}, Alignment: centre}, err)
		s.marked[severity] = id
	}
	return s, err
}

// onPaper makes a sheet print on A4, one page wide.
func onPaper(f *excelize.File, sheet, orientation string) error {
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

// heightOf is how high a row is for a text in a column of some digits' width; a
// Chinese character is as wide as two digits.
func heightOf(text string, wide float64) float64 {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		length := 0.0
		for _, r := range line {
			length++
			if r > 0x2000 {
				length++
			}
		}
		lines += 1 + int(length/(wide-1))
	}
	return min(float64(lines)*lineHeight, mostHeight)
}
