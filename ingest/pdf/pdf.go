// Package pdf reads PDF files that have a text layer. Bytes enter; paragraphs
// and tables leave, in reading order. pdfium, compiled to WebAssembly, tells
// the place of every character and of every ruling line; the tables are
// rebuilt here from the lines, text outside them is joined into paragraphs,
// and lines with wide gaps outside ruled tables become rows of columns aligned
// with spaces. A character that was never shown, such as the text that a
// scanner lays under its picture, is not read.
//
// # Positions
//
// A position is
//
//	page N box L,T,R,B
//
// where N is the page from 1 and L, T, R, B are the left, top, right and bottom
// edges in whole points (1/72 inch) from the top left corner of the page as it
// is shown, rotation included. For a cell of a ruled table they are the lines
// around it, for everything else the text itself. Table.At is the box of the
// whole table on its page.
//
// # What a column is
//
// The columns of ruled tables are numbered over the whole file: every place
// where a vertical line stands in any table is an edge, so that the parts of a
// table that runs over pages agree. The columns of aligned rows are points.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"

	"gongkai/ingest/document"
)

// Errors that say why a file is no readable PDF.
var (
	ErrEncrypted = errors.New("the file asks for a password")
	ErrGarbled   = errors.New("the fonts do not say which characters they print")
	ErrDamaged   = errors.New("the file is no PDF or is damaged")
	ErrCrash     = errors.New("the file broke the PDF reader")
	ErrStart     = errors.New("pdfium cannot be started") // says nothing of the file
	ErrLimit     = errors.New("the file is larger than a report can be")
)

// NoTextError says that a page is a picture: there is no text where the
// tables should be.
type NoTextError struct{ Page int }

func (e *NoTextError) Error() string { return fmt.Sprintf("table is a picture, page %d", e.Page) }

// Limits of one file.
const (
	maxPages   = 300
	maxGlyphs  = 2_000_000
	maxObjects = 1_000_000
	timeLimit  = 45 * time.Second
)

// Reader reads files with instances of pdfium that it keeps warm. It may be
// used by several goroutines.
type Reader struct{ pool pdfium.Pool }

// endedByParent is set by EndedByParent.
var endedByParent atomic.Bool

// EndedByParent says that another process ends this one when a file takes too
// long, as the workers' does. Files are then read in about a quarter of the time,
// because the sandbox need not look whether to stop; no deadline is kept, and a
// hostile file can stop the whole process. It holds for Readers started later,
// and so for Parse if it is called first.
func EndedByParent() { endedByParent.Store(true) }

// NewReader starts pdfium. cacheDir is where its compiled code is kept; with ""
// every start compiles it again, which takes seconds.
func NewReader(cacheDir string) (*Reader, error) {
	pool, err := newPool(cacheDir, !endedByParent.Load())
	if err != nil {
		return nil, err
	}
	return &Reader{pool}, nil
}

// Close ends the instances.
func (r *Reader) Close() error { return r.pool.Close() }

var shared = sync.OnceValues(func() (*Reader, error) { return NewReader(defaultCacheDir()) })

// Parse reads a file with a Reader that all callers share and that keeps its
// compiled code in the user's cache folder. It gives up after 45 seconds.
func Parse(content []byte) (*document.Document, error) {
	r, err := shared()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeLimit)
	defer cancel()
	return r.Parse(ctx, content)
}

// Parse reads a file until ctx is done. Errors are those of this package, or
// that of ctx.
func (r *Reader) Parse(ctx context.Context, content []byte) (doc *document.Document, err error) {
	defer func() {
		if p := recover(); p != nil {
			doc, err = nil, fmt.Errorf("%w: %v", ErrCrash, p)
		}
	}()
	pages, notes, err := r.pages(ctx, content)
	if err != nil {
		return nil, err
	}
	if garbled(pages) {
		return nil, ErrGarbled
	}
	doc = assemble(pages)
	doc.Notes = append(notes, doc.Notes...)
	if page := pictureForTable(doc, pages); page > 0 {
		return nil, &NoTextError{page}
	}
	return doc, nil
}

// pages takes everything that is needed out of the sandbox.
func (r *Reader) pages(ctx context.Context, content []byte) ([]*page, []document.Note, error) {
	e, err := newEngine(ctx, r.pool)
	if err != nil {
		return nil, nil, err
	}
	defer e.release()
	return e.read(content)
}
