// Package scan makes out what pictures of pages show: scanned PDF pages and
// image files. Bytes enter; a Document leaves, in which everything that was made
// out is marked Recognized. Pictures are straightened, ruling lines and cells are
// found here in their pixels; the characters in the cells are read by tesseract,
// a program of its own that must be on the PATH, as a child process that is
// limited in time and gets its pictures through a pipe.
//
// A number is believed only where two readings of different sizes agree, where
// it has as many characters as the cell has strokes of ink, and where each digit
// looks like the others of the file that were read as the same. Everything else
// in a cell is doubted: tesseract takes one digit for another too often. Whether
// the sums of a report hold is for the caller to see.
//
// Positions are those of package pdf: the page, and the box in points as the
// page lies straight. A page of an image file has the resolution that its size
// on A4 paper gives.
package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // decoders of image files
	_ "image/png"
	"math"

	_ "golang.org/x/image/tiff"

	"gongkai/ingest/document"
	"gongkai/ingest/pdf"
)

// ErrImage says that an image file is damaged, or of a kind that is not read.
var ErrImage = errors.New("the picture cannot be decoded")

// ErrTooLarge says that a picture has more pixels than a page can have.
var ErrTooLarge = errors.New("the picture is larger than a page can be")

// maxPixels is how many pixels a picture may have.
const maxPixels = 40_000_000

// reading is one file being read.
type reading struct {
	ctx    context.Context
	engine *Engine
	prints prints
	cells  []cellsOn
}

// cellsOn are the cells of one drawing.
type cellsOn struct {
	drawing *pdf.Drawing
	cells   []*cell
}

// PDF reads a PDF file, its pictures included. Errors are those of package pdf,
// ErrEngine, or that of ctx.
func (e *Engine) PDF(ctx context.Context, content []byte) (*document.Document, error) {
	r := &reading{ctx: ctx, engine: e}
	look := func(picture *image.Gray, dots float64) (*pdf.Drawing, error) { return r.read(picture, dots) }
	return pdf.Recognize(ctx, content, look, r.finish)
}

// Images reads image files as the pages of one document: PNG, JPEG or TIFF.
// Errors are ErrImage, ErrTooLarge, ErrEngine, or that of ctx.
func (e *Engine) Images(ctx context.Context, files ...[]byte) (*document.Document, error) {
	r := &reading{ctx: ctx, engine: e}
	var drawings []*pdf.Drawing
	for _, file := range files {
		pages, err := pagesOf(file)
		if err != nil {
			return nil, err
		}
		for _, page := range pages {
			picture, err := decode(page)
			if err != nil {
				return nil, err
			}
			d, err := r.read(picture, onPaper(picture.Bounds()))
			if err != nil {
				return nil, err
			}
			drawings = append(drawings, d)
		}
	}
	r.finish()
	return pdf.FromDrawings(drawings), nil
}

// finish writes the texts of all cells, with what is doubtful in view of the
// whole file.
func (r *reading) finish() {
	r.prints.doubt()
	for _, on := range r.cells {
		for _, c := range on.cells {
			if c.text != "" {
				on.drawing.Texts = append(on.drawing.Texts, pdf.Text{Box: c.box, Text: c.text, Doubt: c.doubt})
			}
		}
	}
}

// pagesOf cuts a file of several pictures.
func pagesOf(file []byte) ([][]byte, error) {
	if !bytes.HasPrefix(file, []byte("II*\x00")) && !bytes.HasPrefix(file, []byte("MM\x00*")) {
		return [][]byte{file}, nil
	}
	pages, err := tiffPages(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrImage, err)
	}
	return pages, nil
}

// Decodable tells whether a file is a picture that Images reads.
func Decodable(file []byte) bool {
	config, _, err := image.DecodeConfig(bytes.NewReader(file))
	return err == nil && config.Width > 0 && config.Height > 0 && config.Width <= maxPixels/config.Height
}

func decode(file []byte) (image.Image, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrImage, err)
	}
	if config.Width < 1 || config.Height < 1 || config.Width > maxPixels/config.Height {
		return nil, fmt.Errorf("%w: %d × %d pixels", ErrTooLarge, config.Width, config.Height)
	}
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrImage, err)
	}
	return picture, nil
}

// onPaper is how many pixels an inch a picture of a whole A4 page has.
func onPaper(b image.Rectangle) float64 {
	const long, short = 11.69, 8.27
	w, h := float64(b.Dx()), float64(b.Dy())
	return math.Max(max(w, h)/long, min(w, h)/short)
}
