package pdf

import "math"

// Kinds of page objects and of path segments in pdfium.
const (
	textObject  = 1
	pathObject  = 2
	imageObject = 3
	formObject  = 5

	segmentLine = 0
	segmentMove = 2

	outlinedText  = 1
	invisibleText = 3
	clippingText  = 7
)

// matrix maps a form's coordinates to the page's: x' = a·x + c·y + e,
// y' = b·x + d·y + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// after is the matrix that applies inner first, then m.
func (m matrix) after(inner matrix) matrix {
	return matrix{
		m[0]*inner[0] + m[2]*inner[1], m[1]*inner[0] + m[3]*inner[1],
		m[0]*inner[2] + m[2]*inner[3], m[1]*inner[2] + m[3]*inner[3],
		m[0]*inner[4] + m[2]*inner[5] + m[4], m[1]*inner[4] + m[3]*inner[5] + m[5],
	}
}

// inverse maps the page's coordinates back; there is none where all is on a line.
func (m matrix) inverse() (matrix, bool) {
	d := m[0]*m[3] - m[1]*m[2]
	if d == 0 {
		return m, false
	}
	return matrix{m[3] / d, -m[1] / d, -m[2] / d, m[0] / d, (m[2]*m[5] - m[3]*m[4]) / d, (m[1]*m[4] - m[0]*m[5]) / d}, true
}

// extent is a rectangle in the file's coordinates, y upwards.
type extent struct{ left, bottom, right, top float64 }

func span(x1, y1, x2, y2 float64) extent {
	return extent{min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)}
}

// scene collects what a page draws besides text.
type scene struct {
	*engine
	budget     *budget
	file       uint64
	page       uint64
	sheet      extent
	strokes    []extent // thin: one of the two sides is that of a line
	pictures   []extent
	texts      []uint64           // text objects
	textGroups []int              // the groups that they stand in
	groups     []int              // what each group stands in, from group 1 on
	hidden     map[uint64]bool    // those that are never shown
	doubts     map[uint64]string  // why those that are not hidden are not what is seen
	layers     bool               // the file may have layers that are not shown
	forms      int                // forms on the page
	shapes     []shape            // those that may hide text, in the order of painting
	inForms    map[uint64]setting // where the text objects of forms are drawn
	clips      map[uint64]extent  // what is seen of the text objects that were asked
	cuts       map[cut]extent     // what paths that clip leave
	notes      []extent           // annotations that may hide what is under them
}

// maxForms is how deep forms may hold forms.
const maxForms = 8

// thin is how thick a filled shape may be to count as a line.
const thin = 2.5

// shortest is how long a stroke must be to be a piece of a ruling line: dotted
// borders are made of dots.
const shortest = 0.2

// setting is where an object is drawn: what maps its coordinates to the page's,
// and what is seen of what is drawn there.
type setting struct {
	matrix
	clip  extent
	group int // the form around it that may let what is under it through, 0: none does
	depth int // of forms
}

func (s *scene) object(handle uint64, in setting) {
	if handle == 0 || !s.spend(&s.budget.objects, 1, "1,000,000 drawn objects") {
		return
	}
	switch s.integer("FPDFPageObj_GetType", handle) {
	case textObject:
		s.texts, s.textGroups = append(s.texts, handle), append(s.textGroups, in.group)
		if in.depth > 0 {
			s.keep(handle, in)
		}
	case pathObject:
		s.path(handle, in)
	case imageObject:
		if b, ok := s.bounds(handle, in.matrix); ok {
			s.pictures = append(s.pictures, b)
			s.coverByPicture(handle, in, b)
		}
	case formObject:
		if in.depth >= maxForms {
			return
		}
		s.forms++
		inner := setting{clip: s.clip(handle, in), group: s.groupOf(handle, in), depth: in.depth + 1}
		s.call("FPDFPageObj_GetMatrix", handle, s.scratchAt(0))
		inner.matrix = in.after(matrix(s.floats(6)))
		for i, n := 0, s.integer("FPDFFormObj_CountObjects", handle); i < n && s.err == nil; i++ {
			s.object(s.call("FPDFFormObj_GetObject", handle, uint64(i)), inner)
		}
	}
}

func (s *scene) bounds(handle uint64, m matrix) (extent, bool) {
	if s.integer("FPDFPageObj_GetBounds", handle, s.scratchAt(0), s.scratchAt(1), s.scratchAt(2), s.scratchAt(3)) == 0 {
		return extent{}, false
	}
	f := s.floats(4) // left, bottom, right, top
	x1, y1 := m.apply(f[0], f[1])
	x2, y2 := m.apply(f[2], f[3])
	return span(x1, y1, x2, y2), s.err == nil
}

// path collects the lines of a drawn shape. A shape of one piece that is thin
// is a line, filled or stroked; others are followed piece by piece.
func (s *scene) path(handle uint64, in setting) {
	b, ok := s.bounds(handle, in.matrix)
	if !ok {
		return
	}
	n := s.integer("FPDFPath_CountSegments", handle)
	if isThin(b) && n <= 6 {
		s.strokes = append(s.strokes, b)
		return
	}
	s.call("FPDFPath_GetDrawMode", handle, s.scratchAt(0), s.scratchAt(1))
	f, _ := s.memory.ReadUint64Le(s.scratch)
	fills, stroked := uint32(f) != 0, uint32(f>>32) != 0
	if fills {
		s.cover(handle, in, b)
	}
	if !stroked && (!fills || n <= 6) || !s.spend(&s.budget.objects, n, "1,000,000 drawn objects") {
		return
	}
	s.call("FPDFPageObj_GetMatrix", handle, s.scratchAt(0))
	s.follow(handle, n, in.after(matrix(s.floats(6))), stroked)
}

// scanShare is how much of a sheet a picture covers at least that may be the
// scan of a page.
const scanShare = 0.3

// findHidden finds the text that a scanner lays under its picture. Only a page
// with a large picture can have it.
func (s *scene) findHidden(sheet box) {
	area := (sheet.right - sheet.left) * (sheet.top - sheet.bottom)
	scan := false
	for _, b := range s.pictures {
		scan = scan || (b.right-b.left)*(b.top-b.bottom) > scanShare*area
	}
	if !scan {
		return
	}
	s.hidden = map[uint64]bool{}
	for _, handle := range s.texts {
		if s.integer("FPDFTextObj_GetTextRenderMode", handle) == invisibleText {
			s.hidden[handle] = true
		}
	}
}

func isThin(b extent) bool {
	w, h := b.right-b.left, b.top-b.bottom
	return min(w, h) <= thin && max(w, h) >= shortest
}

// follow walks the segments of a path. Stroked ones are lines themselves; of
// filled ones the thin pieces are.
func (s *scene) follow(handle uint64, n int, m matrix, stroked bool) {
	var x, y, startX, startY float64
	var piece extent
	open := false
	finish := func() {
		if open && !stroked && isThin(piece) {
			s.strokes = append(s.strokes, piece)
		}
	}
	for i := 0; i < n && s.err == nil; i++ {
		segment := s.call("FPDFPath_GetPathSegment", handle, uint64(i))
		kind := s.integer("FPDFPathSegment_GetType", segment)
		s.call("FPDFPathSegment_GetPoint", segment, s.scratchAt(0), s.scratchAt(1))
		f := s.floats(2)
		nx, ny := m.apply(f[0], f[1])
		if kind == segmentMove {
			finish()
			startX, startY, piece, open = nx, ny, span(nx, ny, nx, ny), true
		} else {
			if kind == segmentLine {
				s.line(x, y, nx, ny, stroked)
			}
			piece = extent{min(piece.left, nx), min(piece.bottom, ny), max(piece.right, nx), max(piece.top, ny)}
			if s.integer("FPDFPathSegment_GetClose", segment) == 1 {
				s.line(nx, ny, startX, startY, stroked)
			}
		}
		x, y = nx, ny
	}
	finish()
}

// line keeps a stroked segment that is level or upright.
func (s *scene) line(x1, y1, x2, y2 float64, stroked bool) {
	if dx, dy := math.Abs(x2-x1), math.Abs(y2-y1); stroked && min(dx, dy) <= 1 && max(dx, dy) >= shortest {
		s.strokes = append(s.strokes, span(x1, y1, x2, y2))
	}
}
