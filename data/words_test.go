package data

import "testing"

func TestCellWords(t *testing.T) {
	for code, want := range map[string][2]string{
		"applications.new_received.company":         {"一、本年新收政府信息公开申请数量", "商业企业"},
		"applications.other.misc.total":             {"（六）其他处理·3.其他", "总计"},
		"applications.outcome.total.natural_person": {"（七）总计", "自然人"},
		"disputes.litigation_direct.upheld":         {"", "未经复议直接起诉·结果维持"},
		"proactive.normative_doc.issued":            {"行政规范性文件", "本年制发件数"},
		"proactive.normative_doc.public_total_2019": {"规范性文件", "对外公开总数量"},
		"applications.refused.state_secret.total":   {"（三）不予公开·1.属于国家秘密", "总计"},
		"disputes.review.total":                     {"", "行政复议·总计"},
	} {
		c, ok := FindCell(code)
		if !ok {
			t.Errorf("%s is not there", code)
			continue
		}
		if got := [2]string{c.RowWords(), c.ColWords()}; got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
	if _, ok := FindCell("applications.none"); ok {
		t.Error("a cell that no form has was found")
	}
}
