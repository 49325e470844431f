package badinput

import (
	"bytes"
	"embed"
	"encoding/binary"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

//go:embed testdata
var elsewhere embed.FS

// madeElsewhere is a report that another program wrote.
func madeElsewhere(name string) []byte {
	b, err := elsewhere.ReadFile("testdata/" + name)
	must(err)
	return b
}

func units(s string) string { return utf16Bytes(s, binary.LittleEndian) }

func utf16Bytes(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

// renamed changes a name of the same length in a file of the old Office.
func renamed(content, old, new string) string {
	if !strings.Contains(content, units(old)) {
		panic("the file does not hold " + old)
	}
	return strings.Replace(content, units(old), units(new), 1)
}

// inCharset encodes a text; characters that the set does not have become
// character references.
func inCharset(e encoding.Encoding, s string) string {
	out, err := encoding.HTMLEscapeUnsupported(e.NewEncoder()).String(s)
	must(err)
	return out
}

func gb18030(s string) string { return inCharset(simplifiedchinese.GB18030, s) }
func big5(s string) string    { return inCharset(traditionalchinese.Big5, s) }

// encryptedOLE2 is a container in which the stream of a document is called
// that of an encrypted one.
func encryptedOLE2() string {
	b := []byte(madeElsewhere("2.doc"))
	at := bytes.Index(b, []byte(units("WordDocument")))
	copy(b[at:], units("EncryptedPackage"))
	binary.LittleEndian.PutUint16(b[at+64:], uint16(2*len("EncryptedPackage")+2))
	return string(b)
}

// circularOLE2 is a container whose sectors all follow themselves.
func circularOLE2() string {
	b := []byte(madeElsewhere("2.doc"))
	fat := (int(binary.LittleEndian.Uint32(b[0x4c:])) + 1) * 512
	for i := range 128 {
		binary.LittleEndian.PutUint32(b[fat+4*i:], uint32(i))
	}
	return string(b)
}

// hugeSectors is a container whose sectors have 2^31 bytes.
func hugeSectors() string {
	b := []byte(madeElsewhere("2.doc"))
	binary.LittleEndian.PutUint16(b[0x1e:], 31)
	return string(b)
}

// pdfOf writes a PDF of objects, from 1; the first is the catalogue.
func pdfOf(objects ...string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.5\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.String()
}

func stream(dict, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(content), content)
}

var (
	pdfPage    = regexp.MustCompile(`(\d+) 0 obj\s*<</Type/Page/[^\n]*?>>\s*endobj`)
	pdfRoot    = regexp.MustCompile(`/Root (\d+) 0 R`)
	pdfSize    = regexp.MustCompile(`/Size (\d+)`)
	pdfStart   = regexp.MustCompile(`startxref\s+(\d+)`)
	pdfCatalog = `%s 0 obj\s*<<((?s:.*?))>>\s*endobj`
)

// updated appends new versions of objects to a PDF, by number.
func updated(pdf string, objects map[int]string, more ...string) string {
	var b strings.Builder
	b.WriteString(pdf + "\n")
	size, err := strconv.Atoi(pdfSize.FindStringSubmatch(pdf)[1])
	must(err)
	xref := ""
	add := func(number int, o string) {
		xref += fmt.Sprintf("%d 1\n%010d 00000 n \n", number, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", number, o)
	}
	for number := range size {
		if o, ok := objects[number]; ok {
			add(number, o)
		}
	}
	for i, o := range more {
		add(size+i, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n%strailer\n<</Size %d/Root %s 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", xref, size+len(more),
		pdfRoot.FindStringSubmatch(pdf)[1], pdfStart.FindStringSubmatch(pdf)[1], at)
	return b.String()
}

// turned rotates every page of a PDF by 90 degrees.
func turned(pdf string) string {
	objects := map[int]string{}
	for _, m := range pdfPage.FindAllStringSubmatch(pdf, -1) {
		n, err := strconv.Atoi(m[1])
		must(err)
		body := m[0][strings.Index(m[0], "<<"):strings.LastIndex(m[0], "endobj")]
		objects[n] = strings.Replace(body, "/Type/Page/", "/Type/Page/Rotate 90/", 1)
	}
	return updated(pdf, objects)
}

// active gives a PDF a script that runs when it is opened, and an attachment.
func active(pdf string) string {
	root := pdfRoot.FindStringSubmatch(pdf)[1]
	size := pdfSize.FindStringSubmatch(pdf)[1]
	number, err := strconv.Atoi(root)
	must(err)
	n, err := strconv.Atoi(size)
	must(err)
	catalog := regexp.MustCompile(fmt.Sprintf(pdfCatalog, root)).FindStringSubmatch(pdf)[1]
	return updated(pdf, map[int]string{number: fmt.Sprintf("<<%s/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>/EmbeddedFiles<</Names[(x.exe)%d 0 R]>>>>>>", catalog, n)},
		fmt.Sprintf("<</Type/Filespec/F(x.exe)/EF<</F %d 0 R>>>>", n+1), stream("/Type/EmbeddedFile", "MZ"))
}
