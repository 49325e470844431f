package badinput

import (
	"fmt"
	"strings"
)

// form is a report to be written in any format. Its numbers are 0 but for the
// applications of natural persons.
type form struct {
	agency string
	year   int
	n      int // applications received from natural persons, all granted
	// set replaces the text of value cells by "table/row/column", from 0, such
	// as "3/0/6" for the total of new applications.
	set map[string]string
	// raw replaces what a format writes for a value cell, in its own markup.
	raw map[string]string
	// prose is added to the last section, title stands for the usual title.
	prose, title string
}

// cell is a label or a value of a table, with its spans.
type cell struct {
	text       string
	cols, rows int
	key        string // of a value cell
}

type table [][]cell

func label(text string, cols, rows int) cell { return cell{text: text, cols: cols, rows: rows} }

func (f form) heading() string {
	if f.title != "" {
		return f.title
	}
	return fmt.Sprintf("%s%d年政府信息公开工作年度报告", f.agency, f.year)
}

// value is the cell of a value, 0 unless the report says otherwise.
func (f form) value(number, row, column, cols int) cell {
	key := fmt.Sprintf("%d/%d/%d", number, row, column)
	text := "0"
	if number == 3 && (row == 0 || row == 2 || row == len(outcomes)) && (column == 0 || column == 6) {
		text = fmt.Sprint(f.n)
	}
	if other, ok := f.set[key]; ok {
		text = other
	}
	return cell{text: text, cols: cols, rows: 1, key: key}
}

// before and after are the paragraphs around the tables.
func (f form) before() []string {
	return []string{f.heading(), "一、总体情况", fmt.Sprintf("%d年收到政府信息公开申请%d件。", f.year, f.n), "二、主动公开政府信息情况"}
}

func (f form) after() []string {
	out := []string{"五、存在的主要问题及改进情况", "业务学习还要加强。", "六、其他需要报告的事项", "本年度没有其他需要报告的事项。"}
	if f.prose != "" {
		out = append(out, f.prose)
	}
	return out
}

// proactive is table 2.
func (f form) proactive() table {
	t := table{{label("第二十条第（一）项", 4, 1)},
		{label("信息内容", 1, 1), label("本年制发件数", 1, 1), label("本年废止件数", 1, 1), label("现行有效件数", 1, 1)}}
	n := 0
	for _, name := range []string{"规章", "行政规范性文件"} {
		t = append(t, []cell{label(name, 1, 1), f.value(2, n, 0, 1), f.value(2, n, 1, 1), f.value(2, n, 2, 1)})
		n++
	}
	for _, block := range [][]string{{"第二十条第（五）项", "本年处理决定数量", "行政许可"}, {"第二十条第（六）项", "本年处理决定数量", "行政处罚", "行政强制"},
		{"第二十条第（八）项", "本年收费金额（单位：万元）", "行政事业性收费"}} {
		t = append(t, []cell{label(block[0], 4, 1)}, []cell{label("信息内容", 1, 1), label(block[1], 3, 1)})
		for _, name := range block[2:] {
			t = append(t, []cell{label(name, 1, 1), f.value(2, n, 0, 3)})
			n++
		}
	}
	return t
}

// outcomes are the rows of table 3 after the two kinds of applications: group
// and label.
var outcomes = [][2]string{{"", "（一）予以公开"}, {"", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"},
	{"（三）不予公开", "1.属于国家秘密"}, {"（三）不予公开", "2.其他法律行政法规禁止公开"}, {"（三）不予公开", "3.危及“三安全一稳定”"},
	{"（三）不予公开", "4.保护第三方合法权益"}, {"（三）不予公开", "5.属于三类内部事务信息"}, {"（三）不予公开", "6.属于四类过程性信息"},
	{"（三）不予公开", "7.属于行政执法案卷"}, {"（三）不予公开", "8.属于行政查询事项"},
	{"（四）无法提供", "1.本机关不掌握相关政府信息"}, {"（四）无法提供", "2.没有现成信息需要另行制作"}, {"（四）无法提供", "3.补正后申请内容仍不明确"},
	{"（五）不予处理", "1.信访举报投诉类申请"}, {"（五）不予处理", "2.重复申请"}, {"（五）不予处理", "3.要求提供公开出版物"},
	{"（五）不予处理", "4.无正当理由大量反复申请"}, {"（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"},
	{"（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"},
	{"（六）其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"}, {"（六）其他处理", "3.其他"}, {"", "（七）总计"}}

var applicants = []string{"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}

// applications is table 3.
func (f form) applications() table {
	t := table{{label("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), label("申请人情况", 7, 1)},
		{label("自然人", 1, 2), label("法人或其他组织", 5, 1), label("总计", 1, 2)}, nil}
	for _, a := range applicants {
		t[2] = append(t[2], label(a, 1, 1))
	}
	values := func(row int) (out []cell) {
		for column := range 7 {
			out = append(out, f.value(3, row, column, 1))
		}
		return out
	}
	t = append(t, append([]cell{label("一、本年新收政府信息公开申请数量", 3, 1)}, values(0)...),
		append([]cell{label("二、上年结转政府信息公开申请数量", 3, 1)}, values(1)...))
	group := ""
	for i, o := range outcomes {
		var row []cell
		if i == 0 {
			row = append(row, label("三、本年度办理结果", 1, len(outcomes)))
		}
		switch {
		case o[0] == "":
			row = append(row, label(o[1], 2, 1))
		case o[0] != group:
			row = append(row, label(o[0], 1, sameGroup(o[0])), label(o[1], 1, 1))
		default:
			row = append(row, label(o[1], 1, 1))
		}
		group = o[0]
		t = append(t, append(row, values(2+i)...))
	}
	return append(t, append([]cell{label("四、结转下年度继续办理", 3, 1)}, values(2+len(outcomes))...))
}

func sameGroup(group string) int {
	n := 0
	for _, o := range outcomes {
		if o[0] == group {
			n++
		}
	}
	return n
}

// disputes is table 4.
func (f form) disputes() table {
	t := table{{label("行政复议", 5, 2), label("行政诉讼", 10, 1)}, {label("未经复议直接起诉", 5, 1), label("复议后起诉", 5, 1)}, nil, nil}
	for column := range 15 {
		t[2] = append(t[2], label([]string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}[column%5], 1, 1))
		t[3] = append(t[3], f.value(4, 0, column, 1))
	}
	return t
}

// parts are the blocks of a report in order: a string is a paragraph.
func (f form) parts() []any {
	var out []any
	for _, p := range f.before() {
		out = append(out, p)
	}
	out = append(out, f.proactive(), "三、收到和处理政府信息公开申请情况", f.applications(), "四、政府信息公开行政复议、行政诉讼情况", f.disputes())
	for _, p := range f.after() {
		out = append(out, p)
	}
	return out
}

// text writes the report as text, cells separated by tabs.
func (f form) text() string {
	var b strings.Builder
	for _, part := range f.parts() {
		switch p := part.(type) {
		case string:
			b.WriteString(p + "\n")
		case table:
			for _, row := range p {
				var fields []string
				for _, c := range row {
					fields = append(fields, c.content(f, func(s string) string { return s }))
				}
				b.WriteString(strings.Join(fields, "\t") + "\n")
			}
		}
	}
	return b.String()
}

// content is what a format writes for a cell: its own markup where the report
// has some, else the text, escaped.
func (c cell) content(f form, escape func(string) string) string {
	if raw, ok := f.raw[c.key]; ok && c.key != "" {
		return raw
	}
	return escape(c.text)
}
