package checklist

import (
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
