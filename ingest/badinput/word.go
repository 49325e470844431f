package badinput

import (
	"encoding/binary"
	"fmt"
	"strings"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`

// wordDocument is the XML of a whole main part.
func wordDocument(head, body string) string {
	return head + `<w:document ` + wordSpaces + `><w:body>` + body + `</w:body></w:document>`
}

// flipped changes one byte of stored content, so that only the checksum tells.
func flipped(content []byte, at string) []byte {
	i := strings.Index(string(content), at)
	content[i] ^= 1
	return content
}

func wordCases() []Case {
	f := of("B03")
	deep := strings.Repeat("<w:x>", 1_000_000) + strings.Repeat("</w:x>", 1_000_000)
	lol := `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	return []Case{
		one("B01", "0 字节的 .docx", "", rejected("空.docx", "empty_file"), fixed("空.docx", "")),
		one("B02", "docx 只传了一半", "", rejected("半.docx", "damaged_file"), file("半.docx", func() []byte {
			b := stored(part{"[Content_Types].xml", "<Types/>"}, part{"word/document.xml", wordDocument(xmlHead, of("B02").wordBody())})
			return b[:len(b)/2]
		})),
		one("B03", "docx 正文的校验和（CRC）不符", "", rejected("改过.docx", "damaged_file"), file("改过.docx", func() []byte {
			return flipped(stored(part{"[Content_Types].xml", "<Types/>"}, part{"word/document.xml", wordDocument(xmlHead, f.wordBody())}), "业务学习")
		})),
		one("B04", "docx 里没有 word/document.xml", "", rejected("缺.docx", "damaged_file"), file("缺.docx", func() []byte {
			return packed(part{"[Content_Types].xml", "<Types/>"}, part{"word/styles.xml", "<w/>"})
		})),
		one("B05", "docx 正文的 XML 在标签中间断开", "", rejected("断.docx", "damaged_file"), file("断.docx", func() []byte {
			s := wordDocument(xmlHead, of("B05").wordBody())
			return docxWith(s[:strings.LastIndex(s, "<w:tc>")+4])
		})),
		one("B06", "docx 正文有指向 /etc/passwd 的外部实体", "", rejected("实体.docx", "doctype_not_allowed"), file("实体.docx", func() []byte {
			return docxWith(wordDocument(xmlHead+`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`, "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"))
		})),
		one("B07", "docx 正文的实体成倍展开", "", rejected("笑.docx", "doctype_not_allowed"), file("笑.docx", func() []byte {
			return docxWith(wordDocument(xmlHead+lol, "<w:p><w:r><w:t>&c;</w:t></w:r></w:p>"))
		})),
		one("B08", "docx 正文嵌套 1,000,000 层", "上限 1,000 层", rejected("深.docx", "limit_exceeded"), file("深.docx", func() []byte { return docxOf(deep) })),
	}
}

// wordParts are cases of parts and limits.
func wordParts() []Case {
	return []Case{
		one("B09", "docx 正文是带标记的 UTF-16", "按内容解码后读取", published("十六.docx"), file("十六.docx", func() []byte {
			return docxWith("\xff\xfe" + utf16Bytes(wordDocument(`<?xml version="1.0" encoding="UTF-16"?>`, of("B09").wordBody()), binary.LittleEndian))
		})),
		one("B10", "docx 正文写明是 GB18030", "", published("国标.docx"), file("国标.docx", func() []byte {
			return docxWith(gb18030(wordDocument(`<?xml version="1.0" encoding="GB18030"?>`, of("B10").wordBody())))
		})),
		one("B11", "docx 引用外部内容（http、file、UNC）", "只列出，从不打开；可点击的网址不列", published("引用.docx", "external_link", "external_link", "external_link"), file("引用.docx", func() []byte {
			rel := func(kind, target string) string {
				return fmt.Sprintf(`<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s" TargetMode="External"/>`, kind, target)
			}
			return docxOf(of("B11").wordBody(), part{"word/_rels/document.xml.rels", `<Relationships>` + rel("image", "http://192.0.2.1/a.png") + rel("attachedTemplate", "file:///c:/x.dotm") +
				rel("hyperlink", `\\192.0.2.1\share\x.docx`) + rel("hyperlink", "https://example.com/") + `</Relationships>`})
		})),
		{ID: "B12", What: "带宏的 docm、xlsm", Want: []Want{rejected("宏.docm", "type_not_supported"), rejected("宏.xlsm", "type_not_supported")}, files: []made{
			file("宏.docm", func() []byte { return docxOf(of("B12").wordBody(), part{"word/vbaProject.bin", "x"}) }),
			file("宏.xlsm", func() []byte {
				return book{sheet: of("B12").sheet(""), extra: []part{{"xl/vbaProject.bin", "x"}}}.bytes()
			})}},
		{ID: "B13", What: "docx 表格嵌套 50 层；5,000 张表格", Choice: "上限：嵌套 20 层，1,000 张", Want: []Want{rejected("多.docx", "limit_exceeded"), rejected("套.docx", "limit_exceeded")}, files: []made{
			file("套.docx", func() []byte {
				return docxOf(strings.Repeat("<w:tbl><w:tr><w:tc>", 50) + "<w:p/>" + strings.Repeat("</w:tc></w:tr></w:tbl>", 50))
			}),
			file("多.docx", func() []byte {
				return docxOf(strings.Repeat("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", 5000) + of("B13").wordBody())
			})}},
		{ID: "B14", What: "docx 一行 20,000 格；一格跨 2^31 列", Choice: "上限 1,000 列", Want: []Want{rejected("宽.docx", "limit_exceeded"), rejected("跨.docx", "limit_exceeded")}, files: []made{
			file("宽.docx", func() []byte {
				return docxOf("<w:tbl><w:tr>" + strings.Repeat("<w:tc><w:p/></w:tc>", 20_000) + "</w:tr></w:tbl>")
			}),
			file("跨.docx", func() []byte {
				return docxOf(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483648"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`)
			})}},
	}
}

func wordLooks() []Case {
	tracked := `<w:del w:id="1" w:author="a"><w:r><w:delText>10</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>12</w:t></w:r></w:ins>`
	look := func(properties, text string) string {
		return "<w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r>"
	}
	box := func(f form) string {
		return `<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:txbxContent>` + f.wordBody() +
			`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + f.wordBody() + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`
	}
	return []Case{
		one("B15", "docx 数字格里有未处理的修订", "整份待人工确认，两个数都列出；采用后这一格仍记为不能确定", held("修订.docx", "tracked_changes"), file("修订.docx", func() []byte {
			return of("B15").withRaw("3/1/2", tracked).docx()
		})),
		{ID: "B16", What: "docx 有隐藏文字、白色的数字", Choice: "隐藏文字不读；有隐藏或白色文字的数字格不采用", Want: []Want{unread("白.docx", "7", "cell_doubted"), unread("藏.docx", "0", "cell_doubted", "hidden_text")}, files: []made{
			file("藏.docx", func() []byte {
				return docxOf(of("B16").withRaw("3/1/2", look("<w:vanish/>", "9")+run("0")).wordBody() + "<w:p>" + look("<w:vanish/>", "隐藏的话") + "</w:p>")
			}),
			file("白.docx", func() []byte {
				return form{agency: "青禾县B16乙局", year: 2023}.withRaw("3/1/2", look(`<w:color w:val="FFFFFF"/>`, "7")).docx()
			})}},
		one("B17", "docx 的表格在文本框里", "照常读取", published("文本框.docx"), file("文本框.docx", func() []byte { return docxOf(box(of("B17"))) })),
		one("B18", "docx 的表格是图片", "", rejected("图.docx", "table_is_picture"), file("图.docx", func() []byte {
			return docxOf("<w:p>" + run(of("B18").heading()) + `</w:p><w:p><w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r></w:p>`)
		})),
	}
}
