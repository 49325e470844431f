package analytics_test

import (
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// The sums of tables 3 and 4.
func TestSums(t *testing.T) {
	balanced := func(extra cells) cells {
		c := cells{natural: "5", received: "5", app("outcome.disclosed", "natural_person"): "5", disclosed: "5",
			app("outcome.total", "natural_person"): "5", concluded: "5"}
		for k, v := range extra {
			c[k] = v
		}
		return c
	}
	const sums = "T3-01 T3-02 T3-03 T3-04"
	judgeAll(t, []judgeCase{
		{name: "all zero", filings: one(2023, nil), rules: sums, counts: "T3-01 25/0/0, T3-02 7/0/0, T3-03 7/0/0, T3-04 7/0/0, T4-01 1/0/0, T4-02 1/0/0, T4-03 1/0/0"},
		{name: "2019 form", filings: one(2020, balanced(nil)), rules: sums, counts: "T3-01 23/0/0, T3-02 7/0/0, T3-03 7/0/0"},
		{name: "balanced", filings: one(2023, balanced(nil)), rules: sums},
		{name: "row", filings: one(2023, balanced(cells{received: "6"})), rules: "T3-01 T3-03",
			want: []string{"T3-01 new_received a/2023 fail error", "T3-03 total a/2023 fail error"}, counts: "T3-01 24/1/0"},
		{name: "column", filings: one(2023, balanced(cells{app("refused.state_secret", "company"): "1", secret: "1"})), rules: sums,
			want: []string{"T3-02 company a/2023 fail error", "T3-02 total a/2023 fail error"}},
		{name: "2019 form, combined row", filings: one(2019, balanced(cells{app("other.combined_2019", "natural_person"): "1", app("other.combined_2019", "total"): "1"})), rules: sums,
			want: []string{"T3-02 natural_person a/2019 fail error", "T3-02 total a/2019 fail error"}},
		{name: "carried forward above workload", filings: one(2023, cells{app("carried_forward", "company"): "2", app("carried_forward", "total"): "2"}), rules: "T3-04",
			want: []string{"T3-04 company a/2023 fail error", "T3-04 total a/2023 fail error"}},
		{name: "blank that holds as 0", filings: one(2023, balanced(cells{company: ""})), rules: sums,
			want: []string{"T3-01 new_received a/2023 not_assessable info", "T3-03 company a/2023 not_assessable info", "T3-04 company a/2023 not_assessable info"}},
		{name: "blank that does not hold", filings: one(2023, balanced(cells{natural: "/"})), rules: sums,
			want: []string{"T3-01 new_received a/2023 fail warning", "T3-03 natural_person a/2023 fail warning", "T3-04 natural_person a/2023 not_assessable info"}},
		{name: "unreadable", filings: one(2023, balanced(cells{received: "?"})), rules: "T3-01 T3-03",
			want: []string{"T3-01 new_received a/2023 not_assessable info", "T3-03 total a/2023 not_assessable info"}},
		{name: "absent, printed or not", filings: one(2023, balanced(cells{received: "absent", app("carried_over", "total"): "gone"})), rules: "T3-01",
			want: []string{"T3-01 - a/2023 not_assessable info"}, counts: "T3-01 23/0/2"},
		{name: "superseded", filings: []filing{{agency: "a", year: 2023, cells: cells{received: "9"}, superseded: true}, {agency: "a", year: 2023, revision: 2}}, rules: sums},
		{name: "table 4", filings: one(2023, cells{reviews: "1", "disputes.litigation_direct.upheld": "2", "disputes.litigation_after_review.total": "3"}), rules: "T4-01 T4-02 T4-03",
			want: []string{"T4-01 review a/2023 fail error", "T4-02 litigation_direct a/2023 fail error", "T4-03 litigation_after_review a/2023 fail error"}},
		{name: "numbers as large as they come", filings: one(2023, cells{natural: "999999999999", company: "999999999999", research: "999999999999", fee: "999999999999"}), rules: "T3-01",
			want: []string{"T3-01 new_received a/2023 fail error"}},
	})
}

// What single change would mend table 3.
func TestRepairs(t *testing.T) {
	sound := func(extra cells) cells {
		c := cells{natural: "5", company: "2", received: "7", app("outcome.disclosed", "natural_person"): "4", app("outcome.disclosed", "company"): "2", disclosed: "6",
			app("outcome.partial", "natural_person"): "1", partial: "1", app("outcome.total", "natural_person"): "5", app("outcome.total", "company"): "2", concluded: "7"}
		for k, v := range extra {
			c[k] = v
		}
		return c
	}
	judgeAll(t, []judgeCase{
		{name: "sound", filings: one(2023, sound(nil)), rules: "T3-05"},
		{name: "one cell", filings: one(2023, sound(cells{app("outcome.disclosed", "company"): "3"})), rules: "T3-05",
			want: []string{"T3-05 cell a/2023 fail info"}},
		{name: "a blank cell", filings: one(2023, sound(cells{concluded: ""})), rules: "T3-05", want: []string{"T3-05 cell a/2023 fail info"}},
		{name: "two cells", filings: one(2023, sound(cells{disclosed: "7", received: "9"})), rules: "T3-05"},
		{name: "it would have to be negative", filings: one(2023, sound(cells{app("outcome.disclosed", "company"): "0", disclosed: "9"})), rules: "T3-05"},
		{name: "wrong column of an outcome", filings: one(2023, sound(cells{app("outcome.partial", "natural_person"): "0", app("outcome.partial", "company"): "1"})), rules: "T3-05",
			want: []string{"T3-05 column a/2023 fail info"}},
		{name: "wrong column of requests", filings: one(2023, sound(cells{natural: "6", company: "1"})), rules: "T3-05", want: []string{"T3-05 column a/2023 fail info"}},
		{name: "wrong column of the total", filings: one(2023, sound(cells{app("outcome.total", "natural_person"): "6", app("outcome.total", "company"): "1"})), rules: "T3-05",
			want: []string{"T3-05 column a/2023 fail info"}},
		{name: "not with a row unread", filings: one(2023, sound(cells{app("outcome.disclosed", "company"): "3"})), edit: printRow("refused.state_secret", "1 | 2"), rules: "T3-05"},
		{name: "split cell", filings: one(2023, sound(nil)), edit: printRow("new_received", " | 1 | 065 | 85 | 6 | 7 | 30 | 9 | 1202"), rules: "P-01 N-03 T3-01",
			want: []string{"P-01 new_received a/2023 fail info", "T3-01 new_received a/2023 not_assessable info"}},
		{name: "joined cells", filings: one(2023, sound(nil)), edit: printRow("new_received", "52 | 0 | 0 | 0 | 0 | 7"), rules: "P-01",
			want: []string{"P-01 new_received a/2023 fail info"}},
		{name: "no repair", filings: one(2023, sound(nil)), edit: printRow("new_received", "1 | 2 | 3"), rules: "P-01", counts: "P-01 1/0/0"},
	})
}

// Shares and figures that do not go together.
func TestTable3(t *testing.T) {
	judgeAll(t, []judgeCase{
		{name: "much carried forward", filings: one(2023, cells{received: "10", app("carried_forward", "total"): "4"}), rules: "T3-06", want: []string{"T3-06 - a/2023 fail warning"}},
		{name: "30 percent", filings: one(2023, cells{received: "10", app("carried_forward", "total"): "3"}), rules: "T3-06", counts: "T3-06 1/0/0"},
		{name: "few requests", filings: one(2023, cells{received: "9", app("carried_forward", "total"): "9"}), rules: "T3-06"},
		{name: "more carried forward than there was", filings: one(2023, cells{received: "10", app("carried_forward", "total"): "12"}), rules: "T3-04 T3-06",
			want: []string{"T3-04 total a/2023 fail error"}},
		{name: "blank", filings: one(2023, cells{app("carried_forward", "total"): ""}), rules: "T3-06", want: []string{"T3-06 - a/2023 not_assessable info"}},
		{name: "much other", filings: one(2023, cells{concluded: "10", app("other.misc", "total"): "3"}), rules: "T3-10", want: []string{"T3-10 - a/2023 fail info"}},
		{name: "20 percent other", filings: one(2023, cells{concluded: "10", app("other.misc", "total"): "2"}), rules: "T3-10", counts: "T3-10 1/0/0"},
		{name: "the 2019 form has no such row", filings: one(2020, cells{concluded: "10", app("other.combined_2019", "total"): "9"}), rules: "T3-10", counts: "T3-10 0/0/0"},
		{name: "new body", bodies: "a constituent_dept county 2023..", filings: one(2023, cells{carriedOver: "1"}), rules: "T3-07", want: []string{"T3-07 - a/2023 fail warning"}},
		{name: "a new body that reported before is none", bodies: "a constituent_dept county 2023..", filings: two(2023, cells{app("carried_forward", "total"): "1"}, cells{carriedOver: "1"}),
			rules: "T3-07 Y-01", counts: "T3-07 0/0/0"},
		{name: "new body without", bodies: "a constituent_dept county 2023..", filings: one(2023, nil), rules: "T3-07", counts: "T3-07 1/0/0"},
		{name: "new body with a forerunner", bodies: "a constituent_dept county 2023.., b constituent_dept county ..2022", events: []string{"merge b a 2023-01-01"},
			filings: one(2023, cells{carriedOver: "1"}), rules: "T3-07", counts: "T3-07 0/0/0"},
		{name: "only the total", filings: one(2023, cells{natural: "", company: "", research: "", app("new_received", "public_welfare_org"): "/",
			app("new_received", "legal_service_org"): "", app("new_received", "other_org"): "", received: "4"}), rules: "P-04", want: []string{"P-04 new_received a/2023 fail info"}},
		{name: "rate out of range, of the report's own making", filings: one(2023, cells{disclosed: "3", concluded: "2"}), rules: "P-03",
			want: []string{"P-03 rate.disclosed a/2023 fail info", "P-03 rate.disclosed_or_partial a/2023 fail info"}},
		{name: "rate in range", filings: one(2023, nil), rules: "P-03", counts: "P-03 1/0/0"},
	})
}

// What a single cell may hold, and the form as a whole.
func TestCellsAndStructure(t *testing.T) {
	const cell = "proactive.coercion.decisions"
	editions := func(two, three string) func(*warehouse.Filed) {
		return func(f *warehouse.Filed) { f.Report.Editions = map[string]*string{"2": &two, "3": &three, "4": nil} }
	}
	regulation := cells{"proactive.regulation.issued": "1"}
	judgeAll(t, []judgeCase{
		{name: "negative", filings: one(2023, cells{cell: "-3"}), rules: "N-01", want: []string{"N-01 " + cell + " a/2023 fail error"}},
		{name: "a change may be negative", filings: one(2020, cells{"proactive.coercion.items_change_2019": "-3"}), rules: "N-01", counts: "N-01 1/0/0"},
		{name: "decimal", filings: one(2023, nil), edit: print(cell, "12.5", report.Unreadable), rules: "N-02 N-03", want: []string{"N-02 " + cell + " a/2023 fail error"}},
		{name: "words", filings: one(2023, nil), edit: print(cell, "若干", report.Unreadable), rules: "N-02 N-03", want: []string{"N-03 " + cell + " a/2023 fail error"}},
		{name: "numbers run together", filings: one(2023, nil), edit: print(cell, "000", report.Unreadable), rules: "N-02 N-03", want: []string{"N-03 " + cell + " a/2023 not_assessable info"}},
		{name: "words in a picture", filings: one(2023, nil), edit: inPicture(print(cell, "若干", report.Unreadable)), rules: "N-02 N-03", want: []string{"N-03 " + cell + " a/2023 not_assessable info"}},
		{name: "an ellipsis", filings: one(2023, nil), edit: print(cell, "…", report.Unreadable), rules: "N-02 N-03", want: []string{"N-03 " + cell + " a/2023 not_assessable info"}},
		{name: "a row that was not read", filings: one(2023, nil), edit: printRow("carried_over", "一 | 2"), rules: "N-02 N-03", counts: "N-03 1/0/0"},
		{name: "fee in yuan", filings: one(2023, cells{fee: "1.2"}), edit: print(fee, "12000元", report.Reported), rules: "N-03 N-04", want: []string{"N-04 " + fee + " a/2023 fail warning"}},
		{name: "fee in 万元", filings: one(2023, cells{fee: "1.2"}), edit: print(fee, "1.2万元", report.Reported), rules: "N-04", counts: "N-04 1/0/0"},
		{name: "regulation of a county", filings: one(2023, regulation), rules: "T2-01", want: []string{"T2-01 proactive.regulation.issued a/2023 fail error"}},
		{name: "regulation of a city", bodies: "a county_rollup city", filings: one(2023, regulation), rules: "T2-01", counts: "T2-01 0/0/0"},
		{name: "regulation of who knows", bodies: "a constituent_dept unknown", filings: one(2023, regulation), rules: "T2-01",
			want: []string{"T2-01 proactive.regulation.issued a/2023 not_assessable info"}},
		{name: "regulations shown by a township", bodies: "a township township", filings: one(2020, cells{"proactive.regulation.public_total_2019": "3"}), rules: "T2-01",
			want: []string{"T2-01 proactive.regulation.public_total_2019 a/2020 fail warning"}},
		{name: "office that punishes", bodies: "a gov_office county", filings: one(2023, cells{"proactive.penalty.decisions": "1"}), rules: "T2-04 T2-05",
			want: []string{"T2-04 proactive.penalty.decisions a/2023 fail info"}},
		{name: "department that punishes", filings: one(2023, cells{"proactive.penalty.decisions": "1"}), rules: "T2-04 T2-05"},
		{name: "township that punishes", bodies: "a township township", filings: one(2023, cells{"proactive.penalty.decisions": "1"}), rules: "T2-04 T2-05",
			want: []string{"T2-05 proactive.penalty.decisions a/2023 fail info"}},
		{name: "old form", filings: []filing{{agency: "a", year: 2023, edition: "2019"}}, rules: "S-02 S-03", want: []string{"S-02 2 a/2023 fail warning"}},
		{name: "right form", filings: one(2020, nil), rules: "S-02 S-03", counts: "S-02 1/0/0, S-03 1/0/0"},
		{name: "mixed forms", filings: one(2023, nil), edit: editions("2021", "2019"), rules: "S-02 S-03", want: []string{"S-03 - a/2023 fail warning"}},
		{name: "a cell is not there", filings: one(2023, cells{cell: "absent"}), rules: "S-06", want: []string{"S-06 2 a/2023 fail error"}, counts: "S-06 2/1/0"},
		{name: "it may be there under another name", filings: one(2023, cells{cell: "absent"}), edit: func(f *warehouse.Filed) {
			f.Report.Notes = []report.Note{{Code: "row_unknown", Message: "“行政强制数”一行不是法定表格的行，没有采用"}}
		}, rules: "S-06", want: []string{"S-06 2 a/2023 fail warning"}},
		{name: "a table is not there", filings: one(2023, func() cells {
			c := cells{}
			for _, code := range codesOf("2021")[185:] {
				c[code] = "absent"
			}
			return c
		}()), rules: "S-06", counts: "S-06 2/0/0"},
		{name: "few blanks", filings: one(2023, cells{"proactive.regulation.issued": "/", reviews: "", corrected: ""}), rules: "S-07",
			want: []string{"S-07 2 a/2023 fail info", "S-07 4 a/2023 fail info"}},
		{name: "many blanks", filings: one(2023, cells{reviews: "", corrected: "", pending: "", "disputes.review.upheld": "", "disputes.review.other": "", "disputes.litigation_direct.total": "/"}), rules: "S-07",
			want: []string{"S-07 4 a/2023 fail warning"}},
		{name: "second report", filings: one(2023, nil), held: []warehouse.Held{{SHA256: "x", FileName: "另一份.docx", AgencyID: "a", Year: 2023, Reason: report.Held{Code: "second_report"}}},
			rules: "S-12", want: []string{"S-12 - a/2023 fail warning"}},
	})
}

// How a comparison is written out.
func TestFormulas(t *testing.T) {
	content := warehouse.Content{Program: "test", Registry: agencies()}
	add := func(f filing) { content.Filed = append(content.Filed, f.filed(t)) }
	add(filing{agency: edu, name: "甲县教育局", year: 2022, cells: cells{inForce: "50", app("carried_forward", "total"): "3"}, edition: "2021"})
	add(filing{agency: edu, name: "甲县教育局", year: 2023, edition: "2021", cells: cells{natural: "60", received: "", app("outcome.disclosed", "natural_person"): "58",
		app("unavailable.not_held", "natural_person"): "2", app("refused.process_info", "natural_person"): "/", app("outcome.total", "natural_person"): "61",
		app("outcome.partial", "natural_person"): "3", app("outcome.partial", "company"): "1", partial: "5", corrected: "2", reviews: "3",
		issued: "6", repealed: "14", inForce: "41", app("carried_forward", "company"): "2"}})
	db, err := warehouse.OpenMemory(t.Context(), content, analytics.Judge)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	want := map[string]string{
		"T3-01 outcome.partial": "“(二)部分公开”行：3+1+0+0+0+0=4，总计 5，差 1",
		"T3-01 new_received":    "“一、本年新收政府信息公开申请数量”行：60+0+0+0+0+0=60，总计 空，差 60",
		"T3-02 natural_person":  "自然人列：(一)予以公开(58)+(二)部分公开(3)+(四)1(2)=63（1格为空），(七)总计 61，差 2",
		"T3-03 natural_person":  "自然人列：一(60)+二(0)=60，三(七)(61)+四(0)=61，差 1",
		"T3-04 company":         "商业企业列：四 2，一(0)+二(0)=0，多 2",
		"T4-01 review":          "行政复议：维持(0)+纠正(2)+其他(0)+尚未审结(0)=2，总计 3，差 1",
		"Y-01 total":            "总计列：本年二、上年结转 0，上年四、结转下年度 3，差 3",
		"Y-03 normative_doc":    "行政规范性文件：现行有效 41，上年现行有效(50)+制发(6)-废止(14)=42，差 1",
	}
	for _, f := range findingsOf(t, db) {
		key := f.rule + " " + f.instance
		if wanted, ok := want[key]; ok && f.outcome == "fail" && f.formula != wanted {
			t.Errorf("%s\ngot  %s\nwant %s", key, f.formula, wanted)
		}
		if key == "T3-01 new_received" && f.message != "“一、本年新收政府信息公开申请数量”各列之和（60）≠总计（空）" {
			t.Errorf("a blank is told as %s", f.message)
		}
		delete(want, key)
	}
	for key := range want {
		t.Errorf("%s did not fail", key)
	}
}
