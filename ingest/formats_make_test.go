package ingest_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// format is one way in which the county's files reach an office: as the
// sample wrote them, or as a program made them from those.
type format struct {
	name, family, extension string
	convert                 func(t *testing.T, from []string, to string) // nil: as written
	from                    string                                       // the format that convert starts from; "": the family
}

var formats = []format{
	{name: "text", family: "text", extension: "txt"},
	{name: "html", family: "html", extension: "html"},
	{name: "docx", family: "docx", extension: "docx"},
	{name: "doc", family: "docx", extension: "doc", convert: office("doc", "")},
	{name: "xlsx", family: "docx", extension: "xlsx", convert: workbook},
	{name: "xls", family: "docx", extension: "xls", convert: office("xls", ""), from: "xlsx"},
	{name: "pdf-office", family: "docx", extension: "pdf", convert: office("pdf", "")},
	{name: "pdf-browser", family: "html", extension: "pdf", convert: browserPDF},
}

// kind is what a reader calls the format.
func (f format) kind() string { return strings.SplitN(f.name, "-", 2)[0] }

// file is where the file of a report is in this format.
func (f format) file(dir, report string) string {
	return filepath.Join(dir, f.name, strings.TrimSuffix(report, filepath.Ext(report))+"."+f.extension)
}

// convertAll makes the county in this format, unless its folder is there.
func (f format) convertAll(t *testing.T, dir string) {
	t.Helper()
	from := f.family
	if f.from != "" {
		from = f.from
	}
	if _, err := os.Stat(filepath.Join(dir, f.name)); err == nil {
		return
	}
	years, err := filepath.Glob(filepath.Join(dir, from, "reports", "*"))
	if err != nil || len(years) == 0 {
		t.Fatalf("no reports in %s (%v)", from, err)
	}
	for _, year := range years {
		files, err := filepath.Glob(filepath.Join(year, "*"))
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, f.name, "reports", filepath.Base(year))
		if err := os.MkdirAll(to, 0o755); err != nil {
			t.Fatal(err)
		}
		f.convert(t, files, to)
	}
}

// office converts by LibreOffice, to an extension and through an input filter.
func office(extension, filter string) func(*testing.T, []string, string) {
	return func(t *testing.T, from []string, to string) {
		t.Helper()
		path, err := exec.LookPath("soffice")
		if err != nil {
			t.Skip("LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui")
		}
		args := []string{"-n", "10", path, "-env:UserInstallation=file://" + filepath.Join(os.TempDir(), "gongkai-test-office"), "--headless", "--convert-to", extension, "--outdir", to}
		if filter != "" {
			args = append(args, "--infilter="+filter)
		}
		if out, err := exec.Command("nice", append(args, from...)...).CombinedOutput(); err != nil {
			t.Fatalf("LibreOffice: %v\n%s", err, out)
		}
	}
}

// workbook makes a page of a document with Writer and a workbook of that with
// Calc.
func workbook(t *testing.T, from []string, to string) {
	t.Helper()
	pages := t.TempDir()
	office("html:HTML (StarWriter)", "")(t, from, pages)
	files, err := filepath.Glob(filepath.Join(pages, "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	office("xlsx", "HTML (StarCalc)")(t, files, to)
}

// browserPDF prints pages with Chromium on A4, with the title above and the
// page's number below as browsers do.
func browserPDF(t *testing.T, from []string, to string) {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("Chromium is not installed: apt-get install --no-install-recommends chromium")
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)...)
	defer cancel()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Duration(len(from))*time.Minute)
	defer cancel()
	for _, file := range from {
		var content []byte
		err := chromedp.Run(ctx, chromedp.Navigate("file://"+file), chromedp.ActionFunc(func(ctx context.Context) (err error) {
			content, _, err = page.PrintToPDF().WithPaperWidth(8.27).WithPaperHeight(11.69).WithMarginTop(0.8).WithMarginBottom(0.8).WithGenerateTaggedPDF(false).WithDisplayHeaderFooter(true).
				WithHeaderTemplate(`<span class="title" style="font-size:8px;margin-left:20px"></span>`).
				WithFooterTemplate(`<span style="font-size:8px;margin-left:20px"><span class="pageNumber"></span>/<span class="totalPages"></span></span>`).Do(ctx)
			return err
		}))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, strings.TrimSuffix(filepath.Base(file), ".html")+".pdf"), content, 0o644)
		}
		if err != nil {
			t.Fatalf("printing %s: %v", file, err)
		}
	}
}

// writeFixtures converts the six reports and zips what came out. Most prose is
// taken out before, to keep the fixtures small.
func writeFixtures(t *testing.T) {
	t.Helper()
	work := t.TempDir()
	writeFamilies(t, work, six)
	for extension, family := range map[string]string{".html": "html", ".docx": "docx"} {
		files, err := filepath.Glob(filepath.Join(work, family, "reports", "*", "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			writeFile(t, file, edited(t, extension, read(t, file), func(text []byte) []byte { return prose[extension].ReplaceAll(text, nil) }))
		}
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range formats {
		if f.convert == nil {
			continue
		}
		f.convertAll(t, work)
		for _, want := range lines(t, filepath.Join(work, f.family, "truth_reports.csv")) {
			add(t, w, filepath.ToSlash(f.file("", want["file"])), read(t, f.file(work, want["file"])))
		}
	}
	boxes := filepath.Join(work, "text-box.docx")
	writeFile(t, boxes, edited(t, ".docx", read(t, filepath.Join(work, "docx", "reports", "2021", "county.docx")), boxed))
	office("doc", "")(t, []string{boxes}, work)
	add(t, w, "text-box.doc", read(t, filepath.Join(work, "text-box.doc")))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(fixtures, "office.zip"), b.Bytes())
}

var prose = map[string]*regexp.Regexp{
	".html": regexp.MustCompile(`<p>[^<]{30,}</p>\n`),
	".docx": regexp.MustCompile(`<w:p><w:pPr><w:pStyle w:val="Text"/></w:pPr>(<w:r>.{0,60}<w:t [^>]*>[^<]*</w:t></w:r>)*</w:p>`),
}

// boxed puts the second table of a document, table 3 of the form, into a text
// box.
func boxed(text []byte) []byte {
	n := 0
	return regexp.MustCompile(`(?s)<w:tbl>.*?</w:tbl>`).ReplaceAllFunc(text, func(table []byte) []byte {
		if n++; n != 2 {
			return table
		}
		return []byte(`<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:440pt;height:300pt" type="#_x0000_t202"><v:textbox><w:txbxContent>` +
			string(table) + `<w:p/></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`)
	})
}

// edited changes the text of a page, or of every part of a Word document.
func edited(t *testing.T, extension string, content []byte, edit func([]byte) []byte) []byte {
	t.Helper()
	if extension == ".html" {
		return edit(content)
	}
	in, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range in.File {
		add(t, w, part.Name, edit(unzipped(t, part)))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func add(t *testing.T, w *zip.Writer, name string, content []byte) {
	t.Helper()
	entry, err := w.Create(name)
	if err == nil {
		_, err = entry.Write(content)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func unzipped(t *testing.T, part *zip.File) []byte {
	t.Helper()
	r, err := part.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func writeFile(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
