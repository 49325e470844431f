package ingest

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
	"gongkai/ingest/text"
)

// picture is an image file; n makes it another one. What stands in it nobody
// asks: the tests say what was made out.
func picture(t *testing.T, n int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 10, n))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// madeOut is the recognition of a picture of a report: its rows are ruled cells.
func madeOut(t *testing.T, content string) []byte {
	t.Helper()
	doc := text.Parse(content)
	for i := range doc.Blocks {
		doc.Blocks[i].Recognized = true
		if table := doc.Blocks[i].Table; table != nil {
			table.Layout = document.Grid
			for _, row := range table.Rows {
				if last := len(row) - 1; row[last].Text == "总计" && last < 5 {
					row[last].Col = 100 // to the right of the columns under 法人或其他组织
				}
			}
		}
	}
	b, err := json.Marshal(recognition{recognitionVersion, "tesseract test", doc})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// recognizing are options of a run that makes out pictures, by their content.
func recognizing(seen map[string][]byte) Options {
	o := testOptions()
	o.Recognize = func(_ string, content []byte) ([]byte, error) {
		if b := seen[string(content)]; b != nil {
			return b, nil
		}
		return nil, &report.Rejected{Code: "ocr_failed", Message: "nothing"}
	}
	return o
}

const marks = `SELECT count(*) FILTER (ocr), count(*) FILTER (ocr AND status = 'reported'), CAST(sum(value) FILTER (ocr) AS INTEGER) FROM observation`

// What was made out in a picture is published with its mark and stays so: a run
// without recognition changes nothing, and another computer without tesseract
// builds the same from archive and journal.
func TestRecognitionIsKept(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	scan := picture(t, 1)
	dir := write(t, map[string]string{"edu.png": scan, "wat.txt": reportText("甲县水务局", 2023, 4)})
	s := ingestInto(t, home, testOptions(), dir)
	expect(t, s, map[string]string{"edu.png": "rejected type_not_supported", "wat.txt": "published"})
	if hint := s.Files[0].Hint; !strings.Contains(hint, "--ocr") {
		t.Errorf("the hint is %q", hint)
	}
	seen := map[string][]byte{scan: madeOut(t, reportText("甲县教育局", 2023, 7))}
	dry := recognizing(seen)
	dry.DryRun = true
	expect(t, ingestInto(t, home, dry, dir), map[string]string{"edu.png": "published", "wat.txt": "duplicate"})
	s = ingestInto(t, home, recognizing(seen), dir)
	expect(t, s, map[string]string{"edu.png": "published", "wat.txt": "duplicate"})
	const want = "200 200 63" // six times 7, and 1 to 6 in table 2
	if got := ask(t, home, marks); got != want {
		t.Errorf("marked cells, numbers, sum: %s, want %s", got, want)
	}
	if got := ask(t, home, `SELECT count(*) FILTER (ocr), count(*) FROM section WHERE report_id = '000001-edu/2023/1'`); got != "6 6" {
		t.Errorf("marked sections: %s", got)
	}
	before := contents(t, home)
	if again := ingestInto(t, home, testOptions(), dir); again.Changed || !maps.Equal(before, contents(t, home)) {
		t.Error("a run without recognition changed the contents")
	}
	other := t.TempDir()
	for _, kept := range []string{"archive", "journal"} {
		if err := os.CopyFS(filepath.Join(other, kept), os.DirFS(filepath.Join(home, kept))); err != nil {
			t.Fatal(err)
		}
	}
	ingestInto(t, other, testOptions())
	if !maps.Equal(before, contents(t, other)) {
		t.Error("a rebuild elsewhere has other contents")
	}
}

// What no sum proves is held with the place; a better recognition takes its
// place, and one that readers have seen stays.
func TestUnprovenIsHeld(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	scan := picture(t, 1)
	dir := write(t, map[string]string{"edu.png": scan})
	good := reportText("甲县教育局", 2023, 7)
	for _, c := range []struct{ name, content, want string }{
		{"a digit is wrong", strings.Replace(good, "（一）予以公开\t7", "（一）予以公开\t1", 1), "held ocr_unproven"},
		{"a row is not there", strings.Replace(good, "2.重复申请", "？？？？", 1), "held ocr_unproven"},
		{"a body of another name", strings.Replace(good, "甲县教育局2023", "甲县教育周2023", 1), "held agency_unproven"},
		{"a year that nothing repeats", strings.ReplaceAll(strings.Replace(good, "甲县教育局2023", "甲县教育局2024", 1), "\n2023年", "\n本年"), "held year_unproven"},
		{"no report", "今天天气很好。\n", "rejected ocr_failed"},
		{"as printed", good, "published"},
	} {
		s := ingestInto(t, home, recognizing(map[string][]byte{scan: madeOut(t, c.content)}), dir)
		if got := outcomes(s)["edu.png"]; got != c.want {
			t.Errorf("%s: %s, want %s (%s)", c.name, got, c.want, s.Files[0].Message)
		}
	}
	s := ingestInto(t, home, recognizing(map[string][]byte{scan: madeOut(t, reportText("甲县教育局", 2023, 8))}), dir)
	expect(t, s, map[string]string{"edu.png": "duplicate"})
	if got := ask(t, home, `SELECT CAST(value AS INTEGER) FROM observation WHERE code = 'applications.new_received.natural_person'`); got != "7" {
		t.Errorf("the published number is now %s", got)
	}
}

// Without tesseract pictures are refused as before, and the run says why.
func TestWithoutEngine(t *testing.T) {
	options := testOptions()
	options.Recognize = func(string, []byte) ([]byte, error) { return nil, ErrNoEngine }
	s := ingestInto(t, t.TempDir(), options, write(t, map[string]string{"edu.png": picture(t, 1)}))
	expect(t, s, map[string]string{"edu.png": "rejected type_not_supported"})
	if !s.NoEngine {
		t.Error("the run does not say that tesseract is missing")
	}
	t.Setenv("PATH", t.TempDir())
	if err := FindEngine(); err == nil {
		t.Error("tesseract is found on an empty PATH")
	}
}

// The same numbers in a text file count instead of those of the picture.
func TestTextBeforePicture(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	scan, printed := picture(t, 1), reportText("甲县教育局", 2023, 7)
	s := ingestInto(t, home, recognizing(map[string][]byte{scan: madeOut(t, printed)}), write(t, map[string]string{"edu.png": scan, "edu.txt": printed}))
	expect(t, s, map[string]string{"edu.png": "duplicate", "edu.txt": "published"})
	if got := ask(t, home, marks); !strings.HasPrefix(got, "0 0") {
		t.Errorf("marked cells: %s", got)
	}
}
