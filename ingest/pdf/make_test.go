package pdf_test

import (
	"bytes"
	"fmt"
	"strings"
)

// file writes a PDF of the objects given, numbered from 1; the first is the
// catalogue.
func file(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

func stream(dictionary, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dictionary, len(content), content)
}

// onePage is a file of one A4 page with that content. Its resources are the
// fonts F and, much higher, H, which write ASCII, the pictures P, of one
// grey, and Glass, whose left half is not there, the states Pale and Half of how
// much shines through and Times, which mixes colours, Off, a layer that is not shown, and the
// forms Whole and Part, which write 35 and show all of it or cut the 5; page holds
// more keys.
func onePage(content, page string) []byte {
	return file(
		"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]>>>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/H 7 0 R>>/XObject<</P 6 0 R/Whole 10 0 R/Part 11 0 R/Glass 12 0 R/Framed 14 0 R/Group 15 0 R/Sheet 16 0 R/Both 17 0 R/Outer 19 0 R>>"+
			"/ExtGState<</Pale<</ca 0.01/CA 0.01>>/Half<</ca 0.5>>/Times<</BM/Multiply>>>>/Properties<</Off 9 0 R>>>>"+page+">>",
		stream("", content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "\x80"),
		"<</Type/Font/Subtype/Type1/BaseFont/Higher/FontDescriptor 8 0 R>>",
		"<</Type/FontDescriptor/FontName/Higher/Flags 32/FontBBox[0 -500 1000 1200]/ItalicAngle 0/Ascent 1200/Descent -500/CapHeight 700/StemV 80>>",
		"<</Type/OCG/Name(layer)>>",
		form("0 0 20 20", write(1, 4, "35")),
		form("0 0 10 20", write(1, 4, "35")),
		stream("/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 13 0 R", "\x80\x80"),
		stream("/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "\x00\xff"),
		stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</P 6 0 R>>>>", "/P Do"),
		stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Group<</S/Transparency>>/Resources<</XObject<</P 6 0 R>>>>", "/P Do"),
		stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]", "1 g 0 0 1 1 re f"),
		stream("/Type/XObject/Subtype/Form/BBox[0 0 40 20]/Group<</S/Transparency>>/Resources<</Font<</F 5 0 R>>/XObject<</P 6 0 R>>>>", write(1, 4, "35")+"30 0 0 16 0 0 cm /P Do"),
		stream("/Type/XObject/Subtype/Form/BBox[0 0 40 20]/Group<</S/Transparency>>/Resources<</Font<</F 5 0 R>>>>", write(1, 4, "35")),
		stream("/Type/XObject/Subtype/Form/BBox[0 0 40 20]/Group<</S/Transparency>>/Resources<</XObject<</P 6 0 R/Inner 18 0 R>>>>", "/Inner Do 30 0 0 16 0 0 cm /P Do"),
	)
}

func form(box, content string) string {
	return stream("/Type/XObject/Subtype/Form/BBox["+box+"]/Resources<</Font<</F 5 0 R>>>>", content)
}

// write draws a text at a place, y upwards.
func write(x, y float64, text string) string {
	return fmt.Sprintf("BT /F 12 Tf %g %g Td (%s) Tj ET\n", x, y, text)
}

// ruled draws lines at all edges given.
func ruled(xs, ys []float64) string {
	var b strings.Builder
	for _, y := range ys {
		fmt.Fprintf(&b, "%g %g m %g %g l S\n", xs[0], y, xs[len(xs)-1], y)
	}
	for _, x := range xs {
		fmt.Fprintf(&b, "%g %g m %g %g l S\n", x, ys[0], x, ys[len(ys)-1])
	}
	return b.String()
}
