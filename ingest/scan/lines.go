package scan

import (
	"image"

	"gongkai/ingest/pdf"
)

// Ruling lines are runs of ink longer than any stroke of a character: level
// ones run over cells, upright ones are at least as high as a row.
const (
	levelRun   = workDPI * 3 / 10
	uprightRun = workDPI * 2 / 10
	brokenBy   = 3 // pixels that may be missing from a run
)

const points = 72.0 / workDPI // points to a pixel

// rulesOf finds the ruling lines of a page, in points, and their pixels. A line
// as thick as several pixels is found as often.
func rulesOf(ink *bitmap) ([]pdf.Rule, *bitmap) {
	var out []pdf.Rule
	drawn := newBitmap(ink.w, ink.h)
	for y := range ink.h {
		runs(ink.w, levelRun, func(x int) bool { return ink.at(x, y) }, func(from, to int) {
			out = append(out, pdf.Rule{At: (float64(y) + 0.5) * points, From: float64(from) * points, To: float64(to) * points})
			for x := from; x < to; x++ {
				drawn.on[y*ink.w+x] = true
			}
		})
	}
	for x := range ink.w {
		runs(ink.h, uprightRun, func(y int) bool { return ink.at(x, y) }, func(from, to int) {
			out = append(out, pdf.Rule{Upright: true, At: (float64(x) + 0.5) * points, From: float64(from) * points, To: float64(to) * points})
			for y := from; y < to; y++ {
				drawn.on[y*ink.w+x] = true
			}
		})
	}
	return out, drawn
}

// besideEdge is how far from the edge of a cell a ruling line may be drawn:
// borders are often two lines. fringe is how far its shade reaches.
const (
	besideEdge = 16
	fringe     = 2
)

// erase clears ruling lines along the edges of a cell.
func (page *straight) erase(drawn *bitmap, cell image.Rectangle) {
	whole := image.Rect(0, 0, drawn.w, drawn.h)
	outer, inner := cell.Inset(-besideEdge).Intersect(whole), cell.Inset(besideEdge)
	for y := outer.Min.Y; y < outer.Max.Y; y++ {
		for x := outer.Min.X; x < outer.Max.X; x++ {
			if y >= inner.Min.Y && y < inner.Max.Y && x == inner.Min.X && inner.Dx() > 0 {
				x = inner.Max.X
			}
			if x < outer.Max.X && drawn.at(x, y) {
				page.clear(image.Rect(x-fringe, y-fringe, x+fringe+1, y+fringe+1).Intersect(whole))
			}
		}
	}
}

func (page *straight) clear(r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			page.ink.on[y*page.ink.w+x] = false
			page.Pix[y*page.Stride+x] = 0xFF
		}
	}
}

// runs tells the runs of ink along one line of pixels.
func runs(length, shortest int, on func(int) bool, found func(from, to int)) {
	from, last := -1, -1
	finish := func() {
		if from >= 0 && last+1-from >= shortest {
			found(from, last+1)
		}
	}
	for i := range length {
		if !on(i) {
			continue
		}
		if from < 0 || i-last > brokenBy {
			finish()
			from = i
		}
		last = i
	}
	finish()
}
