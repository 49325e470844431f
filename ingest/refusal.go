package ingest

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/form"
	"gongkai/ingest/html"
	"gongkai/ingest/ole2"
	"gongkai/ingest/report"
	"gongkai/ingest/sheet"
	"gongkai/ingest/word"
)

// What to do about a file that is not read.
const (
	hintAgain  = "请重新导出或重新索取这份文件"
	hintDOCX   = "请用 Word 或 WPS 打开后另存为 DOCX"
	hintXLSX   = "请用 Excel 或 WPS 打开后另存为 XLSX"
	hintRepair = "请用 Office 或 WPS 打开后另存；打不开的，请重新索取这份文件"
	hintPlain  = "请用原文件（Word、Excel）代替，或者把数字改成看得见的普通文字后另存"
	hintUnpack = "请解开后再试；能读的有 DOCX、DOC、WPS、XLSX、XLS、PDF、网页、纯文本和 ZIP"
)

// refusal says why a document is no report, nil when it is one.
func refusal(doc *document.Document, tables form.Result) *report.Rejected {
	if unreadBoxes(doc) && tableAbsent(tables) {
		return &report.Rejected{Code: "table_in_text_box", Message: "正文里缺少法定表格，文件里有文本框；旧版 Word 文件的文本框不能读取，表格可能在其中", Hint: hintDOCX}
	}
	if e := tables.Rejected; e != nil {
		if e.Code == "no_report_table" && len(doc.Pictures) > 0 {
			return &report.Rejected{Code: "table_is_picture", Place: string(doc.Pictures[0]), Message: "没有可读的表格，这里是图片", Hint: hintPicture}
		}
		if why := doubtAt(doc, e.Place); why != "" && e.Code == "cells_not_separable" {
			return &report.Rejected{Code: "cells_doubted", Place: e.Place, Message: "找到了法定表格，但没有一个数字能采用：这里" + why, Hint: hintPlain}
		}
		return e
	}
	if e := withoutLines(doc, tables.Observations); e != nil {
		return e
	}
	for _, o := range tables.Observations {
		if o.Status != report.Blank && o.Status != report.Absent {
			return nil
		}
	}
	e := &report.Rejected{Code: "table_empty", Place: tables.Observations[0].At, Message: "表格里没有一个数字，是空白的表", Hint: "请报送填好的年度报告"}
	if doc.Format == "html" {
		e.Message, e.Hint = "表格里没有一个数字，可能要由网页里的程序填写", "请在浏览器里打开后另存为 PDF，或改用 DOCX"
	}
	return e
}

// unreadBoxes tells whether the file holds text boxes that were not read.
func unreadBoxes(doc *document.Document) bool {
	return slices.ContainsFunc(doc.Notes, func(n document.Note) bool { return n.Code == "text_box" })
}

// tableAbsent tells whether a whole table was not found.
func tableAbsent(tables form.Result) bool {
	there := map[string]bool{}
	for _, o := range tables.Observations {
		table, _, _ := strings.Cut(o.Code, ".")
		there[table] = there[table] || o.Status != report.Absent
	}
	for _, found := range there {
		if !found {
			return true
		}
	}
	return len(there) == 0
}

// notSupported refuses a format that is not read, and says so if the file is
// called another one.
func notSupported(format, name string) *report.Rejected {
	e := &report.Rejected{Code: "type_not_supported", Message: "内容是" + formatName[format] + "，" + report.RejectedWords, Hint: hintDOCX}
	if n := typeNote(name, format); n != nil {
		e.Message = "扩展名是 " + extension(name) + "，内容是" + formatName[format] + "，" + report.RejectedWords
	}
	switch format {
	case "rar", "7z", "gzip", "tar":
		e.Hint = hintUnpack
	case "zip":
		return &report.Rejected{Code: "damaged_file", Message: "压缩包的目录读不出来，文件可能只传了一半", Hint: "请重新打包或重新索取"}
	case "ole2":
		return &report.Rejected{Code: "damaged_file", Message: "是旧版 Office 的文件，但内部结构已损坏或不是文档", Hint: hintDOCX}
	case "image":
		e.Hint = hintPicture
	case "xlsm":
		e.Hint = "请另存为不带宏的 XLSX"
	case "program", "polyglot":
		e.Hint = "请只报送年度报告文件"
	}
	return e
}

// unreadable says in the words of users why a file of a known format is not
// read.
func unreadable(err error, size int) *report.Rejected {
	if rejected := pdfRejected(err); rejected != nil {
		return rejected
	}
	place := placeOf(err)
	var part *word.PartError
	inPart := errors.As(err, &part)
	if e := tooMuch(err); e != nil {
		e.Place = place
		return e
	}
	var syntax *xml.SyntaxError
	e := &report.Rejected{Code: "damaged_file", Place: place, Hint: hintAgain}
	switch {
	case errors.Is(err, document.ErrCharset):
		return &report.Rejected{Code: "charset_unknown", Place: place, Message: "文字编码不是 UTF-8、UTF-16 或 GB18030（也许是 Big5），或者不是文字文件", Hint: "请用 UTF-8 另存后再试"}
	case errors.Is(err, ole2.ErrEncrypted):
		return &report.Rejected{Code: "encrypted_file", Message: "文件有打开密码，读不出内容", Hint: "请去掉密码后另存，再重新提交"}
	case errors.Is(err, sheet.ErrOldExcel):
		return &report.Rejected{Code: "type_not_supported", Message: "文件是 Excel 95 或更早的格式", Hint: "请用 Excel 或 WPS 打开后另存为 XLSX"}
	case errors.Is(err, word.ErrOldWord):
		return &report.Rejected{Code: "type_not_supported", Message: "文件是 Word 95 或更早的格式", Hint: hintDOCX}
	case errors.Is(err, word.ErrMacro):
		return &report.Rejected{Code: "type_not_supported", Place: place, Message: "文件带有宏（程序）", Hint: "请另存为不带宏的 DOCX"}
	case errors.Is(err, word.ErrNoMainPart):
		e.Message = "文件里缺少 word/document.xml，不是完整的 Word 文件"
	case errors.Is(err, sheet.ErrDoctype):
		e.Code, e.Message, e.Hint = "doctype_not_allowed", "XML 里有文档类型声明（DOCTYPE），Excel 从不这样写", hintXLSX
	case errors.Is(err, sheet.ErrPlace):
		e.Message, e.Hint = "有一格的位置超出工作表的范围（1,048,576 行、XFD 列），文件不是由表格软件正常保存的", hintXLSX
	case errors.Is(err, word.ErrDoctype):
		e.Code, e.Message, e.Hint = "doctype_not_allowed", "XML 里有文档类型声明（DOCTYPE），Word 从不这样写", hintDOCX
	case errors.Is(err, zip.ErrChecksum):
		e.Message = "内容与校验和（CRC）不符，文件已损坏"
	case errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF) && !inPart:
		e.Message = fmt.Sprintf("文件不完整：只有 %d 字节，缺少末尾的目录，可能只传了一半", size)
	case errors.As(err, &syntax):
		e.Message = "XML 在这里" + xmlFault(syntax.Msg)
	default:
		e.Message, e.Hint = "文件内部结构有误，打不开", hintRepair
	}
	return e
}

// xmlFault says in the words of users what the XML decoder complains of.
func xmlFault(message string) string {
	switch {
	case strings.Contains(message, "unexpected EOF"):
		return "断开，文件不完整"
	case strings.Contains(message, "closed by"), strings.Contains(message, "unexpected end element"):
		return "写错：元素的开头和结尾对不上"
	case strings.Contains(message, "entity"):
		return "写错：用了 XML 没有的实体"
	case strings.Contains(message, "illegal character"), strings.Contains(message, "UTF-8"):
		return "写错：有 XML 不允许的字符"
	}
	return "写错，不合 XML 的写法"
}

// placeOf is where a parser failed, "" where that is nowhere in particular.
// Workbook parsers name the sheet or part first.
func placeOf(err error) string {
	var part *word.PartError
	var page *html.PlaceError
	switch {
	case errors.As(err, &part) && part.Line > 0:
		return fmt.Sprintf("%s line %d column %d", part.Part, part.Line, part.Column)
	case errors.As(err, &part):
		return part.Part
	case errors.As(err, &page):
		return string(page.At)
	}
	before, _, found := strings.Cut(err.Error(), ": ")
	if found && (strings.HasPrefix(before, "sheet ") || strings.HasPrefix(before, "part ")) {
		return before
	}
	return ""
}

// tooMuch is the refusal of a file that holds more than a report can, nil for
// other errors.
func tooMuch(err error) *report.Rejected {
	e := &report.Rejected{Code: "limit_exceeded", Hint: "请确认这是年度报告本身，去掉无关内容后另存"}
	var limit *word.LimitError
	switch {
	case errors.As(err, &limit):
		e.Message = fmt.Sprintf("%s超过 %d 个（层），不像年度报告", limit.What, limit.Max)
	case errors.Is(err, word.ErrTooLarge):
		e.Message = "正文解开后超过 200 MB"
	case errors.Is(err, html.ErrNested):
		e.Message = "网页的元素嵌套超过 512 层"
	case errors.Is(err, html.ErrGrid):
		e.Message = "表格超过 2,000,000 格"
	case errors.Is(err, sheet.ErrTooLarge):
		e.Message = "工作簿超过年报应有的大小（每张工作表 10,000 行、256 列、100,000 格，解开后 200 MB）"
	default:
		return nil
	}
	return e
}

// TooLarge is the refusal of a file of that many bytes.
func TooLarge(size int64) *report.Rejected {
	return &report.Rejected{Code: "file_too_large", Message: fmt.Sprintf("文件有 %d MB，超过 %d MB", size>>20, MaxFile>>20),
		Hint: "请去掉图片和附件后另存"}
}
