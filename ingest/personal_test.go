package ingest

import (
	"strings"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// The numbers are made up; only their check digits are real.
func TestPersonalNumbers(t *testing.T) {
	for _, c := range []struct{ text, kinds, masked string }{
		{"身份证号11010519491231002X。", "身份证号", "身份证号110*************2X。"},
		{"身份证号110105194912310021。", "", ""}, // the check digit is wrong
		{"电话13800138000", "手机号", "电话138******00"},
		{"电话0553-8812345、12345", "", ""},
		{"卡4111111111111111和4111111111111112", "银行卡号", "卡411***********11和4111111111111112"},
		{"索引号 113202130140000002023000001", "", ""},
		{"13800138000，11010519491231002X", "手机号 身份证号", "138******00，110*************2X"},
	} {
		var kinds []string
		for _, p := range findPersonal(c.text) {
			kinds = append(kinds, p.kind)
		}
		if c.masked == "" {
			c.masked = c.text
		}
		if got := strings.Join(kinds, " "); got != c.kinds || maskPersonal(c.text) != c.masked {
			t.Errorf("%s: %q, %s; want %q, %s", c.text, got, maskPersonal(c.text), c.kinds, c.masked)
		}
	}
}

// No text that is kept shows a person's number: not the sections, not the
// sentences that figures and mentions quote.
func TestQuotesShowNoPersonalNumbers(t *testing.T) {
	const said = "收到申请1件，电话13800138000。"
	r := &report.Report{Sections: []report.Section{{Text: said}}, Figures: []report.Figure{{Sentence: said}}, Mentions: []report.Mention{{Sentence: said}}}
	noteAll(r, &document.Document{}, nil)
	for _, text := range []string{r.Sections[0].Text, r.Figures[0].Sentence, r.Mentions[0].Sentence} {
		if text != "收到申请1件，电话138******00。" {
			t.Errorf("kept %s", text)
		}
	}
}
