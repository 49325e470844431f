package form_test

import (
	"strings"
	"testing"

	"gongkai/ingest/form"
	"gongkai/ingest/html"
	"gongkai/ingest/report"
)

// readPage reads a web page whose tables are given like text with tabs; a
// number after × is how many columns a cell spans.
func readPage(t *testing.T, tables ...string) (map[string]report.Observation, form.Result) {
	t.Helper()
	var page strings.Builder
	for _, table := range tables {
		page.WriteString("<table>")
		for _, line := range strings.Split(strings.TrimRight(table, "\n"), "\n") {
			page.WriteString("<tr>")
			for _, cell := range strings.Split(line, "\t") {
				words, span, _ := strings.Cut(cell, "×")
				page.WriteString(`<td colspan="` + span + `">` + words + "</td>")
			}
			page.WriteString("</tr>")
		}
		page.WriteString("</table>")
	}
	doc, err := html.Parse(page.String())
	if err != nil {
		t.Fatal(err)
	}
	res := form.Read(doc, func() int { return 2023 })
	out := map[string]report.Observation{}
	for _, o := range res.Observations {
		out[o.Code] = o
	}
	return out, res
}

const (
	applicants = "申请人情况\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
	carried    = "二、上年结转政府信息公开申请数量"
)

// A column that the form does not have: a grid shows which one it is, text
// does not. What counts is the cell of natural persons and that of the total.
func TestColumnsThatTheFormDoesNotHave(t *testing.T) {
	for _, c := range []struct {
		name, table              string
		code                     string
		inGrid, inText           report.Status
		inGridValue, inTextValue string
	}{
		{"subtotal, natural persons blank", strings.Replace(applicants, "总计", "小计\t总计", 1) + "\n" + row3 + "\t\t2\t3\t4\t5\t6\t20\t20\n",
			"natural_person", report.Blank, report.Unreadable, "", ""},
		{"subtotal", strings.Replace(applicants, "总计", "小计\t总计", 1) + "\n" + row3 + "\t1\t2\t3\t4\t5\t6\t20\t21\n",
			"total", report.Reported, report.Unreadable, "21", ""},
		{"subtotal, total blank", strings.Replace(applicants, "总计", "小计\t总计", 1) + "\n" + row3 + "\t1\t2\t3\t4\t5\t6\t20\t\n",
			"total", report.Blank, report.Unreadable, "", ""},
		{"number of the row, total blank", strings.Replace(applicants, "自然人", "序号\t自然人", 1) + "\n" + row3 + "\t1\t5\t2\t3\t4\t5\t6\t\n",
			"natural_person", report.Reported, report.Unreadable, "5", ""},
		{"a remark for a column", strings.Replace(applicants, "法律服务机构\t其他\t总计", "其他\t总计\t备注", 1) + "\n" + row3 + "\t1\t2\t3\t4\t6\t16\t\n",
			"total", report.Unreadable, report.Unreadable, "", ""},
		{"total first", "申请人情况\t总计\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n" + row3 + "\t21\t1\t2\t3\t4\t5\t6\n",
			"natural_person", report.Unreadable, report.Unreadable, "", ""},
		{"another row shows that the last column counts", "申请人情况\n" + row3 + "\t\t2\t3\t4\t5\t6\t20\t9\n" + carried + "\t1\t2\t3\t4\t5\t6\t21\t9\n",
			"natural_person", report.Unreadable, report.Unreadable, "", ""},
		{"misprinted labels are the form's", strings.Replace(applicants, "科研机构", "科研构", 1) + "\n" + row3 + "\t1\t2\t3\t4\t5\t6\t21\n",
			"total", report.Reported, report.Reported, "21", "21"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := readPage(t, c.table)
			want(t, got, "applications.new_received."+c.code, c.inGrid, c.inGridValue)
			got, _ = read(t, c.table)
			want(t, got, "applications.new_received."+c.code, c.inText, c.inTextValue)
		})
	}
}

// A row of a grid that ends short has lost a cell, and nobody knows which.
func TestRowsThatLostACell(t *testing.T) {
	for _, c := range []struct {
		name, line, code string
		status           report.Status
		value            string
	}{
		{"ends short", "\t1\t2\t3\t4\t5\t6", "natural_person", report.Unreadable, ""},
		{"a cell of two columns", "\t1\t2×2\t4\t5\t6\t21", "total", report.Unreadable, ""},
		{"the label takes a column", "×2\t2\t3\t4\t5\t6\t20", "total", report.Reported, "20"},
		{"the label takes a column", "×2\t2\t3\t4\t5\t6\t20", "natural_person", report.Absent, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := readPage(t, applicants+"\n"+row3+"\t1\t2\t3\t4\t5\t6\t21\n"+carried+c.line)
			want(t, got, "applications.carried_over."+c.code, c.status, c.value)
		})
	}
}

// Columns made of spaces count only where the lines agree about them.
func TestSpacedColumnsThatDisagree(t *testing.T) {
	full := row3 + "  1    2    3    4    5    6    21\n"
	for name, c := range map[string]struct {
		content string
		status  report.Status
		value   string
	}{
		"two lines agree":    {full + carried + "  1    2    3    4    5    6    21\n（一）予以公开                         2    3    4    5    6    20\n", report.Reported, "20"},
		"one line alone":     {full + "（一）予以公开                         2    3    4    5    6    20\n", report.Unreadable, ""},
		"two lines disagree": {full + carried + "       1    2    3    4    5    6    21\n（一）予以公开                         2    3    4    5    6    20\n", report.Unreadable, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := read(t, c.content)
			want(t, got, "applications.outcome.disclosed.total", c.status, c.value)
		})
	}
}

const disputes = "行政复议×5\t行政诉讼×10\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉×5\t复议后起诉×5\n" +
	"结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"

// Table 4 has one row of numbers; under the numbers of the columns, or beside
// those of another year, nobody knows which it is.
func TestSeveralRowsOfNumbersInTable4(t *testing.T) {
	row := strings.Repeat("3\t", 14) + "3\n"
	for name, c := range map[string]struct {
		rows   string
		status report.Status
		value  string
	}{
		"one row":                {row, report.Reported, "3"},
		"a blank row after it":   {row + strings.Repeat("\t", 14) + "\n", report.Reported, "3"},
		"numbers of the columns": {"1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\n" + row, report.Unreadable, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := readPage(t, disputes+c.rows)
			want(t, got, "disputes.review.upheld", c.status, c.value)
			got, _ = read(t, strings.NewReplacer("×5", "", "×10", "").Replace(disputes)+c.rows)
			want(t, got, "disputes.review.upheld", c.status, c.value)
		})
	}
	_, res := readPage(t, disputes+row, disputes+strings.Replace(row, "3", "4", 1))
	if len(res.Held) != 1 || res.Held[0].Code != "several_reports" {
		t.Errorf("two tables 4 are held as %+v", res.Held)
	}
}

// Rows of a summary, or of the table of another year, that stand among those
// of the table.
func TestRowsPrintedTwice(t *testing.T) {
	numbers := "\t1\t2\t3\t4\t5\t6\t21\n"
	summary := applicants + "\n" + row3 + "\t9\t0\t0\t0\t0\t0\t9\n"
	got, _ := readPage(t, summary, applicants+"\n一、本年新收政府信息公开申请数"+numbers+carried+numbers)
	want(t, got, "applications.new_received.total", report.Unreadable, "")
	want(t, got, "applications.carried_over.total", report.Reported, "21")

	rest := "（一）予以公开" + numbers + "1.属于国家秘密" + numbers + "2.其他法律行政法规禁止公开" + numbers + "（七）总计" + numbers
	last := strings.ReplaceAll(row3+numbers+carried+numbers+rest, "21", "22")
	_, res := readPage(t, applicants+"\n"+strings.Replace(last, "（七）总计", "（七）", 1), applicants+"\n"+strings.Replace(row3+numbers+carried+numbers+rest, "一、", "", 1))
	if len(res.Held) != 1 || res.Held[0].Code != "several_reports" {
		t.Errorf("two tables whose rows are mixed are held as %+v", res.Held)
	}
}

// A column that nothing names, beside one of the form's that is blank in every
// row: text shows it by fields that no depth of a label explains, or by numbers
// under the labels of their neighbours.
func TestUnnamedColumnBesideABlankOne(t *testing.T) {
	fields := func(one, two, header string) string { // one and two: the fields of rows whose labels stand at different depths
		return header + "\n" + row3 + "\t" + one + "\n" + carried + "\t" + one + "\n三、本年度办理结果\t（一）予以公开\t" + two + "\n（七）总计\t" + one + "\n"
	}
	const lines = "申请人情况\n自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"
	spaced := func(labels, numbers string) string { // at the same places in every line
		row := strings.Repeat(" ", 10) + numbers + "\n"
		return strings.Repeat(" ", 40) + labels + "\n" + "一、本年新收政府信息公开申请数量" + row[2:] + "二、上年结转政府信息公开申请数量" + row[2:] +
			"（一）予以公开" + strings.Repeat(" ", 16) + row + "（七）总计" + strings.Repeat(" ", 20) + row
	}
	const labels = "自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他    总计"
	for _, c := range []struct {
		name, table string
		status      report.Status
		value       string
	}{
		{"blank first, extra last", fields("\t2\t3\t4\t5\t6\t20\t9", "\t2\t3\t4\t5\t6\t20\t9", lines), report.Unreadable, ""},
		{"extra first, blank last", fields("9\t1\t2\t3\t4\t5\t6\t", "9\t1\t2\t3\t4\t5\t6\t", lines), report.Unreadable, ""},
		{"fields that labels leave blank", fields("\t1\t2\t3\t4\t5\t6\t21", "1\t2\t3\t4\t5\t6\t21", lines), report.Reported, "1"},
		{"every line ends in a separator", fields("1\t2\t3\t4\t5\t6\t21\t", "1\t2\t3\t4\t5\t6\t21\t", strings.ReplaceAll(lines, "\n", "\t\n")+"\t"), report.Reported, "1"},
		{"in columns of the labels", spaced(labels, "1       2         3         4             5             6       21"), report.Reported, "1"},
		{"in columns of their neighbours", spaced(labels, "        2         3         4             5             6       20      9"), report.Unreadable, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := read(t, c.table)
			want(t, got, "applications.new_received.natural_person", c.status, c.value)
		})
	}
}

// Labels of table 4 that stand before table 3 are none of its header.
func TestTable4BeforeTable3(t *testing.T) {
	four := disputes + strings.Repeat("3\t", 14) + "3\n"
	three := func(n string) string {
		numbers := "\t" + n + "\t2\t3\t4\t5\t6\t21\n"
		return applicants + "\n" + row3 + numbers + carried + numbers + "（一）予以公开" + numbers + "（七）总计" + numbers
	}
	got, _ := readPage(t, four, three("1"))
	want(t, got, "applications.new_received.natural_person", report.Reported, "1")
	_, res := readPage(t, three("1"), four, three("7"))
	if len(res.Held) != 1 || res.Held[0].Code != "several_reports" {
		t.Errorf("a second table 3 after table 4 is held as %+v", res.Held)
	}
}

// The fee is in 万元 unless the table says otherwise.
func TestUnitOfTheFee(t *testing.T) {
	for _, c := range []struct {
		before, head, fee string
		status            report.Status
		value             string
	}{
		{"", "本年收费金额（单位：万元）", "12.5", report.Reported, "12.5"},
		{"", "本年收费金额", "12.5", report.Reported, "12.5"},
		{"", "本年收费金额\t（单位：元）", "125000", report.Unreadable, ""},
		{"", "本年收费金额\t（单位：元）", "125000元", report.Reported, "12.5"},
		{"单位：件、元\n", "本年收费金额", "125000", report.Unreadable, ""},
		{"单位：件、元\n", "本年收费金额（单位：万元）", "12.5", report.Reported, "12.5"},
	} {
		got, _ := read(t, c.before+header2021+"规章\t0\t0\t0\n第二十条第（八）项\n信息内容\t"+c.head+"\n行政事业性收费\t"+c.fee+"\n")
		want(t, got, "proactive.fee.amount_wan", c.status, c.value)
	}
}

// Columns of one block that are swapped are seen though another block prints
// the same labels in order.
func TestSwappedColumnsOfOneBlock(t *testing.T) {
	block := "\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n"
	content := "第二十条第（五）项" + strings.Replace(block, "上一年项目数量\t本年增/减", "本年增/减\t上一年项目数量", 1) + "行政许可\t2\t30\t400\n其他对外管理服务事项\t0\t0\t0\n" +
		"第二十条第（六）项" + block + "行政处罚\t50\t6\t700\n行政强制\t0\t0\t0\n"
	got, _ := read(t, content)
	want(t, got, "proactive.licensing.items_prev_2019", report.Unreadable, "")
	want(t, got, "proactive.penalty.items_prev_2019", report.Reported, "50")
}

// Numbers above their labels: each label would get the numbers of the next row.
func TestNumbersAboveTheirLabels(t *testing.T) {
	numbers := "1\n2\n3\n4\n5\n6\n21\n"
	head := strings.ReplaceAll(applicants, "\t", "\n") + "\n"
	got, _ := read(t, head+numbers+row3+"\n"+numbers+carried+"\n"+numbers+"（一）予以公开\n")
	want(t, got, "applications.new_received.total", report.Unreadable, "")
	want(t, got, "applications.carried_over.total", report.Unreadable, "")

	got, _ = read(t, head+row3+"\n"+numbers+carried+"\n"+numbers+"小计\n"+numbers+"（一）予以公开\n"+numbers)
	want(t, got, "applications.carried_over.total", report.Reported, "21")
	want(t, got, "applications.outcome.disclosed.total", report.Reported, "21")
}

// A row that is printed twice with other numbers is not read, the first one of a
// table neither.
func TestFirstRowPrintedTwice(t *testing.T) {
	for _, table := range []string{
		applicants + "\n" + row3 + "\t1\t2\t3\t4\t5\t6\t21\n" + row3 + "\t7\t7\t7\t7\t7\t7\t42\n" + carried + "\t0\t0\t0\t0\t0\t0\t0\n",
		applicants + "\n" + row3 + "\t1\t2\t3\t4\t5\t6\t21\n" + carried + "\t0\t0\t0\t0\t0\t0\t0\n" + carried + "\t7\t0\t0\t0\t0\t0\t7\n三、本年度办理结果\t（一）予以公开\t0\t0\t0\t0\t0\t0\t0\n",
	} {
		code := "applications.new_received.natural_person"
		if strings.Count(table, carried) > 1 {
			code = "applications.carried_over.natural_person"
		}
		got, _ := readPage(t, table)
		want(t, got, code, report.Unreadable, "")
		got, _ = read(t, table)
		want(t, got, code, report.Unreadable, "")
	}
}

// A number on a line of its own may be the last cell of the row above it, or the rest
// of it; else it is said that it is there.
func TestNumberOnALineOfItsOwn(t *testing.T) {
	const (
		after  = "二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"
		full   = "\t1\t2\t3\t4\t5\t6\t2\n"
		spaced = "  1    2    3    4    5    6    21\n"
	)
	for _, c := range []struct {
		name, lines  string
		first, total string // of 一、本年新收; ? for unreadable
		note         string // a number that is said to be alone, and at which line
	}{
		{"after a blank", "\t1\t2\t3\t4\t5\t6\t\n21\n" + after, "?", "?", ""},
		{"after a number", full + "1\n" + after, "1", "?", "1 line 3"},
		{"after a number and a blank field", "\t1\t2\t3\t4\t5\t6\t21\t\n1\n" + after, "1", "21", "1 line 3"},
		{"after a blank line", full + "\n1\n" + after, "1", "2", "1 line 4"},
		{"with a word", full + "第1页\n" + after, "1", "2", ""},
		{"beside another", full + "1\t2\n" + after, "1", "2", ""},
		{"after the last row", full + after + "7\n", "1", "2", "7 line 4"},
		{"far behind the last row", full + after + "\n7\n", "1", "2", ""},
		{"after columns made of spaces", spaced + "1\n" + after, "?", "?", ""},
		{"a line after columns made of spaces", spaced + "\n1\n" + after, "1", "21", "1 line 4"},
		{"none", "\t1\t2\t3\t4\t5\t6\t\n" + after, "1", "", ""},
	} {
		got, res := read(t, applicants+"\n"+row3+c.lines)
		t.Log(c.name)
		for code, text := range map[string]string{"natural_person": c.first, "total": c.total} {
			status, value := report.Reported, text
			switch text {
			case "":
				status = report.Blank
			case "?":
				status, value = report.Unreadable, ""
			}
			want(t, got, "applications.new_received."+code, status, value)
		}
		note := ""
		for _, n := range res.Notes {
			if n.Code == "number_alone" {
				_, number, _ := strings.Cut(n.Message, "“")
				number, _, _ = strings.Cut(number, "”")
				note += number + " " + strings.TrimSuffix(n.Place, " column 1")
			}
		}
		if note != c.note {
			t.Errorf("note %q, want %q", note, c.note)
		}
	}
}

// A row of which label, numbers and the next heading stand on one line is there.
func TestRowThatRunsIntoTheNextHeading(t *testing.T) {
	got, _ := read(t, applicants+"\n"+row3+"\t1\t2\t3\t4\t5\t6\t21\n"+carried+"\t0\t0\t0\t0\t0\t0\t0\n"+
		"四、结转下年度继续办理1 0 0 0 0 0 1四、政府信息公开行政复议、行政诉讼情况\n")
	want(t, got, "applications.carried_forward.total", report.Unreadable, "")
	want(t, got, "applications.new_received.total", report.Reported, "21")
}
