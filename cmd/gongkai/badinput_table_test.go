package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/ingest"
	"gongkai/ingest/badinput"
)

var update = flag.Bool("update", false, "write docs/bad-input.md instead of comparing it")

// writeCase writes the rows of a case, and takes its files out of the list.
func writeCase(out *strings.Builder, c badinput.Case, byName map[string]ingest.File) {
	if c.NotHere != "" {
		fmt.Fprintf(out, "| %s | %s | | %s | |\n", c.ID, c.What, c.NotHere)
	}
	for i, w := range c.Want {
		f := byName[nameOf(c, w)]
		delete(byName, nameOf(c, w))
		what, choice := c.What, c.Choice
		if i > 0 {
			what, choice = "", ""
		}
		if c.AnyOrder { // which of them is the original is decided by content
			f.Outcome, f.Message = ingest.Outcome(w.Outcome), ""
		}
		if w.AnyCode {
			f.Code, f.Message, f.Hint = "damaged_file、timeout、memory_exceeded 或 reader_crashed", "因机器而异", ""
		}
		fmt.Fprintf(out, "| %s | %s | %s | %s | %s |\n", c.ID, cellText(what), cellText(w.File), became(f), cellText(choice))
	}
}

var outcomeWords = map[ingest.Outcome]string{ingest.Published: "发布", ingest.Held: "待人工确认", ingest.Rejected: "不能读取", ingest.Duplicate: "重复", ingest.Ignored: "忽略"}

// became says what a run did with a file, as a line of its own.
func became(f ingest.File) string {
	parts := []string{outcomeWords[f.Outcome]}
	for _, part := range []string{f.Code, data.PlaceWords(f.Place), f.Message} {
		if part != "" {
			parts = append(parts, cellText(part))
		}
	}
	if f.Outcome == ingest.Rejected {
		parts = append(parts, cellText(f.Hint))
	}
	line := strings.Join(parts, " · ")
	for _, n := range f.Notes {
		line += "；提醒 " + cellText(strings.Trim(data.PlaceWords(n.Place)+"："+n.Message, "：")+"（"+n.Code+"）")
	}
	return line
}

// cellText makes a text safe for a cell of a Markdown table.
func cellText(s string) string {
	if r := []rune(s); len(r) > 160 {
		s = string(r[:160]) + "…"
	}
	return strings.NewReplacer("|", "\\|", "<", "&lt;", "\\u", "\\\\u").Replace(oneLine(s))
}

const badInputHead = `# 有问题的输入

` + "`go test ./cmd/gongkai -run TestBadInput`" + ` 造出下面的每一种文件（` + "`ingest/badinput`" + `），和 20 份各种格式的好年报放在一起，
一次读入：好年报全部发布，退出码 3，每一份有问题的文件落到下表的结果。本表由这次运行写成（` + "`-update`" + `）。
最后一栏是有多种合理结果时的选择。

| 编号 | 输入 | 文件 | 结果 | 选择 |
|---|---|---|---|---|
`

func compareGolden(t *testing.T, path, table string) {
	t.Helper()
	got := badInputHead + table
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		g, w := "", ""
		if i < len(gotLines) {
			g = gotLines[i]
		}
		if i < len(wantLines) {
			w = wantLines[i]
		}
		if g != w {
			t.Errorf("%s line %d (run with -update after checking)\n got %s\nwant %s", path, i+1, g, w)
		}
	}
}
