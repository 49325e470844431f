package pdf_test

import (
	"context"
	"image"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/pdf"
)

// What a cell does not show as plain digits is in doubt. The digits stand at
// 685; Helvetica of 12 points has them 8.6 high.
func TestDoubtedCells(t *testing.T) {
	const struck, raised, white, hidden, turned = document.StruckDoubt, document.RaisedDoubt, document.WhiteDoubt, document.HiddenDoubt, document.TurnedDoubt
	annotation := func(kind string) string {
		return "/Annots[<</Type/Annot/Subtype/" + kind + "/Rect[205 681 225 698]/Contents(9)>>]"
	}
	picture := func(place, name string) string { return "q " + place + " cm /" + name + " Do Q\n" }
	for _, c := range []struct{ name, cell, page, want string }{
		{"plain", write(210, 685, "12"), "", ""},
		{"struck", write(210, 685, "12") + "209 689 m 225 689 l S\n", "", struck},
		{"struck by a filled line", write(210, 685, "12") + "209 688.6 16 0.7 re f\n", "", struck},
		{"one of two struck", write(210, 685, "3 5") + "209 689 m 217 689 l S\n", "", struck},
		{"underlined", write(210, 685, "12") + "209 683.6 m 225 683.6 l S\n", "", ""},
		{"line beside it", write(210, 685, "12") + "240 689 m 260 689 l S\n", "", ""},
		{"footnote mark", write(210, 685, "1") + "BT /F 7 Tf 216.7 689 Td (2) Tj ET\n", "", raised},
		{"lowered", write(210, 685, "1") + write(216.7, 682.5, "2"), "", raised},
		{"smaller", write(210, 685, "1") + "BT /F 9 Tf 216.7 685 Td (2) Tj ET\n", "", raised},
		{"smaller by its matrix", write(210, 685, "1") + "BT /F 12 Tf 0.75 0 0 0.75 216.7 685 Tm (2) Tj ET\n", "", raised},
		{"other size, same on the page", write(210, 685, "1") + "BT /F 1 Tf 12 0 0 12 216.7 685 Tm (2) Tj ET\n", "", ""},
		{"higher font", write(210, 685, "1") + "BT /H 12 Tf 216.7 685 Td (2) Tj ET\n", "", ""},
		{"smaller in a higher font", write(210, 685, "1") + "BT /H 8 Tf 216.7 685 Td (2) Tj ET\n", "", raised},
		{"smaller text beside it", write(210, 685, "1") + "BT /F 9 Tf 216.7 685 Td (pcs) Tj ET\n", "", ""},
		{"white", "1 g " + write(210, 685, "3") + "0 g " + write(216.7, 685, "5"), "", white},
		{"nearly white", "0.98 0.98 1 rg " + write(210, 685, "3") + "0 g " + write(216.7, 685, "5"), "", white},
		{"grey", "0.5 g " + write(210, 685, "35") + "0 g ", "", ""},
		{"pale", "/Pale gs " + write(210, 685, "3") + "/Half gs " + write(216.7, 685, "5"), "", hidden},
		{"half pale", "/Half gs " + write(210, 685, "35"), "", ""},
		{"not painted", "BT 3 Tr /F 12 Tf 210 685 Td (3) Tj 0 Tr (5) Tj ET\n", "", hidden},
		{"outlined", "BT 1 Tr /F 12 Tf 210 685 Td (35) Tj ET\n", "", ""},
		{"painted as clip only", "q BT 7 Tr /F 12 Tf 210 685 Td (3) Tj ET Q " + write(216.7, 685, "5"), "", hidden},
		{"of one point", write(210, 685, "5") + "BT /F 1 Tf 220 685 Td (35) Tj ET\n", "", hidden},
		{"squeezed", "BT /F 12 Tf 0.05 0 0 1 210 685 Tm (35) Tj ET\n", "", hidden},
		{"one over the other", write(210, 685, "3") + write(211, 685, "5"), "", hidden},
		{"twice, as bold", write(210, 685, "35") + write(210.3, 685, "35"), "", ""},
		{"painted over", write(210, 685, "35") + "1 g 205 681 30 16 re f 0 g\n", "", hidden},
		{"painted over and written anew", write(210, 685, "35") + "1 g 205 681 30 16 re f 0 g\n" + write(210, 685, "7"), "", hidden},
		{"black on black", "0 g 205 681 30 16 re f\n" + write(210, 685, "35"), "", hidden},
		{"black on white on black", "0 g 205 681 30 16 re f 1 g 205 681 30 16 re f 0 g\n" + write(210, 685, "35"), "", ""},
		{"on a colour", "0.9 g 205 681 30 16 re f 0 g\n" + write(210, 685, "35"), "", ""},
		{"under what shines through", write(210, 685, "35") + "/Half gs 1 1 0 rg 205 681 30 16 re f 0 g\n", "", ""},
		{"under a shape in a form", write(210, 685, "35") + picture("30 0 0 16 205 681", "Sheet"), "", hidden},
		{"under a frame", write(210, 685, "35") + "205 681 30 16 re S\n", "", ""},
		{"under a picture", write(210, 685, "35") + picture("30 0 0 16 205 681", "P"), "", hidden},
		{"before a picture", picture("30 0 0 16 205 681", "P") + write(210, 685, "35"), "", ""},
		{"under a picture on its side", write(210, 685, "35") + picture("0 16 -30 0 235 681", "P"), "", hidden},
		{"under a mirrored picture", write(210, 685, "35") + picture("-30 0 0 16 235 681", "P"), "", hidden},
		{"under part of a picture", write(210, 685, "35") + picture("9 0 0 16 215.5 681", "P"), "", hidden},
		{"under an edge of a picture", write(210, 685, "35") + picture("30 0 0 16 221 681", "P"), "", ""},
		{"under a picture that is cut off", write(210, 685, "35") + "q 240 681 9 16 re W n " + picture("60 0 0 16 205 681", "P") + "Q\n", "", ""},
		{"under what is there of a picture", write(210, 685, "35") + picture("30 0 0 16 195 681", "Glass"), "", hidden},
		{"under what is not there of a picture", write(210, 685, "35") + picture("60 0 0 16 205 681", "Glass"), "", ""},
		{"under what is not there of a mirrored one", write(210, 685, "35") + picture("-60 0 0 16 235 681", "Glass"), "", ""},
		{"under what is there of one upside down", write(210, 685, "35") + picture("-60 0 0 -16 265 697", "Glass"), "", hidden},
		{"under what is not there of one on its side", write(210, 685, "35") + picture("0 60 -40 0 240 681", "Glass"), "", ""},
		{"under a pale picture", write(210, 685, "35") + "/Half gs " + picture("30 0 0 16 205 681", "P"), "", ""},
		{"under a seal that is mixed with it", write(210, 685, "35") + "/Times gs " + picture("30 0 0 16 205 681", "P"), "", ""},
		{"under a picture in a form", write(210, 685, "35") + picture("30 0 0 16 205 681", "Framed"), "", hidden},
		{"under a picture in a pale form", write(210, 685, "35") + "/Half gs " + picture("30 0 0 16 205 681", "Framed"), "", ""},
		{"under a picture in a group, mixed or not", write(210, 685, "35") + picture("30 0 0 16 205 681", "Group"), "", ""},
		{"under a picture in its own group", "q 1 0 0 1 209 681 cm /Both Do Q\n", "", hidden},
		{"under a picture in a group around its own", "q 1 0 0 1 209 681 cm /Outer Do Q\n", "", hidden},
		{"under a picture, and written anew", write(210, 685, "35") + picture("30 0 0 16 205 681", "P") + write(210, 685, "35"), "", hidden},
		{"under a picture beside it", write(210, 685, "35") + picture("30 0 0 16 240 681", "P"), "", ""},
		{"in a layer that is not shown", "/OC /Off BDC " + write(210, 685, "3") + "EMC " + write(216.7, 685, "5"), "", hidden},
		{"clipped away", "q 205 600 10 10 re W n " + write(210, 685, "3") + "Q " + write(216.7, 685, "5"), "", hidden},
		{"cut at its right", "q 205 681 14 16 re W n " + write(210, 685, "35") + "Q\n", "", hidden},
		{"cut at its top", "q 205 681 30 9 re W n " + write(210, 685, "35") + "Q\n", "", hidden},
		{"clipped to nothing", "q 0 0 m W n " + write(210, 685, "35") + "Q\n", "", hidden},
		{"clipped twice, with nothing left", "q 205 681 14 16 re W n 219 681 30 16 re W n " + write(210, 685, "35") + "Q\n", "", hidden},
		{"clipped to its cell", "q 200 680 100 20 re W n " + write(210, 685, "35") + "Q\n", "", ""},
		{"clipped closely", "q 210 685 13.4 8 re W n " + write(210, 685, "35") + "Q\n", "", ""},
		{"clipped to its cell by a shape", "q 200 680 m 300 680 l 300 690 l 300 700 l 200 700 l h W n " + write(210, 685, "35") + "Q\n", "", ""},
		{"text beside it cut", "q 205 681 40 16 re W n " + write(210, 685, "35 pieces") + "Q\n", "", ""},
		{"in a form", "q 1 0 0 1 209 681 cm /Whole Do Q\n", "", ""},
		{"in a form, enlarged", "q 1.5 0 0 1.5 209 676 cm /Whole Do Q\n", "", ""},
		{"cut by its form", "q 1 0 0 1 209 681 cm /Part Do Q\n", "", hidden},
		{"in a form that is cut", "q 205 681 14 16 re W n 1 0 0 1 209 681 cm /Whole Do Q\n", "", hidden},
		{"cut by the edge of the page", write(210, 685, "8"), "/CropBox[0 0 214.5 842]", hidden},
		{"painted over beside it", write(210, 685, "35") + "1 g q 240 681 9 16 re W n 205 681 60 16 re f Q 0 g\n", "", ""},
		{"upside down", "BT /F 12 Tf -1 0 0 -1 225 695 Tm (16) Tj ET\n", "", turned},
		{"mirrored", "BT /F 12 Tf -1 0 0 1 225 685 Tm (16) Tj ET\n", "", turned},
		{"written from the right", write(216.7, 685, "5") + write(210, 685, "3"), "", ""},
		{"note over it", write(210, 685, "35"), annotation("FreeText"), document.CoveredDoubt},
		{"field over it", write(210, 685, "35"), annotation("Widget"), document.CoveredDoubt},
		{"struck by a note", write(210, 685, "35"), annotation("StrikeOut"), document.CoveredDoubt},
		{"marked", write(210, 685, "35"), annotation("Highlight"), ""},
		{"link", write(210, 685, "35"), annotation("Link"), ""},
		{"field over a blank", "", annotation("Widget"), document.CoveredDoubt},
		{"turned, struck", write(210, 685, "12") + "209 689 m 225 689 l S\n", "/Rotate 90", struck},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := pdf.Parse(onePage(ruled([]float64{100, 200, 300}, []float64{700, 680, 660})+write(110, 685, "abcdef")+c.cell, c.page))
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Blocks[0].Table.Rows[0][1]; got.Doubt != c.want {
				t.Errorf("doubt about %q is %q, want %q", got.Text, got.Doubt, c.want)
			}
		})
	}
}

// Asking what a picture hides leaves the page as it is: it may be looked at yet.
func TestPictureStaysInItsPlace(t *testing.T) {
	content := onePage(ruled([]float64{100, 200, 300}, []float64{700, 680, 660})+write(110, 685, "abcdef")+write(210, 685, "35")+"q 400 0 0 200 50 550 cm /P Do Q", "")
	const dots, grey = 300, 0x80
	looked := 0
	_, err := pdf.Recognize(context.Background(), content, func(picture *image.Gray, _ float64) (*pdf.Drawing, error) {
		looked++
		if got := picture.GrayAt(400*dots/72, (842-600)*dots/72).Y; got != grey {
			t.Errorf("where the picture lies the page is %d, want %d", got, grey)
		}
		return &pdf.Drawing{Width: 595, Height: 842}, nil
	}, func() {})
	if err != nil || looked != 1 {
		t.Errorf("looked at %d times, error %v", looked, err)
	}
}
