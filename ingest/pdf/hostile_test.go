package pdf_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/ingest/pdf"
)

// What is no readable PDF is refused with its reason, in time, and the next
// file is read as if nothing had been.
func TestRefusals(t *testing.T) {
	good := load(t, filepath.Join("testdata", "writer.pdf"))
	var picture *pdf.NoTextError
	for _, c := range []struct {
		name    string
		content []byte
		want    error
	}{
		{"nothing but the mark", []byte("%PDF-1.7\n"), pdf.ErrDamaged},
		{"cut in half", good[:len(good)/2], pdf.ErrDamaged},
		{"password", load(t, filepath.Join("testdata", "password.pdf")), pdf.ErrEncrypted},
		{"8 MB of brackets", []byte("%PDF-1.7\n1 0 obj\n" + strings.Repeat("[", 8<<20)), pdf.ErrCrash},
		{"8 MB of brackets on a page", onePage(strings.Repeat("[", 8<<20), ""), nil},
		{"pages that hold themselves", file("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), nil},
		{"cross references in a circle", []byte("%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"), pdf.ErrDamaged},
		{"a huge size", bytes.Replace(good, []byte("/Size "), []byte("/Size 99999999999"), 1), nil},
		{"a bad string", onePage("BT /F 12 Tf <zz\xff41> Tj ET", ""), nil},
		{"400 MB of blanks in 400 KB", bomb(t, 400<<20), pdf.ErrCrash},
		{"301 pages", file(append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[" + strings.Repeat("3 0 R ", 301) + "]/Count 301>>"},
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")...), pdf.ErrLimit},
		{"a scan", onePage("q 595 0 0 842 0 0 cm /P Do Q", ""), picture},
		{"a scan with text under it", onePage("BT 3 Tr /F 12 Tf 72 700 Td (a) Tj 200 0 Td (34) Tj ET q 595 0 0 842 0 0 cm /P Do Q", ""), picture},
		{"characters without meaning", onePage(write(72, 700, strings.Repeat(`\001\002\003\004`, 50)), ""), pdf.ErrGarbled},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := pdf.ProcessorTime()
			_, err := pdf.Parse(c.content)
			switch want := c.want.(type) {
			case nil: // any answer will do that comes in time
			case *pdf.NoTextError:
				if !errors.As(err, &want) || want.Page != 1 {
					t.Errorf("%v, want a picture on page 1", err)
				}
			default:
				if !errors.Is(err, want) {
					t.Errorf("%v, want %v", err, want)
				}
			}
			if took := pdf.ProcessorTime() - start; took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			if _, err := pdf.Parse(good); err != nil {
				t.Errorf("after it a good file gives %v", err)
			}
		})
	}
}

// bomb is a page whose content unpacks to n blanks.
func bomb(t *testing.T, n int) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	for range n >> 20 {
		if _, err := w.Write(blanks); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>", stream("/Filter/FlateDecode", packed.String()))
}

// A file that takes too long is given up, and its instance with it.
func TestDeadline(t *testing.T) {
	r, err := pdf.NewReader(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	slow := onePage(strings.Repeat("1 0 0 1 0 0 cm 10 10 m 20 20 l S\n", 900_000), "")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := r.Parse(ctx, slow); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want %v", err, context.DeadlineExceeded)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("given up after %v", took)
	}
	if _, err := r.Parse(context.Background(), load(t, filepath.Join("testdata", "writer.pdf"))); err != nil {
		t.Errorf("after it a good file gives %v", err)
	}
}
