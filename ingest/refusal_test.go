package ingest_test

import (
	"strings"
	"testing"

	"gongkai/ingest"
)

// A form that nobody filled in is no report, whatever its format.
func TestBlankForm(t *testing.T) {
	form := "甲县水务局2023年政府信息公开工作年度报告\n第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t%\t\t\n行政规范性文件\t\t\t\n"
	for number, want := range map[string]string{"": "table_empty", "0": ""} {
		r := ingest.Read("空表.txt", []byte(strings.Replace(form, "%", number, 1)))
		got := ""
		if r.Error != nil {
			got = r.Error.Code
		}
		if got != want {
			t.Errorf("with %q in one cell the form is refused as %q, want %q", number, got, want)
		}
	}
}
