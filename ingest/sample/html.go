package sample

import (
	"fmt"
	"html"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// html prints the report as a page; encodeHTML adds what it says of its
// character set.
func (r *report) html() string {
	var b strings.Builder
	layout := r.recipe.styles["layout"].short
	for _, block := range r.blocks() {
		switch block.kind {
		case "title":
			fmt.Fprintf(&b, "<p style=\"text-align:center;font-weight:bold\">%s</p>\n", html.EscapeString(block.text))
		case "date":
			fmt.Fprintf(&b, "<p style=\"text-align:center\">%s</p>\n", block.text)
		case "heading":
			broken := ""
			if layout == "heading-in-break" {
				broken = "<br />"
			}
			fmt.Fprintf(&b, "<p>%s<strong>%s</strong></p>\n", broken, block.text)
		case "picture":
			fmt.Fprintf(&b, "<p><img src=\"%s\" alt=\"\"></p>\n", block.text)
		case "metadata":
			b.WriteString(htmlTable("clean", block.sheet))
		case "table":
			for _, part := range htmlParts(layout, block.sheet) {
				b.WriteString(htmlTable(layout, part))
			}
		default:
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(block.text))
		}
	}
	return r.frame(b.String())
}

// frame puts the page around the report.
func (r *report) frame(body string) string {
	switch {
	case r.recipe.is("front", "junk"):
		body = "<div class=\"banner\">" + junk + "</div>\n" + body
	case r.recipe.is("front", "layout-table"):
		body = "<table width=\"100%\" border=\"0\"><tr><td width=\"10\">&nbsp;</td><td>\n" + body + "</td><td width=\"10\">&nbsp;</td></tr></table>\n"
	case r.recipe.is("front", "chrome"):
		body = r.chrome(body)
	}
	meta := ""
	if r.published != "" {
		meta = fmt.Sprintf("<meta name=\"PubDate\" content=\"%s\">\n", r.published)
	}
	return "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n{charset}" + meta +
		"<title>" + html.EscapeString(strings.Join(r.titles[:1], "")) + "</title>\n</head>\n<body>\n" + body + "</body>\n</html>\n"
}

// chrome is a site's navigation, breadcrumb and foot.
func (r *report) chrome(body string) string {
	site := r.agency.RegionName + "人民政府门户网站"
	return "<header><h2>" + site + "</h2></header>\n<nav><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk\">政务公开</a></li>" +
		"<li><a href=\"/hdjl\">互动交流</a></li><li><a href=\"/zwfw\">政务服务</a></li></ul></nav>\n" +
		"<div class=\"breadcrumb\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/zwgk\">政务公开</a> &gt; 政府信息公开年报</div>\n" +
		"<table class=\"tools\"><tr><td>字体：</td><td>大</td><td>中</td><td>小</td></tr></table>\n<article>\n" + body + "</article>\n" +
		"<footer><p>主办：" + site + "</p><p>网站标识码：9901010001　联系电话：000-12345</p>" +
		"<table><tr><td>友情链接</td><td>网站地图</td></tr></table></footer>\n<script>var pageCount = 1;</script>\n"
}

// htmlParts splits table 3 in two where the layout says so.
func htmlParts(layout string, s *sheet) []*sheet {
	if layout == "split" && s.number == 3 {
		return s.split(12, true)
	}
	return []*sheet{s}
}

// split cuts a table before a row. Labels that reach over the cut end there,
// and the second part begins with empty cells in their place.
func (s *sheet) split(at int, header bool) []*sheet {
	first, second := &sheet{number: s.number, width: s.width}, &sheet{number: s.number, width: s.width}
	var over []cell
	for i, row := range s.rows[:at] {
		kept := append([]cell(nil), row...)
		for k, c := range kept {
			if left := i + c.rows - at; left > 0 {
				kept[k].rows -= left
				over = append(over, cell{cols: c.cols, rows: left})
			}
		}
		first.rows = append(first.rows, kept)
	}
	if header {
		second.rows = append(second.rows, s.rows[:s.header]...)
	}
	second.rows = append(second.rows, append(over, s.rows[at]...))
	second.rows = append(second.rows, s.rows[at+1:]...)
	first.place()
	second.place()
	return []*sheet{first, second}
}

func htmlTable(layout string, s *sheet) string {
	var b strings.Builder
	b.WriteString("<table border=\"1\" cellspacing=\"0\">\n")
	if layout == "spans-disagree" && s.number == 2 {
		s = disagree(s)
	}
	for i, row := range s.rows {
		tag := "td"
		if layout == "head-cells" && i < s.header {
			tag = "th"
		}
		b.WriteString(htmlRow(layout, tag, row) + "\n")
	}
	b.WriteString("</table>\n")
	return b.String()
}

func htmlRow(layout, tag string, row []cell) string {
	var b strings.Builder
	b.WriteString("<tr>")
	for i, c := range row {
		b.WriteString("<" + tag + spans(c) + ">" + cellHTML(layout, c, i) + "</" + tag + ">")
	}
	b.WriteString("</tr>")
	return b.String()
}

// disagree widens table 2 to five columns; headers and values spread over them
// differently.
func disagree(s *sheet) *sheet {
	out := &sheet{number: 2, width: 5}
	for _, row := range s.rows {
		wide := append([]cell(nil), row...)
		switch {
		case len(wide) == 1:
			wide[0].cols = 5
		case len(wide) == 4 && wide[1].code == "":
			wide[2].cols = 2
		case len(wide) == 4:
			wide[1].cols = 2
		default:
			wide[1].cols++
		}
		out.rows = append(out.rows, wide)
	}
	return out
}

func spans(c cell) string {
	s := ""
	if c.cols > 1 {
		s += fmt.Sprintf(" colspan=\"%d\"", c.cols)
	}
	if c.rows > 1 {
		s += fmt.Sprintf(" rowspan=\"%d\"", c.rows)
	}
	return s
}

// cellHTML prints the inside of a cell.
func cellHTML(layout string, c cell, i int) string {
	text := strings.ReplaceAll(html.EscapeString(c.text), "\n", "<br />")
	switch {
	case layout == "cut-labels" && c.code == "" && c.text != "":
		return "<p>" + cutLabel(c.text) + "</p>"
	case layout == "head-cells" && c.code != "":
		return "<div><strong>" + text + "</strong></div>"
	case layout == "upright" && c.group:
		return "<p><span>" + strings.Join(strings.Split(html.EscapeString(c.text), ""), "</span><span>") + "</span></p>"
	case layout == "office-blanks" && c.text == "":
		return "<p class=\"MsoNormal\"><o:p> </o:p></p>"
	case layout == "nbsp" && c.text == "" && i%2 == 0:
		return "&nbsp;"
	case layout == "nbsp" && c.text == "":
		return "<p align=\"center\">&nbsp;</p>"
	case layout == "nbsp" || layout == "office-blanks":
		return "<p align=\"center\">" + text + "</p>"
	}
	return text
}

// cutLabel cuts a label into spans and fonts of one to three characters.
func cutLabel(text string) string {
	var b strings.Builder
	runes := []rune(text)
	for i := 0; len(runes) > 0; i++ {
		n := min(len(runes), 1+i%3)
		part := strings.ReplaceAll(html.EscapeString(string(runes[:n])), "\n", "<br />")
		if i%2 == 0 {
			b.WriteString("<span style=\"font-size:12px\">" + part + "</span>")
		} else {
			b.WriteString("<font face=\"仿宋\">" + part + "</font>")
		}
		runes = runes[n:]
	}
	return b.String()
}

// encodeHTML writes a page in a character set and lets it say so, say
// otherwise, or say nothing.
func encodeHTML(encoding, page string) ([]byte, error) {
	declared := map[string]string{
		"utf8": "utf-8", "gb18030": "gb2312", "gb18030-misdeclared": "utf-8",
	}[encoding]
	if declared != "" {
		declared = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + declared + "\">\n"
	}
	page = strings.Replace(page, "{charset}", declared, 1)
	if encoding == "utf8" {
		return []byte(page), nil
	}
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(page))
	if err != nil {
		return nil, fmt.Errorf("encoding as GB18030: %w", err)
	}
	return b, nil
}
