package scan_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/ingest/report"
	"gongkai/ingest/sample"
)

func pngOf(t testing.TB, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An image file of one page, and a Word file whose tables are pictures.
func TestOtherPictures(t *testing.T) {
	if os.Getenv("GONGKAI_SCANS") == "" {
		t.Skip("GONGKAI_SCANS is unset: make test-scans reads all variations")
	}
	got := recognized(t, pngOf(t, moved(pages(t)[1], 2, 0.8)))
	if read := slices.DeleteFunc(got.Observations, func(o report.Observation) bool { return o.Status == report.Absent }); len(read) < 100 || len(got.Held) == 0 {
		t.Errorf("an image file: %d cells, held %+v", len(read), got.Held)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string, content []byte) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	add("word/document.xml", []byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+
		`<w:p><w:r><w:t>青禾县人民政府办公室2023年政府信息公开年度报告</w:t></w:r></w:p><w:p><w:r><w:drawing/></w:r></w:p></w:body></w:document>`))
	for i, p := range pages(t) {
		add("word/media/image"+strconv.Itoa(i+1)+".png", pngOf(t, p))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	got = recognized(t, b.Bytes())
	compare(t, got, remarks)
	if len(got.Held) > 0 || got.Agency == nil || got.Agency.OCR || !strings.HasPrefix(got.Observations[0].At, "picture 1 box ") {
		t.Errorf("a Word file: held %+v, agency %+v, first cell at %s", got.Held, got.Agency, got.Observations[0].At)
	}
}

// The real report as pictures: every cell equals the figures that people copied
// from it. Its table 4 does not add up as printed: it is held.
func TestRealScan(t *testing.T) {
	dir := os.Getenv("GONGKAI_CORPUS")
	if dir == "" || os.Getenv("GONGKAI_SCANS") == "" {
		t.Skip("GONGKAI_CORPUS or GONGKAI_SCANS is unset")
	}
	out := t.TempDir()
	if err := exec.Command("pdftoppm", "-r", "300", "-gray", "-png", filepath.Join(dir, "hongze-2023.pdf"), filepath.Join(out, "p")).Run(); err != nil {
		t.Skipf("pdftoppm: %v", err)
	}
	var pictures []*image.Gray
	files, err := filepath.Glob(filepath.Join(out, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		g := image.NewGray(p.Bounds())
		draw.Draw(g, g.Rect, p, image.Point{}, draw.Src)
		pictures = append(pictures, g)
	}
	printed := realFigures(t, filepath.Join(dir, "real-figures.csv"))
	got := recognized(t, asPDF(pictures, 300))
	right := 0
	for _, o := range got.Observations {
		value, err := strconv.ParseFloat(printed[o.Code], 64)
		if err != nil || o.Value == nil || float64(o.Value.Micro()) != math.Round(value*1e6) {
			t.Errorf("%s is %s %q, printed %q", o.Code, o.Status, o.Raw, printed[o.Code])
			continue
		}
		right++
	}
	if right != 186 || len(got.Held) == 0 || got.Held[0].Code != "ocr_unproven" {
		t.Errorf("%d cells right, held %+v", right, got.Held)
	}
}

// realFigures are the printed cells of the real report by code.
func realFigures(t testing.TB, path string) map[string]string {
	t.Helper()
	lines, err := sample.ReadTable(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, l := range lines {
		if l["agency"] == "淮安市洪泽区人民政府" && l["year"] == "2023" {
			out[l["code"]] = l["printed"]
		}
	}
	return out
}
