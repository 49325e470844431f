package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/ingest"
	"gongkai/ingest/report"
)

// figureOf says which figure a line of real-prose.csv is, by the words before
// its bracket; "" where the prose says a number that is none.
var figureOf = map[string]string{
	"政府网站平台主动公开政府信息": "items_website", "受理政府信息公开申请": "requests_accepted", "信息处理费": "processing_fee", "主动公开政府信息": "items_disclosed",
	"收办政府信息公开申请案件": "requests_accepted", "自然人申请": "applicants_natural", "法人或其他组织申请": "applicants_organisation", "门户网站总访问次数": "",
	"备案政务新媒体": "", "收取信息处理费案件": "processing_fee_cases", "予以公开": "outcome_disclosed", "部分公开": "outcome_partial", "不予公开": "outcome_refused",
	"无法提供": "outcome_unavailable", "不予处理": "outcome_unprocessed", "其他处理": "outcome_other", "转下年度办理": "requests_carried_forward",
	"行政复议案件": "reviews", "行政诉讼案件": "lawsuits", "答复政府信息公开申请": "requests_answered", "上年度结转": "requests_carried_over",
	"顺延到下年度答复": "requests_carried_forward", "予以公开及部分公开": "outcome_disclosed_or_partial", "行政复议": "reviews", "行政诉讼": "lawsuits",
	"公报刊登": "items_gazette", "政策解读": "interpretations", "办结": "requests_answered", "上年结转": "requests_carried_over", "编辑公报": "items_gazette",
	"部门网站当年发布政府信息": "items_website", "“上海科技”网站全年累计发布信息": "items_website", "收到政府信息公开申请": "requests_received",
	"同意公开": "outcome_disclosed", "转下一年度": "requests_carried_forward", "微信公众号发文": "items_wechat", "主动公开各类政府信息": "items_disclosed",
	"规范性文件": "documents_published", "其他文件": "", "概况类信息": "", "政务动态信息": "", "公开目录发布": "", "意见征集": "consultations", "在线访谈": "interviews",
	"解读信息": "interpretations", "政府公报公开文件信息": "items_gazette", "微博公开信息": "items_weibo", "收到申请": "requests_received",
	"第六部分：2022年收到申请": "requests_received",
}

// What the prose of real reports says is read as it is said: in the two whole
// reports of the corpus and in the eight that the product ships.
func TestFiguresOfRealProse(t *testing.T) {
	corpus := os.Getenv("GONGKAI_CORPUS")
	if corpus == "" {
		t.Skip("GONGKAI_CORPUS is not set")
	}
	said := map[string][]map[string]string{}
	for _, r := range lines(t, filepath.Join(corpus, "real-prose.csv")) {
		key := r["agency"] + " " + r["year"]
		said[key] = append(said[key], r)
	}
	shipped, err := filepath.Glob("../data/sample/real/reports/*")
	if err != nil || len(shipped) != 8 {
		t.Fatalf("%d reports, want 8 (%v)", len(shipped), err)
	}
	for _, file := range append(shipped, filepath.Join(corpus, "yanchi-office-2023.txt"), filepath.Join(corpus, "hongze-2023.pdf")) {
		reports, err := ingest.ReadFile(file, ingest.Read)
		if err != nil {
			t.Fatal(err)
		}
		r := reports[0]
		lines := said[fmt.Sprintf("%s %d", r.Agency.Name, *r.Year)]
		if len(lines) == 0 { // the PDF leaves out the name of its city
			lines = said[fmt.Sprintf("淮安市%s %d", r.Agency.Name, *r.Year)]
		}
		if len(lines) < 3 {
			t.Errorf("%s: nothing is known of what it says", file)
		}
		for _, line := range lines {
			checkFigure(t, r, line)
		}
	}
}

// checkFigure looks for a line of real-prose.csv among the figures of a report.
func checkFigure(t *testing.T, r *report.Report, line map[string]string) {
	t.Helper()
	what, unit, _ := strings.Cut(line["what"], "（")
	code, known := figureOf[what]
	if !known {
		t.Errorf("%s is no known figure", what)
	}
	if code == "" {
		return
	}
	want := line["said"]
	if strings.HasPrefix(unit, "万条") {
		want += "0000"
	}
	last := strings.Contains(what, "2022年") // said of another year, wrongly
	if !slices.ContainsFunc(r.Figures, func(f report.Figure) bool {
		return f.Code == code && f.Value.String() == want && (!last || f.Year != nil && *f.Year == 2022) &&
			(f.Year == nil || strings.Contains(f.Sentence, fmt.Sprint(*f.Year))) && f.Approx == strings.Contains(unit, "余")
	}) {
		t.Errorf("%s: %s %s is not among the figures", r.File, line["what"], line["said"])
	}
}
