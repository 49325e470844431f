package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/pdf"
)

// show prints a file's blocks on one line: ¶ paragraphs, cells as text@column.
func show(t *testing.T, content []byte) string {
	t.Helper()
	doc, err := pdf.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, b := range doc.Blocks {
		if b.Paragraph != nil {
			out = append(out, "¶"+b.Paragraph.Text)
			continue
		}
		for _, row := range b.Table.Rows {
			var cells []string
			for _, c := range row {
				cells = append(cells, fmt.Sprintf("%s@%d+%d", strings.ReplaceAll(c.Text, "\n", "/"), c.Col, c.ColSpan))
			}
			out = append(out, strings.Join(cells, " "))
		}
	}
	return strings.Join(out, "; ")
}

func TestLayouts(t *testing.T) {
	xs, ys := []float64{100, 200, 300}, []float64{700, 680, 660}
	cells := write(110, 685, "a") + write(210, 685, "1") + write(110, 665, "b") + write(210, 665, "-")
	var pieces strings.Builder // the same lines as many short ones, filled
	for x := 100.0; x < 300; x += 4 {
		for _, y := range ys {
			fmt.Fprintf(&pieces, "%g %g 2 0.6 re f\n", x, y)
		}
	}
	for y := 660.0; y < 700; y += 4 {
		for _, x := range xs {
			fmt.Fprintf(&pieces, "%g %g 0.6 2 re f\n", x, y)
		}
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"lines", onePage(ruled(xs, ys)+cells, ""), "a@0+1 1@1+1; b@0+1 -@1+1"},
		{"dotted borders", onePage(pieces.String()+cells, ""), "a@0+1 1@1+1; b@0+1 -@1+1"},
		{"page turned", onePage(ruled(xs, ys)+cells, "/Rotate 90"), "a@0+1 1@1+1; b@0+1 -@1+1"},
		{"text turned", onePage("0 1 -1 0 595 0 cm "+ruled(xs, []float64{300, 280, 260})+write(110, 285, "a")+write(210, 285, "1")+write(110, 265, "b")+write(210, 265, "2"), ""), "a@0+1 1@1+1; b@0+1 2@1+1"},
		{"open at the sides", onePage("100 700 m 300 700 l S 100 680 m 300 680 l S 100 660 m 300 660 l S 200 700 m 200 660 l S "+cells, ""), "a@0+1 1@1+1; b@0+1 -@1+1"},
		{"open at the foot", onePage(ruled(xs, []float64{700, 680})+"100 700 m 100 660 l S 200 700 m 200 660 l S 300 700 m 300 660 l S "+cells, ""), "a@0+1 1@1+1; b@0+1 -@1+1"},
		{"span", onePage("100 700 m 300 700 l S 100 680 m 300 680 l S 100 660 m 300 660 l S 100 700 m 100 660 l S 300 700 m 300 660 l S 200 680 m 200 660 l S "+write(110, 685, "a")+write(110, 665, "b")+write(210, 665, "2"), ""), "a@0+2; b@0+1 2@1+1"},
		{"two numbers in a cell", onePage(ruled(xs, ys)+cells+write(230, 685, "34"), ""), "a@0+1 1 34@1+1; b@0+1 -@1+1"},
		{"two lines in a cell", onePage(ruled(xs, ys)+write(110, 690, "a")+write(110, 682, "b"), ""), "a/b@0+1 @1+1; @0+1 @1+1"},
		{"hyphen at a line's end", onePage(ruled(xs, ys)+write(110, 685, "a")+write(210, 685, "ab-")+write(210, 671, "b"), ""), "a@0+1 ab-@1+1; @0+1 b@1+1"},
		{"leaning watermark", onePage(ruled(xs, ys)+cells+"BT /F 40 Tf 0.7 0.7 -0.7 0.7 150 650 Tm (987) Tj ET", ""), "a@0+1 1@1+1; b@0+1 -@1+1"},
		{"no lines, a label broken over lines", onePage(write(72, 700, "one")+write(110, 700, "12")+write(150, 700, "3")+write(72, 686, "more")+
			write(72, 672, "two")+write(110, 672, "4")+write(150, 672, "5")+
			write(72, 658, "six")+write(110, 658, "7")+write(150, 658, "8")+write(72, 620, "apart"), ""), "one/more@72+20 12@110+13 3@150+7; two@72+19 4@110+7 5@150+7; six@72+15 7@110+7 8@150+7; ¶apart"},
		{"no lines", onePage(write(72, 700, "label")+write(300, 700, "12")+write(400, 700, "3"), ""), "label@72+25 12@300+13 3@400+7"},
		{"frame round the page", onePage("20 20 555 800 re S "+ruled(xs, ys)+cells+write(72, 600, "text"), ""), "a@0+1 1@1+1; b@0+1 -@1+1; ¶text"},
		{"page number", onePage(write(72, 600, "text")+write(290, 30, "- 3 -"), ""), "¶text"},
		{"picture beside a table", onePage("q 300 0 0 300 100 200 cm /P Do Q "+ruled(xs, ys)+cells, ""), "a@0+1 1@1+1; b@0+1 -@1+1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(t, c.content); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	content := file("<</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names[(a) 4 0 R]>>/EmbeddedFiles<</Names[(b) 5 0 R]>>>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
		"<</S/JavaScript/JS(app.alert\\(1\\))>>", "<</Type/Filespec/F(b)>>")
	doc, err := pdf.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, n := range doc.Notes {
		codes = append(codes, n.Code)
	}
	if got := strings.Join(codes, " "); got != "script_ignored attachment_ignored" {
		t.Errorf("notes %q", got)
	}
}

// On a page shown on its side the box is that of the page as it is shown.
func TestPositionOnTurnedPage(t *testing.T) {
	content := ruled([]float64{100, 200, 300}, []float64{700, 680, 660}) + write(110, 685, "a") + write(210, 685, "1")
	for rotation, want := range map[int]string{
		0: "page 1 box 100,142,200,162", 90: "page 1 box 680,100,700,200",
		180: "page 1 box 395,680,495,700", 270: "page 1 box 142,395,162,495",
	} {
		doc, err := pdf.Parse(onePage(content, fmt.Sprintf("/Rotate %d", rotation)))
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.Blocks[0].Table.Rows[0][0]; string(got.At) != want || got.Text != "a" {
			t.Errorf("turned by %d: %q at %s, want a at %s", rotation, got.Text, got.At, want)
		}
	}
}

// twoPages is a file whose second page goes on below the first.
func twoPages(first, second string) []byte {
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents %d 0 R>>"
	return file("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
		fmt.Sprintf(page, 6), fmt.Sprintf(page, 7), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", stream("", first), stream("", second))
}

// A row that the page's end cuts is one row again where that is certain,
// doubted where it may be, and two rows else.
func TestCutRows(t *testing.T) {
	xs := []float64{100, 140, 200}
	top := func(label, value string) string {
		return ruled(xs, []float64{120, 90, 60}) + write(105, 100, "1.a") + write(150, 100, "7") + write(105, 70, label) + write(150, 70, value)
	}
	foot := func(label, value string) string {
		return ruled(xs, []float64{780, 750, 720}) + write(105, 760, label) + write(150, 760, value) + write(105, 730, "9.z") + write(150, 730, "8")
	}
	for _, c := range []struct {
		name, label, value, rest, below, want string
		doubts                                int
	}{
		{"numbered label goes on", "2.wide", "5", "more", "", "1.a@0+1 7@1+1; 2.wide/more@0+1 5@1+1; 9.z@0+1 8@1+1", 0},
		{"value below", "2.wide", "", "more", "5", "1.a@0+1 7@1+1; 2.wide/more@0+1 5@1+1; 9.z@0+1 8@1+1", 0},
		{"no label below", "2.wide", "", "", "5", "1.a@0+1 7@1+1; 2.wide@0+1 5@1+1; 9.z@0+1 8@1+1", 0},
		{"full line goes on", "wwww", "5", "more", "", "1.a@0+1 7@1+1; wwww/more@0+1 5@1+1; 9.z@0+1 8@1+1", 0},
		{"line not quite full", "wide", "5", "wwww", "", "1.a@0+1 7@1+1; wide@0+1 5@1+1; wwww@0+1 @1+1; 9.z@0+1 8@1+1", 4},
		{"a number of its own", "2.wide", "5", "3.b", "", "1.a@0+1 7@1+1; 2.wide@0+1 5@1+1; 3.b@0+1 @1+1; 9.z@0+1 8@1+1", 0},
		{"values in both", "2.wide", "5", "more", "6", "1.a@0+1 7@1+1; 2.wide@0+1 5@1+1; more@0+1 6@1+1; 9.z@0+1 8@1+1", 4},
		{"values in both, no numbers", "wide", "5", "more", "6", "1.a@0+1 7@1+1; wide@0+1 5@1+1; more@0+1 6@1+1; 9.z@0+1 8@1+1", 0},
		{"blank row below", "2.wide", "5", "", "", "1.a@0+1 7@1+1; 2.wide@0+1 5@1+1; @0+1 @1+1; 9.z@0+1 8@1+1", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := twoPages(top(c.label, c.value), foot(c.rest, c.below))
			if got := show(t, content); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			doc, err := pdf.Parse(content)
			if err != nil {
				t.Fatal(err)
			}
			doubts := 0
			for _, b := range doc.Blocks {
				for _, row := range b.Table.Rows {
					for _, cell := range row {
						if cell.Doubt != "" {
							doubts++
						}
					}
				}
			}
			if doubts != c.doubts {
				t.Errorf("%d cells are doubted, want %d", doubts, c.doubts)
			}
		})
	}
}

// A paragraph ends at its margin below even where its last line is full, and a
// centred line is never continued.
func TestParagraphs(t *testing.T) {
	full, almost := strings.Repeat("n", 60), strings.Repeat("n", 59)
	lines := write(230, 780, "centred") + write(50, 750, full) + write(50, 736, almost) + write(50, 706, "heading") +
		write(50, 676, full) + write(50, 662, "end.") + write(50, 632, almost) + write(50, 602, "heading") + write(350, 572, "to the right") + write(50, 542, "last")
	want := "¶centred; ¶" + full + almost + "; ¶heading; ¶" + full + "end.; ¶" + almost + "; ¶heading; ¶to the right; ¶last"
	if got := strings.ReplaceAll(show(t, onePage(lines, "")), " ", ""); got != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
