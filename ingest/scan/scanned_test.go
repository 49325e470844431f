package scan_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	ximage "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"gongkai/ingest"
	"gongkai/ingest/pdf"
	"gongkai/ingest/report"
	"gongkai/ingest/sample"
)

// pages are the pages of the scanned report, 300 pixels an inch.
func pages(t testing.TB) []*image.Gray {
	t.Helper()
	var out []*image.Gray
	for n := 1; n <= 3; n++ {
		f, err := os.Open(filepath.Join("testdata", fmt.Sprintf("page-%d.png", n)))
		if err != nil {
			t.Fatal(err)
		}
		p, err := png.Decode(f)
		if err != nil || f.Close() != nil {
			t.Fatal(err)
		}
		g := image.NewGray(p.Bounds())
		draw.Draw(g, g.Rect, p, image.Point{}, draw.Src)
		out = append(out, g)
	}
	return out
}

// moved turns a page by some degrees and scales it, on white paper.
func moved(p *image.Gray, degrees, scale float64) *image.Gray {
	dst := image.NewRGBA(image.Rect(0, 0, int(float64(p.Rect.Dx())*scale), int(float64(p.Rect.Dy())*scale)))
	draw.Draw(dst, dst.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	sin, cos = sin*scale, cos*scale
	w, h := float64(p.Rect.Dx()), float64(p.Rect.Dy())
	ximage.BiLinear.Transform(dst, f64.Aff3{cos, -sin, (scale*w - cos*w + sin*h) / 2, sin, cos, (scale*h - sin*w - cos*h) / 2}, p, p.Rect, draw.Over, nil)
	out := image.NewGray(dst.Rect)
	draw.Draw(out, out.Rect, dst, image.Point{}, draw.Src)
	return out
}

// noisy makes a page grey and uneven as a copier does, with dust on it, and
// saves it as a JPEG would.
func noisy(t testing.TB, p *image.Gray, seed uint64) *image.Gray {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	out := image.NewGray(p.Rect)
	for i, v := range p.Pix {
		shade := 245 - 35*float64(i%p.Stride)/float64(p.Stride) // darker to the right
		out.Pix[i] = uint8(max(0, min(255, 40+float64(v)*(shade-40)/255+random.NormFloat64()*14)))
	}
	for range len(p.Pix) / 4000 {
		out.Pix[random.IntN(len(out.Pix))] = uint8(random.IntN(2) * 255)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, out, &jpeg.Options{Quality: 60}); err != nil {
		t.Fatal(err)
	}
	decoded, err := jpeg.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return decoded.(*image.Gray)
}

func each(pictures []*image.Gray, change func(i int, p *image.Gray) *image.Gray) []*image.Gray {
	out := make([]*image.Gray, len(pictures))
	for i, p := range pictures {
		out[i] = change(i, p)
	}
	return out
}

// truth are the cells of the report by code.
func truth(t testing.TB) map[string]sample.Line {
	t.Helper()
	lines, err := sample.ReadTable(filepath.Join("testdata", "truth.csv"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]sample.Line{}
	for _, cell := range lines {
		out[cell["code"]] = cell
	}
	return out
}

// recognized reads a scanned PDF, and skips without tesseract.
func recognized(t testing.TB, content []byte) *report.Report {
	t.Helper()
	if err := ingest.FindEngine(); err != nil {
		t.Skip("tesseract 5 with eng and chi_sim is not installed")
	}
	pdf.EndedByParent() // as in a worker
	start := time.Now()
	seen, err := ingest.Recognize(content)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("read in %.1f s", time.Since(start).Seconds())
	return ingest.ReadRecognized("scan.pdf", content, seen)
}

// compare counts what was read right, and fails for every number that is not
// the one that was printed, and for cells without the mark.
func compare(t testing.TB, got *report.Report, unreadable int) {
	t.Helper()
	want, right, doubtful := truth(t), 0, 0
	if len(got.Observations) != len(want) {
		t.Errorf("%d cells, want %d (%+v)", len(got.Observations), len(want), got.Error)
	}
	for _, o := range got.Observations {
		value := ""
		if o.Value != nil {
			value = o.Value.String()
		}
		cell := want[o.Code]
		switch {
		case !o.OCR:
			t.Errorf("%s is not marked", o.Code)
		case o.Status == report.Unreadable:
			doubtful++
		case string(o.Status) != cell["status"] || value != cell["value"]:
			t.Errorf("%s is %s %q (raw %q at %s), printed is %q", o.Code, o.Status, value, o.Raw, o.At, cell["printed"])
		default:
			right++
		}
	}
	t.Logf("%d cells right, %d in doubt", right, doubtful)
	if doubtful > unreadable {
		t.Errorf("%d cells are in doubt, at most %d were to be", doubtful, unreadable)
	}
}

// remarks are the cells of the report whose number has a remark beside it.
const remarks = 2

// A page that was laid on the copier askew and came out grey is read right and
// marked. Alone it is no report: what is missing holds it.
func TestSkewedPage(t *testing.T) {
	got := recognized(t, asPDF([]*image.Gray{noisy(t, moved(pages(t)[1], 1, 1), 1)}, 300))
	want, right := truth(t), 0
	for _, o := range got.Observations {
		switch {
		case o.Status == report.Absent:
		case !o.OCR || o.Value == nil || o.Value.String() != want[o.Code]["value"]:
			t.Errorf("%s is %s %q, marked %v, printed is %q", o.Code, o.Status, o.Raw, o.OCR, want[o.Code]["printed"])
		default:
			right++
		}
	}
	if t.Logf("%d cells right", right); right < 100 {
		t.Errorf("%d cells are read", right)
	}
	codes := map[string]bool{}
	for _, h := range got.Held {
		codes[h.Code] = true
	}
	if !codes["ocr_unproven"] || !codes["agency_missing"] {
		t.Errorf("held %+v", got.Held)
	}
}

// Every variation; a page as poor as a fax may be held, but no number is wrong.
func TestAllScans(t *testing.T) {
	if os.Getenv("GONGKAI_SCANS") == "" {
		t.Skip("GONGKAI_SCANS is unset: make test-scans reads all variations")
	}
	for _, c := range []struct {
		name   string
		dots   float64
		change func(i int, p *image.Gray) *image.Gray
		doubts int
	}{
		{"clean", 300, func(_ int, p *image.Gray) *image.Gray { return p }, remarks},
		{"200 dpi", 200, func(_ int, p *image.Gray) *image.Gray { return moved(p, 0, 2.0/3) }, remarks},
		{"150 dpi", 150, func(_ int, p *image.Gray) *image.Gray { return moved(p, 0, 0.5) }, remarks},
		{"askew by 1 degree, noise", 300, func(i int, p *image.Gray) *image.Gray { return noisy(t, moved(p, 1, 1), uint64(i)) }, remarks},
		{"askew by 1 degree", 300, func(_ int, p *image.Gray) *image.Gray { return moved(p, 1, 1) }, remarks},
		{"askew by -3 degrees", 300, func(_ int, p *image.Gray) *image.Gray { return moved(p, -3, 1) }, remarks},
		{"noise", 300, func(i int, p *image.Gray) *image.Gray { return noisy(t, p, uint64(i)) }, remarks},
		{"askew, noise, 150 dpi", 150, func(i int, p *image.Gray) *image.Gray { return noisy(t, moved(p, 0.7, 0.5), uint64(i)) }, 200},
		{"noise, 100 dpi", 100, func(i int, p *image.Gray) *image.Gray { return noisy(t, moved(p, 0, 1.0/3), uint64(i)) }, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := recognized(t, asPDF(each(pages(t), c.change), c.dots))
			compare(t, got, c.doubts)
			if c.doubts > remarks {
				t.Logf("held: %+v", got.Held)
				return
			}
			if len(got.Held) > 0 || got.Agency == nil || got.Agency.Name != "青禾县人民政府办公室" || !got.Agency.OCR || got.Year == nil || *got.Year != 2023 {
				t.Errorf("held %+v, agency %+v, year %v", got.Held, got.Agency, got.Year)
			}
			if len(got.Sections) < 5 || !got.Sections[0].OCR || len(got.Figures) > 0 {
				t.Errorf("%d sections, %d figures", len(got.Sections), len(got.Figures))
			}
		})
	}
}

// A report in which one printed digit was replaced is held, whichever it is.
func TestFalsifiedScan(t *testing.T) {
	if os.Getenv("GONGKAI_SCANS") == "" {
		t.Skip("GONGKAI_SCANS is unset: make test-scans reads all variations")
	}
	clean := pages(t)
	got := recognized(t, asPDF(clean, 300))
	var one, other report.Observation
	for _, o := range got.Observations {
		if o.Value != nil && o.Code == "applications.outcome.disclosed.natural_person" {
			one = o
		}
		if o.Value != nil && o.Code == "applications.outcome.partial.total" {
			other = o
		}
	}
	if one.Value == nil || other.Value == nil || *one.Value == *other.Value {
		t.Fatalf("%+v and %+v cannot be exchanged", one, other)
	}
	page, from := boxOf(t, other.At)
	target, to := boxOf(t, one.At)
	draw.Draw(clean[target], to, image.White, image.Point{}, draw.Src)
	draw.Draw(clean[target], to, clean[page], from.Min, draw.Src)
	got = recognized(t, asPDF(clean, 300))
	if len(got.Held) != 1 || got.Held[0].Code != "ocr_unproven" || got.Held[0].Place == "" {
		t.Errorf("held: %+v", got.Held)
	}
}

// boxOf is the inside of the cell at a position, in pixels of its page.
func boxOf(t testing.TB, at string) (int, image.Rectangle) {
	t.Helper()
	var page, left, top, right, bottom int
	if _, err := fmt.Sscanf(at, "page %d box %d,%d,%d,%d", &page, &left, &top, &right, &bottom); err != nil {
		t.Fatal(at, err)
	}
	pixels := func(points int) int { return points * 300 / 72 }
	return page - 1, image.Rect(pixels(left), pixels(top), pixels(right), pixels(bottom)).Inset(12)
}
