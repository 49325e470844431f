package analytics_test

import (
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// county is the data set whose answers the tests work out by hand. What is not
// named is 0. Requests received, by body and year:
//
//	      2020   2021       2022        2023
//	off     20     30         33 (rev 2)   9
//	edu      5      /          8           0
//	agr      4      6 (old)    –           –      – not expected
//	pov  blank      ?          –           –
//	rur      –      –         12          40 (scope unknown: not counted)
//	tow   none      3       held           0
//	sum     29     39         53           9
//	gov     31     45         50        none      the roll-up report
//	tax      –    100          –           –      outside the total
func county() []filing {
	own := report.Own
	return []filing{
		{off, "甲县人民政府办公室", 2020, "2019", cells{received: "20", natural: "15", company: "5", carriedOver: "2",
			concluded: "21", disclosed: "8", partial: "2", secret: "1"}, own, "2021-01-31", 0, false},
		{edu, "甲县教育体育局", 2020, "2019", cells{received: "5", natural: "5", concluded: "5", disclosed: "4"},
			own, "2021-02-01", 0, false},
		{agr, "甲县农业局", 2020, "2019", cells{received: "4"}, own, "", 0, false},
		{pov, "甲县扶贫办", 2020, "2019", cells{received: ""}, own, "", 0, false},
		{gov, "甲县人民政府", 2020, "2019", cells{received: "31", concluded: "26", disclosed: "13"}, report.Rollup, "2021-03-31", 0, false},

		{off, "甲县人民政府办公室", 2021, "2021", cells{received: "30", natural: "20", company: "10", carriedOver: "1",
			concluded: "28", disclosed: "10", partial: "4", secret: "2", process: "3", notHeld: "6", issued: "3", repealed: "1",
			inForce: "10", fee: "1.5", reviews: "12", corrected: "3", pending: "2"}, own, "2022-01-15", 0, false},
		{edu, "甲县教育体育局", 2021, "2021", cells{received: "/", concluded: "12", disclosed: "6", partial: "",
			issued: "2", repealed: "", fee: "0.25", reviews: "4", pending: ""}, own, "", 0, false},
		{agr, "甲县农业局", 2021, "2019", cells{received: "6", carriedOver: "5", "proactive.normative_doc.made_2019": "4",
			"applications.other.combined_2019.total": "7"}, own, "", 0, false},
		{pov, "甲县扶贫办", 2021, "2021", cells{received: "?"}, own, "", 0, false},
		{tow, "甲县城关镇人民政府", 2021, "2021", cells{received: "3", company: "gone"}, own, "2022-06-01", 0, false},
		{tax, "国家税务总局甲县税务局", 2021, "2021", cells{received: "100"}, own, "2022-01-01", 0, false},
		{gov, "甲县人民政府", 2021, "2021", cells{received: "45"}, report.Rollup, "2022-04-01", 0, false},

		{off, "甲县人民政府办公室", 2022, "2021", cells{received: "99"}, own, "2023-01-20", 1, true},
		{off, "甲县人民政府办公室", 2022, "2021", cells{received: "33", issued: "6", fee: "2"}, own, "2023-02-15", 2, false},
		{edu, "甲县教育局", 2022, "2021", cells{received: "8", natural: "absent", company: "", research: "2", issued: "1",
			fee: "0.1"}, own, "", 0, false},
		{rur, "甲县农业农村局", 2022, "2021", cells{received: "12"}, own, "2023-01-31", 0, false},
		{gov, "甲县人民政府", 2022, "2021", cells{received: "50"}, report.Rollup, "", 0, false},
		{other, "乙县人民政府办公室", 2022, "2021", cells{received: "7"}, own, "", 0, false},
		{stranger, "丙县水务局", 2022, "2021", cells{received: "1000"}, own, "", 0, false},

		{off, "甲县人民政府办公室", 2023, "2021", cells{received: "9"}, own, "", 0, false},
		{edu, "甲县教育局", 2023, "2021", nil, own, "", 0, false},
		{rur, "甲县农业农村局", 2023, "2021", cells{received: "40"}, report.UnknownScope, "", 0, false},
		{tow, "甲县城关镇人民政府", 2023, "2021", nil, own, "", 0, false},
	}
}

var heldFiles = []warehouse.Held{
	{SHA256: "h1", FileName: "城关镇.txt", AgencyID: tow, AgencyName: "城关镇", Year: 2022,
		Reason: report.Held{Code: "agency_conflict", Place: "title", Message: "题目与正文不一致", Candidates: []string{"甲", "乙"}}},
	{SHA256: "h1", FileName: "城关镇.txt", AgencyID: tow, AgencyName: "城关镇", Year: 2022,
		Reason: report.Held{Code: "year_conflict", Message: "两个年度"}},
	{SHA256: "h2", FileName: "无名.txt", Reason: report.Held{Code: "agency_missing", Message: "没有单位"}},
}

var rejectedFiles = []warehouse.Rejected{
	{SHA256: "r1", FileName: "空.txt", Reason: report.Rejected{Code: "empty_file", Message: "空文件", Hint: "重新导出"}},
}
