package scan

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"testing"

	"golang.org/x/image/tiff"

	"gongkai/ingest/pdf"
)

// paper is a white page of that size; black fills rectangles of it.
func paper(w, h int, black ...image.Rectangle) *image.Gray {
	p := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(p, p.Rect, image.White, image.Point{}, draw.Src)
	for _, r := range black {
		draw.Draw(p, r, image.Black, image.Point{}, draw.Src)
	}
	return p
}

// ruledPaper has a table of two rows of three cells, 400 × 150 pixels each.
func ruledPaper() *image.Gray {
	p := paper(1600, 700)
	for y := 100; y <= 400; y += 150 {
		draw.Draw(p, image.Rect(100, y, 1304, y+4), image.Black, image.Point{}, draw.Src)
	}
	for x := 100; x <= 1300; x += 400 {
		draw.Draw(p, image.Rect(x, 100, x+4, 404), image.Black, image.Point{}, draw.Src)
	}
	return p
}

func TestSkewIsFound(t *testing.T) {
	for _, degrees := range []float64{0, 0.3, 1, -2.5, 5} {
		leaning := turned(ruledPaper(), 1, -degrees)
		page := straighten(leaning, workDPI)
		if math.Abs(page.skew-degrees) > 0.06 {
			t.Errorf("leaning by %v, found %v", degrees, page.skew)
		}
		rules, _ := rulesOf(page.ink)
		if cells := pdf.CellsOf(rules); len(cells) != 6 {
			t.Errorf("leaning by %v: %d cells", degrees, len(cells))
		}
	}
}

func TestLinesAreErased(t *testing.T) {
	page := straighten(ruledPaper(), workDPI)
	rules, drawn := rulesOf(page.ink)
	for _, c := range cellsOf(page, rules, drawn) {
		if c.kind != empty || len(c.blobs) > 0 {
			t.Errorf("the empty cell at %v holds %v", c.box, c.blobs)
		}
	}
	if left := slices.Index(page.ink.on, true); left >= 0 {
		t.Errorf("ink is left at %d, %d", left%page.ink.w, left/page.ink.w)
	}
}

func TestKinds(t *testing.T) {
	cell := image.Rect(0, 0, 300, 120)
	for _, c := range []struct {
		name  string
		black []image.Rectangle
		want  kind
	}{
		{"nothing", nil, empty},
		{"dust", []image.Rectangle{image.Rect(50, 50, 53, 53), image.Rect(90, 20, 96, 26)}, empty},
		{"a dash", []image.Rectangle{image.Rect(130, 58, 160, 62)}, dash},
		{"a stroke at the foot", []image.Rectangle{image.Rect(130, 112, 160, 116)}, words},
		{"two digits", []image.Rectangle{image.Rect(100, 40, 120, 75), image.Rect(126, 40, 146, 75)}, number},
		{"a digit in two pieces", []image.Rectangle{image.Rect(100, 40, 120, 55), image.Rect(100, 58, 120, 75)}, number},
		{"digits and a point", []image.Rectangle{image.Rect(100, 40, 120, 75), image.Rect(126, 69, 132, 75), image.Rect(140, 40, 160, 75)}, number},
		{"a square character", []image.Rectangle{image.Rect(100, 40, 140, 80)}, words},
		{"two lines", []image.Rectangle{image.Rect(100, 10, 120, 45), image.Rect(130, 60, 150, 95)}, words},
		{"a low one beside high ones", []image.Rectangle{image.Rect(100, 20, 125, 75), image.Rect(130, 50, 145, 75)}, words},
	} {
		ink := inkOf(paper(300, 120, c.black...), 1)
		if got := kindOf(blobsIn(ink, cell), cell); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestNumbersMustAgree(t *testing.T) {
	one, point := blob{image.Rect(0, 0, 20, 35), 1}, blob{image.Rect(60, 29, 66, 35), 1}
	next := blob{image.Rect(30, 0, 50, 35), 1}
	for _, c := range []struct {
		low, high string
		blobs     []blob
		text      string
	}{
		{"12", "12", []blob{one, next}, "12"}, {"12", "17", []blob{one, next}, ""}, {"12", "", []blob{one, next}, ""},
		{"1", "1", []blob{one, next}, ""}, {"12", "12", []blob{one, next, point}, ""}, {"12.", "12.", []blob{one, next, point}, "12."}, {"", "", []blob{one}, ""},
	} {
		cell := &cell{blobs: c.blobs, kind: number}
		if cell.settle(c.low, c.high); cell.text != c.text || (c.text == "") != (cell.kind == words) {
			t.Errorf("%q and %q over %d blobs: %q, doubt %q", c.low, c.high, len(c.blobs), cell.text, cell.doubt)
		}
	}
}

// A digit that looks like those that were read as another one is in doubt.
func TestPrintsAreCompared(t *testing.T) {
	var p prints
	add := func(label byte, light bool) *cell {
		c := &cell{}
		pr := print{cell: c, label: label}
		for i := range pr.shape {
			pr.shape[i] = uint8(len(p.all) % 3) // no two are printed alike
			if light {
				pr.shape[i] += 200
			}
		}
		p.all = append(p.all, pr)
		return c
	}
	var right []*cell
	for range 5 {
		right = append(right, add('1', true), add('7', false))
	}
	wrong, alone := add('1', false), add('4', true)
	p.doubt()
	if wrong.doubt == "" || alone.doubt == "" || slices.ContainsFunc(right, func(c *cell) bool { return c.doubt != "" }) {
		t.Errorf("wrong %q, alone %q, right %v", wrong.doubt, alone.doubt, right)
	}
}

func TestTextLines(t *testing.T) {
	blobs := []blob{{image.Rect(0, 0, 40, 40), 1}, {image.Rect(50, 0, 90, 40), 1}, {image.Rect(0, 60, 40, 66), 1}, {image.Rect(0, 90, 40, 97), 1}}
	want := []image.Rectangle{image.Rect(0, 0, 90, 40), image.Rect(0, 60, 40, 97)} // the second is a 二
	if got := textLines(blobs); !slices.Equal(got, want) {
		t.Errorf("lines %v, want %v", got, want)
	}
}

func TestTIFFPages(t *testing.T) {
	pictures := []*image.Gray{paper(11, 7, image.Rect(1, 1, 3, 3)), paper(30, 5), paper(3, 3, image.Rect(0, 0, 3, 3))}
	file := writeTIFF(pictures)
	pages, err := tiffPages(file)
	if err != nil || len(pages) != 3 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for i, page := range pages {
		p, err := tiff.Decode(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		for y := range p.Bounds().Dy() {
			for x := range p.Bounds().Dx() {
				if color.GrayModel.Convert(p.At(x, y)) != pictures[i].At(x, y) {
					t.Fatalf("page %d differs at %d, %d", i, x, y)
				}
			}
		}
	}
	loop := bytes.Clone(file[:8])
	loop = append(loop, 0, 0, 8, 0, 0, 0) // a directory without fields that names itself as the next
	for _, damaged := range [][]byte{file[:6], loop, file[:60]} {
		if _, err := tiffPages(damaged); !errors.Is(err, errTIFF) {
			t.Errorf("%d bytes: %v", len(damaged), err)
		}
	}
}

func TestDamagedPictures(t *testing.T) {
	var e Engine // it is not asked
	for _, c := range []struct {
		content string
		want    error
	}{
		{"\x89PNG\r\n\x1a\n", ErrImage}, {"\xff\xd8\xff\xe0", ErrImage}, {"GIF89a", ErrImage}, {"II*\x00\xff\xff\xff\xff", ErrImage},
		{"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x01\x00\x00\x00\x01\x00\x00\x08\x00\x00\x00\x00\x49\xef\x6f\x3f", ErrTooLarge},
	} {
		if _, err := e.Images(t.Context(), []byte(c.content)); !errors.Is(err, c.want) {
			t.Errorf("%q: %v, want %v", c.content, err, c.want)
		}
	}
}

func TestTSV(t *testing.T) {
	const head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
	found, err := parseTSV(head+"1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n5\t2\t1\t1\t1\t1\t3\t4\t5\t6\t91.5\t12\n", 2)
	if err != nil || len(found) != 1 || found[0].picture != 1 || found[0].box != image.Rect(3, 4, 8, 10) || found[0].text != "12" || found[0].confidence != 91.5 {
		t.Errorf("%+v, %v", found, err)
	}
	for _, bad := range []string{"5\t3\t1\t1\t1\t1\t3\t4\t5\t6\t91\t1\n", "5\t1\t1\t1\t1\t1\tx\t4\t5\t6\t91\t1\n"} {
		if _, err := parseTSV(bad, 2); !errors.Is(err, ErrEngine) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
