package form

import (
	"testing"

	"gongkai/data"
	"gongkai/ingest/report"
)

// The table of layouts.md §0 and of bad input B68: each text has one reading,
// and none is guessed.
func TestValue(t *testing.T) {
	for _, c := range []struct {
		raw    string
		kind   data.Kind
		want   string
		unit   string
		status report.Status
	}{
		{"\uf035", data.Count, "", "件", report.Unreadable}, // a 5 in the private area of the font Symbol
		{"0", data.Count, "0", "件", report.Reported},
		{"1,234", data.Count, "1234", "件", report.Reported},
		{"１２３４", data.Count, "1234", "件", report.Reported},
		{"11398889", data.Count, "11398889", "件", report.Reported},
		{"12.0", data.Count, "12", "件", report.Reported},
		{"  0", data.Count, "0", "件", report.Reported},
		{"6件", data.Count, "6", "件", report.Reported},
		{"22（其中修订 16 件）", data.Count, "22", "件", report.Reported},
		{"55件（含自然失效29件）", data.Count, "55", "件", report.Reported},
		{"〇", data.Count, "0", "件", report.Reported},
		{"零", data.Count, "0", "件", report.Reported},
		{"−3", data.Count, "-3", "件", report.Reported},
		{"减3", data.Signed, "-3", "件", report.Reported},
		{"+1036", data.Signed, "1036", "件", report.Reported},
		{"-8", data.Signed, "-8", "件", report.Reported},
		{"1\u200b2", data.Count, "12", "件", report.Reported},
		{"", data.Count, "", "件", report.Blank},
		{"\u00a0", data.Count, "", "件", report.Blank},
		{"/", data.Count, "", "件", report.NotApplicable},
		{"—", data.Count, "", "件", report.NotApplicable},
		{"-", data.Count, "", "件", report.NotApplicable},
		{"无", data.Count, "", "件", report.NotApplicable},
		{"不适用", data.Count, "", "件", report.NotApplicable},
		{"12人", data.Count, "", "件", report.Unreadable},
		{"1 234", data.Count, "", "件", report.Unreadable},
		{"十二", data.Count, "", "件", report.Unreadable},
		{"1e9", data.Count, "", "件", report.Unreadable},
		{"3万", data.Count, "", "件", report.Unreadable},
		{"1.5", data.Count, "", "件", report.Unreadable},
		{"1,23", data.Count, "", "件", report.Unreadable},
		{"5¹", data.Count, "", "件", report.Unreadable},
		{"5①", data.Count, "", "件", report.Unreadable},
		{"②", data.Count, "", "件", report.Unreadable},
		{"\u202e12", data.Count, "", "件", report.Unreadable},
		{"\u202b-12\u202c", data.Signed, "", "件", report.Unreadable},
		{"\u206712\u2069", data.Count, "", "件", report.Unreadable},
		{"\u202a12\u202c", data.Count, "12", "件", report.Reported},
		{"\u202d12\u202c", data.Count, "12", "件", report.Reported},
		{"1\b2", data.Count, "", "件", report.Unreadable},
		{"000", data.Count, "", "件", report.Unreadable},
		{"约20", data.Count, "", "件", report.Unreadable},
		{"空", data.Count, "", "件", report.Unreadable},
		{"2\uFFFD", data.Count, "", "件", report.Unreadable},
		{"99999999999999999999", data.Count, "", "件", report.Unreadable},
		{"59237.2449", data.AmountWan, "59237.2449", "万元", report.Reported},
		{"0.37万元", data.AmountWan, "0.37", "万元", report.Reported},
		{"152790元", data.AmountWan, "15.279", "万元", report.Reported},
		{"0.001元", data.AmountWan, "", "万元", report.Unreadable},
		{"251000元", data.AmountAsPrinted, "251000", "元", report.Reported},
		{"8040", data.AmountAsPrinted, "8040", "", report.Reported},
	} {
		formUnit := map[data.Kind]string{data.Count: "件", data.Signed: "件", data.AmountWan: "万元"}[c.kind]
		got, unit, status := value(c.raw, data.Cell{Kind: c.kind, Unit: formUnit}, "采购总金额")
		text := ""
		if got != nil {
			text = got.String()
		}
		if text != c.want || status != c.status || unit != c.unit {
			t.Errorf("%q (%s) reads %q %q %s, want %q %q %s", c.raw, c.kind, text, unit, status, c.want, c.unit, c.status)
		}
	}
}

func TestProcurementUnitFromHeader(t *testing.T) {
	got, unit, _ := value("477.35", data.Cell{Kind: data.AmountAsPrinted}, "采购总金额(万元)")
	if got.String() != "477.35" || unit != "万元" {
		t.Errorf("got %s %s, want 477.35 万元", got, unit)
	}
}
