package scan

import "image"

// bitmap says of every pixel whether there is ink.
type bitmap struct {
	w, h int
	on   []bool
}

func newBitmap(w, h int) *bitmap { return &bitmap{w, h, make([]bool, w*h)} }

func (b *bitmap) at(x, y int) bool { return b.on[y*b.w+x] }

// Ink is darker than its surroundings by a share: shading and uneven light make
// no ink, a faint print does.
const (
	surroundings = workDPI / 6 // half the side of the square that is looked at
	darker       = 0.82
	blackest     = 210 // what is brighter is never ink
)

// inkOf finds the ink of a picture that has workDPI pixels an inch, or as many
// as scale says fewer.
func inkOf(p *image.Gray, scale float64) *bitmap {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	sums := newSums(p)
	out := newBitmap(w, h)
	radius := max(4, int(surroundings*scale))
	for y := range h {
		for x := range w {
			near := sums.mean(x-1, y-1, x+2, y+2) // a speck of one pixel is no ink
			out.on[y*w+x] = near < blackest && near < darker*sums.mean(x-radius, y-radius, x+radius+1, y+radius+1)
		}
	}
	return out
}

// sums holds for every corner the sum of the pixels left of and above it.
type sums struct {
	w, h int
	to   []uint32
}

func newSums(p *image.Gray) *sums {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	s := &sums{w, h, make([]uint32, (w+1)*(h+1))}
	for y := range h {
		row := uint32(0)
		for x := range w {
			row += uint32(p.Pix[y*p.Stride+x])
			s.to[(y+1)*(w+1)+x+1] = s.to[y*(w+1)+x+1] + row
		}
	}
	return s
}

// mean is the mean of a rectangle, as far as it lies in the picture.
func (s *sums) mean(left, top, right, bottom int) float64 {
	left, top, right, bottom = max(left, 0), max(top, 0), min(right, s.w), min(bottom, s.h)
	row := s.w + 1
	sum := s.to[bottom*row+right] + s.to[top*row+left] - s.to[top*row+right] - s.to[bottom*row+left]
	return float64(sum) / float64((right-left)*(bottom-top))
}
