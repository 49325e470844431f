package ingest_test

import (
	"os"
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

// Where every number is doubted for what it looks like, that is said, and not
// that rows and columns are wrong.
func TestDoubtedTables(t *testing.T) {
	page, err := os.ReadFile("../data/sample/real/reports/suqian-2023.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, before, put, code, says string }{
		{"as it is", "</head>", "</head>", "", ""},
		{"white", "</head>", `<style>td{color:#fff}</style></head>`, "cells_doubted", "文字是白色的"},
		{"a font of the page", "</head>", `<style>@font-face{font-family:d;src:url(d.woff)} td{font-family:d}</style></head>`, "cells_doubted", "网页自带的字体"},
	} {
		changed := strings.Replace(string(page), c.before, c.put, 1)
		if c.code != "" && changed == string(page) {
			t.Fatalf("%s: nothing was changed", c.name)
		}
		code, message := "", ""
		if e := ingest.Read("a.html", []byte(changed)).Error; e != nil {
			code, message = e.Code, e.Message
		}
		if code != c.code || !strings.Contains(message, c.says) {
			t.Errorf("%s: refused as %q: %s; want %q, which says %s", c.name, code, message, c.code, c.says)
		}
	}
}

// So it is where one of the tables is.
func TestDoubtedTable(t *testing.T) {
	page, err := os.ReadFile("../data/sample/real/reports/suqian-2023.html")
	if err != nil {
		t.Fatal(err)
	}
	last := strings.LastIndex(string(page), "<table")
	r := ingest.Read("a.html", []byte(string(page[:last])+`<div style="text-decoration:line-through">`+string(page[last:])))
	got := ""
	for _, h := range r.Held {
		got += h.Code + ": " + h.Message
	}
	if want := "table_unreadable: 第四部分的表格没有一格能确定（15格）：这里有划掉的文字"; got != want {
		t.Errorf("held as %q, want %q (%v)", got, want, r.Error)
	}
}
