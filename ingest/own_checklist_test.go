package ingest

import (
	"testing"

	"gongkai/data"
)

// A 核对单 is known by its legend, and in a PDF, where that is a page heading, by
// its first finding; reports have circled numbers too.
func TestIsLegend(t *testing.T) {
	for text, want := range map[string]bool{
		data.ChecklistLegend: true,
		"数字后面的①②③\n是下面各条的序号；粗框红底为错误":    true,
		"①错误T3-01 “(四)”各列之和（13）≠总计（11）": true,
		"① 不能判断 X-09　正文没有这个数字":          true,
		"①错误地认为申请人须说明用途":                false,
		"①公开 ②不予公开 ③无法提供":               false,
		"数字后面的单位是件":                     false,
	} {
		if got := isLegend(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
