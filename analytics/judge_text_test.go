package analytics_test

import (
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/document"
	"gongkai/ingest/prose"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// writes gives every report of a case this prose, by the reader that all
// reports go through.
func writes(agency, text string) func(*warehouse.Filed) {
	return func(f *warehouse.Filed) {
		doc := &document.Document{}
		for _, line := range strings.Split(agency+"2023年政府信息公开工作年度报告\n"+text, "\n") {
			doc.Blocks = append(doc.Blocks, document.Block{Paragraph: &document.Paragraph{Text: line, At: "here"}})
		}
		read := prose.Read(doc, nil)
		facts := read.Facts()
		f.Report.Title, f.Report.Sections = read.Title.Text, read.Sections
		f.Report.Figures, f.Report.Mentions, f.Report.Sentences = facts.Figures, facts.Mentions, facts.Sentences
	}
}

// overview writes only section one.
func overview(text string) func(*warehouse.Filed) {
	return writes("青禾县水务局", "一、总体情况\n"+text)
}

// What the prose says in numbers against the tables.
func TestFiguresAgainstTables(t *testing.T) {
	const all = "X-01 X-02 X-03 X-04 X-05 X-06 X-07 X-08 X-11"
	carried := cells{natural: "6", company: "1", received: "7", carriedOver: "2", disclosed: "8", concluded: "8", "applications.carried_forward.total": "1", reviews: "3"}
	judgeAll(t, []judgeCase{
		{name: "all right", filings: one(2023, carried), rules: all, counts: "X-01 1/0/0, X-06 1/0/0, X-07 2/0/0, X-08 2/0/0, X-03 1/0/0",
			edit: overview("收到政府信息公开申请7件，上年结转2件，办结8件，结转下年度继续办理1件；其中自然人申请6件，商业企业1件。因政府信息公开引起的行政复议3件。")},
		{name: "accepted means received and carried over", filings: one(2023, carried), rules: all, edit: overview("受理政府信息公开申请9件。"),
			want: []string{"X-01 requests_accepted 9件 a/2023 fail info"}},
		{name: "nothing in the tables", filings: one(2023, carried), rules: all, edit: overview("收到政府信息公开申请11件。"),
			want: []string{"X-01 requests_received 11件 a/2023 fail warning"}},
		{name: "right elsewhere in the text", filings: one(2023, carried), rules: all, edit: overview("收到政府信息公开申请7件。收到政府信息公开申请4件，均为征地信息。"),
			want: []string{"X-01 requests_received 4件 a/2023 fail info", "X-11 requests_received a/2023 fail info"}},
		{name: "of the whole county", filings: one(2023, carried), rules: all, edit: overview("全县收到政府信息公开申请95件。"),
			want: []string{"X-01 requests_received 95件 a/2023 not_assessable info"}},
		{name: "of another year", filings: one(2023, carried), rules: all, edit: overview("2022年收到政府信息公开申请4件。")},
		{name: "about", filings: one(2023, carried), rules: all, edit: overview("收到政府信息公开申请近10件。")},
		{name: "the cell is blank", filings: one(2023, cells{received: ""}), rules: all, edit: overview("收到政府信息公开申请3件。"),
			want: []string{"X-01 requests_received 3件 a/2023 not_assessable info"}},
		{name: "none, but some", filings: one(2023, carried), rules: all, edit: overview("未收到政府信息公开申请。未发生因政府信息公开引起的行政复议、行政诉讼。"),
			want: []string{"X-04 requests_none 未收到政府信息公开申请 a/2023 fail warning", "X-05 reviews_none 未发生因政府信息公开引起的行政复议 a/2023 fail warning"}},
		{name: "all closed, but some carried forward", filings: one(2023, carried), rules: all, edit: overview("收到政府信息公开申请7件，均按时办结。"),
			want: []string{"X-06 requests_all_closed 均按时办结 a/2023 fail warning"}},
		{name: "documents", filings: one(2023, cells{issued: "4", inForce: "32"}), rules: all, edit: overview("制定规范性文件0件，废止0件，现行有效0件。"),
			want: []string{"X-02 documents_in_force 0件 a/2023 fail warning", "X-02 documents_issued 0件 a/2023 fail warning"}},
		{name: "applicants, carried and concluded", filings: one(2023, carried), rules: all,
			edit: overview("收到政府信息公开申请7件，办结5件，结转下年度继续办理4件；其中自然人申请2件。"),
			want: []string{"X-06 requests_answered 5件 a/2023 fail warning", "X-07 requests_carried_forward 4件 a/2023 fail warning", "X-08 applicants_natural 2件 a/2023 fail warning"}},
		{name: "reviews", filings: one(2023, carried), rules: all, edit: overview("因政府信息公开引起的行政复议2件。"), want: []string{"X-03 reviews 2件 a/2023 fail warning"}},
	})
}

// What the prose names.
func TestNamesInText(t *testing.T) {
	const all = "X-09 X-11 X-12 X-14 S-04 S-10"
	judgeAll(t, []judgeCase{
		{name: "nothing wrong", filings: one(2023, nil), rules: all, counts: "X-09 1/0/0, X-12 1/0/0, X-14 1/0/0, S-10 1/0/0",
			edit: overview("收到政府信息公开申请7件，较2022年增加2件，其中自然人申请5件，占71.4%。")},
		{name: "data of last year", filings: one(2023, nil), rules: all, edit: overview("2022年收到政府信息公开申请7件。"), want: []string{"X-09 2022 a/2023 fail warning"}},
		{name: "work of last year", filings: one(2023, nil), rules: all, edit: overview("2022年，本机关调整了分工。"), want: []string{"X-09 2022 a/2023 fail info"}},
		{name: "an earlier year", filings: one(2023, nil), rules: all, edit: overview("2020年收到政府信息公开申请7件。")},
		{name: "two values", filings: one(2023, nil), rules: all, edit: overview("主动公开政府信息20条。主动公开政府信息16条。"), want: []string{"X-11 items_disclosed a/2023 fail info"}},
		{name: "another body", filings: one(2023, nil), rules: all, edit: overview("我镇高度重视信息公开。"), want: []string{"X-12 我镇 a/2023 fail warning"}},
		{name: "percentage", filings: one(2023, nil), rules: all, edit: overview("收到政府信息公开申请10件，其中自然人申请8件，占85.5%。"), want: []string{"X-14 85.5 a/2023 fail info"}},
		{name: "percentage without decimals", filings: one(2023, nil), rules: all, edit: overview("收到政府信息公开申请7件，其中自然人申请5件，占71%。"), counts: "X-14 1/0/0"},
		{name: "old notice", filings: one(2023, nil), rules: all, edit: writes("青禾县水务局", "按国办公开办函〔2019〕60号编制。\n一、总体情况\n信息公开。"), want: []string{"S-04 国办公开办函〔2019〕60号 a/2023 fail info"}},
		{name: "notice of its time", filings: one(2020, nil), rules: "S-04", edit: writes("青禾县水务局", "按国办公开办函〔2019〕60号编制。\n一、总体情况\n信息公开。"), counts: "S-04 1/0/0"},
		{name: "instructions", filings: one(2023, nil), rules: all, edit: overview("（该部分以表格形式报告。表格如下：）"), want: []string{"S-10 该部分以表格形式报告 a/2023 fail info"}},
	})
}

// wholeText is prose in which nothing is missing, of our own words.
const wholeText = `统计期限为2023年1月1日至2023年12月31日。本报告由六个部分组成。
一、总体情况
主动公开工作按照年度清单逐项推进落实。依申请公开工作做到逐件登记逐件答复。政府信息管理坚持公开之前逐条审查登记。公开平台安排专人每日检查链接附件。监督保障列入科室的年度工作考核内容。开展社会评议并且向社会公布评议结果。全年没有发生需要追究责任的各类情形。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
目前仍有部分栏目更新间隔偏长的不足。下一步将按月检查各个栏目的更新情况。检查的结果每个季度通报到各个科室。
六、其他需要报告的事项
本年度收取信息处理费0元。`

// What must be there, and what is said of fees.
func TestContents(t *testing.T) {
	const all = "S-01 S-05 S-08 S-09 S-11 R-01 R-02 R-03 R-04 R-05 D-07 T3-08 F-01 F-02 F-03 F-04 X-15"
	const town = "青禾县河口镇人民政府"
	without := func(old, with string) func(*warehouse.Filed) {
		if !strings.Contains(wholeText, old) {
			t.Errorf("%q is not in the text", old)
		}
		return writes(town, strings.Replace(wholeText, old, with, 1))
	}
	busy := cells{received: "25", "proactive.fee.amount_wan": "0.02"}
	cases := []judgeCase{
		{name: "all there", edit: without("六个", "六个"), counts: "S-01 6/0/0, S-09 1/0/0, S-11 5/0/0, R-02 1/0/0, R-03 1/0/0, R-04 1/0/0, D-07 1/0/0, F-01 1/0/0, X-15 1/0/0"},
		{name: "a section", edit: without("五、存在的主要问题及改进情况\n", ""), want: []string{"S-01 problems A/2023 fail warning", "S-09 - A/2023 fail info"}},
		{name: "the last section", edit: without("六、其他需要报告的事项\n", ""),
			want: []string{"R-04 - A/2023 fail info", "S-01 other_matters A/2023 fail warning", "S-09 - A/2023 fail info"}},
		{name: "problems are none", edit: without("目前仍有部分栏目更新间隔偏长的不足。下一步将按月检查各个栏目的更新情况。检查的结果每个季度通报到各个科室。", "无。"), want: []string{"S-08 - A/2023 fail warning"}},
		{name: "no measures", edit: without("下一步将按月检查各个栏目的更新情况。", "群众查找信息因此需要多花一些时间。"), want: []string{"R-02 - A/2023 fail warning"}},
		{name: "parts", edit: without("六个部分", "五个部分"), want: []string{"S-09 - A/2023 fail info"}},
		{name: "a topic", edit: without("公开平台安排专人每日检查链接附件", "办公场所安排专人每日检查设施设备"), want: []string{"S-11 platform A/2023 fail info"}},
		{name: "accountability", edit: without("全年没有发生需要追究责任的各类情形", "全年没有发生泄露秘密的各类情形"), want: []string{"R-03 - A/2023 fail warning"}},
		{name: "period of another year", edit: without("2023年1月1日至2023年", "2023年1月1日至2024年"), want: []string{"D-07 - A/2023 fail error", "S-05 - A/2023 fail error"}},
		{name: "period too short", edit: without("12月31日", "12月30日"), want: []string{"D-07 - A/2023 fail warning"}},
		{name: "period that begins late", edit: without("2023年1月1日至", "2023年3月1日至"), want: []string{"D-07 - A/2023 fail warning"}},
		{name: "period that ends early", edit: without("12月31日", "11月30日"), want: []string{"D-07 - A/2023 fail warning"}},
		{name: "period named by its year", edit: without("2023年1月1日至2023年12月31日", "2023年度"), counts: "D-07 1/0/0, S-05 1/0/0"},
		{name: "period of another year, by its name", edit: without("2023年1月1日至2023年12月31日", "2022年度"), want: []string{"D-07 - A/2023 fail error", "S-05 - A/2023 fail error"}},
		{name: "period without dates", edit: without("2023年1月1日至2023年12月31日", "本年度"), want: []string{"D-07 - A/2023 not_assessable info", "S-05 - A/2023 not_assessable info"}},
		{name: "period of a body that began in spring", bodies: town + " township township 2023..", edit: without("2023年1月1日至", "2023年3月1日至"), counts: "D-07 1/0/0"},
		{name: "no period", edit: without("统计期限为2023年1月1日至2023年12月31日。", ""), want: []string{"D-07 - A/2023 fail info", "S-05 - A/2023 not_assessable info"}},
		{name: "no fees", edit: without("本年度收取信息处理费0元", "没有需要说明的其他事项"), want: []string{"F-01 - A/2023 fail info"}},
		{name: "overdue fees unsaid", filings: one(2023, cells{"applications.other.fee_overdue.total": "1"}), edit: without("本年度收取信息处理费0元", "没有需要说明的其他事项"),
			want: []string{"F-01 - A/2023 fail info", "T3-08 - A/2023 fail warning"}},
		{name: "too much for few requests", filings: one(2023, cells{received: "3", "proactive.fee.amount_wan": "5"}), edit: without("费0元", "费300元"), want: []string{"F-02 - A/2023 fail warning"}},
		{name: "off the tariff, above all fees", filings: one(2023, busy), edit: without("费0元", "费205元"), want: []string{"F-03 - A/2023 fail info", "F-04 - A/2023 fail info"}},
		{name: "none, but a fee elsewhere", filings: one(2023, cells{received: "25", "proactive.fee.amount_wan": "5"}),
			edit: without("六、其他需要报告的事项\n本年度收取信息处理费0元。", "本年度收取信息处理费100元。\n六、其他需要报告的事项\n无。"), want: []string{"X-15 - A/2023 fail warning"}},
		{name: "bare tables", edit: writes(town, ""), want: []string{"S-01 - A/2023 not_assessable info", "S-05 - A/2023 not_assessable info"}},
		{name: "made out in pictures, a heading misread", edit: inPicture(without("五、存在的主要问题及改进情况\n", "")), want: []string{"S-01 - A/2023 not_assessable info", "S-05 - A/2023 not_assessable info"}},
		{name: "the headings are read, the text is not", edit: writes(town, "一、总体情况\n五、存在的主要问题及改进情况\n内容较多，另见附件第一页至第三页\n六、其他需要报告的事项\n见附件"),
			want: []string{"F-01 - A/2023 not_assessable info", "R-02 - A/2023 not_assessable info", "R-03 - A/2023 not_assessable info", "S-01 applications A/2023 fail warning",
				"S-01 disputes A/2023 fail warning", "S-01 proactive A/2023 fail warning", "S-05 - A/2023 not_assessable info", "S-11 - A/2023 not_assessable info"}},
	}
	for i := range cases {
		c := &cases[i]
		c.rules = all
		if c.bodies == "" {
			c.bodies = town + " township township"
		}
		if c.filings == nil {
			c.filings = one(2023, cells{received: "12"})
		}
		c.filings[0].agency = town
		for j := range c.want {
			c.want[j] = strings.Replace(c.want[j], " A/", " "+town+"/", 1)
		}
	}
	judgeAll(t, cases)
}

// A report whose sentences are those of last year's, or of another body.
func TestCopies(t *testing.T) {
	copied := func(bodies ...string) []filing {
		var out []filing
		for _, b := range bodies {
			out = append(out, filing{agency: b, year: 2023})
		}
		return out
	}
	judgeAll(t, []judgeCase{
		{name: "of last year", filings: two(2023, nil, nil), rules: "X-13", edit: writes("青禾县水务局", wholeText), want: []string{"X-13 - a/2023 fail info"}},
		{name: "of another body", bodies: "a constituent_dept county, b constituent_dept county", filings: copied("a", "b"), rules: "X-13", edit: writes("青禾县水务局", wholeText),
			want: []string{"X-13 - a/2023 fail info", "X-13 - b/2023 fail info"}},
		{name: "alone", filings: one(2023, nil), rules: "X-13", edit: writes("青禾县水务局", wholeText), counts: "X-13 1/0/0"},
		{name: "too short to say", filings: two(2023, nil, nil), rules: "X-13", edit: overview("主动公开工作按照年度清单逐项推进落实。")},
	})
}

// A report that says that nothing came in is to print its zeros; whether it did
// is not known where the table was not read.
func TestZerosOfTable3(t *testing.T) {
	printing := func(status report.Status, raw string) func(*warehouse.Filed) {
		said := overview("全年未收到政府信息公开申请。")
		return func(f *warehouse.Filed) {
			said(f)
			for i := range f.Report.Observations {
				if o := &f.Report.Observations[i]; strings.HasPrefix(o.Code, "applications.") {
					o.Status, o.Raw, o.Value = status, raw, nil
				}
			}
		}
	}
	judgeAll(t, []judgeCase{
		{name: "zeros", filings: one(2023, nil), rules: "R-05", edit: overview("全年未收到政府信息公开申请。"), counts: "R-05 1/0/0"},
		{name: "blanks", filings: one(2023, nil), rules: "R-05", edit: printing(report.Blank, ""), want: []string{"R-05 - a/2023 fail info"}},
		{name: "not read", filings: one(2023, nil), rules: "R-05", edit: printing(report.Unreadable, "0 | 0"), want: []string{"R-05 - a/2023 not_assessable info"}},
	})
}

// Of a fact with several values two that differ are shown, however often and in
// whatever scope the first is said again.
func TestTwoValuesDiffer(t *testing.T) {
	content := warehouse.Content{Program: "test", Registry: &registry.Registry{}}
	judgeCase{filings: one(2023, nil), edit: overview("主动公开政府信息20条。主动公开政府信息16条。本机关主动公开政府信息20条。")}.addTo(t, &content, "910000")
	db, err := warehouse.OpenMemory(t.Context(), content, analytics.Judge)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var left, right string
	if err := db.QueryRowContext(t.Context(), "SELECT left_side, right_side FROM finding WHERE rule = 'X-11'").Scan(&left, &right); err != nil {
		t.Fatal(err)
	}
	if left != "20条" || right != "16条" {
		t.Errorf("%s and %s", left, right)
	}
}

// A finding about the text quotes the sentence that it is about.
func TestFindingsQuoteTheirSentence(t *testing.T) {
	text := strings.NewReplacer(
		"六个部分", "五个部分",
		"12月31日", "12月30日",
		"依申请公开工作", "（该部分以表格形式报告。）依申请公开工作",
		"目前仍有部分栏目更新间隔偏长的不足。下一步将按月检查各个栏目的更新情况。检查的结果每个季度通报到各个科室。", "无。",
	).Replace(wholeText)
	content := warehouse.Content{Program: "test", Registry: &registry.Registry{}}
	judgeCase{filings: one(2023, cells{received: "12"}), edit: writes("青禾县水务局", text)}.addTo(t, &content, "910000")
	db, err := warehouse.OpenMemory(t.Context(), content, analytics.Judge)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for rule, want := range map[string]string{
		"S-08": "无", "S-09": "本报告由五个部分组成。", "S-10": "（该部分以表格形式报告。", "D-07": "统计期限为2023年1月1日至2023年12月30日。",
	} {
		var quote string
		if err := db.QueryRowContext(t.Context(), "SELECT quote FROM finding WHERE rule = $1", rule).Scan(&quote); err != nil || quote != want {
			t.Errorf("%s quotes %q (%v), want %q", rule, quote, err, want)
		}
	}
}
