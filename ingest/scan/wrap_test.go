package scan_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
)

// asPDF wraps pictures as a scanner does: one on every page. Text that nobody
// sees is under them, as some scanners put it there.
func asPDF(pictures []*image.Gray, dots float64) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(text string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), text)
	}
	b.WriteString("%PDF-1.4\n")
	kids := ""
	for i := range pictures {
		kids += fmt.Sprintf("%d 0 R ", 4+3*i)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(pictures)))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for i, p := range pictures {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		for y := range p.Rect.Dy() {
			_, _ = w.Write(p.Pix[y*p.Stride:][:p.Rect.Dx()]) // a buffer takes everything
		}
		_ = w.Close()
		width, height := float64(p.Rect.Dx())*72/dots, float64(p.Rect.Dy())*72/dots
		content := fmt.Sprintf("BT 3 Tr /F 10 Tf 50 50 Td (7 7 7) Tj ET %g 0 0 %g 0 0 cm /P Do", width, height)
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>/XObject<</P %d 0 R>>>>>>", width, height, 5+3*i, 6+3*i))
		object(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content))
		object(fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream",
			p.Rect.Dx(), p.Rect.Dy(), z.Len(), z.Bytes()))
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, xref)
	return b.Bytes()
}
