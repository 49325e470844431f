package ingest

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/ingest/report"
)

// maxBomb is how large the file of a bomb is.
const maxBomb = 300 << 10

// repeated writes a text n times between a head and a tail.
func repeated(w io.Writer, head, unit, tail string, n int) {
	chunk := []byte(strings.Repeat(unit, 1+(1<<16)/len(unit)))
	all := n * len(unit)
	io.WriteString(w, head)
	for all > 0 {
		k := min(all, len(chunk))
		w.Write(chunk[:k])
		all -= k
	}
	io.WriteString(w, tail)
}

// packed is an office package in which one part is a bomb.
func packed(parts map[string]string, name, head, unit, tail string, n int) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for part, content := range parts {
		f, _ := w.Create(part)
		io.WriteString(f, content)
	}
	f, _ := w.Create(name)
	repeated(f, head, unit, tail, n)
	w.Close()
	return b.Bytes()
}

func deflated(head, unit, tail string, n int) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	repeated(w, head, unit, tail, n)
	w.Close()
	return b.Bytes()
}

// onePage is a PDF of one page with a given content stream.
func onePage(stream []byte, filter string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
	}
	b.WriteString("%PDF-1.7\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>")
	object("<< /Length %d /Filter %s >>\nstream\n%s\nendstream", len(stream), filter, stream)
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// bombs are files that unfold to much more than they are.
func bombs() map[string][]byte {
	types := map[string]string{"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="s"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`}
	word := map[string]string{"[Content_Types].xml": types["[Content_Types].xml"]}
	document := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	sheet := `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	const tooMuch, below = 250 << 20, 49 << 20 // bytes unfolded: above what a part may hold, and just below
	of := func(size int, unit string) int { return size / len(unit) }
	paragraph, table, row := `<w:p><w:r><w:t>1</w:t></w:r></w:p>`, `<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`, `<row><c><v>1</v></c></row>`
	text := "BT /F 9 Tf 1 0 0 1 50 50 Tm (1) Tj ET\n"
	twice := deflated("", string(deflated("", " ", "", tooMuch)), "", 1)
	return map[string][]byte{
		"blank.docx":      packed(word, "word/document.xml", document, " ", "", tooMuch),
		"paragraphs.docx": packed(word, "word/document.xml", document, paragraph, "</w:body></w:document>", of(below, paragraph)),
		"one-text.docx":   packed(word, "word/document.xml", document+"<w:p><w:r><w:t>", "文", "</w:t></w:r></w:p></w:body></w:document>", of(below, "文")),
		"tables.docx":     packed(word, "word/document.xml", document, table, "</w:body></w:document>", of(below, table)),
		"nested.docx":     packed(word, "word/document.xml", document, "<w:p>", "", of(below, "<w:p>")),
		"cells.xlsx":      packed(types, "xl/worksheets/sheet1.xml", sheet, row, "</sheetData></worksheet>", of(below, row)),
		"blank.xlsx":      packed(types, "xl/worksheets/sheet1.xml", sheet, " ", "", tooMuch),
		"strings.xlsx": packed(types, "xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
			"<si><t>1</t></si>", "</sst>", of(below, "<si><t>1</t></si>")),
		"content.pdf": onePage(deflated("", text, "", of(below, text)), "/FlateDecode"),
		"blank.pdf":   onePage(deflated("", " ", "", tooMuch), "/FlateDecode"),
		"twice.pdf":   onePage(twice, "[/FlateDecode /FlateDecode]"),
		"paths.pdf":   onePage(deflated("", "0 0 m 9 9 l S\n", "", of(below, "0 0 m 9 9 l S\n")), "/FlateDecode"),
		"arrays.pdf":  []byte("%PDF-1.7\n1 0 obj\n" + strings.Repeat("[", 250<<10)),
		"nested.html": []byte("<table><tr><td>" + strings.Repeat("<div>", 55<<10)),
		"tables.html": []byte(strings.Repeat("<table><tr><td>", 18<<10)),
		"wide.html":   []byte("<table>" + strings.Repeat("<tr><td colspan=100000 rowspan=60000>1", 7<<10)),
		"tabs.txt":    bytes.Repeat([]byte("1\t"), 140<<10),
		"lines.txt":   bytes.Repeat([]byte("规章\t0\t0\t0\n"), 20<<10),
	}
}

// slowBombs take seconds each; the benchmark has them.
var slowBombs = []string{"blank.pdf", "content.pdf", "paths.pdf", "lines.txt", "paragraphs.docx"}

// measure reads a file in a worker of its own and returns the most memory that
// the worker took, in bytes.
func measure(tb testing.TB, name string, content []byte) (*report.Report, int64) {
	p := testPool("work")
	p.limit = time.Minute
	w, err := p.start()
	if err != nil {
		tb.Error(err)
		return Read(name, nil), 0
	}
	p.idle = []*worker{w}
	got := p.Read(name, content)
	w.end()
	return got, w.process.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
}

// workerPeak is what a worker may take at most: what it may write to, and code
// and libraries.
const workerPeak = maxMemory + 128<<20

// Bombs of all formats among good reports: each takes no more memory than a
// worker may and is refused in words, and the others are published.
func TestBombs(t *testing.T) {
	files := map[string]string{}
	want := map[string]string{}
	for year := range 4 {
		name := fmt.Sprintf("%d.txt", 2020+year)
		files[name], want[name] = reportText("甲县教育局", 2020+year, 7), "published"
	}
	for name, content := range bombs() {
		if len(content) > maxBomb {
			t.Fatalf("%s has %d bytes", name, len(content))
		}
		if !slices.Contains(slowBombs, name) {
			files[name] = string(content)
		}
	}
	options := testOptions()
	options.Read = func(name string, content []byte) *report.Report {
		got, peak := measure(t, name, content)
		t.Logf("%-15s %3d KB, peak %4d MB", name, len(content)>>10, peak>>20)
		if peak > workerPeak {
			t.Errorf("%s: the worker took %d MB", name, peak>>20)
		}
		return got
	}
	s := ingestInto(t, t.TempDir(), options, write(t, files))
	for _, f := range s.Files {
		if want[f.Name] == "" && f.Outcome == Rejected && f.Message != "" && f.Hint != "" {
			continue
		}
		if f.Outcome != Published || want[f.Name] == "" {
			t.Errorf("%+v", f)
		}
	}
	if s.Published != len(want) || s.Received != len(files) {
		t.Errorf("%d of %d published", s.Published, s.Received)
	}
}

// BenchmarkBomb tells how much memory a worker takes for each bomb, how long it
// lives, and by which code the file is refused.
func BenchmarkBomb(b *testing.B) {
	all := bombs()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		b.Run(name, func(b *testing.B) {
			var most int64
			for range b.N {
				got, peak := measure(b, name, all[name])
				if most = max(most, peak); got.Error == nil || peak > workerPeak {
					b.Fatalf("%d MB, %+v", peak>>20, got.Error)
				}
			}
			b.ReportMetric(float64(most>>20), "MB")
		})
	}
}
