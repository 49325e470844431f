package sample

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/data"
)

// block is one part of a page in reading order.
type block struct {
	kind  string // title, date, heading, paragraph, table, metadata, picture
	text  string
	sheet *sheet
}

var ordinals = []string{"", "一", "二", "三", "四", "五", "六"}

// blocks lists what the report prints, in reading order.
func (r *report) blocks() []block {
	var out []block
	if r.recipe.is("front", "metadata") {
		out = append(out, block{kind: "metadata", sheet: r.metadata()})
	}
	if r.recipe.is("front", "metadata-glued") {
		for _, text := range r.metadataGlued() {
			out = append(out, block{kind: "paragraph", text: text})
		}
	}
	for _, title := range r.titles {
		out = append(out, block{kind: "title", text: title})
	}
	if date := r.dateLine(); date != "" {
		out = append(out, block{kind: "date", text: date})
	}
	for _, text := range r.before {
		out = append(out, block{kind: "paragraph", text: text})
	}
	for _, section := range data.Sections() {
		if section.Key == r.leaveOut {
			continue
		}
		out = append(out, block{kind: "heading", text: r.heading(section)})
		for _, text := range r.sections[section.Key] {
			out = append(out, block{kind: "paragraph", text: text})
		}
		switch {
		case section.Table == 0:
		case r.recipe.is("layout", "images"):
			out = append(out, block{kind: "picture", text: fmt.Sprintf("table%d.png", section.Table)})
		default:
			s := r.sheetOf(section.Table)
			r.restyle(s)
			out = append(out, block{kind: "table", sheet: s})
		}
		if section.Table == 4 && r.recipe.is("labels", "footnote") {
			out = append(out, block{kind: "paragraph", text: "注：行政复议、行政诉讼数量含上年度结转数量。"})
		}
	}
	return out
}

// headingWords are other usual words for headings.
var headingWords = map[string]string{
	"overview": "总体概述", "disputes": "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "problems": "政府信息公开工作存在的主要问题及改进情况",
}

// heading prints a section's heading in the style of the recipe.
func (r *report) heading(section data.Section) string {
	number, words := ordinals[section.Number]+"、", section.Heading
	switch r.recipe.styles["headings"].short {
	case "aliases":
		if other := headingWords[section.Key]; other != "" {
			words = other
		}
	case "numbers-lost":
		number = ""
	case "numbers-cut":
		number = "、"
	case "space-for-mark":
		number = ordinals[section.Number] + " "
	}
	return number + words
}

// dateLine states the day of publication in one of the usual ways.
func (r *report) dateLine() string {
	if r.published == "" {
		return ""
	}
	year, month, day := r.published[:4], r.published[5:7], r.published[8:]
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	switch r.random("date").IntN(3) {
	case 0:
		return "发布日期：" + r.published
	case 1:
		return fmt.Sprintf("发布时间：%s年%d月%d日", year, m, d)
	}
	return fmt.Sprintf("发布日期：%s年%d月%d日", year, m, d)
}

// metadata is the table of index number, issuer and date that many sites
// print before a report.
func (r *report) metadata() *sheet {
	pair := func(name, value, name2, value2 string) []cell {
		return []cell{{text: name, cols: 1, rows: 1}, {text: value, cols: 1, rows: 1}, {text: name2, cols: 1, rows: 1}, {text: value2, cols: 1, rows: 1}}
	}
	s := &sheet{width: 4, rows: [][]cell{
		pair("索引号", fmt.Sprintf("%s/%d-%05d", r.agency.RegionCode, r.year+1, r.random("index").IntN(100000)), "分类", "政府信息公开年报"),
		pair("发布机构", r.name, "公开日期", r.published),
		pair("文号", "", "关键词", "信息公开;年报"),
	}}
	s.place()
	return s
}

// metadataGlued is the same where each name ran into its value.
func (r *report) metadataGlued() []string {
	return []string{
		fmt.Sprintf("索引号%s/%d-%05d", r.agency.RegionCode, r.year+1, r.random("index").IntN(100000)),
		"标题" + strings.Join(r.titles[:1], ""), "发布机构" + r.name, "公开日期" + r.published,
	}
}

const junk = "{{ title }} {{ errorMessage }}"

// render prints the report in its styles.
func (r *report) render() ([]byte, error) {
	switch r.recipe.family {
	case "text":
		return encodeText(r.recipe.styles["encoding"].short, r.text())
	case "html":
		return encodeHTML(r.recipe.styles["encoding"].short, r.html())
	default:
		return r.docx()
	}
}

// upright spells a text one character a paragraph.
func upright(text string) string {
	return strings.Join(strings.Split(text, ""), "\n")
}
