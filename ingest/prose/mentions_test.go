package prose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// mentionList writes the mentions of some kinds as kind=value/context.
func mentionList(facts Facts, kinds ...string) string {
	var out []string
	for _, m := range facts.Mentions {
		if slices.Contains(kinds, m.Kind) {
			s := m.Kind + "=" + m.Value
			if m.Context != "" {
				s += "/" + m.Context
			}
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// What a sentence says of a year decides whether it may be another one.
func TestYears(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2023年收到政府信息公开申请6件。", ""},
		{"2022年收到政府信息公开申请6件。", "year=2022/data"},
		{"2022年1月1日至12月31日，收到政府信息公开申请6件。", "year=2022/data"},
		{"2024年度办理政府信息公开申请，共收到政府信息公开申请6件。", "year=2024/data"},
		{"2022年，本机关调整了分工。", "year=2022/work"},
		{"收到政府信息公开申请6件，较2022年增加2件。", "year=2022/comparison"},
		{"与2022年相比，收到政府信息公开申请6件。", "year=2022/comparison"},
		{"2022年同期收到政府信息公开申请4件。", "year=2022/comparison"},
		{"2022年结转政府信息公开申请1件。", "year=2022/carried"},
		{"结转至2024年继续办理1件。", "year=2024/carried"},
		{"下一步，2024年拟组织培训3次。", "year=2024/plan"},
		{"2024年将组织培训3次。", "year=2024/plan"},
		{"根据《青禾县2022年工作安排》，组织培训3次。", "year=2022/document"},
		{"对照2022年度考核结果改进工作。", "year=2022/document"},
		{"（青政办发〔2022〕5号）印发后，组织培训3次。", ""},
		{"2019年修订的条例施行后，收到政府信息公开申请6件。", "year=2019/law"},
		{"2019年以来，培训30次。", "year=2019/since"},
		{"2022年3月1日，新网站开通。", "year=2022/date"},
		{"本系统在2022年上线，2023年收到政府信息公开申请6件。", "year=2022"},
	} {
		if got := mentionList(factsOf("青禾县水务局", c.text), "year"); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestMentions(t *testing.T) {
	const before = "青禾县水务局2023年政府信息公开工作年度报告\n"
	for _, c := range []struct{ name, text, kinds, want string }{
		{"period", "统计期限为2023年1月1日至2023年12月31日。", "period", "period=2023-01-01/2023-12-31"},
		{"period, year said once", "数据统计期限自2023年1月1日起至12月30日止。", "period", "period=2023-01-01/2023-12-30"},
		{"period without year", "统计期限为1月1日至12月31日。", "period", "period=-01-01/-12-31"},
		{"period that lost its marks", "统计期限为202311日至20231231日。", "period", "period="},
		{"notice", "按照国办公开办函〔2021〕30号的要求编制。", "notice", "notice=国办公开办函〔2021〕30号/2021"},
		{"old notice", "按照国办公开办函〔2019〕60号的要求编制。", "notice", "notice=国办公开办函〔2019〕60号/2019"},
		{"notice that lost a bracket", "按照国办公开办函〔202130号的要求编制。", "notice", "notice=国办公开办函〔2021〕30号/2021"},
		{"parts", "本报告由六个部分组成。", "parts", "parts=6/announced"},
		{"parts listed", "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议、行政诉讼情况、存在的主要问题及改进情况六部分组成。", "parts",
			"parts=6/announced parts=5/listed"},
		{"parts of another thing", "部分科室更新不及时。", "parts", ""},
		{"sections and topics", "一、总体情况\n主动公开方面，发布信息。\n（二）依申请公开\n渠道畅通。\n六、其他需要报告的事项\n信息处理费未收取。", "section topic fee",
			"section=overview section=other_matters topic=主动公开 topic=依申请公开 fee=processing_fee"},
		{"problems only", "五、存在的主要问题及改进情况\n目前栏目更新仍有不足。", "problems", "problems=problem"},
		{"instructions", "二、主动公开政府信息情况\n（该部分以表格形式报告。）", "instruction", "instruction=该部分以表格形式报告"},
		{"another body's pronoun", "一、总体情况\n我镇高度重视信息公开。", "body", "body=我镇/pronoun"},
		{"its own pronoun", "一、总体情况\n我局高度重视信息公开。", "body", ""},
		{"another body's number", "一、总体情况\n青禾县教育局收到政府信息公开申请3件。", "body", "body=青禾县教育局/name"},
		{"another body that works along", "一、总体情况\n联合青禾县教育局举办培训3次。", "body", ""},
		{"another body speaks", "一、总体情况\n青禾县教育局将继续公开信息。", "body", "body=青禾县教育局/name"},
		{"the government of its region", "一、总体情况\n青禾县人民政府高度重视公开工作。", "body", ""},
		{"expired documents", "一、总体情况\n2件规范性文件有效期届满失效。", "expiry", "expiry=expired"},
		{"expired pages", "一、总体情况\n过期和失效的网页及时清理。", "expiry", ""},
		{"share", "一、总体情况\n收到政府信息公开申请10件，其中自然人8件，占80%。", "percent", "percent=80/8/10"},
		{"growth is no share", "一、总体情况\n收到政府信息公开申请10件，同比增长80%。", "percent", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			facts := documentOf(before + c.text).Facts()
			if got := mentionList(facts, strings.Fields(c.kinds)...); got != c.want {
				t.Errorf("%s: %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// Copies are told although numbers, years and names were changed.
func TestFingerprints(t *testing.T) {
	hashes := func(agency, text string) (out []string) {
		for _, s := range factsOf(agency, text).Sentences {
			if s.Section == "overview" {
				out = append(out, s.Hash)
			}
		}
		return out
	}
	one := hashes("青禾县水务局", "2023年，青禾县水务局按季度检查公开栏目，更新信息310条。短句。")
	same := hashes("青禾县教育局", "2022年，青禾县教育局按季度检查公开栏目，更新信息28条。")
	other := hashes("青禾县水务局", "2023年，青禾县水务局按月检查公开栏目，更新信息310条。")
	if len(one) != 1 || fmt.Sprint(one) != fmt.Sprint(same) || fmt.Sprint(one) == fmt.Sprint(other) {
		t.Errorf("%v, %v should be equal, %v another", one, same, other)
	}
}

func TestSentenceAsPrinted(t *testing.T) {
	facts := factsOf("青禾县水务局", "按照规定的程序和时限，由受理科室逐件登记并且答复，全年共收到政府信\n息公开申请 15 件；答复 １５ 件。其余情况良好。")
	const want = "按照规定的程序和时限，由受理科室逐件登记并且答复，全年共收到政府信息公开申请 15 件；答复 １５ 件。"
	if len(facts.Figures) != 2 || facts.Figures[0].Sentence != want || facts.Figures[0].At != "line 3" {
		t.Errorf("%+v, want %s", facts.Figures, want)
	}
}
