package dashboard

import (
	"strings"
	"testing"
)

// What is to be known of a file stands on its report's page in full, and on the
// coverage page a line a kind; there without the character set, which changes
// nothing that was read.
func TestFileNotes(t *testing.T) {
	report := page(t, "/agencies/"+off+"/reports/2019")
	for _, said := range []string{`id="notes"`, "一行不是法定表格的行，没有采用（第 1 张表，第 5 行，第 1 列）", "另一行（", "网页没有写明文字编码</li>"} {
		if !strings.Contains(report, said) {
			t.Errorf("the report's page does not say %q", said)
		}
	}
	coverage := page(t, "/coverage")
	for said, want := range map[string]bool{"（同类 2 处）": true, "/reports/2019#notes": true, "文字编码": false} {
		if strings.Contains(coverage, said) != want {
			t.Errorf("coverage: %q is there: %v", said, !want)
		}
	}
	if export := page(t, "/coverage.csv?tab=notes"); !strings.Contains(export, "row_unknown") || strings.Contains(export, "charset_guessed") {
		t.Errorf("export: %.300s", export)
	}
}
