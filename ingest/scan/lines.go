package scan

import "gongkai/ingest/pdf"

// Ruling lines are runs of ink longer than any stroke of a character: level
// ones run over cells, upright ones are at least as high as a row.
const (
	levelRun   = workDPI * 3 / 10
	uprightRun = workDPI * 2 / 10
	brokenBy   = 3 // pixels that may be missing from a run
)

const points = 72.0 / workDPI // points to a pixel

// rulesOf finds the ruling lines of a page, in points. A line as thick as
// several pixels is found as often.
func rulesOf(ink *bitmap) []pdf.Rule {
	var out []pdf.Rule
	for y := range ink.h {
		runs(ink.w, levelRun, func(x int) bool { return ink.on[y*ink.w+x] }, func(from, to int) {
			out = append(out, pdf.Rule{At: (float64(y) + 0.5) * points, From: float64(from) * points, To: float64(to) * points})
		})
	}
	for x := range ink.w {
		runs(ink.h, uprightRun, func(y int) bool { return ink.on[y*ink.w+x] }, func(from, to int) {
			out = append(out, pdf.Rule{Upright: true, At: (float64(x) + 0.5) * points, From: float64(from) * points, To: float64(to) * points})
		})
	}
	return out
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
