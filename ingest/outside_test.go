package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Reading a file opens nothing that the file names, in no process: the kernel
// tells every opening of the named file. (B06)
func TestNothingThatAFileNamesIsOpened(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("青禾县水务局2023年政府信息公开工作年度报告"), 0o600); err != nil {
		t.Fatal(err)
	}
	watch, err := syscall.InotifyInit1(syscall.IN_NONBLOCK | syscall.IN_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(watch)
	if _, err := syscall.InotifyAddWatch(watch, secret, syscall.IN_OPEN|syscall.IN_ACCESS); err != nil {
		t.Fatal(err)
	}
	opened := func() bool {
		n, err := syscall.Read(watch, make([]byte, 1<<12))
		if err != nil && !errors.Is(err, syscall.EAGAIN) {
			t.Fatal(err)
		}
		return n > 0
	}
	p := testPool("work")
	p.limit = time.Minute
	defer p.Close()
	for name, content := range naming("file://" + secret) {
		p.Read(name, content)
		Read(name, content)
		if opened() {
			t.Errorf("%s made its reader open %s", name, secret)
		}
	}
	if _, err := os.ReadFile(secret); err != nil || !opened() {
		t.Errorf("the watch sees nothing (%v)", err)
	}
}

// naming are files that name another one in every way that their formats have.
func naming(address string) map[string][]byte {
	page := string(badPage(address))
	entity := `<?xml version="1.0"?><!DOCTYPE x SYSTEM "` + address + `" [<!ENTITY e SYSTEM "` + address + `"><!ENTITY % p SYSTEM "` + address + `">%p;]>`
	relation := func(kind string) string {
		return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + address + `"/></Relationships>`
	}
	const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	word := `<w:document xmlns:w="` + main + `"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>`
	sheet := `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c><c r="B1"><f>'[1]a'!A1</f><v>1</v></c></row></sheetData></worksheet>`
	return map[string][]byte{
		"entity.docx":   zipOf("[Content_Types].xml", "<Types/>", "word/document.xml", entity+fmt.Sprintf(word, "&e;")),
		"template.docx": zipOf("[Content_Types].xml", "<Types/>", "word/document.xml", fmt.Sprintf(word, "1"), "word/_rels/settings.xml.rels", relation("attachedTemplate"), "word/_rels/document.xml.rels", relation("image")),
		"entity.xlsx":   zipOf("[Content_Types].xml", "<Types/>", "xl/workbook.xml", entity+"<workbook/>", "xl/worksheets/sheet1.xml", entity+sheet),
		"link.xlsx":     zipOf("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>", "xl/worksheets/sheet1.xml", sheet, "xl/externalLinks/_rels/externalLink1.xml.rels", relation("externalLinkPath")),
		"page.html":     []byte(page),
		"entity.html":   []byte(entity + page),
		"action.pdf": onePage([]byte("BT (1) Tj ET /F Do"), "/FlateDecode /F << /FS /URL /F ("+address+") >> /Alternates [ << /F ("+
			strings.TrimPrefix(address, "file://")+") >> ]"),
	}
}

func badPage(address string) []byte {
	return []byte(`<base href="` + address + `"><link rel=stylesheet href="` + address + `"><script src="` + address + `"></script><img src="` + address +
		`"><iframe src="` + address + `"></iframe><object data="` + address + `"></object><table background="` + address + `"><tr><td>1</table>`)
}

// zipOf packs names and contents.
func zipOf(parts ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, _ := w.Create(parts[i])
		_, _ = io.WriteString(f, parts[i+1])
	}
	_ = w.Close() // in memory
	return b.Bytes()
}

// A file and a folder that nobody may read are named and stop nothing, for
// users whom permissions bind. (B79)
func TestFilesWithoutPermission(t *testing.T) {
	dir := write(t, map[string]string{"closed.txt": "x", "closed/inner.txt": "x", "open.txt": "x", "closed.zip": "x"})
	if err := errors.Join(os.Chmod(dir, 0o755), os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(filepath.Join(dir, "open.txt"), 0o644)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"closed.txt", "closed.zip", "closed"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "closed"), 0o700) }) // else it can't be deleted
	if os.Getuid() == 0 {
		// The kernel asks this thread's file system user, which has no privileges;
		// the thread ends with the test.
		runtime.LockOSThread()
		if err := syscall.Setfsuid(65534); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = syscall.Setfsuid(0) }()
	}
	got := map[string]string{}
	for _, s := range expand(findSources([]string{dir}, "")) {
		rejected := s.rejected
		if rejected == nil {
			_, rejected = s.content()
		}
		if rejected != nil {
			got[s.name] = rejected.Code + " " + rejected.Message
		} else {
			got[s.name] = "read"
		}
	}
	want := map[string]string{"open.txt": "read", "closed.txt": "cannot_open 打不开：没有读取权限", "closed.zip": "cannot_open 打不开：没有读取权限", "closed": "cannot_open 打不开：没有读取权限"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
