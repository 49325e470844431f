// Package ingest turns the files that an office receives into a version of the
// data: sources into the archive, the archive into reports, the reports into a
// DuckDB file. read.go reads one file, run.go is the run.
package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"

	"gongkai/ingest/document"
	"gongkai/ingest/form"
	"gongkai/ingest/html"
	"gongkai/ingest/ole2"
	"gongkai/ingest/pdf"
	"gongkai/ingest/prose"
	"gongkai/ingest/report"
	"gongkai/ingest/sheet"
	"gongkai/ingest/text"
	"gongkai/ingest/word"
)

// Read reads one file by its content; the name is only reported. It never
// fails: what is no readable report has Error set. The agency is the name in
// the title, its ID is for the registry to find.
func Read(name string, content []byte) *report.Report {
	r := &report.Report{File: name, SHA256: hashOf(content), Format: sniff(content)}
	defer r.Normalize()
	doc, rejected := parse(r.Format, content)
	if rejected != nil {
		r.Error = rejected
		return r
	}
	fill(r, doc)
	return r
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// fill reads title, tables and sections. The title's year is needed only to
// list the cells of a table that is absent, the tables' blocks to keep their
// text out of the sections.
func fill(r *report.Report, doc *document.Document) {
	tables := form.Read(doc, func() int { return prose.Read(doc, nil).Title.Year })
	if tables.Rejected != nil {
		r.Error = tables.Rejected
		return
	}
	words := prose.Read(doc, tables.InTable)
	r.Title, r.Scope, r.Sections = words.Title.Text, words.Scope, words.Sections
	if words.Title.Agency != "" {
		r.Agency = &report.Agency{Name: words.Title.Agency}
	}
	if words.Title.Year != 0 {
		r.Year = &words.Title.Year
	}
	if words.PublishedOn != "" {
		r.PublishedOn = &words.PublishedOn
	}
	r.Observations, r.Editions, r.Edition = tables.Observations, tables.Editions, tables.Editions["2"]
	r.Held = append(words.Held, tables.Held...)
}

// sniff names the format of a file by its first bytes.
func sniff(content []byte) string {
	head := content[:min(len(content), 4096)]
	lower := bytes.ToLower(head)
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return "empty"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		if bytes.Contains(content, []byte("word/document.xml")) {
			return "docx"
		}
		if bytes.Contains(content, []byte("xl/workbook.xml")) {
			return "xlsx"
		}
		return "zip"
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return "pdf"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return sniffOLE2(content)
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return "rtf"
	case bytes.HasPrefix(head, []byte("\x89PNG")), bytes.HasPrefix(head, []byte("\xff\xd8\xff")), bytes.HasPrefix(head, []byte("GIF8")):
		return "image"
	case looksLikeHTML(lower):
		return "html"
	}
	return "text"
}

// sniffOLE2 tells what a container of the old Office holds; "ole2" is one that
// can't be opened or holds something else.
func sniffOLE2(content []byte) string {
	container, err := ole2.Open(content)
	if err != nil || container.Kind() == "" {
		return "ole2"
	}
	return container.Kind()
}

func looksLikeHTML(lower []byte) bool {
	text, _, err := document.Decode(lower)
	if err != nil { // the head may end inside a character
		text = string(lower)
	}
	b := []byte(text)
	for _, tag := range []string{"<html", "<!doctype html", "<body", "<table", "<meta ", "<div", "<p>", "<p "} {
		if bytes.Contains(b, []byte(tag)) {
			return true
		}
	}
	return false
}

// parse is the one switch over formats.
func parse(format string, content []byte) (*document.Document, *report.Rejected) {
	var doc *document.Document
	var err error
	switch format {
	case "text", "html":
		decoded, _, decodeErr := document.Decode(content)
		switch {
		case decodeErr != nil:
			err = decodeErr
		case format == "text":
			doc = text.Parse(decoded)
		default:
			doc, err = html.Parse(decoded)
		}
	case "docx":
		doc, err = word.ParseDOCX(content)
	case "doc":
		doc, err = word.ParseDOC(content)
	case "xlsx":
		doc, err = sheet.ParseXLSX(content)
	case "xls":
		doc, err = sheet.ParseXLS(content)
	case "pdf":
		doc, err = pdf.Parse(content)
	case "encrypted":
		err = ole2.ErrEncrypted
	case "empty":
		return nil, &report.Rejected{Code: "empty_file", Message: "文件是空的", Hint: "请重新导出或重新索取这份文件"}
	default:
		return nil, &report.Rejected{Code: "type_not_supported", Message: fmt.Sprintf("还不能读取 %s 格式", format),
			Hint: "请另存为 DOCX、网页或纯文本后再试"}
	}
	if err != nil {
		return nil, unreadable(err)
	}
	return doc, nil
}

func unreadable(err error) *report.Rejected {
	if errors.Is(err, document.ErrCharset) {
		return &report.Rejected{Code: "charset_unknown", Message: "文字编码不是 UTF-8、UTF-16 或 GB18030，也可能不是文字文件",
			Hint: "请用 UTF-8 另存后再试"}
	}
	if rejected := pdfRejected(err); rejected != nil {
		return rejected
	}
	switch {
	case errors.Is(err, ole2.ErrEncrypted):
		return &report.Rejected{Code: "encrypted_file", Message: "文件有打开密码，读不出内容", Hint: "请去掉密码后另存，再重新提交"}
	case errors.Is(err, sheet.ErrOldExcel):
		return &report.Rejected{Code: "type_not_supported", Message: "文件是 Excel 95 或更早的格式", Hint: "请用 Excel 或 WPS 打开后另存为 XLSX"}
	case errors.Is(err, word.ErrOldWord):
		return &report.Rejected{Code: "type_not_supported", Message: "文件是 Word 95 或更早的格式", Hint: "请用 Word 或 WPS 打开后另存为 DOCX"}
	}
	return &report.Rejected{Code: "damaged_file", Message: "文件打不开：" + err.Error(), Hint: "请重新导出或重新索取这份文件"}
}

// MaxFile is the largest file that is read, in bytes.
const MaxFile = 50 << 20

// ReadFile reads the file of that name with the function given, that of a Pool
// or Read, and every file inside it when it is a bundle: one report each. The error is that of opening it: a
// file that was opened but is no report has Error set in the result.
func ReadFile(name string, read func(string, []byte) *report.Report) ([]*report.Report, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", name, errNotAFile)
	}
	var out []*report.Report
	for i, s := range expand([]*source{newSource(name, name, info)}) {
		if s.bundle || i > 0 && s.ignored != "" {
			continue
		}
		content, rejected := []byte(nil), s.rejected
		if rejected == nil {
			content, rejected = s.content()
		}
		if rejected == nil {
			out = append(out, read(s.name, content))
			continue
		}
		r := &report.Report{File: s.name, Error: rejected}
		r.Normalize()
		out = append(out, r)
	}
	return out, nil
}

var errNotAFile = errors.New("不是普通文件")

// TooLarge is the refusal of a file of that many bytes.
func TooLarge(size int64) *report.Rejected {
	return &report.Rejected{Code: "file_too_large", Message: fmt.Sprintf("文件有 %d MB，超过 %d MB", size>>20, MaxFile>>20),
		Hint: "请去掉图片和附件后另存"}
}
