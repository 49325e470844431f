package scan

import (
	"cmp"
	"image"
	"slices"
)

// blob is ink that hangs together.
type blob struct {
	image.Rectangle
	ink int // pixels
}

// Sizes in pixels of workDPI.
const (
	speck      = 4  // what is smaller in both directions is dust
	pointSize  = 9  // a decimal point, or a large speck, is smaller in both directions
	digitSize  = 14 // digits are higher: print of 5 points
	edgeStrip  = 6  // what is left of a ruling line beside a cell is thinner
	maxDigits  = 12 // of a number
	dashHeight = 9
)

// blobsIn finds the ink inside a rectangle, left to right, without dust and
// without what ruling lines left at its edges.
func blobsIn(ink *bitmap, r image.Rectangle) []blob {
	r = r.Intersect(image.Rect(0, 0, ink.w, ink.h))
	w, h := r.Dx(), r.Dy()
	seen := make([]bool, w*h)
	var out []blob
	var stack []image.Point
	for i := range seen {
		if seen[i] || !ink.at(r.Min.X+i%w, r.Min.Y+i/w) {
			continue
		}
		b := blob{Rectangle: image.Rect(i%w, i/w, i%w+1, i/w+1)}
		seen[i] = true
		for stack = append(stack[:0], image.Pt(i%w, i/w)); len(stack) > 0; {
			p := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			b.ink++
			b.Rectangle = b.Union(image.Rect(p.X, p.Y, p.X+1, p.Y+1))
			for y := max(0, p.Y-1); y < min(h, p.Y+2); y++ {
				for x := max(0, p.X-1); x < min(w, p.X+2); x++ {
					if n := y*w + x; !seen[n] && ink.at(r.Min.X+x, r.Min.Y+y) {
						seen[n] = true
						stack = append(stack, image.Pt(x, y))
					}
				}
			}
		}
		if !b.isLeftOver(w, h) {
			b.Rectangle = b.Add(r.Min)
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b blob) int { return cmp.Compare(a.Min.X, b.Min.X) })
	return out
}

// isLeftOver tells dust, and a piece of a ruling line at the edge.
func (b blob) isLeftOver(w, h int) bool {
	thin := min(b.Dx(), b.Dy()) < edgeStrip
	switch {
	case b.Dx() < speck && b.Dy() < speck:
		return true
	case b.Min.X == 0 || b.Max.X == w:
		return thin && (b.Dy() > h/2 || b.Dy() < edgeStrip)
	case b.Min.Y == 0 || b.Max.Y == h:
		return thin && (b.Dx() > w/2 || b.Dx() < edgeStrip)
	}
	return false
}

// kind is what the ink of a cell looks like.
type kind int

const (
	empty  kind = iota
	dash        // one flat stroke at half height
	number      // characters as narrow and as high as digits, in one line
	words
)

// kindOf looks at the blobs of a cell.
func kindOf(blobs []blob, cell image.Rectangle) kind {
	high := 0
	large := slices.ContainsFunc(blobs, func(b blob) bool { return b.Dx() >= pointSize || b.Dy() >= pointSize })
	if !large {
		return empty
	}
	for _, b := range blobs {
		high = max(high, b.Dy())
	}
	if high <= dashHeight {
		return dashOf(blobs, cell)
	}
	figures := characters(blobs)
	for _, f := range figures {
		high = max(high, f.Dy())
	}
	if high < digitSize || len(figures) > maxDigits {
		return words
	}
	top, bottom := cell.Max.Y, cell.Min.Y
	for _, f := range figures {
		if f.Dy() >= digitSize {
			top, bottom = min(top, f.Min.Y), max(bottom, f.Max.Y)
		}
		switch {
		case f.Dy() >= digitSize && (f.Dy()*10 < high*7 || f.Dx()*100 > f.Dy()*95):
			return words
		case f.Dy() < digitSize && f.Dx() >= 2*pointSize:
			return words
		}
	}
	if (bottom-top)*10 > high*14 { // two lines, or a slope
		return words
	}
	return number
}

// dashOf tells a dash from other flat ink.
func dashOf(blobs []blob, cell image.Rectangle) kind {
	third := cell.Dy() / 3
	for _, b := range blobs {
		if middle := (b.Min.Y + b.Max.Y) / 2; b.Dx() < 2*b.Dy() || middle < cell.Min.Y+third || middle > cell.Max.Y-third {
			return words
		}
	}
	if len(blobs) > 2 {
		return words
	}
	return dash
}

// characters joins blobs that stand over each other: pieces of one character.
func characters(blobs []blob) []blob {
	var out []blob
	for _, b := range blobs {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if common := min(last.Max.X, b.Max.X) - b.Min.X; 2*common > min(last.Dx(), b.Dx()) {
				last.Rectangle, last.ink = last.Union(b.Rectangle), last.ink+b.ink
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// around is the rectangle of all blobs.
func around(blobs []blob) image.Rectangle {
	var out image.Rectangle
	for _, b := range blobs {
		out = out.Union(b.Rectangle)
	}
	return out
}

// textLines cuts the blobs of a cell into lines of print: strips with no ink
// between them. A strip much lower than the others, such as a single stroke of
// 二, belongs to its neighbour.
func textLines(blobs []blob) []image.Rectangle {
	byTop := slices.Clone(blobs)
	slices.SortFunc(byTop, func(a, b blob) int { return cmp.Compare(a.Min.Y, b.Min.Y) })
	var out []image.Rectangle
	for _, b := range byTop {
		if n := len(out); n > 0 && b.Min.Y <= out[n-1].Max.Y {
			out[n-1] = out[n-1].Union(b.Rectangle)
		} else {
			out = append(out, b.Rectangle)
		}
	}
	high := 0
	for _, l := range out {
		high = max(high, l.Dy())
	}
	for i := 0; i+1 < len(out) && len(out) > 1; {
		if joined := out[i].Union(out[i+1]); min(out[i].Dy(), out[i+1].Dy())*2 < high && joined.Dy()*4 < high*5 {
			out[i] = joined
			out = slices.Delete(out, i+1, i+2)
			continue
		}
		i++
	}
	return out
}
