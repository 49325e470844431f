package badinput

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Registry is the registry that the cases rely on: agencies.csv and events.csv.
const (
	Registry = "id,region_code,region_name,name,short_name,former_names,aliases,type,level,parent,valid_from,valid_to,must_report,in_rollup,deadline,simulated\n" +
		"990101-water,990101,青禾县,青禾县水务局,水务局,青禾县水利局[..2021],,constituent_dept,county,,,,yes,yes,,yes\n" +
		"990102-water,990102,金穗县,金穗县水务局,水务局,,,constituent_dept,county,,,,yes,yes,,yes\n"
	RegistryEvents = "predecessor_id,successor_id,effective_date,kind,note,source_url,verified\n"
)

func body(agency string, year int) string { return form{agency: agency, year: year, n: 1}.text() }

// quarterly is a report of a quarter, oldTemplate one in the words of before
// 2019.
func quarterly() string {
	f := of("B75乙")
	f.title = "青禾县B75乙局2023年第三季度政府信息公开工作报告"
	return f.text()
}

const oldTemplate = "青禾县B75甲局2016年政府信息公开工作年度报告\n一、主动公开情况\n主动公开政府信息数\t条\t120\n其中：公文公报\t条\t8\n二、依申请公开情况\n收到申请数\t件\t3\n"

func meanings() []Case {
	b72 := func() string {
		f := of("B72")
		f.prose = "本报告所列数据的统计期限为2022年1月1日至2022年12月31日。"
		return f.text()
	}
	two := func() string { return txt("B74甲") + "\n\n" + txt("B74乙") }
	personal := func() string {
		f := of("B84")
		f.prose = "申请人张某，身份证号11010519491231002X，手机13800138000，银行卡4111111111111111。"
		return f.text()
	}
	leftIn := func() string {
		f := of("B75丙")
		f.prose = "（填写说明：本部分填写其他需要报告的事项，没有的填写“无”。）"
		return f.text()
	}
	return []Case{
		one("B72", "标题 2023 年、正文 2022 年、文件名 2021 年", "", held("2021年年报.txt", "year_conflict"), file("2021年年报.txt", b72)),
		{ID: "B73", What: "单位：名录里没有；两个单位；旧名；两个县有同名单位", Want: []Want{held("两个.txt", "agency_several"), held("同名.txt", "agency_ambiguous"), published("旧名.txt"), held("没有.txt", "agency_unknown")}, files: []made{
			file("没有.txt", func() string { return body("综合办公室", 2023) }), file("两个.txt", func() string { return body("青禾县甲局、青禾县乙局", 2023) }),
			file("旧名.txt", func() string { return body("青禾县水利局", 2021) }), file("同名.txt", func() string { return body("水务局", 2023) })}},
		one("B74", "一个文件里有两份年报", "待人工确认，请拆开", held("两份.txt", "several_reports"), file("两份.txt", two)),
		{ID: "B75", What: "2019 年以前的版式；季度报告；填写说明没有删去", Want: []Want{rejected("季度.txt", "not_annual"), published("说明.txt"), rejected("旧版.txt", "no_report_table")}, files: []made{
			fixed("旧版.txt", oldTemplate), file("季度.txt", quarterly), file("说明.txt", leftIn)}},
		{ID: "B76", What: "同样的字节，另一个名字", Want: []Want{published("甲.txt"), {File: "乙.txt", Outcome: Duplicate}}, AnyOrder: true, files: []made{
			file("甲.txt", func() string { return txt("B76") }), file("乙.txt", func() string { return txt("B76") })}},
		{ID: "B77", What: "同一份年报的 DOCX 和网页，数字相同", Choice: "只计一份", Want: []Want{published("年报.docx"), {File: "年报.html", Outcome: Duplicate}}, AnyOrder: true, files: []made{
			file("年报.docx", of("B77").docx), file("年报.html", func() string { return of("B77").page(utf8Meta) })}},
		{ID: "B78", What: "同上，有一个数字不同", Choice: "两份都待人工确认，逐格列出差别", Want: []Want{held("年报.docx", "second_report"), held("年报.html", "second_report")}, files: []made{
			file("年报.docx", of("B78").docx), file("年报.html", func() string { return of("B78").with("3/1/1", "1").page(utf8Meta) })}},
		one("B84", "正文里有身份证号、手机号、银行卡号", "发布并提醒；页面和导出中遮盖，提醒里不重复号码", published("个人.txt", "personal_information"), file("个人.txt", personal)),
	}
}

func folders() []Case {
	names := []string{"😀.txt", "换\n行.txt", `引"号.txt`, "<script>.txt", "-杠.txt", strings.Repeat("长", 83) + "ab.txt", "坏\xff\xfe.txt", "CON.docx"}
	b80 := Case{ID: "B80", What: "文件名：表情、换行、引号、<script>、开头的 -、255 字节、非 UTF-8、CON.docx", Choice: "照读；显示时转义，非 UTF-8 的字节显示为 \ufffd"}
	for i, name := range names {
		w := published(name)
		if name == "CON.docx" {
			w.Notes = []string{"type_differs"}
		}
		b80.Want = append(b80.Want, w)
		b80.files = append(b80.files, file(name, func() string { return txt("B80" + string(rune('A'+i))) }))
	}
	b82 := Case{ID: "B82", What: "单位名称以 =、+、-、@、制表符、全角＝开头", Choice: "含网址的不认作单位名称，待人工确认；其余照原样发布，导出时在前面加撇号"}
	for i, start := range []string{`=HYPERLINK("http://192.0.2.1")`, "+1", "-1", "@a", "\t=1", "＝1"} {
		name := string(rune('a'+i)) + ".txt"
		w := published(name)
		if i == 0 {
			w = held(name, "agency_missing")
		}
		b82.Want = append(b82.Want, w)
		b82.files = append(b82.files, file(name, func() string { return body(start+"青禾县B82"+string(rune('A'+i))+"局", 2023) }))
	}
	return []Case{
		{ID: "B79", What: "FIFO、套接字、叫 x.docx 的文件夹、成环的链接、断开的链接", Choice: "文件夹照走，指向文件夹的链接不跟；读到的字节就是归档的字节，边读边改不会混；没有权限的文件是 cannot_open",
			Want: []Want{rejected("fifo.docx", "not_a_file"), rejected("socket.docx", "not_a_file"), rejected("断.docx", "cannot_open"), rejected("环.docx", "cannot_open"), {File: "上级", Outcome: Ignored}}, extra: oddities},
		b80,
		{ID: "B81", What: "~$x.docx、.DS_Store、Thumbs.db、__MACOSX/", Choice: "忽略，计数", Want: []Want{{File: "~$x.docx", Outcome: Ignored}, {File: ".DS_Store", Outcome: Ignored}, {File: "Thumbs.db", Outcome: Ignored}, {File: "__MACOSX", Outcome: Ignored}}, files: []made{
			fixed("~$x.docx", "x"), fixed(".DS_Store", "x"), fixed("Thumbs.db", "x"), fixed("__MACOSX/a.docx", "x")}},
		b82,
		{ID: "B83", What: "上传中断、长度不符、一万个部分、没有文件名、边界不符", NotHere: "不适用：还没有上传"},
		{ID: "B85", What: "5,000 页、200 MB、带图片的 docx", Choice: "上限 50 MB，读之前就看", Want: []Want{rejected("大.docx", "file_too_large")}, extra: func(dir string) error {
			return sparse(filepath.Join(dir, "大.docx"), string(of("B85").docx()), 200<<20)
		}},
	}
}

// oddities makes what is no plain file.
func oddities(dir string) error {
	at := func(name string) string { return filepath.Join(dir, name) }
	return errors.Join(syscall.Mkfifo(at("fifo.docx"), 0o600), syscall.Mknod(at("socket.docx"), syscall.S_IFSOCK|0o600, 0), os.Mkdir(at("x.docx"), 0o750),
		os.Symlink("环.docx", at("环.docx")), os.Symlink("没有", at("断.docx")), os.Symlink("..", at("上级")))
}
