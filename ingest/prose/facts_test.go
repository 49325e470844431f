package prose

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// factsOf reads the facts of a made-up report of 2023 with these sentences in
// its first section.
func factsOf(agency, text string) Facts {
	return documentOf(agency + "2023年政府信息公开工作年度报告\n一、总体情况\n" + text).Facts()
}

func documentOf(content string) Result {
	doc := &document.Document{}
	for i, line := range strings.Split(content, "\n") {
		doc.Blocks = append(doc.Blocks, document.Block{Paragraph: &document.Paragraph{Text: line, At: document.Position(fmt.Sprint("line ", i+1))}})
	}
	return Read(doc, nil)
}

// figureList writes figures as code=value unit, with ~ where approximate, the
// year where it is another one and the scope where it is known.
func figureList(facts Facts) string {
	var out []string
	for _, f := range facts.Figures {
		s := f.Code + "=" + f.Value.String() + f.Unit
		if f.Approx {
			s += "~"
		}
		if f.Year != nil && *f.Year != 2023 {
			s += fmt.Sprint("@", *f.Year)
		}
		if f.Scope != report.UnknownScope {
			s += "/" + string(f.Scope)
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestFigures(t *testing.T) {
	const bureau, county = "青禾县水务局", "青禾县人民政府"
	for _, c := range []struct{ name, agency, text, want string }{
		{"plain", bureau, "全年收到政府信息公开申请7件。", "requests_received=7件"},
		{"spaces and full width", bureau, "我局 ２０２３ 年共收到政府信息公开申请 １ ２ 件。", "requests_received=12件/own"},
		{"thousands", county, "全县受理政府信息公开申请3,259件，答复3,278件。", "requests_accepted=3259件/rollup requests_answered=3278件/rollup"},
		{"a comma between clauses is none between thousands", bureau, "收到政府信息公开申请3，259件属于其他事项。", ""},
		{"in Chinese digits", bureau, "收到公民提出的政府信息公开申请二十三件。", "requests_received=23件"},
		{"number before the word", bureau, "本年度共收到九件政府信息公开申请。", "requests_received=9件"},
		{"about", county, "主动公开政府信息1.9万余条。", "items_disclosed=19000条~"},
		{"nearly", county, "主动公开政府信息近6000条。", "items_disclosed=6000条~"},
		{"a range is no number", bureau, "收到政府信息公开申请10-15件。", ""},
		{"never across sentences", county, "认真办理政府信息公开申请。全县共有1200件事项。受理3259件，答复3278件。", "requests_accepted=3259件 requests_answered=3278件"},
		{"not across clauses", bureau, "畅通政府信息公开申请渠道，编制目录35件。", ""},
		{"days are no requests", bureau, "收到申请后5个工作日内答复。", ""},
		{"another kind of request", bureau, "收到行政复议申请3件，收到信访件18件。", ""},
		{"letters in a paragraph on requests", bureau, "依申请公开方面，渠道畅通。收到网民留言20件。", ""},
		{"none", bureau, "本年度未收到政府信息公开申请。", "requests_none=0件"},
		{"none of a kind", bureau, "本年度未收到网络渠道的政府信息公开申请。", ""},
		{"carried", bureau, "新收政府信息公开申请10件，上年结转2件，办结11件，结转下年度继续办理1件。",
			"requests_new=10件 requests_carried_over=2件 requests_answered=11件 requests_carried_forward=1件"},
		{"carried, direction not said", bureau, "收到政府信息公开申请10件，结转3件。", "requests_received=10件 requests_carried=3件"},
		{"carried, number first", bureau, "收到政府信息公开申请10件，另有3件申请结转下年度继续办理。", "requests_received=10件 requests_carried_forward=3件"},
		{"applicants", bureau, "收到政府信息公开申请10件，其中自然人申请8件，商业企业2件。", "requests_received=10件 applicants_natural=8件 applicants_company=2件"},
		{"a part is no total", bureau, "收到政府信息公开申请10件，其中收到征地申请4件。", "requests_received=10件"},
		{"the bracket is a part", county, "办结政府信息公开申请30件（含上年结转4件）。", "requests_answered=30件 requests_carried_over=4件"},
		{"outcomes", bureau, "办结政府信息公开申请9件：予以公开4件、部分公开2件、不予公开三件。", "requests_answered=9件 outcome_disclosed=4件 outcome_partial=2件 outcome_refused=3件"},
		{"all closed", bureau, "收到政府信息公开申请5件，均按时办结。", "requests_received=5件 requests_all_closed=0件"},
		{"all closed, of those carried", bureau, "政府信息公开申请中上年结转的2件全部办结。", "requests_carried_over=2件"},
		{"documents", bureau, "制发行政规范性文件3件，废止1件，年末现行有效5件。", "documents_issued=3件 documents_repealed=1件 documents_in_force=5件"},
		{"documents in a list", bureau, "制定规范性文件三份、废止规范性文件1份、现行有效规范性文件20份。", "documents_issued=3份 documents_repealed=1份 documents_in_force=20份"},
		{"reviewed documents", bureau, "审查规范性文件20件，清理规范性文件8件，报备规范性文件2件。", ""},
		{"no documents", bureau, "本年度未制发行政规范性文件。", "documents_issued=0件"},
		{"disputes", bureau, "因政府信息公开引起的行政复议3件、行政诉讼1件。", "reviews=3件 lawsuits=1件"},
		{"disputes together", bureau, "因政府信息公开引起的行政复议和行政诉讼共4件。", "disputes=4件"},
		{"disputes of other matters", bureau, "全年办理行政复议案件56件。", ""},
		{"no disputes", bureau, "未发生因政府信息公开引起的行政复议、行政诉讼。", "reviews_none=0件 lawsuits_none=0件"},
		{"both 0", bureau, "因政府信息公开产生的行政复议和行政诉讼均为0。", "reviews_none=0件 lawsuits_none=0件"},
		{"none lost is not none", bureau, "政府信息公开工作未发生行政复议被纠正、行政诉讼败诉的情况。", ""},
		{"respectively", bureau, "行政复议、行政诉讼中涉及政府信息公开的分别为3件、2件。", ""},
		{"another year", bureau, "2022年收到政府信息公开申请6件。", "requests_received=6件@2022"},
		{"last year in words", bureau, "上年度收到政府信息公开申请6件。", "requests_received=6件@2022"},
		{"compared with last year", bureau, "与2022年相比，收到政府信息公开申请6件，较上年增加2件。", "requests_received=6件"},
		{"half a year", bureau, "上半年收到政府信息公开申请6件。", ""},
		{"since the beginning", bureau, "2019年以来，收到政府信息公开申请60件。", ""},
		{"own name", bureau, "青禾县水务局收到政府信息公开申请6件。", "requests_received=6件"},
		{"another body", county, "县教育局收到政府信息公开申请6件。", ""},
		{"in the name of the government", county, "县政府办公室代表县政府受理政府信息公开申请6件。", "requests_accepted=6件/own"},
		{"whole county, then a part of it", county, "全县收到政府信息公开申请60件；县政府办收到政府信息公开申请6件。", "requests_received=60件/rollup requests_received=6件/own"},
		{"fee", bureau, "全年收取信息处理费共计2950元。", "processing_fee=2950元"},
		{"fee in ten thousands", bureau, "信息处理费0.295万元。", "processing_fee=0.295万元"},
		{"no fee", bureau, "未向任何申请人收取信息处理费，即未收取信息处理费。", "processing_fee=0元"},
		{"fee tariff", bureau, "信息处理费每件100元。", ""},
		{"channels", county, "微博发布信息300条，微信公众号推送文章41篇，召开新闻发布会5场，意见征集6期，在线访谈二次，发布政策解读材料28个。",
			"items_weibo=300条 items_wechat=41篇 press_conferences=5场 consultations=6期 interviews=2次 interpretations=28个"},
		{"gazette and site", county, "在政府网站公开政府信息1136条，通过《政府公报》公开文件102件。", "items_website=1136条 items_gazette=102件"},
		{"training", bureau, "组织政务公开培训3次，召开政务公开专题会议2次。", "trainings=3次 meetings=2次"},
		{"a sentence over two lines", bureau, "按照规定的程序和时限，本机关受理科室逐件登记、逐件答复，全年共收到政府信息\n公开申请15件。", "requests_received=15件/own"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := figureList(factsOf(c.agency, c.text)); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}
