package pdf

import (
	"context"
	"fmt"
	"image"
	"math"

	"gongkai/ingest/document"
)

// Look makes out what a picture of a page shows. dots are its pixels an inch.
// The drawing has the size of the page; it may be completed until Finish.
type Look func(picture *image.Gray, dots float64) (*Drawing, error)

// renderDPI is how finely pages are rendered for a Look, maxPixels how many
// pixels one may have, maxLooks how many pages of a file are looked at.
const (
	renderDPI = 300
	maxPixels = 40_000_000
	maxLooks  = 40
)

// fewGlyphs is how many characters a page may have beside its picture, such as
// a page number, and be a picture as a whole.
const fewGlyphs = 20

// Recognize reads a file as Parse does and in addition, through look, what its
// large pictures show. finish is called when all were looked at. Errors are
// those of Parse or of look.
func Recognize(ctx context.Context, content []byte, look Look, finish func()) (*document.Document, error) {
	r, err := shared()
	if err != nil {
		return nil, err
	}
	e, err := newEngine(ctx, r.pool)
	if err != nil {
		return nil, err
	}
	defer e.release()
	e.look = look
	pages, notes, err := e.read(content)
	if err != nil {
		return nil, err
	}
	if garbled(pages) {
		return nil, ErrGarbled
	}
	finish()
	for _, p := range pages {
		if p.drawing != nil {
			p.draw(*p.drawing, p.part)
		}
	}
	doc := assemble(pages)
	doc.Notes = append(notes, doc.Notes...)
	return doc, nil
}

// lookAt completes a page by what its large pictures show. Text that stands on
// its side beside a picture is left alone.
func (e *engine) lookAt(handle uint64, p *page) {
	var part box
	for _, b := range p.pictures {
		if b.width()*b.height() < pictureShare*p.width*p.height {
			continue
		}
		if part == (box{}) {
			part = b
		}
		part = part.join(b)
	}
	if e.look == nil || part == (box{}) || p.shown != 0 || e.err != nil {
		return
	}
	if e.looks++; e.looks > maxLooks {
		e.err = fmt.Errorf("%w: more than %d pages are pictures", ErrLimit, maxLooks)
		return
	}
	whole := box{0, 0, p.width, p.height}
	if len(p.glyphs) < fewGlyphs {
		part, p.glyphs, p.rules = whole, nil, nil
	}
	picture, dots := e.render(handle, p.width, p.height)
	if e.err != nil {
		return
	}
	whiten(picture, part, dots/72)
	d, err := e.look(picture, dots)
	if err != nil {
		e.err = err
		return
	}
	p.drawing, p.part = d, part
}

// Formats and flags of pdfium's bitmaps.
const (
	bitmapGray  = 1
	renderGray  = 8
	white       = 0xFFFFFFFF
	orderAsPage = 0
)

// render draws a page of that size in points and says how many pixels an inch
// the picture has.
func (e *engine) render(handle uint64, width, height float64) (*image.Gray, float64) {
	dots := min(renderDPI, 72*math.Sqrt(maxPixels/(width*height)))
	w, h := max(1, int(math.Round(width*dots/72))), max(1, int(math.Round(height*dots/72)))
	bitmap := e.call("FPDFBitmap_CreateEx", uint64(w), uint64(h), bitmapGray, 0, 0)
	if bitmap == 0 || e.err != nil {
		if e.err == nil {
			e.err = fmt.Errorf("%w: no memory to render a page of %d × %d", ErrLimit, w, h)
		}
		return nil, 0
	}
	e.call("FPDFBitmap_FillRect", bitmap, 0, 0, uint64(w), uint64(h), white)
	e.call("FPDF_RenderPageBitmap", bitmap, handle, 0, 0, uint64(w), uint64(h), orderAsPage, renderGray)
	stride := e.integer("FPDFBitmap_GetStride", bitmap)
	pixels, ok := e.memory.Read(uint32(e.call("FPDFBitmap_GetBuffer", bitmap)), uint32(stride*h))
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := 0; ok && y < h; y++ {
		copy(out.Pix[y*out.Stride:(y+1)*out.Stride], pixels[y*stride:])
	}
	e.call("FPDFBitmap_Destroy", bitmap)
	if !ok && e.err == nil {
		e.err = fmt.Errorf("%w: its memory cannot be read", ErrCrash)
	}
	return out, dots
}

// whiten clears what lies outside a part of the page.
func whiten(p *image.Gray, part box, scale float64) {
	keep := image.Rect(int(part.left*scale), int(part.top*scale), int(math.Ceil(part.right*scale)), int(math.Ceil(part.bottom*scale)))
	if p.Rect.In(keep) {
		return
	}
	for y := range p.Rect.Dy() {
		for x := range p.Rect.Dx() {
			if !image.Pt(x, y).In(keep) {
				p.Pix[y*p.Stride+x] = 0xFF
			}
		}
	}
}
