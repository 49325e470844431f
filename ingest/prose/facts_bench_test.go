package prose

import (
	"strings"
	"testing"
)

// benchText is prose of the length of a usual report, of our own words.
var benchText = strings.Repeat("2023年，本机关按年度任务清单推进政府信息公开，职责分工、办理流程和审查环节均有专人负责。（一）主动公开。全年在县政府门户网站发布信息310条，内容涉及机构职能、规划计划和办事服务。"+
	"（二）依申请公开。全年收到政府信息公开申请21件，其中自然人申请19件；上年结转2件，办结22件，结转下年度继续办理1件。未发生因政府信息公开引起的行政复议和行政诉讼。"+
	"（三）政府信息管理。公开前逐条审查，涉及个人信息的先作处理再发布，每条信息留有审查记录。\n", 6)

// What the facts cost beside reading title and sections.
func BenchmarkFacts(b *testing.B) {
	r := documentOf("青禾县水务局2023年政府信息公开工作年度报告\n一、总体情况\n" + benchText)
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		r.Facts()
	}
}

func BenchmarkRead(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		documentOf("青禾县水务局2023年政府信息公开工作年度报告\n一、总体情况\n" + benchText)
	}
}
