package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"unicode"
	"unicode/utf16"

	"gongkai/ingest/document"
)

// What FPDF_GetLastError says about a file that does not open.
const (
	lastErrorPassword = 4
	lastErrorSecurity = 5
)

// read opens a file and takes the pages out of it.
func (e *engine) read(content []byte) ([]*page, []document.Note, error) {
	data := e.malloc(len(content))
	if e.err != nil {
		return nil, nil, e.err
	}
	if !e.memory.Write(data, content) {
		return nil, nil, fmt.Errorf("%w: %d bytes", ErrLimit, len(content))
	}
	defer e.free(data)
	file := e.call("FPDF_LoadMemDocument", uint64(data), uint64(len(content)), 0)
	if file == 0 {
		return nil, nil, e.whyNotOpen()
	}
	count := e.integer("FPDF_GetPageCount", file)
	if count > maxPages {
		e.call("FPDF_CloseDocument", file)
		return nil, nil, fmt.Errorf("%w: %d pages, %d are read", ErrLimit, count, maxPages)
	}
	notes := e.notes(file)
	e.layers = bytes.Contains(content, []byte("/OCProperties")) || bytes.Contains(content, []byte("/ObjStm"))
	var pages []*page
	budget := budget{glyphs: maxGlyphs, objects: maxObjects}
	for i := 0; i < count && e.err == nil; i++ {
		pages = append(pages, e.page(file, i, &budget))
	}
	if e.err == nil && count <= 0 {
		return nil, nil, fmt.Errorf("%w: it has no pages", ErrDamaged)
	}
	if e.err == nil {
		e.call("FPDF_CloseDocument", file)
	}
	return pages, notes, e.err
}

func (e *engine) whyNotOpen() error {
	code := e.call("FPDF_GetLastError")
	switch {
	case e.err != nil:
		return e.err
	case code == lastErrorPassword || code == lastErrorSecurity:
		return ErrEncrypted
	}
	return ErrDamaged
}

// notes says what the file holds besides pages: it is not read.
func (e *engine) notes(file uint64) []document.Note {
	var notes []document.Note
	if n := e.integer("FPDFDoc_GetJavaScriptActionCount", file); n > 0 {
		notes = append(notes, document.Note{Code: "script_ignored", Message: fmt.Sprintf("文件中有 %d 段脚本，未执行", n)})
	}
	if n := e.integer("FPDFDoc_GetAttachmentCount", file); n > 0 {
		notes = append(notes, document.Note{Code: "attachment_ignored", Message: fmt.Sprintf("文件中有 %d 个附件，未读取", n)})
	}
	return notes
}

// budget is what is left of the limits of a file.
type budget struct{ glyphs, objects int }

func (e *engine) spend(left *int, n int, what string) bool {
	if *left -= n; *left < 0 && e.err == nil {
		e.err = fmt.Errorf("%w: more than the %s that are read", ErrLimit, what)
	}
	return e.err == nil
}

// page takes one page. A page that cannot be loaded is empty.
func (e *engine) page(file uint64, index int, left *budget) *page {
	p := &page{number: index + 1}
	handle := e.call("FPDF_LoadPage", file, uint64(index))
	if handle == 0 || e.err != nil {
		return p
	}
	e.call("FPDF_GetPageBoundingBox", handle, e.scratchAt(0))
	f := e.floats(4) // left, top, right, bottom, y upwards
	sheet := box{min(f[0], f[2]), max(f[1], f[3]), max(f[0], f[2]), min(f[1], f[3])}
	rotation := e.integer("FPDFPage_GetRotation", handle) & 3

	s := &scene{engine: e, budget: left, file: file, page: handle, layers: e.layers, sheet: span(sheet.left, sheet.top, sheet.right, sheet.bottom)}
	for i, n := 0, e.integer("FPDFPage_CountObjects", handle); i < n && e.err == nil; i++ {
		s.object(e.call("FPDFPage_GetObject", handle, uint64(i)), setting{matrix: identity, clip: s.sheet})
	}
	s.findHidden(sheet)
	s.findLooks()
	s.findNotes(handle)
	raw := e.text(handle, s, left)
	p.place(raw, s, sheet, rotation)
	e.lookAt(handle, p)
	e.call("FPDF_ClosePage", handle)
	return p
}

// rawGlyph is a character as the file places it: y upwards.
type rawGlyph struct {
	text rune
	extent
	x, y   float64 // where it begins on its line
	size   float64 // of its font on the page, 0 when it is no digit
	turn   int
	spaced bool
	doubt  string // why it is not what is seen
}

// maxTilt is how far from upright, in quarter turns, text may lean; watermarks
// lean more and are not read.
const maxTilt = 0.1

func (e *engine) text(handle uint64, s *scene, left *budget) []rawGlyph {
	text := e.call("FPDFText_LoadPage", handle)
	if text == 0 || e.err != nil {
		return nil
	}
	n := e.integer("FPDFText_CountChars", text)
	if n <= 0 || !e.spend(&left.glyphs, n, "2,000,000 characters") {
		return nil
	}
	out := make([]rawGlyph, 0, n)
	spaced := false
	for i, c := range e.characters(text, n) {
		if isSpace(c) {
			spaced = c != '\n' && c != '\r'
			continue
		}
		object := uint64(0)
		if len(s.hidden)+len(s.doubts) > 0 {
			if object = e.call("FPDFText_GetTextObject", text, uint64(i)); s.hidden[object] {
				continue
			}
		}
		g := rawGlyph{text: e.known(text, i, c), spaced: spaced, doubt: s.doubts[object], extent: e.extentOf(text, i, c)}
		e.call("FPDFText_GetCharOrigin", text, uint64(i), e.scratchAt(0), e.scratchAt(2))
		g.x, g.y = e.double(0), e.double(2)
		if isDigit(g.text) {
			g.size, g.doubt = e.sizeOf(text, i, s, g.doubt)
			of, ink := func() uint64 { return e.call("FPDFText_GetTextObject", text, uint64(i)) }, func() extent { return e.inkOf(text, i) }
			if s.covered(g.extent, of, ink) || g.doubt == "" && s.cutOff(g.extent, of, ink) {
				g.doubt = document.HiddenDoubt
			}
		}
		if len(out) > 0 && follows(out[len(out)-1], g) {
			g.turn = 0
		} else if turn, ok := e.turn(text, i); ok {
			g.turn = turn
		} else {
			continue
		}
		out = append(out, g)
		spaced = false
	}
	e.call("FPDFText_ClosePage", text)
	return out
}

// characters asks for all characters at once, and one by one where the answer
// has not one for each.
func (e *engine) characters(text uint64, n int) []rune {
	out := make([]rune, n)
	buffer := e.malloc(2 * (n + 1))
	defer e.free(buffer)
	written := e.integer("FPDFText_GetText", text, 0, uint64(n), uint64(buffer))
	b, ok := e.memory.Read(buffer, uint32(2*n))
	whole := ok && written == n+1
	for i := 0; i < n && whole; i++ {
		c := rune(binary.LittleEndian.Uint16(b[2*i:]))
		out[i] = c
		whole = c != 0 && !utf16.IsSurrogate(c)
	}
	for i := 0; i < n && !whole && e.err == nil; i++ {
		out[i] = rune(uint32(e.call("FPDFText_GetUnicode", text, uint64(i))))
	}
	return out
}

// follows tells whether a character goes on with the upright line of the one
// before it.
func follows(last, next rawGlyph) bool {
	return last.turn == 0 && math.Abs(next.y-last.y) < 0.1 && next.x > last.x && next.x-last.right < last.top-last.bottom
}

// turn is by how many quarter turns clockwise a character is made upright,
// false when it leans.
func (e *engine) turn(text uint64, i int) (int, bool) {
	angle := float64(math.Float32frombits(uint32(e.call("FPDFText_GetCharAngle", text, uint64(i))))) / (math.Pi / 2)
	turn := math.Round(angle) // pdfium measures clockwise
	return -int(turn) & 3, math.Abs(angle-turn) <= maxTilt
}

// narrowest is what share of its height the width of a font must keep.
const narrowest = 0.34

// sizeOf asks how large the font of a character is on the page, and why, from
// its size or its direction, the character is not seen as it is, unless that is
// known.
func (e *engine) sizeOf(text uint64, i int, s *scene, known string) (size float64, doubt string) {
	size = math.Abs(bounded(math.Float64frombits(e.call("FPDFText_GetFontSize", text, uint64(i)))))
	doubt = known
	if e.integer("FPDFText_GetMatrix", text, uint64(i), e.scratchAt(0)) != 0 {
		m := e.floats(6)
		high := math.Hypot(m[2], m[3])
		size *= high
		switch {
		case doubt != "":
		case math.Hypot(m[0], m[1]) < narrowest*high:
			doubt = document.HiddenDoubt
		case m[0]*m[3]-m[1]*m[2] < 0 && s.forms == 0: // a form may mirror it back
			doubt = document.TurnedDoubt
		}
	}
	if doubt == "" && size < document.TooTiny && s.forms == 0 { // a form may enlarge it
		doubt = document.HiddenDoubt
	}
	return size, doubt
}

// oddHeight is how high, in points, the box of a character may be before it is
// held against its ink: some fonts state a box many times their size.
const oddHeight = 30

// extentOf asks where a character stands: from where it begins to where the
// next one does, as high as its font. Where that is not where the ink is, the
// box of the ink is taken; digits and signs are always checked, because the
// box decides whose number they are.
func (e *engine) extentOf(text uint64, i int, c rune) extent {
	e.call("FPDFText_GetLooseCharBox", text, uint64(i), e.scratchAt(0))
	f := e.floats(4)
	loose := span(f[0], f[1], f[2], f[3])
	height := loose.top - loose.bottom
	if height < oddHeight && c > unicode.MaxLatin1 {
		return loose
	}
	ink := e.inkOf(text, i)
	x, y := (ink.left+ink.right)/2, (ink.bottom+ink.top)/2
	outside := x < loose.left-1 || x > loose.right+1 || y < loose.bottom-1 || y > loose.top+1
	if outside || height > max(oddHeight, 3*max(ink.right-ink.left, ink.top-ink.bottom)) {
		return ink
	}
	return loose
}

func (e *engine) inkOf(text uint64, i int) extent {
	e.call("FPDFText_GetCharBox", text, uint64(i), e.scratchAt(0), e.scratchAt(2), e.scratchAt(4), e.scratchAt(6))
	return span(e.double(0), e.double(4), e.double(2), e.double(6))
}

func isSpace(c rune) bool { return c == ' ' || c == '\u3000' || unicode.IsSpace(c) }

// softHyphen is what pdfium makes of a hyphen at the end of a line.
const softHyphen = 2

// known is the character, or U+FFFD where its font does not say which it is. A
// digit is believed only if its font maps it: a wrong number is worse than none.
func (e *engine) known(text uint64, i int, c rune) rune {
	switch {
	case c == softHyphen || c == 0xFFFE:
		return '-'
	case c == 0 || c > unicode.MaxRune || unicode.IsControl(c):
		return unicode.ReplacementChar
	case c >= '0' && c <= '9' && e.integer("FPDFText_HasUnicodeMapError", text, uint64(i)) == 1:
		return unicode.ReplacementChar
	}
	return c
}
