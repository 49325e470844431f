package badinput

import (
	"archive/zip"
	"bytes"
	"strings"
)

func oldOffice() []Case {
	rtf := `{\rtf1\ansi\ansicpg936 {\b annual report}\par}`
	mht := "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=\"utf-8\"\n\n<html><body><p>x</p></body></html>\n--b--\n"
	return []Case{
		one("B19", "有打开密码的 docx（OLE2 容器）", "", rejected("密码.docx", "encrypted_file"), file("密码.docx", encryptedOLE2)),
		one("B20", "真正的 DOC（Word 97–2003）", "直接读取", published("旧.doc"), file("旧.doc", func() string { return renamed(string(madeElsewhere("1.doc")), "第一", "第八") })),
		one("B21", "扩展名是 .doc 的网页", "按网页读取并提醒", published("网页.doc", "type_differs"), file("网页.doc", func() string { return of("B21").page(`<meta charset="utf-8">`) })),
		{ID: "B22", What: "扩展名是 .doc 的 RTF、MHT、DOCX；WPS", Choice: "RTF、MHT 拒收，请另存为 DOCX；DOCX、WPS 照读", Want: []Want{published("a.wps"), published("c.doc", "type_differs"), rejected("m.doc", "type_not_supported"), rejected("r.doc", "type_not_supported")}, files: []made{
			fixed("r.doc", rtf), fixed("m.doc", mht), file("c.doc", of("B22").docx), file("a.wps", func() []byte { return madeElsewhere("2.doc") })}},
		{ID: "B23", What: "OLE2 的扇区表成环；扇区 2^31 字节", Want: []Want{rejected("大.doc", "damaged_file"), rejected("环.doc", "damaged_file")}, files: []made{
			file("环.doc", circularOLE2), file("大.doc", hugeSectors)}},
		one("B24", "XLS（BIFF）", "直接读取", published("旧.xls"), file("旧.xls", func() string { return renamed(string(madeElsewhere("4.xls")), "第四", "第十") })),
	}
}

func workbooks() []Case {
	framed := func(value string) string { return `<c r="@" s="1">` + value + `</c>` }
	dates := func(id string, is1904 bool) []byte {
		return book{sheet: of(id).withRaw("3/1/1", `<c r="@" s="2"><v>45000</v></c>`).sheet(""), dates: is1904}.bytes()
	}
	far := func(id, row string) []byte {
		return book{sheet: strings.Replace(of(id).sheet(""), "</sheetData>", row+"</sheetData>", 1)}.bytes()
	}
	raw := func(id, markup string, extra ...part) func() []byte {
		return func() []byte { return book{sheet: of(id).withRaw("3/1/1", markup).sheet(""), extra: extra}.bytes() }
	}
	return []Case{
		one("B25", "xlsx 由 300 KB 解开成 300 MB", "", rejected("弹.xlsx", "limit_exceeded"), file("弹.xlsx", sheetBomb)),
		{ID: "B26", What: "xlsx 的单元格在第 2147483647 行、XFD1048576", Choice: "拒收：不是年报", Want: []Want{rejected("列.xlsx", "limit_exceeded"), rejected("行.xlsx", "damaged_file")}, files: []made{
			file("行.xlsx", func() []byte { return far("B26", `<row r="2147483647"><c r="A2147483647"><v>1</v></c></row>`) }),
			file("列.xlsx", func() []byte { return far("B26", `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`) })}},
		one("B27", "xlsx 虚报范围 A1:XFD1048576", "只读真有的格", published("范围.xlsx"), file("范围.xlsx", func() []byte { return book{sheet: of("B27").sheet(`<dimension ref="A1:XFD1048576"/>`)}.bytes() })),
		one("B28", "xlsx 的公式没有存下结果", "不计算；这一格不采用", Want{File: "公式.xlsx", Outcome: Published, Notes: []string{"cell_doubted"}}, file("公式.xlsx", raw("B28", framed("<f>SUM(A1:A2)</f>")))),
		one("B29", "xlsx 的 #REF!、#DIV/0!", "这几格不采用", unread("错.xlsx", "#REF!", "cell_doubted"), file("错.xlsx", raw("B29", `<c r="@" s="1" t="e"><v>#REF!</v></c>`))),
		one("B30", "xlsx 的数字存成文本、全角", "读成数字，原文保留", Want{File: "文本.xlsx", Outcome: Published, Cells: map[string]string{"１２": "reported 12"}}, file("文本.xlsx", raw("B30", `<c r="@" s="1" t="inlineStr"><is><t>１２</t></is></c>`))),
		{ID: "B31", What: "xlsx 数字格里是日期（1900、1904 起算）", Choice: "这一格不采用", Want: []Want{published("1900.xlsx", "cell_doubted"), published("1904.xlsx", "cell_doubted")}, files: []made{
			file("1900.xlsx", func() []byte { return dates("B31", false) }), file("1904.xlsx", func() []byte { return dates("B31乙", true) })}},
		one("B32", "xlsx 的隐藏工作表里有另一套数字", "隐藏的不读", published("藏.xlsx", "hidden_sheet"), file("藏.xlsx", func() []byte {
			return book{sheet: of("B32").sheet(""), second: of("B32").with("3/1/1", "9").sheet("")}.bytes()
		})),
		one("B33", "xlsx 合并单元格里的数字", "值属于左上角的格", Want{File: "合并.xlsx", Outcome: Published, Cells: map[string]string{"77": "reported 77"}}, file("合并.xlsx", func() []byte { return of("B33").with("2/2/0", "77").xlsx() })),
		one("B34", "xlsx 的文字编号超出字串表", "这一格不采用", Want{File: "字串.xlsx", Outcome: Published, Notes: []string{"cell_doubted"}}, file("字串.xlsx", raw("B34", `<c r="@" s="1" t="s"><v>99</v></c>`,
			part{"xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>x</t></si></sst>`}))),
		one("B35", "xlsx 的外部链接、DDE", "只列出，从不打开", published("链接.xlsx", "external_link"), file("链接.xlsx", func() []byte {
			return book{sheet: of("B35").sheet(""), extra: []part{{"xl/externalLinks/externalLink1.xml", `<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>`}}}.bytes()
		})),
	}
}

// sheetBomb is a workbook whose sheet unpacks to 300 MB of blanks.
func sheetBomb() []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range []part{{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<workbook/>"}} {
		addTo(w, &zip.FileHeader{Name: p.name, Method: zip.Deflate}, []byte(p.content))
	}
	addBlanks(w, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>", 300<<20, "</sheetData></worksheet>")
	must(w.Close())
	return b.Bytes()
}
