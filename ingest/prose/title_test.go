package prose

import (
	"strings"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// Titles as they are met in filed reports (layouts.md §5).
func TestFindTitle(t *testing.T) {
	for _, c := range []struct {
		lines  string
		agency string
		year   int
	}{
		{"盐池县人民政府办公室2023年政府信息公开工作年度报告", "盐池县人民政府办公室", 2023},
		{"盐池县人民政府办公\n室\n2023 年政务信息公开工作年度报告", "盐池县人民政府办公室", 2023},
		{"襄阳市统计局2022年度政府信息公开工作报告", "襄阳市统计局", 2022},
		{"沭阳县发展和改革局2023年政府信息公开年度报告", "沭阳县发展和改革局", 2023},
		{"建邺区水务局2023年政府信息公开工作年报", "建邺区水务局", 2023},
		{"广昌县长桥乡人民政府2019年政府信息公开年度工作报告", "广昌县长桥乡人民政府", 2019},
		{"木场乡2022年度政府信息公开工作年度报告", "木场乡", 2022},
		{"2019年金华市水利局政府信息公开工作年度报告", "金华市水利局", 2019},
		{"连云区教育局政府信息公开工作2025年度报告", "连云区教育局", 2025},
		{"洪山区人民政府信息公开工作年度报告（2023年度）", "洪山区人民政府", 2023},
		{"退役军人事务局信息公开工作年度报告", "退役军人事务局", 0},
		{"2023年政府信息公开工作年度报告", "", 2023},
		{"舒兰市档案局2016年政务（信息）公开工作年度报告", "舒兰市档案局", 2016},
		{"七家子镇2023年政府信息公开工作告年度报", "七家子镇", 2023},
		{"汇龙镇2023年政府信息公开工作年度报告根据《中华人民共和国政府信息公开条例》的规定，现予公布。", "汇龙镇", 2023},
		{"标题\n索引号\n青禾县水务局二〇二三年政府信息公开工作年度报告", "青禾县水务局", 2023},
		{"附件2：青禾县水务局二〇二一年政府信息公开工作年度报告", "青禾县水务局", 2021},
		{"标题：青禾县水务局2023年政府信息公开工作年度报告", "青禾县水务局", 2023},
		{"青禾县水务局关于报送2023年政府信息公开工作年度报告的函", "青禾县水务局", 2023},
		{"青禾县人民政府（办公室）2023年政府信息公开工作年度报告", "青禾县人民政府(办公室)", 2023},
		{"首页>政务公开>青禾县水务局2023年政府信息公开工作年度报告", "青禾县水务局", 2023},
		{"青禾县人民政府门户网站\n2023年政府信息公开工作年度报告", "", 2023},
		{"青禾县人民政府-青禾县水务局2023年政府信息公开工作年度报告", "", 2023},
		{"XX县XX局2023年政府信息公开工作年度报告", "", 2023},
		{"（单位名称）2023年政府信息公开工作年度报告", "", 2023},
		{"政府信息公开年报\n首页\n青禾县水务局2024年政府信息公开工作年度报告", "青禾县水务局", 2024},
	} {
		var head []line
		for _, text := range strings.Split(c.lines, "\n") {
			head = append(head, line{text: text, compact: strings.ReplaceAll(document.Fold(text), " ", "")})
		}
		got, _ := findTitle(head)
		if got.Agency != c.agency || got.Year != c.year {
			t.Errorf("%q: agency %q year %d, want %q %d", c.lines, got.Agency, got.Year, c.agency, c.year)
		}
	}
}

func TestDoubts(t *testing.T) {
	for _, c := range []struct{ name, content, code, candidates string }{
		{"agrees", "青禾县水务局2023年政府信息公开工作年度报告\n统计期限为2023年1月1日至2023年12月31日。", "", ""},
		{"another period", "青禾县水务局2023年政府信息公开工作年度报告\n统计期限为2022年1月1日至12月31日。", "year_conflict", "2023|2022"},
		{"no year", "青禾县水务局政府信息公开工作年度报告\n数据自2022年1月1日起至12月31日止。", "year_missing", "2022"},
		{"no agency", "2023年政府信息公开工作年度报告", "agency_missing", ""},
		{"a period of months", "青禾县水务局2023年政府信息公开工作年度报告\n数据的统计期限：2022年1月至2022年12月。", "year_conflict", "2023|2022"},
		{"an end of the period", "青禾县水务局2023年政府信息公开工作年度报告\n数据统计截止2022年12月31日。", "year_conflict", "2023|2022"},
		{"another year in the prose", "青禾县水务局2023年政府信息公开工作年度报告\n2022年1月至2022年12月收到申请3件。", "", ""},
		{"two titles", "青禾县水务局2022年政府信息公开工作年度报告\n青禾县水务局2023年政府信息公开工作年度报告", "year_conflict", "2023|2022"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := &document.Document{}
			for _, text := range strings.Split(c.content, "\n") {
				doc.Blocks = append(doc.Blocks, document.Block{Paragraph: &document.Paragraph{Text: text, At: "here"}})
			}
			held := Read(doc, nil).Held
			switch {
			case c.code == "" && len(held) > 0:
				t.Errorf("held: %+v", held)
			case c.code == "":
			case len(held) != 1 || held[0].Code != c.code || strings.Join(held[0].Candidates, "|") != c.candidates:
				t.Errorf("held %+v, want %s %s", held, c.code, c.candidates)
			}
		})
	}
}

func TestSectionsAndDate(t *testing.T) {
	doc := &document.Document{}
	for _, text := range []string{"发布日期：2024-01-30", "青禾县水务局2023年政府信息公开工作年度报告", "一、总体公开情况", "甲。", "（一）主动公开", "乙。",
		"二、政府信息主动公开情况", "三、收到和处理政府信息公开申请情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
		"五、存在的主要问题及整改措施。丙。", "六、其他需要报告的事项", "无"} {
		doc.Blocks = append(doc.Blocks, document.Block{Paragraph: &document.Paragraph{Text: text}})
	}
	got := Read(doc, nil)
	if got.PublishedOn != "2024-01-30" {
		t.Errorf("published on %q", got.PublishedOn)
	}
	var keys []string
	for _, s := range got.Sections {
		keys = append(keys, s.Key+"="+s.Text)
	}
	want := "overview=甲。\n（一）主动公开\n乙。|proactive=|applications=|disputes=|problems=丙。|other_matters=无"
	if strings.Join(keys, "|") != want {
		t.Errorf("sections %q, want %q", strings.Join(keys, "|"), want)
	}
}

// Whose report it is that a title names: a government's covers its
// departments, and a region alone says nothing.
func TestScopeOfTheTitle(t *testing.T) {
	for agency, want := range map[string]report.Scope{
		"青禾县人民政府": report.Rollup, "青禾县政府": report.Rollup, "青禾县": report.UnknownScope, "吴忠市盐池县": report.UnknownScope,
		"青禾县高桥镇人民政府": report.Own, "青禾县高桥镇": report.Own, "青禾县人民政府办公室": report.Own, "青禾县经济开发区": report.Own, "": report.UnknownScope,
	} {
		if got := scope(agency); got != want {
			t.Errorf("%q is %s, want %s", agency, got, want)
		}
	}
}

// A page that explains a report, or the blank form, is none.
func TestTitlesOfOtherPages(t *testing.T) {
	for text, want := range map[string]string{
		"青禾县水务局2023年政府信息公开工作年度报告":     "",
		"青禾县水务局2023年政府信息公开工作年度报告解读":   "解读",
		"青禾县水务局2023年政府信息公开工作年度报告（模板）": "模板",
		"一图读懂青禾县水务局2023年政府信息公开工作年度报告": "一图读懂",
	} {
		if got, _ := parseTitle(document.Fold(text), 1); got.Other != want {
			t.Errorf("%q is %q, want %q", text, got.Other, want)
		}
	}
}

// Two years of one body in one file are two reports, even with equal numbers.
func TestTitleOfAnotherYear(t *testing.T) {
	doc := &document.Document{}
	inTable := []bool{false, true, false, true, false}
	for _, text := range []string{"青禾县水务局2023年政府信息公开工作年度报告", "表", "青禾县水务局2022年政府信息公开工作年度报告", "表", "青禾县水务局2021年政府信息公开工作年度报告"} {
		doc.Blocks = append(doc.Blocks, document.Block{Paragraph: &document.Paragraph{Text: text}})
	}
	title := Title{Agency: "青禾县水务局", Year: 2023}
	if got := TitleBetween(doc, title, inTable); got.Year != 2022 {
		t.Errorf("between the tables stands %+v, want that of 2022", got)
	}
	if got := TitleBetween(doc, title, []bool{true, true, false, false, false}); got.Text != "" {
		t.Errorf("%+v does not stand between the tables", got)
	}
	if got := OtherTitle(doc, title); got.Year != 2022 {
		t.Errorf("the other title is %+v, want that of 2022", got)
	}
}
