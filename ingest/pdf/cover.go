package pdf

import (
	"math"
	"slices"
)

// opaque is from when on, of 255, nothing is seen through what is painted over
// text.
const opaque = 230

// shape is a filled shape or a picture, painted after so many text objects.
type shape struct {
	extent
	colour  [4]uint32
	after   int
	group   int      // that a picture stands in
	picture *picture // nil for a filled shape
}

// cover keeps a filled shape that hides what is under it, as far as it is seen.
func (s *scene) cover(handle uint64, in setting, b extent) {
	if isThin(b) {
		return
	}
	if c, ok := s.colour("FPDFPageObj_GetFillColor", handle); ok && c[3] >= opaque && s.integer("FPDFPageObj_HasTransparency", handle) == 0 {
		s.shapes = append(s.shapes, shape{extent: b.within(s.clip(handle, in)), colour: c, after: len(s.texts)})
	}
}

// coverByPicture keeps a picture that may hide what is under it. One before all
// text does not.
func (s *scene) coverByPicture(handle uint64, in setting, b extent) {
	if len(s.texts) > 0 && s.integer("FPDFPageObj_HasTransparency", handle) == 0 {
		s.shapes = append(s.shapes, shape{extent: b.within(s.clip(handle, in)), after: len(s.texts), group: in.group,
			picture: &picture{handle: handle, matrix: in.matrix}})
	}
}

// groupOf is the group that what a form holds stands in. Whether a form that
// pdfium calls transparent lets what is under it through, as seals do that are
// mixed with it, pdfium does not tell.
func (s *scene) groupOf(form uint64, in setting) int {
	if s.integer("FPDFPageObj_HasTransparency", form) == 0 {
		return in.group
	}
	s.groups = append(s.groups, in.group)
	return len(s.groups)
}

// inGroup tells whether a text object stands in a group, by itself or in another
// one: what else stands there hides it as if there were no group.
func (s *scene) inGroup(text, group int) bool {
	in := 0
	if text >= 0 {
		in = s.textGroups[text]
	}
	for in > group { // a group has a higher number than what it stands in
		in = s.groups[in-1]
	}
	return in == group
}

// covered tells whether a shape was painted over the digit in a box, or under it
// in its own colour; object asks for its text object, ink where it is black.
func (s *scene) covered(b extent, object func() uint64, ink func() extent) bool {
	x, y := (b.left+b.right)/2, (b.bottom+b.top)/2
	var under *shape
	text, order, asked := uint64(0), -1, false
	for i := range s.shapes {
		one := &s.shapes[i]
		if x <= one.left || x >= one.right || y <= one.bottom || y >= one.top {
			continue
		}
		if !asked {
			text = object()
			order, asked = slices.Index(s.texts, text), true
		}
		switch {
		case order < one.after && (one.picture == nil || s.inGroup(order, one.group) && s.hides(one, ink())):
			return true
		case one.picture == nil:
			under = one
		}
	}
	if under == nil {
		return false
	}
	own, ok := s.colour("FPDFPageObj_GetFillColor", text)
	return ok && own == under.colour
}

// picture is an image object and, once it was asked for, where it lets nothing
// through.
type picture struct {
	handle        uint64
	matrix        // of what it stands in, then of the page to the picture
	drawn         bool
	alpha         []byte // a row after the other, from the top; nil: nowhere known
	width, height int
}

// hides tells whether a picture lets less than half of what is in a box through.
func (s *scene) hides(over *shape, b extent) bool {
	p := over.picture
	if !p.drawn {
		s.draw(p)
	}
	if p.alpha == nil { // it cannot be drawn, by us
		return true
	}
	const steps = 8 // both ways
	hidden := 0
	for i := range steps * steps {
		x := b.left + (b.right-b.left)*(float64(i%steps)+0.5)/steps
		y := b.bottom + (b.top-b.bottom)*(float64(i/steps)+0.5)/steps
		u, v := p.apply(x, y)
		seen := x > over.left && x < over.right && y > over.bottom && y < over.top && u > 0 && u < 1 && v > 0 && v < 1
		if seen && p.alpha[int((1-v)*float64(p.height))*p.width+int(u*float64(p.width))] >= opaque {
			hidden++
		}
	}
	return 2*hidden >= steps*steps
}

// Limits in pixels of a drawn picture: two for each point of its sides, at most
// so many.
const (
	pixelsPerPoint = 2
	maxSide        = 1200
)

// draw asks pdfium what of a picture its masks leave. It draws only what stands
// upright, so the picture's place is changed for that.
func (s *scene) draw(p *picture) {
	p.drawn = true
	s.call("FPDFPageObj_GetMatrix", p.handle, s.scratchAt(0))
	own := matrix(s.floats(6))
	place := p.after(own)
	inverse, ok := place.inverse()
	if !ok || s.err != nil {
		return
	}
	side := func(x, y float64) int {
		return max(1, min(maxSide, int(math.Ceil(pixelsPerPoint*math.Hypot(x, y)))))
	}
	w, h := side(place[0], place[1]), side(place[2], place[3])
	p.matrix = inverse
	s.setMatrix(p.handle, matrix{float64(w), 0, 0, float64(h), 0, 0})
	bitmap := s.call("FPDFImageObj_GetRenderedBitmap", s.file, s.page, p.handle)
	s.setMatrix(p.handle, own) // the page may be drawn as a whole yet
	if bitmap == 0 || s.err != nil {
		return
	}
	p.width, p.height = s.integer("FPDFBitmap_GetWidth", bitmap), s.integer("FPDFBitmap_GetHeight", bitmap)
	stride := s.integer("FPDFBitmap_GetStride", bitmap)
	pixels, ok := s.memory.Read(uint32(s.call("FPDFBitmap_GetBuffer", bitmap)), uint32(stride*p.height))
	if ok && p.width > 0 && p.height > 0 && stride >= 4*p.width {
		p.alpha = make([]byte, p.width*p.height)
		for i := range p.alpha {
			p.alpha[i] = pixels[i/p.width*stride+i%p.width*4+3]
		}
	}
	s.call("FPDFBitmap_Destroy", bitmap)
}

func (s *scene) setMatrix(image uint64, m matrix) {
	arguments := []uint64{image}
	for _, v := range m {
		arguments = append(arguments, math.Float64bits(v))
	}
	s.call("FPDFImageObj_SetMatrix", arguments...)
}
