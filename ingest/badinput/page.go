package badinput

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
)

const utf8Meta = `<meta charset="utf-8">`

func pages() []Case {
	broken := func() string {
		s := gb18030(of("B49").with("3/1/2", "4@").page(`<meta charset="gbk">`))
		return strings.Replace(s, "4@", "4\xff\xff\xff\xff\xff", 1)
	}
	return []Case{
		one("B47", "GBK 的网页，没有写明编码", "", published("国标.html", "charset_guessed"), file("国标.html", func() string { return gb18030(of("B47").page("")) })),
		one("B48", "网页写明 utf-8，其实是 GBK", "按内容读取", published("错.html", "charset_differs"), file("错.html", func() string { return gb18030(of("B48").page(utf8Meta)) })),
		one("B49", "网页的数字格里有 5 个不成文字的字节", "这一格不采用", Want{File: "坏.html", Outcome: Published, Notes: []string{"bytes_undecodable"}}, file("坏.html", broken)),
		one("B50", "网页嵌套 100,000 层", "上限 512 层", rejected("深.html", "limit_exceeded"), file("深.html", func() string {
			return "<html><body>" + strings.Repeat("<div><table><tr><td>", 100_000)
		})),
		one("B51", "网页 20,000 行 colspan=100000", "上限 2,000,000 格", rejected("宽.html", "limit_exceeded"), file("宽.html", func() string {
			return "<html><body><table>" + strings.Repeat(`<tr><td colspan="100000">1</td><td>2</td></tr>`, 20_000) + "</table>"
		})),
		one("B52", "网页的标签没有结束，表格套在布局表格里", "", published("散.html"), file("散.html", func() string {
			s := strings.NewReplacer("</td>", "", "</tr>", "", "</p>", "", "</body></html>", "").Replace(of("B52").page(utf8Meta))
			return strings.Replace(s, "<body>", "<body><table><tr><td>", 1)
		})),
		one("B53", "网页的单位名称里有 script，另有 iframe、onerror", "名称按文字发布，页面上转义；程序不执行", published("脚本.html"), file("脚本.html", func() string {
			f := form{agency: "青禾县<script>alert(1)</script>B53局", year: 2023}
			return strings.Replace(f.page(utf8Meta), "<body>", `<body><iframe src="http://192.0.2.1/"></iframe><img src=x onerror="alert(1)">`, 1)
		})),
		{ID: "B54", What: "登录页、404、验证码页存成的年报", Want: []Want{rejected("404.html", "no_report_table"), rejected("登录.html", "no_report_table")}, files: []made{
			fixed("登录.html", `<html><body><h1>政府信息公开平台</h1><form>用户名<input name="u">验证码<img src="c.png"></form></body></html>`),
			fixed("404.html", `<html><body><h1>404</h1><p>您访问的“2023年政府信息公开工作年度报告”不存在</p></body></html>`)}},
		one("B55", "数字由程序填写的网页（表格是空的）", "一个数字都没有的网页拒收", rejected("空.html", "table_empty"), file("空.html", func() string {
			return of("B55").page(utf8Meta + `<script src="fill.js"></script>`)
		})).emptied(),
		one("B86", "网页的样式多得读不完", "哪些数字被样式隐藏或划掉不能确定，整份待人工确认", held("样式.html", "styles_unread"), file("样式.html", func() string {
			return of("B86").page(utf8Meta + "<style>" + strings.Repeat("b * i{display:none}", 3000) + "</style>" + strings.Repeat("<b><i></i></b>", 3000))
		})),
	}
}

// anyFailure is a rejection that depends on what the machine runs out of.
func anyFailure(name string) Want { return Want{File: name, Outcome: Rejected, AnyCode: true} }

// deflated is n blanks, compressed.
func deflated(n int64) string {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	must(err)
	_, err = io.CopyN(w, blanks{}, n)
	must(err)
	must(w.Close())
	return b.String()
}

// emptied takes the numbers out of the cells of a page.
func (c Case) emptied() Case {
	full := c.files[0].content
	c.files[0].content = func() string { return strings.NewReplacer(">0</td>", "></td>", ">3</td>", "></td>").Replace(full()) }
	return c
}

func pdfs() []Case {
	catalog, tree := "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	const page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%>>>>"
	image := strings.Replace(page, "%", "/XObject<</I 5 0 R>>", 1)
	font := strings.Replace(page, "%", "/Font<</F 5 0 R>>", 1)
	scanned := func() string {
		return pdfOf(catalog, tree, image, stream("", "595 0 0 842 0 0 cm /I Do"), stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x"))
	}
	garbled := func() string {
		var text strings.Builder
		for range 40 {
			text.WriteString("<0001000200030004000500060007000800090A0B0C0D0E0F> Tj 0 -15 Td ")
		}
		return pdfOf(catalog, tree, font, stream("", "BT /F 10 Tf 50 800 Td "+text.String()+"ET"),
			"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
			"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 7 0 R>>",
			"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>")
	}
	bomb := func() string {
		return pdfOf(catalog, tree, strings.Replace(page, "%", "", 1), stream("/Filter/FlateDecode", deflated(500<<20)))
	}
	return []Case{
		one("B56", "PDF 由 8 MB 的“[”组成", "读取进程到了时间或内存上限，只损失这一个文件", anyFailure("括.pdf"), file("括.pdf", func() string { return "%PDF-1.4\n1 0 obj\n" + strings.Repeat("[", 8<<20) })),
		{ID: "B57", What: "PDF 的交叉引用成环、/Size 99999999999、页树成环、坏的十六进制串", Want: []Want{rejected("size.pdf", "damaged_file"), rejected("坏串.pdf", "no_report_table"), rejected("环.pdf", "damaged_file"), rejected("页树.pdf", "no_report_table")}, files: []made{
			file("环.pdf", func() string {
				return "%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"
			}),
			file("size.pdf", func() string {
				return "%PDF-1.4\ntrailer\n<</Size 99999999999/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
			}),
			file("页树.pdf", func() string { return pdfOf(catalog, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99>>") }),
			file("坏串.pdf", func() string {
				return pdfOf(catalog, tree, strings.Replace(page, "%", "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>", 1), stream("", "BT /F 10 Tf 50 800 Td (annual report) Tj <zz@@ Tj ET"))
			})}},
		one("B58", "PDF 的页面内容由 500 KB 解开成 500 MB", "读取进程到了时间或内存上限，只损失这一个文件", anyFailure("弹.pdf"), file("弹.pdf", bomb)),
		{ID: "B59", What: "加密的 PDF：只限权限；要打开密码", Choice: "只限权限的照读", Want: []Want{published("权限.pdf"), rejected("密码.pdf", "encrypted_file")}, files: []made{
			file("权限.pdf", func() []byte { return madeElsewhere("owner.pdf") }), file("密码.pdf", func() []byte { return madeElsewhere("user.pdf") })}},
		one("B60", "扫描件（只有图片的 PDF）", "", rejected("扫描.pdf", "table_is_picture"), file("扫描.pdf", scanned)),
		one("B61", "PDF 的字体没有写明是哪些字", "", rejected("乱码.pdf", "text_garbled"), file("乱码.pdf", garbled)),
		one("B62", "PDF 的表格跨页、页面旋转", "", published("转.pdf"), file("转.pdf", func() string { return turned(string(madeElsewhere("5.pdf"))) })),
		one("B63", "PDF 带程序和附件", "不执行、不读取", published("程序.pdf", "script_ignored", "attachment_ignored"), file("程序.pdf", func() string { return active(string(madeElsewhere("6.pdf"))) })),
		{ID: "B64", What: "同时是 PDF 和 zip；PNG 改名 .docx；exe 改名 .pdf", Want: []Want{rejected("a.docx", "type_not_supported"), rejected("b.pdf", "type_not_supported"), rejected("c.pdf", "type_not_supported")}, files: []made{
			fixed("a.docx", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), fixed("b.pdf", "MZ\x90\x00\x03\x00\x00\x00"),
			file("c.pdf", func() string { return "%PDF-1.4\n" + string(packed(part{"a.txt", txt("B64")})) })}},
	}
}
