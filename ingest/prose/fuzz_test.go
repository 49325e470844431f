package prose

import (
	"reflect"
	"strings"
	"testing"

	"gongkai/ingest/document"
)

// No text breaks the reader of titles: a year is one of this century, an
// agency has no spaces at its ends, a report without either is held. (Z9)
func FuzzTitle(f *testing.F) {
	for _, seed := range []string{"青禾县水务局2023年政府信息公开工作年度报告", "二〇二三年\n青禾县水务局信息公开工作年度报告（2023年度）", "青禾县水务局2022年政府信息公开工作年度报告\n统计期限为2023年1月1日至12月31日。",
		"一、总体情况\n发布日期：2024-01-20\n六、其他需要报告的事项", "关于印发《2023年政府信息公开年报》的通知"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		doc := &document.Document{}
		for _, line := range strings.Split(content, "\n") {
			doc.Blocks = append(doc.Blocks, document.Block{Paragraph: &document.Paragraph{Text: line, At: "line"}})
		}
		got := Read(doc, nil)
		if again := Read(doc, nil); !reflect.DeepEqual(got, again) {
			t.Error("read twice, with two results")
		}
		if got.Title.Year != 0 && (got.Title.Year < 2000 || got.Title.Year > 2099) {
			t.Errorf("year %d", got.Title.Year)
		}
		if got.Title.Agency != strings.TrimSpace(got.Title.Agency) {
			t.Errorf("agency %q", got.Title.Agency)
		}
		if (got.Title.Agency == "" || got.Title.Year == 0) && len(got.Held) == 0 {
			t.Errorf("not held: %+v", got.Title)
		}
	})
}
