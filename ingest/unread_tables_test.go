package ingest

import (
	"strings"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// A table of which only bare numbers in the prose are left is held, not
// published as if it were not there.
func TestUnreadTables(t *testing.T) {
	row := "111 112 113 114 115 116 117\n"
	for _, c := range []struct {
		name, key, text string
		status          report.Status
		want            string
	}{
		{"numbers in rows", "applications", "商业企业 科研机构\n" + row + row, report.Absent, "第三部分"},
		{"one number a line", "disputes", "结果维持\n0\n结果纠正\n0\n其他结果\n0\n尚未审结\n0\n总计\n0\n" + strings.Repeat("/ 1\n", 3), report.Absent, "第四部分"},
		{"numbers in sentences", "applications", "收到申请8件，办结9件；\n予以公开3件，部分公开0件，\n不予公开1件，无法提供2件。", report.Absent, ""},
		{"a page number", "applications", "全年没有收到申请。\n- 3 -\n4", report.Absent, ""},
		{"the table was read, and numbers stand below it", "applications", row + row, report.Reported, ""},
		{"another part", "problems", row + row, report.Absent, ""},
	} {
		r := &report.Report{Sections: []report.Section{{Key: c.key, Text: c.text}}}
		for _, code := range []string{"proactive.penalty.decisions", "applications.new_received.total", "disputes.review.total"} {
			r.Observations = append(r.Observations, report.Observation{Edition: "2021", Code: code, Status: c.status})
		}
		got := ""
		for _, h := range unreadTables(r, &document.Document{}) {
			got += h.Place
		}
		for _, o := range r.Observations {
			if part := map[string]string{"proactive": "", "applications": "第三部分", "disputes": "第四部分"}[strings.Split(o.Code, ".")[0]]; c.status == report.Absent &&
				(o.Status == report.Unreadable) != (part != "" && part == c.want) {
				t.Errorf("%s: %s is %s", c.name, o.Code, o.Status)
			}
		}
		if got != c.want {
			t.Errorf("%s: held at %q, want %q", c.name, got, c.want)
		}
	}
}
