package pdf_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"gongkai/ingest/document"
	"gongkai/ingest/pdf"
)

// FuzzPDF: whatever the bytes, there is an answer in time, the same twice, no
// panic, and positions follow their grammar.
func FuzzPDF(f *testing.F) {
	table := ruled([]float64{100, 200, 300}, []float64{700, 680, 660}) + write(110, 685, "a") + write(210, 685, "1")
	f.Add(onePage(table, ""))
	f.Add(onePage(table+"q 300 0 0 300 100 200 cm /P Do Q 0 1 -1 0 595 0 cm "+table, "/Rotate 270"))
	f.Add(onePage("BT 3 Tr /F 12 Tf 72 700 Td <0102> Tj (12) ' ET", "/UserUnit 9/CropBox[9 9 1 1]"))
	f.Add(onePage(strings.Repeat("[", 1000), ""))
	f.Add([]byte("%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"))
	for _, name := range []string{"password.pdf", "writer.pdf"} {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		f.Fatal(err)
	}
	r, err := pdf.NewReader(filepath.Join(dir, "gongkai", "pdfium"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		start := time.Now()
		doc, err := parseWithin(r, content)
		if took := time.Since(start); took > 10*time.Second {
			t.Fatalf("took %v", took)
		}
		if err != nil {
			return
		}
		for _, at := range positions(doc) {
			if !place.MatchString(string(at)) {
				t.Fatalf("%q is no position", at)
			}
		}
		if again, err := parseWithin(r, content); err != nil || !reflect.DeepEqual(doc, again) {
			t.Fatalf("read twice: %v, then %v (%v)", doc, again, err)
		}
	})
}

func parseWithin(r *pdf.Reader, content []byte) (*document.Document, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Second)
	defer cancel()
	doc, err := r.Parse(ctx, content)
	if err != nil {
		return nil, fmt.Errorf("parsing: %w", err)
	}
	return doc, nil
}

func positions(doc *document.Document) []document.Position {
	var out []document.Position
	for _, b := range doc.Blocks {
		if b.Paragraph != nil {
			out = append(out, b.Paragraph.At)
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				out = append(out, c.At)
			}
		}
	}
	return out
}
