package pdf

// Producers clip nearly everything they draw, to the page or to the cell that it
// fits into; pdfium forgets the one rectangle that an object lies inside of
// altogether. What is left is asked.

// cut is a path that clips: where its first point is stored, which objects that
// share the path share too, and what maps it to the page.
type cut struct {
	path uint64
	matrix
}

// within is the part of an extent that lies inside another, turned inside out
// where there is none.
func (b extent) within(o extent) extent {
	return extent{max(b.left, o.left), max(b.bottom, o.bottom), min(b.right, o.right), min(b.top, o.top)}
}

// keep remembers where a text object of a form is drawn.
func (s *scene) keep(handle uint64, in setting) {
	if s.inForms == nil {
		s.inForms = map[uint64]setting{}
	}
	s.inForms[handle] = in
}

// seenOf is what is seen of a text object that is clipped by itself or by the forms
// around it. Only those with digits are asked.
func (s *scene) seenOf(text uint64) extent {
	if known, ok := s.clips[text]; ok {
		return known
	}
	in, ok := s.inForms[text]
	if !ok {
		in = setting{matrix: identity, clip: s.sheet}
	}
	if s.clips == nil {
		s.clips = map[uint64]extent{}
	}
	s.clips[text] = s.clip(text, in)
	return s.clips[text]
}

// clip is what is seen of an object: its clips' extents, so that what lies inside
// of them and still is cut off by a slanted edge counts as seen.
func (s *scene) clip(handle uint64, in setting) extent {
	clip := s.call("FPDFPageObj_GetClipPath", handle)
	for i, n := 0, s.integer("FPDFClipPath_CountPaths", clip); i < n && s.err == nil; i++ {
		in.clip = in.clip.within(s.clipPath(clip, uint64(i), in.matrix))
	}
	return in.clip
}

func (s *scene) clipPath(clip, path uint64, m matrix) extent {
	key := cut{s.call("FPDFClipPath_GetPathSegment", clip, path, 0), m}
	if known, ok := s.cuts[key]; ok {
		return known
	}
	n := s.integer("FPDFClipPath_CountPathSegments", clip, path)
	out := extent{maxCoordinate, maxCoordinate, -maxCoordinate, -maxCoordinate} // nothing is seen
	for i := 0; i < n && s.spend(&s.budget.objects, 1, "1,000,000 drawn objects"); i++ {
		s.call("FPDFPathSegment_GetPoint", s.call("FPDFClipPath_GetPathSegment", clip, path, uint64(i)), s.scratchAt(0), s.scratchAt(1))
		f := s.floats(2)
		x, y := m.apply(f[0], f[1])
		out = extent{min(out.left, x), min(out.bottom, y), max(out.right, x), max(out.top, y)}
	}
	if s.cuts == nil {
		s.cuts = map[cut]extent{}
	}
	s.cuts[key] = out
	return out
}

// cutShare is what share of its width or height a digit must lose to look like
// another one.
const cutShare = 0.15

// cutOff tells whether a clip of its text object, or the edge of the sheet, cuts
// off a digit; object asks for the text object, ink where the digit is black.
func (s *scene) cutOff(b extent, object func() uint64, ink func() extent) bool {
	seen := s.seenOf(object())
	if seen == s.sheet && b == b.within(seen) {
		return false
	}
	if black := ink(); black.right > black.left && black.top > black.bottom {
		b = black
	}
	rest := b.within(seen)
	return rest.right-rest.left < (1-cutShare)*(b.right-b.left) || rest.top-rest.bottom < (1-cutShare)*(b.top-b.bottom)
}
