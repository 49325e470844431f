package ingest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/ingest/archive"
	"gongkai/ingest/report"
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

func TestFilesBecomeAVersion(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	dir := write(t, map[string]string{
		"2023/edu.txt": reportText("甲县教育局", 2023, 7), "2020/edu.txt": reportText("甲县教育体育局", 2021, 5),
		"gov.txt": reportText("甲县人民政府", 2023, 9), "unregistered.txt": reportText("丁县水务局", 2023, 3),
		"short.txt": reportText("水务局", 2023, 3), "unknown.txt": reportText("城市管理局", 2023, 3),
		"early.txt": reportText("甲县教育局", 2007, 3), "late.txt": reportText("甲县教育局", 2027, 3), "next.txt": reportText("甲县教育局", 2026, 2),
		"empty.txt": "", "prose.txt": "今天天气很好。\n", "same.txt": reportText("丁县水务局", 2023, 3), "respaced.txt": reportText("甲县人民政府", 2023, 9) + "\n\n",
		"~$edu.docx": "x", ".hidden": "x", "Thumbs.db": "x", "__MACOSX/edu.txt": "x",
	})
	s := ingestInto(t, home, testOptions(), dir)
	got := outcomes(s)
	// Which of two equal reports counts is decided by sha256.
	pair := []string{got["gov.txt"], got["respaced.txt"]}
	slices.Sort(pair)
	if !slices.Equal(pair, []string{"duplicate", "published"}) {
		t.Errorf("equal reports: %v", pair)
	}
	delete(got, "gov.txt")
	delete(got, "respaced.txt")
	rejectedProse := got["prose.txt"]
	delete(got, "prose.txt")
	if strings.HasPrefix(rejectedProse, "published") {
		t.Errorf("prose: %s", rejectedProse)
	}
	want := map[string]string{
		"2023/edu.txt": "published", "2020/edu.txt": "published", "unregistered.txt": "duplicate", "same.txt": "published",
		"short.txt": "held agency_ambiguous", "unknown.txt": "held agency_unknown", "early.txt": "rejected year_out_of_range",
		"late.txt": "rejected year_out_of_range", "next.txt": "published", "empty.txt": "rejected empty_file",
		"~$edu.docx": "ignored", ".hidden": "ignored", "Thumbs.db": "ignored", "__MACOSX": "ignored",
	}
	if !maps.Equal(got, want) {
		t.Errorf("outcomes\n got %v\nwant %v", got, want)
	}
	if !s.Changed || s.Version == "" {
		t.Errorf("version %q changed %v", s.Version, s.Changed)
	}
	// printf 丁县水务局 | sha256sum
	if got := ask(t, home, received); got != "000001-edu/2021/1 own true 5\n000001-edu/2023/1 own true 7\n000001-edu/2026/1 own true 2\n"+
		"000001-gov/2023/1 rollup true 9\nx-baad3f98/2023/1 unknown true 3" && got != strings.Replace(got, "unknown", "own", 1) {
		t.Errorf("reports\n%s", got)
	}
	if got := ask(t, home, `SELECT count(*), count(DISTINCT source_sha256) FROM held`); got != "2 2" {
		t.Errorf("held %s", got)
	}
	if got := ask(t, home, `SELECT candidates FROM held WHERE code = 'agency_ambiguous'`); got != "000001-wat 甲县水务局|000002-wat 乙县水务局" {
		t.Errorf("candidates %s", got)
	}
	if got := ask(t, home, `SELECT strftime(received_on, '%Y-%m-%d'), file_name FROM report WHERE report_id = '000001-edu/2023/1'`); got != "2025-02-01 2023/edu.txt" {
		t.Errorf("receipt %s", got)
	}
}

func TestSameFilesTwiceChangeNothing(t *testing.T) {
	home := t.TempDir()
	dir := write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7), "b.txt": reportText("水务局", 2023, 7), "c.txt": ""})
	first := ingestInto(t, home, testOptions(), dir)
	before := contents(t, home)
	second := ingestInto(t, home, testOptions(), dir, filepath.Join(dir, "a.txt"))
	if second.Changed || second.Version != first.Version || !maps.Equal(before, contents(t, home)) {
		t.Errorf("changed: %+v", second)
	}
	if second.Duplicate != 4 {
		t.Errorf("%+v", second)
	}
	for _, f := range second.Files {
		if f.Name == "b.txt" && !strings.Contains(f.Message, "仍待人工确认") {
			t.Errorf("a held file: %q", f.Message)
		}
	}
	if events, err := archive.Open(home).Events(); err != nil || len(events) != 4 {
		t.Errorf("journal of %d events, %v", len(events), err)
	}
}

func TestSecondReportIsHeldUntilAccepted(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	old := write(t, map[string]string{"old.txt": reportText("甲县教育局", 2023, 7)})
	expect(t, ingestInto(t, home, testOptions(), old), map[string]string{"old.txt": "published"})
	newer := write(t, map[string]string{"new.txt": reportText("甲县教育局", 2023, 8)})
	expect(t, ingestInto(t, home, testOptions(), newer), map[string]string{"new.txt": "held second_report"})
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 7" {
		t.Errorf("before it is accepted: %s", got)
	}
	if got := ask(t, home, `SELECT code, agency_id, year, candidates FROM held`); got != "second_report 000001-edu 2023 new.txt|old.txt" {
		t.Errorf("held: %s", got)
	}
	accepting := testOptions()
	accepting.AcceptRevisions = true
	s := ingestInto(t, home, accepting, newer)
	expect(t, s, map[string]string{"new.txt": "published"})
	want := "000001-edu/2023/1 own false 7\n000001-edu/2023/2 own true 8"
	if got := ask(t, home, received); got != want {
		t.Errorf("after it was accepted: %s", got)
	}
	// The old file again is no third revision, and nothing is decided twice.
	if s := ingestInto(t, home, accepting, old, newer); s.Changed || s.Duplicate != 2 {
		t.Errorf("again: %+v", s)
	}
	third := write(t, map[string]string{"third.txt": reportText("甲县教育局", 2023, 9)})
	ingestInto(t, home, accepting, third)
	if got := ask(t, home, received); got != "000001-edu/2023/1 own false 7\n000001-edu/2023/2 own false 8\n000001-edu/2023/3 own true 9" {
		t.Errorf("third: %s", got)
	}
	if got := ask(t, home, `SELECT count(*) FROM held`); got != "0" {
		t.Errorf("still held: %s", got)
	}
}

func TestTwoDifferentReportsAtOnceAreBothHeld(t *testing.T) {
	files := map[string]string{"a.txt": reportText("甲县教育局", 2023, 7), "b.txt": reportText("甲县教育局", 2023, 8), "c.txt": reportText("甲县教育局", 2022, 8)}
	home := t.TempDir()
	expect(t, ingestInto(t, home, testOptions(), write(t, files)), map[string]string{
		"a.txt": "held second_report", "b.txt": "held second_report", "c.txt": "published"})
	// A third one settles nothing; one that repeats a held one is its duplicate.
	ingestInto(t, home, testOptions(), write(t, map[string]string{"d.txt": reportText("甲县教育局", 2023, 9), "e.txt": files["a.txt"] + "\n"}))
	if got := ask(t, home, `SELECT count(*), count(*) FILTER (file_name IN ('b.txt', 'd.txt')), count(*) FILTER (file_name IN ('a.txt', 'e.txt')) FROM held`); got != "3 2 1" {
		t.Errorf("held: %s", got)
	}
	accepting := testOptions()
	accepting.AcceptRevisions = true
	other := t.TempDir()
	expect(t, ingestInto(t, other, accepting, write(t, files)), map[string]string{"a.txt": "published", "b.txt": "published", "c.txt": "published"})
	if got := ask(t, other, `SELECT count(*), count(*) FILTER (is_current) FROM report WHERE year = 2023`); got != "2 1" {
		t.Errorf("revisions and current ones: %s", got)
	}
}

// What readers have seen stays, even when a registry makes an older file fit
// the same agency and year.
func TestARegistryDisplacesNoPublishedReport(t *testing.T) {
	home := t.TempDir()
	expect(t, ingestInto(t, home, testOptions(), write(t, map[string]string{"first.txt": reportText("教育局", 2023, 1)})),
		map[string]string{"first.txt": "held agency_unknown"})
	expect(t, ingestInto(t, home, testOptions(), write(t, map[string]string{"second.txt": reportText("甲县教育局", 2023, 2)})),
		map[string]string{"second.txt": "published"})
	if s := importTestRegistry(t, home); !s.Changed || s.Agencies != 4 {
		t.Errorf("%+v", s)
	}
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 2" {
		t.Errorf("published: %s", got)
	}
	if got := ask(t, home, `SELECT code, file_name FROM held`); got != "second_report first.txt" {
		t.Errorf("held: %s", got)
	}
	if s := importTestRegistry(t, home); s.Changed {
		t.Error("the same registry again published a version")
	}
}

func TestARegistryIdentifiesWhatWasHeld(t *testing.T) {
	home := t.TempDir()
	ingestInto(t, home, testOptions(), write(t, map[string]string{"a.txt": reportText("教育局", 2023, 1), "b.txt": reportText("甲县人民政府", 2023, 1)}))
	importTestRegistry(t, home)
	if got := ask(t, home, received); got != "000001-edu/2023/1 own true 1\n000001-gov/2023/1 rollup true 1" {
		t.Errorf("%s", got)
	}
}

func TestABadRegistryChangesNothing(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	bad := write(t, map[string]string{"agencies.csv": strings.Replace(testAgencies, "county_rollup", "县", 1), "events.csv": testEvents})
	if _, err := ImportRegistry(t.Context(), home, bad, testOptions()); err == nil || !strings.Contains(err.Error(), "agencies.csv 第2行 type列") {
		t.Errorf("%v", err)
	}
	if events, _ := archive.Open(home).Events(); len(events) != 3 {
		t.Errorf("journal: %+v", events)
	}
}

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

func TestOrderAndWorkersLeaveNoTrace(t *testing.T) {
	dir := mixed(t)
	paths, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]warehouse.TableDigest
	for seed, workers := range []int{1, 2, 8, 2, 8} {
		rand.New(rand.NewPCG(uint64(seed), 1)).Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		options := testOptions()
		options.Workers = workers
		home := t.TempDir()
		s := ingestInto(t, home, options, paths...)
		if s.Published != 61 || s.Duplicate != 1 || s.Held+s.Rejected != 5 {
			t.Errorf("%d workers: %+v", workers, s)
		}
		got := contents(t, home)
		if want == nil {
			want = got
		}
		if !maps.Equal(got, want) {
			t.Errorf("%d workers, order %d: other contents", workers, seed)
		}
	}
}

// A run over what an earlier, killed run had received ends as one run over all.
func TestUnpublishedFilesAreDecidedTogether(t *testing.T) {
	files := map[string]string{"a.txt": reportText("甲县教育局", 2023, 7), "b.txt": reportText("甲县教育局", 2023, 8)}
	dir := write(t, files)
	home := t.TempDir()
	options := testOptions()
	options.step = func(step string) {
		if step == "build: start" {
			panic(step)
		}
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = Run(t.Context(), home, []string{filepath.Join(dir, "a.txt")}, options)
	}()
	expect(t, ingestInto(t, home, testOptions(), dir), map[string]string{"a.txt": "held second_report", "b.txt": "held second_report"})
}

// A decision that was journalled just before a kill counts once.
func TestAcceptanceSurvivesAKill(t *testing.T) {
	old := map[string]string{"old.txt": reportText("甲县教育局", 2023, 7)}
	newer := write(t, map[string]string{"n1.txt": reportText("甲县教育局", 2023, 8), "n2.txt": reportText("甲县教育局", 2023, 9)})
	accepting := testOptions()
	accepting.AcceptRevisions = true
	undisturbed := t.TempDir()
	ingestInto(t, undisturbed, testOptions(), write(t, old))
	ingestInto(t, undisturbed, accepting, newer)
	for _, step := range []string{"decide: journal", "build: start", "publish: current", "publish: journal"} {
		home := t.TempDir()
		ingestInto(t, home, testOptions(), write(t, old))
		dying := accepting
		dying.step = func(s string) {
			if s == step {
				panic(s)
			}
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was not reached", step)
				}
			}()
			_, _ = Run(t.Context(), home, []string{newer}, dying)
		}()
		ingestInto(t, home, accepting, newer)
		if !maps.Equal(contents(t, home), contents(t, undisturbed)) {
			t.Errorf("killed at %s: other contents", step)
		}
	}
}

func TestNoFileStopsTheOthers(t *testing.T) {
	dir := write(t, map[string]string{"panics.txt": "panic", "hangs.txt": "hang", "good.txt": reportText("甲县教育局", 2023, 7), "closed.txt": "x",
		"nested/good.txt": reportText("甲县教育局", 2022, 7)})
	if err := errors.Join(syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o600), os.Truncate(filepath.Join(dir, "closed.txt"), MaxFile+1),
		os.Symlink(dir, filepath.Join(dir, "loop")), os.Symlink("nowhere", filepath.Join(dir, "broken")),
		os.Symlink(write(t, map[string]string{"linked.txt": ""}), dir+"-link")); err != nil {
		t.Fatal(err)
	}
	options := testOptions()
	options.limit = 200 * time.Millisecond
	blocked := make(chan struct{})
	defer close(blocked)
	options.read = func(name string, content []byte) *report.Report {
		switch string(content) {
		case "panic":
			panic("index out of range")
		case "hang":
			<-blocked
		}
		return Read(name, content)
	}
	s := ingestInto(t, t.TempDir(), options, dir, filepath.Join(dir, "absent.txt"), dir+"-link")
	expect(t, s, map[string]string{"panics.txt": "rejected reader_fault", "hangs.txt": "rejected timeout", "good.txt": "published", "nested/good.txt": "published",
		"linked.txt": "rejected empty_file", "closed.txt": "rejected file_too_large", "fifo": "rejected not_a_file", "loop": "ignored", "broken": "rejected cannot_open", "absent.txt": "rejected cannot_open"})
	for _, f := range s.Files {
		if f.Outcome == Rejected && (f.Message == "" || f.Hint == "") {
			t.Errorf("rejected without words: %+v", f)
		}
	}
}

func TestDryRunStoresNothing(t *testing.T) {
	home := filepath.Join(t.TempDir(), "none")
	dir := write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7), "b.txt": reportText("甲县教育局", 2023, 8)})
	options := testOptions()
	options.DryRun = true
	s := ingestInto(t, home, options, dir)
	expect(t, s, map[string]string{"a.txt": "held second_report", "b.txt": "held second_report"})
	if _, err := os.Stat(home); !errors.Is(err, os.ErrNotExist) || !s.Changed || s.Version != "" {
		t.Errorf("%v %+v", err, s)
	}
	ingestInto(t, home, testOptions(), filepath.Join(dir, "a.txt"))
	before := tree(t, home)
	expect(t, ingestInto(t, home, options, dir), map[string]string{"a.txt": "duplicate", "b.txt": "held second_report"})
	if !maps.Equal(before, tree(t, home)) {
		t.Error("the dry run changed the home folder")
	}
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

func TestTwoWriters(t *testing.T) {
	home := t.TempDir()
	dir := write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7)})
	w, err := archive.Write(t.Context(), home, archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var busy *archive.BusyError
	if _, err := Run(t.Context(), home, []string{dir}, testOptions()); !errors.As(err, &busy) || busy.PID != os.Getpid() {
		t.Errorf("%v", err)
	}
	go w.Close()
	patient := testOptions()
	patient.Wait = 10 * time.Second
	ingestInto(t, home, patient, dir)
}

// A failing build or check leaves the old version and the received files.
func TestAFailedRunLeavesTheOldVersion(t *testing.T) {
	home := t.TempDir()
	old := ingestInto(t, home, testOptions(), write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7)}))
	dir := write(t, map[string]string{"b.txt": reportText("甲县教育局", 2022, 7)})
	failing := testOptions()
	failing.Derive = func(context.Context, *sql.DB) error { return errors.New("no view") }
	if _, err := Run(t.Context(), home, []string{dir}, failing); err == nil {
		t.Fatal("no error")
	}
	lying := testOptions()
	lying.Derive = func(ctx context.Context, db *sql.DB) error {
		_, err := db.ExecContext(ctx, "DELETE FROM section")
		return err
	}
	if _, err := Run(t.Context(), home, []string{dir}, lying); err == nil || !strings.Contains(err.Error(), "table section has 0 rows") {
		t.Fatalf("a version with lost rows was published: %v", err)
	}
	if v, err := archive.Open(home).Current(); err != nil || v.Name != old.Version {
		t.Errorf("%+v %v", v, err)
	}
	s := ingestInto(t, home, testOptions(), dir)
	expect(t, s, map[string]string{"b.txt": "published"})
}

// Another program reads everything anew; a damaged source is named and what
// the cache still has of it stays.
func TestADamagedSource(t *testing.T) {
	home := t.TempDir()
	content := reportText("甲县教育局", 2023, 7)
	dir := write(t, map[string]string{"a.txt": content})
	s := ingestInto(t, home, testOptions(), dir)
	path := filepath.Join(home, "archive", s.Files[0].SHA256[:2], s.Files[0].SHA256)
	if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, bytes.Repeat([]byte("x"), 10), 0o600)); err != nil {
		t.Fatal(err)
	}
	other := write(t, map[string]string{"b.txt": reportText("甲县教育局", 2022, 7)})
	ingestInto(t, home, testOptions(), other)
	if got := ask(t, home, `SELECT count(*) FROM report`); got != "2" {
		t.Errorf("reports %s", got)
	}
	next := testOptions()
	next.Program = "test2"
	ingestInto(t, home, next, other)
	if got := ask(t, home, `SELECT code FROM rejected`); got != "source_damaged" {
		t.Errorf("rejected %s", got)
	}
	ingestInto(t, home, next, dir) // received again, the source is whole
	if got := ask(t, home, `SELECT count(*) FROM report`); got != "2" {
		t.Errorf("healed: %s reports", got)
	}
}
