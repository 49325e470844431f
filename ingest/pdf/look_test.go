package pdf_test

import (
	"testing"

	"gongkai/ingest/pdf"
)

// What a cell does not show as plain digits is in doubt. The digits stand at
// 685; Helvetica of 12 points has them 8.6 high.
func TestDoubtedCells(t *testing.T) {
	struck, raised, white := "struck-through text in the cell", "raised or lowered characters in the cell", "white text in the cell"
	for _, c := range []struct{ name, cell, want string }{
		{"plain", write(210, 685, "12"), ""},
		{"struck", write(210, 685, "12") + "209 689 m 225 689 l S\n", struck},
		{"struck by a filled line", write(210, 685, "12") + "209 688.6 16 0.7 re f\n", struck},
		{"one of two struck", write(210, 685, "3 5") + "209 689 m 217 689 l S\n", struck},
		{"underlined", write(210, 685, "12") + "209 683.6 m 225 683.6 l S\n", ""},
		{"line beside it", write(210, 685, "12") + "240 689 m 260 689 l S\n", ""},
		{"footnote mark", write(210, 685, "1") + "BT /F 7 Tf 216.7 689 Td (2) Tj ET\n", raised},
		{"lowered", write(210, 685, "1") + write(216.7, 682.5, "2"), raised},
		{"smaller", write(210, 685, "1") + "BT /F 9 Tf 216.7 685 Td (2) Tj ET\n", raised},
		{"smaller by its matrix", write(210, 685, "1") + "BT /F 12 Tf 0.75 0 0 0.75 216.7 685 Tm (2) Tj ET\n", raised},
		{"other size, same on the page", write(210, 685, "1") + "BT /F 1 Tf 12 0 0 12 216.7 685 Tm (2) Tj ET\n", ""},
		{"higher font", write(210, 685, "1") + "BT /H 12 Tf 216.7 685 Td (2) Tj ET\n", ""},
		{"smaller in a higher font", write(210, 685, "1") + "BT /H 8 Tf 216.7 685 Td (2) Tj ET\n", raised},
		{"smaller text beside it", write(210, 685, "1") + "BT /F 9 Tf 216.7 685 Td (pcs) Tj ET\n", ""},
		{"white", "1 g " + write(210, 685, "3") + "0 g " + write(216.7, 685, "5"), white},
		{"nearly white", "0.98 0.98 1 rg " + write(210, 685, "3") + "0 g " + write(216.7, 685, "5"), white},
		{"grey", "0.5 g " + write(210, 685, "35") + "0 g ", ""},
		{"turned, struck", write(210, 685, "12") + "209 689 m 225 689 l S\n", struck},
	} {
		t.Run(c.name, func(t *testing.T) {
			key := ""
			if c.name == "turned, struck" {
				key = "/Rotate 90"
			}
			doc, err := pdf.Parse(onePage(ruled([]float64{100, 200, 300}, []float64{700, 680, 660})+write(110, 685, "a")+c.cell, key))
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Blocks[0].Table.Rows[0][1]; got.Doubt != c.want {
				t.Errorf("doubt about %q is %q, want %q", got.Text, got.Doubt, c.want)
			}
		})
	}
}
