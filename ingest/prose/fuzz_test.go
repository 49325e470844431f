package prose

import (
	"reflect"
	"strings"
	"testing"

	"gongkai/data"
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

// No text breaks the reader of facts: every figure has a value and stands in
// its sentence, every mention is of a known kind. (Z9)
func FuzzFacts(f *testing.F) {
	for _, seed := range []string{"2022年收到政府信息公开申请3,259件，其中自然人约1.9万余件（含上年结转二十一件），占80.5%。", "未发生行政复议、诉讼；均为0。",
		"统计期限为2023年1月1日至12月31日，由六部分组成，〔2019〕60号", "受理５件》《公报》公开文件", "收到申请10-15件\n，12月。年年2023年"} {
		f.Add(seed)
	}
	kinds := map[string]bool{}
	for _, m := range data.MentionKinds() {
		kinds[m] = true
	}
	f.Fuzz(func(t *testing.T, content string) {
		read := func() Facts {
			return documentOf("青禾县水务局2023年政府信息公开工作年度报告\n一、总体情况\n" + content).Facts()
		}
		got := read()
		if again := read(); !reflect.DeepEqual(got, again) {
			t.Error("read twice, with two results")
		}
		for _, g := range got.Figures {
			if g.Value == nil || g.Value.Micro() < 0 || g.Said == "" || g.Sentence == "" || g.At == "" || g.Section == "" || g.Unit == "" {
				t.Errorf("figure %+v", g)
			}
		}
		for _, m := range got.Mentions {
			if !kinds[m.Kind] {
				t.Errorf("mention %+v", m)
			}
		}
		for _, s := range got.Sentences {
			if len(s.Hash) != 16 || s.Length < minFingerprint {
				t.Errorf("sentence %+v", s)
			}
		}
	})
}
