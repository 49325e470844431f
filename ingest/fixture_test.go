package ingest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/ingest/archive"
	"gongkai/ingest/warehouse"
)

// reportText is a report in the official layout, cells separated by tabs. The
// agency received n requests from natural persons and refused none.
func reportText(agency string, year, n int) string {
	var b strings.Builder
	zeros := strings.Repeat("\t0", 6)
	fmt.Fprintf(&b, "%s%d年政府信息公开工作年度报告\n一、总体情况\n%d年收到申请%d件。\n二、主动公开政府信息情况\n", agency, year, year, n)
	b.WriteString("第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t2\t3\n" +
		"第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t4\n第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t5\n行政强制\t6\n" +
		"第二十条第（八）项\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t0\n三、收到和处理政府信息公开申请情况\n" +
		"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况\n\t自然人\t法人或其他组织\t总计\n" +
		"\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n")
	full := fmt.Sprintf("\t%d\t0\t0\t0\t0\t0\t%d\n", n, n)
	none := "\t0" + zeros + "\n"
	b.WriteString("一、本年新收政府信息公开申请数量" + full + "二、上年结转政府信息公开申请数量" + none +
		"三、本年度办理结果\t（一）予以公开" + full)
	for _, row := range []string{"（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（三）不予公开\t1.属于国家秘密", "2.其他法律行政法规禁止公开",
		"3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项",
		"（四）无法提供\t1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确", "（五）不予处理\t1.信访举报投诉类申请", "2.重复申请",
		"3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息",
		"（六）其他处理\t1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
		"2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"} {
		b.WriteString("\t" + row + none)
	}
	b.WriteString("\t（七）总计" + full + "四、结转下年度继续办理" + none +
		"四、政府信息公开行政复议、行政诉讼情况\n行政复议\t行政诉讼\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n" +
		strings.Repeat("\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计", 2) + "\n0" + strings.Repeat("\t0", 14) + "\n" +
		"五、存在的主要问题及改进情况\n需要加强学习。\n六、其他需要报告的事项\n无其他事项。\n")
	return b.String()
}

const testAgencies = "id,region_code,region_name,name,short_name,former_names,aliases,type,level,parent,valid_from,valid_to,must_report,in_rollup,deadline,simulated\n" +
	"000001-gov,000001,甲县,甲县人民政府,县政府,,,county_rollup,county,,,,yes,no,,no\n" +
	"000001-edu,000001,甲县,甲县教育局,教育局,甲县教育体育局[..2021],,constituent_dept,county,,,,yes,yes,,no\n" +
	"000001-wat,000001,甲县,甲县水务局,水务局,,,constituent_dept,county,,,,yes,yes,,no\n" +
	"000002-wat,000002,乙县,乙县水务局,水务局,,,constituent_dept,county,,,,yes,yes,,no\n"

const testEvents = "predecessor_id,successor_id,effective_date,kind,note,source_url,verified\n"

// testDerive stands for the views and summaries that cmd passes.
func testDerive(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, `CREATE TABLE summary AS SELECT agency_id, year, CAST(SUM(value) AS DECIMAL(18,6)) AS total FROM observation GROUP BY ALL`)
	return err
}

func testOptions() Options {
	return Options{Program: "test", Workers: 2, Derive: testDerive, Wait: -1,
		Now: func() time.Time { return time.Date(2025, 2, 1, 9, 0, 0, 0, time.UTC) }}
}

// dieAt runs something that ends in the middle, as by a kill: at a step.
func dieAt(t *testing.T, step string, options Options, run func(Options)) {
	t.Helper()
	options.step = func(s string) {
		if s == step {
			panic(s)
		}
	}
	defer func() {
		if recover() == nil {
			t.Errorf("%s was not reached", step)
		}
	}()
	run(options)
}

// write puts files into a new folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, []byte(content), 0o640)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func ingestInto(t *testing.T, home string, options Options, paths ...string) Summary {
	t.Helper()
	s, err := Run(t.Context(), home, paths, options)
	if err != nil {
		t.Fatal(err)
	}
	if sum := s.Published + s.Held + s.Rejected + s.Duplicate + s.Ignored; sum != s.Received || len(s.Files) != s.Received {
		t.Errorf("the summary does not add up: %+v", s)
	}
	return s
}

// outcomes gives outcome and code by name of file.
func outcomes(s Summary) map[string]string {
	out := map[string]string{}
	for _, f := range s.Files {
		out[f.Name] = strings.TrimSpace(string(f.Outcome) + " " + f.Code)
	}
	return out
}

func expect(t *testing.T, s Summary, want map[string]string) {
	t.Helper()
	if got := outcomes(s); !maps.Equal(got, want) {
		t.Errorf("outcomes\n got %v\nwant %v", got, want)
	}
}

// contents are the digests of all tables that readers see, but for the journal
// position.
func contents(t *testing.T, home string) map[string]warehouse.TableDigest {
	t.Helper()
	db := open(t, home)
	defer db.Close()
	d, err := warehouse.Digest(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	delete(d, "version")
	return d
}

func open(t *testing.T, home string) *sql.DB {
	t.Helper()
	v, err := archive.Open(home).Current()
	if err != nil || v.Notice != "" {
		t.Fatal(err, v)
	}
	db, err := warehouse.Open(v.Path)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// ask runs a query on what readers see and joins the values of its rows.
func ask(t *testing.T, home, query string) string {
	t.Helper()
	db := open(t, home)
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, _ := rows.Columns()
	var lines []string
	for rows.Next() {
		values, targets := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, v := range values {
			cells = append(cells, v.String)
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, "\n")
}

func importTestRegistry(t *testing.T, home string) RegistrySummary {
	t.Helper()
	s, err := ImportRegistry(t.Context(), home, write(t, map[string]string{"agencies.csv": testAgencies, "events.csv": testEvents}), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const received = `SELECT report_id, scope, is_current, CAST(value AS INTEGER) FROM observation JOIN report USING (report_id)
	WHERE code = 'applications.new_received.natural_person' ORDER BY report_id`

// mixed are 60 good files of 12 agencies and 5 years, two that contradict each
// other, two that say the same, a held, a rejected and an empty one.
func mixed(t *testing.T) string {
	t.Helper()
	files := map[string]string{"empty.txt": "", "prose.txt": "没有表格。", "short.txt": reportText("水务局", 2023, 1),
		"contra-1.txt": reportText("甲县农业局", 2023, 1), "contra-2.txt": reportText("甲县农业局", 2023, 2),
		"equal-1.txt": reportText("甲县林业局", 2023, 1), "equal-2.txt": reportText("甲县林业局", 2023, 1) + "\n"}
	for i := range 60 {
		name := "甲县第" + string([]rune("一二三四五六七八九十百千")[i%12]) + "局"
		files[fmt.Sprintf("%02d.txt", i)] = reportText(name, 2019+i/12+2, i)
	}
	return write(t, files)
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		out[path] = fmt.Sprintf("%x", sha256.Sum256(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
