package sample

import (
	"strings"

	"gongkai/data"
)

// fullWidth is how the official form prints its punctuation.
var fullWidth = strings.NewReplacer("(", "（", ")", "）", ":", "：", ",", "，")

// labelText prints a label of the form in the words of the recipe.
func (p recipe) labelText(l *data.Label) string {
	change := labelWords[p.styles["labels"].short]
	text := l.Text
	if change != nil {
		text = change(l, text)
	}
	if p.is("labels", "halfwidth") {
		return text
	}
	return fullWidth.Replace(text)
}

// labelWords are the styles that change the words of labels.
var labelWords = map[string]func(*data.Label, string) string{
	"halfwidth": func(_ *data.Label, text string) string {
		return strings.NewReplacer("“", `"`, "”", `"`, "、行政机关", ",行政机关").Replace(text)
	},
	"spaced": func(_ *data.Label, text string) string { return spacedLabels.Replace(text) },
	"traditional": func(_ *data.Label, text string) string {
		return traditional(strings.Replace(text, "规范性文件", "规范性档案", 1))
	},
	"typo": replacing("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
	"shortened": replacing("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正",
		"2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.逾期不缴费", "(六)其他处理", "(六)其他"),
	"other-short":     replacing("(六)其他处理", "(六)其他"),
	"in-force-short":  replacing("现行有效件数", "现行有效件"),
	"in-force-long":   replacing("现行有效件数", "现行有效件数(历史累计)"),
	"documents-short": replacing("行政规范性文件", "规范性文件"),
	"no-ordinal":      replacing("第二十条第(", "第二十条("),
	"instructions":    instructions,
	"broken": replacing("本年新制作数量", "本年新\n制作数量", "本年新公开数量", "本年新\n公开数量", "对外公开总数量", "对外公开\n总数量",
		"本年制发件数", "本年制发\n件数", "商业企业", "商业\n企业", "科研机构", "科研\n机构", "社会公益组织", "社会公益\n组织"),
	"header-repeated": replacing("本年新公开数量", "本年新制作数量", "本年增/减", "本年增/"),
	"header-cut":      replacing("本年新制作数量", "本年新", "本年新公开数量", "本年新"),
	"purchases-wan":   replacing("采购总金额", "采购总金额(万元)"),
}

func replacing(pairs ...string) func(*data.Label, string) string {
	r := strings.NewReplacer(pairs...)
	return func(_ *data.Label, text string) string { return r.Replace(text) }
}

// spacedLabels puts spaces where page layouts put them.
var spacedLabels = strings.NewReplacer("这一情形", "这一情 形", "反复申请", "反复 申请", "重新出具", "重 新出具",
	"(一)予", "(一) 予", "(二)部", "(二) 部", "(三)不", "(三) 不", "(四)无", "(四) 无", "(五)不", "(五) 不", "(六)其", "(六) 其", "(七)总", "(七) 总",
	"三、本年度办理结果", "三 、本年 度办理 结果")

func instructions(l *data.Label, text string) string {
	switch {
	case l.Axis == data.Row && text == "规章":
		return "规章(设区的市、自治州人民政府应提供相关数据)"
	case text == "上一年项目数量":
		return "上一年项目数量(指2019年事项数)"
	case text == "本年增/减":
		return "本年增/减(增用正值表示,减用负值表示,如-8)"
	}
	return text
}

// traditional writes text in traditional characters as far as the form's own
// list of them goes.
func traditional(text string) string {
	back := map[rune]rune{}
	for t, s := range data.Simplified() {
		if known, ok := back[s]; !ok || t < known {
			back[s] = t
		}
	}
	return strings.Map(func(r rune) rune {
		if t, ok := back[r]; ok {
			return t
		}
		return r
	}, text)
}

// applyLabels prepares the report for a style of labels and tells whether the
// style would show on it.
func (r *report) applyLabels(short string) bool {
	switch short {
	case "unsplit-other":
		return r.unsplitOther()
	case "purchases-wan":
		return r.number("proactive.procurement.amount_2019") > 0 && r.set("proactive.procurement.amount_2019", func(_ printed, n int64) printed {
			return reported(tenThousands(n), tenThousands(n))
		})
	case "old-columns":
		return r.number(penalties) > 0 && r.set(penalties, func(p printed, _ int64) printed {
			return printed{text: p.text, status: "unreadable"}
		})
	case "extra-row":
		return r.edition() == "2019" || r.number("proactive.normative_doc.in_force") > 0
	}
	return true
}

const penalties = "proactive.penalty.decisions"

// unsplitOther gives the report the one row （六） of edition 2019. Only
// reports whose three rows are all zero take it, so that sums over the county
// stay whole.
func (r *report) unsplitOther() bool {
	for _, row := range []string{"correction_overdue", "fee_overdue", "misc"} {
		if r.number("applications.other."+row+".total") != 0 {
			return false
		}
	}
	r.editions[3] = "2019"
	r.print()
	return true
}

// set changes one printed cell.
func (r *report) set(code string, change func(printed, int64) printed) bool {
	old, ok := r.cells[code]
	if ok {
		r.cells[code] = change(old, r.numbers[code])
	}
	return ok
}

// restyle adds the rows that a style of labels adds to a table.
func (r *report) restyle(s *sheet) {
	if s.number != 2 {
		return
	}
	switch {
	case r.recipe.is("labels", "empty-row"):
		s.rows = append(s.rows, []cell{{cols: 1, rows: 1}, {cols: 1, rows: 1}, {cols: 1, rows: 1}, {cols: 1, rows: 1}})
	case r.recipe.is("labels", "old-columns"):
		s.thirds(penalties)
	case r.recipe.is("labels", "first-head-missing"):
		s.rows = s.rows[1:]
	case r.recipe.is("labels", "extra-row"):
		extra := []cell{{text: "其他主动公开文件", cols: 1, rows: 1}}
		for _, n := range []string{"86", "55", "155"} {
			extra = append(extra, cell{text: n, cols: 1, rows: 1})
		}
		s.rows = append(s.rows[:4], append([][]cell{extra}, s.rows[4:]...)...)
	}
	s.place()
}

// thirds parts the wide cell of a code into three values.
func (s *sheet) thirds(code string) {
	for i, row := range s.rows {
		if last := row[len(row)-1]; last.code == code && last.cols == 3 {
			last.cols = 1
			zero := cell{text: "0", cols: 1, rows: 1}
			s.rows[i] = append(row[:len(row)-1], last, zero, zero)
		}
	}
}
