package ingest

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/ole2"
	"gongkai/ingest/report"
)

// formatName says what a format is in the words of users. Formats that are not
// here are read or refused under their own name.
var formatName = map[string]string{
	"text": "纯文本", "html": "网页", "docx": "DOCX", "doc": "DOC", "xlsx": "XLSX", "xls": "XLS", "pdf": "PDF", "rtf": "RTF",
	"mht": "单个网页文件（MHT）", "image": "图片", "program": "可执行程序", "rar": "RAR 压缩包", "7z": "7Z 压缩包", "gzip": "GZ 压缩包",
	"tar": "TAR 打包文件", "odt": "ODT（OpenDocument）", "ofd": "OFD", "pptx": "PPTX", "xlsm": "带宏（程序）的工作簿", "zip": "压缩包", "ole2": "旧版 Office 的其他文件", "polyglot": "PDF，同时又是压缩包",
}

// magics are the first bytes of formats that are not read.
var magics = []struct{ prefix, format string }{
	{`{\rtf`, "rtf"}, {"\x89PNG", "image"}, {"\xff\xd8\xff", "image"}, {"GIF8", "image"}, {"BM", "image"}, {"II*\x00", "image"}, {"MM\x00*", "image"},
	{"MZ", "program"}, {"\x7fELF", "program"}, {"Rar!", "rar"}, {"7z\xbc\xaf\x27\x1c", "7z"}, {"\x1f\x8b", "gzip"},
}

// sniff names the format of a file by its content.
func sniff(content []byte) string {
	head := content[:min(len(content), 4096)]
	lower := lowerASCII(head)
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.prefix)) && (m.prefix != "BM" && m.prefix != "MZ" || bytes.IndexByte(head, 0) >= 0) {
			return m.format
		}
	}
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return "empty"
	case bytes.HasPrefix(head, []byte(zipMagic)):
		return sniffZip(content)
	case bytes.HasPrefix(head, []byte("%PDF-")):
		if endsLikeZip(content) {
			return "polyglot"
		}
		return "pdf"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return sniffOLE2(content)
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return "tar"
	case bytes.HasPrefix(lower, []byte("mime-version:")), bytes.HasPrefix(lower, []byte("from:")) && bytes.Contains(lower, []byte("mime-version:")):
		return "mht"
	case looksLikeHTML(lower):
		return "html"
	}
	return "text"
}

// lowerASCII leaves all but the letters A to Z as they are, in whatever
// character set.
func lowerASCII(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}

// sniffZip tells what a zip holds by the names of its parts. Where it is cut off
// they are looked for in its bytes: a document may hold another one whole.
func sniffZip(content []byte) string {
	has := func(name string) bool { return bytes.Contains(content, []byte(name)) }
	if archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); err == nil {
		has = func(name string) bool {
			for _, f := range archive.File {
				if strings.HasPrefix(strings.ReplaceAll(f.Name, `\`, "/"), name) {
					return true
				}
			}
			return false
		}
	}
	switch {
	case has("word/"):
		return "docx"
	case has("xl/vbaProject.bin"):
		return "xlsm"
	case has("xl/"):
		return "xlsx"
	case has("ppt/"):
		return "pptx"
	case has("OFD.xml"):
		return "ofd"
	case has("META-INF/manifest.xml"):
		return "odt"
	case has("[Content_Types].xml"):
		return "docx"
	}
	return "zip"
}

// endsLikeZip tells a file that is a zip from behind.
func endsLikeZip(content []byte) bool {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	return err == nil && len(archive.File) > 0
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
	b := lower
	if bytes.IndexByte(lower, 0) >= 0 { // may be UTF-16; in all others a tag is its own bytes
		if text, _, err := document.Decode(lower); err == nil {
			b = []byte(text)
		}
	}
	for _, tag := range []string{"<html", "<!doctype html", "<body", "<table", "<meta ", "<div", "<p>", "<p "} {
		if bytes.Contains(b, []byte(tag)) {
			return true
		}
	}
	return false
}

// extensions are the formats that a file may have by its extension.
var extensions = map[string]string{".docx": "docx", ".docm": "docx", ".dotx": "docx", ".doc": "doc", ".wps": "doc", ".xlsx": "xlsx", ".xls": "xls", ".et": "xls",
	".pdf": "pdf", ".htm": "html", ".html": "html", ".txt": "text", ".csv": "text", ".md": "text", ".rtf": "rtf", ".mht": "mht", ".mhtml": "mht",
	".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".zip": "zip", ".exe": "program"}

// extension is that of a file, which may stand in a bundle.
func extension(name string) string { return strings.ToLower(path.Ext(name)) }

// typeNote says that a file is read as what it is and not as what it is called.
func typeNote(name, format string) *report.Note {
	want, ok := extensions[extension(name)]
	if !ok || want == format {
		return nil
	}
	return &report.Note{Code: "type_differs", Message: "扩展名是 " + extension(name) + "，内容是" + formatName[format] + "，已按内容读取"}
}
