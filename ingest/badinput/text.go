package badinput

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// numbers are the texts of B68 and what each must be read as.
var numbers = []struct{ printed, read string }{
	{"1,234", "reported 1234"}, {"１２３４", "reported 1234"}, {"12.0", "reported 12"}, {"−3", "reported -3"}, {"〇", "reported 0"},
	{"/", "not_applicable"}, {"—", "not_applicable"}, {"无", "not_applicable"}, {"1 234", "unreadable"}, {"1.5", "unreadable"}, {"空", "unreadable"},
	{"十二", "unreadable"}, {"1e9", "unreadable"}, {"99999999999999999999", "unreadable"}, {"12人", "unreadable"}, {"3万", "unreadable"},
}

// numbered is a report that prints the numbers of B68, one a cell.
func numbered() form {
	f := of("B68").with()
	want := 0
	for row := 3; row <= 5; row++ {
		for col := range 7 {
			if want < len(numbers) {
				f.set[key3(row, col)] = numbers[want].printed
				want++
			}
		}
	}
	return f
}

func key3(row, col int) string {
	return "3/" + string(rune('0'+row)) + "/" + string(rune('0'+col))
}

func numberCells() map[string]string {
	cells := map[string]string{}
	for _, n := range numbers {
		cells[n.printed] = n.read
	}
	return cells
}

func texts() []Case {
	return []Case{
		{ID: "B65", What: "文本：UTF-8 标记、UTF-16LE、UTF-16BE、GBK、Big5", Choice: "Big5 拒收，请另存为 UTF-8", Want: []Want{rejected("big5.txt", "charset_unknown"), published("bom.txt"), published("gbk.txt"), published("u16be.txt"), published("u16le.txt")}, files: []made{
			file("bom.txt", func() string { return "\ufeff" + txt("B65甲") }),
			file("u16le.txt", func() string { return "\xff\xfe" + utf16Bytes(txt("B65乙"), binary.LittleEndian) }),
			file("u16be.txt", func() string { return "\xfe\xff" + utf16Bytes(txt("B65丙"), binary.BigEndian) }),
			file("gbk.txt", func() string { return gb18030(txt("B65丁")) }),
			file("big5.txt", func() string {
				return strings.Repeat(big5("政府資訊公開工作年度報告書內容說明\n"), 20)
			})}},
		{ID: "B66", What: "文本 2 GB；一行 500 MB", Choice: "上限 50 MB，读之前就看", Want: []Want{rejected("大.txt", "file_too_large"), rejected("长.txt", "file_too_large")}, extra: func(dir string) error {
			return errors.Join(sparse(filepath.Join(dir, "大.txt"), "", 2<<30), sparse(filepath.Join(dir, "长.txt"), "", 500<<20))
		}},
		{ID: "B67", What: "文本里有 NUL、ESC、双向控制符，数字里有零宽字符", Choice: "去掉后读取，说明地方", Want: []Want{{File: "控.txt", Outcome: Published, Notes: []string{"characters_removed"}, Cells: map[string]string{"1\u200b2": "reported 12"}}}, files: []made{
			file("控.txt", func() string {
				f := of("B67").with("3/1/1", "1\u200b2")
				f.prose = "颜色\x1b[31m红\x1b[0m，空\x00字符，反向\u202e向反\u202c。"
				return f.text()
			})}},
		one("B68", "数字的各种写法", "一个都不猜", Want{File: "数.txt", Outcome: Published, Cells: numberCells()}, file("数.txt", func() string { return numbered().text() })),
		one("B69", "合计与各项之和不符", "照印出的发布；对不上由检查规则说", published("和.txt"), file("和.txt", func() string { return of("B69").with("3/0/6", "99").text() })),
		{ID: "B70", What: "上年结转与上一年的结转下年不符", Choice: "照印出的发布；对不上由检查规则说", Want: []Want{published("2022.txt"), published("2023.txt")}, files: []made{
			file("2022.txt", func() string { f := of("B70"); f.year = 2022; return f.with("3/24/0", "5").text() }),
			file("2023.txt", func() string { return of("B70").with("3/1/0", "2").text() })}},
		{ID: "B71", What: "列换了位置；少一行；多一行", Choice: "整张表不能确定的，待人工确认（更正的一份来了才不会被当作第二份）；少一行、多一行的照发布，其余各格都能确定，点名那一行", Want: []Want{held("列.html", "table_unreadable"), published("多.html", "row_unknown"), published("少.html", "row_missing")}, files: []made{
			file("列.html", func() string {
				return strings.NewReplacer(">商业企业<", ">科研机构<", ">科研机构<", ">商业企业<").Replace(of("B71甲").page(utf8Meta))
			}),
			file("少.html", func() string {
				s := of("B71乙").page(utf8Meta)
				i := strings.Index(s, `<td colspan="3" rowspan="1">二、上年结转`)
				return s[:i-4] + s[i+strings.Index(s[i:], "</tr>\n")+6:]
			}),
			file("多.html", func() string {
				s := of("B71丙").page(utf8Meta)
				i := strings.Index(s, `<td colspan="3" rowspan="1">四、结转`) - 4
				return s[:i] + `<tr><td colspan="3">自行增加的一行</td>` + strings.Repeat("<td>8</td>", 7) + "</tr>\n" + s[i:]
			})}},
	}
}

// sparse makes a large file that takes no room.
func sparse(path, head string, size int64) error {
	if err := os.WriteFile(path, []byte(head), 0o640); err != nil {
		return err
	}
	return os.Truncate(path, size)
}
