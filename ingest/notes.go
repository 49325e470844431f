package ingest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// noteAll completes a report with what a person should know of its file: what
// its parser noted, what its tables lack, text that had to be cleaned, cells
// that are in doubt, personal information. Values in which a tracked change is
// open are for a person to decide on.
func noteAll(r *report.Report, doc *document.Document, rows []report.Note) {
	unreadable := map[string]bool{}
	for i := range r.Observations {
		if o := &r.Observations[i]; o.Status == report.Unreadable {
			unreadable[o.At] = true
		}
	}
	for _, n := range doc.Notes {
		switch {
		case n.Code == "tracked_row": // its label may be gone, so that no cell of the form stands there
			r.Held = append(r.Held, report.Held{Code: "tracked_changes", Place: string(n.Place), Message: n.Message})
		case n.Code == "styles_unread": // what they hide or strike cannot be told from what is shown
			r.Held = append(r.Held, report.Held{Code: n.Code, Place: string(n.Place), Message: n.Message})
		case n.Code != "tracked_changes":
			r.Notes = append(r.Notes, report.Note{Code: n.Code, Place: string(n.Place), Message: n.Message})
		case unreadable[string(n.Place)]:
			r.Held = append(r.Held, report.Held{Code: n.Code, Place: string(n.Place), Message: n.Message})
		}
	}
	r.Notes = append(r.Notes, rows...)
	var s sweep
	for _, b := range doc.Blocks {
		if b.Paragraph != nil {
			s.text(b.Paragraph.Text, b.Paragraph.At, false)
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				s.text(c.Text, c.At, true)
				if c.Doubt != "" && unreadable[string(c.At)] {
					r.Notes = append(r.Notes, report.Note{Code: "cell_doubted", Place: string(c.At), Message: "这一格没有采用：" + inWords(c.Doubt)})
				}
			}
		}
	}
	r.Notes = append(r.Notes, s.notes()...)
	if n := len(r.Notes); n > maxNotes {
		r.Notes = append(r.Notes[:maxNotes:maxNotes], report.Note{Code: "more_notes", Message: fmt.Sprintf("另有 %d 条提醒没有列出", n-maxNotes)})
	}
	for i := range r.Sections {
		r.Sections[i].Text = maskPersonal(clean(r.Sections[i].Text))
	}
	for i := range r.Figures {
		r.Figures[i].Sentence = maskPersonal(clean(r.Figures[i].Sentence))
	}
	for i := range r.Mentions {
		r.Mentions[i].Sentence = maskPersonal(clean(r.Mentions[i].Sentence))
	}
}

// maxNotes is how many notes of one file are kept: a hostile one has no end of
// them.
const maxNotes = 200

// doubts are the words for what parsers say of a cell.
var doubts = []struct{ says, words string }{
	{"tracked changes", "有未处理的修订"}, {"hidden text", "有隐藏的，或小得、淡得看不见的文字"}, {"a rule of the sheet", "条件格式可能把它隐藏"}, {"lies over", "上面盖着批注或表单域"}, {"another way", "文字的方向被改过，显示的次序与保存的不同"}, {"not in its text", "显示的字符有一部分不在文字里（例如自动编号）"}, {"another table", "里面还有一张表"}, {"equally wide", "上下合并的单元格宽度不同"}, {"white text", "文字是白色的，看不见"}, {"raised or lowered", "有上标或下标，可能是脚注"}, {"struck-through", "有划掉的文字"}, {"input field", "是网页的输入框"}, {"symbol", "有特殊符号"}, {"font that the page brings", "用的是网页自带的字体，显示的数字可能与文字不同"}, {"error value", "显示的是错误值"},
	{"formula", "是公式，文件里没有计算结果"}, {"shows", "保存的值与显示的不同（例如日期）"}, {"merged", "合并单元格下面还有另一个值"},
	{"two readings", "图像两次识别的结果不同"}, {"strokes", "图像中的笔画数与识别出的位数不符"}, {"like another one", "有一个数字的字形像另一个数字"},
	{"made out in a picture", "图像识别不能确定"}, {"picture", "有图片"}, {"text box", "有文本框"}, {"lines around", "四周的框线没有围成一格"}, {"page's end", "可能被分页切断"}, {"truth value", "是逻辑值，不是数字"},
	{"cannot be found", "它的值在文件里找不到"}, {"no number", "不是数字"}, {"field without", "域没有结果"},
}

func inWords(doubt string) string {
	for _, d := range doubts {
		if strings.Contains(doubt, d.says) {
			return d.words
		}
	}
	return "文件本身使它不能确定"
}

// doubtAt says in words why the parser is not sure of the cell at a place, ""
// where it is, or no cell stands there.
func doubtAt(doc *document.Document, place string) string {
	for _, b := range doc.Blocks {
		if b.Table == nil {
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				if c.Doubt != "" && string(c.At) == place {
					return inWords(c.Doubt)
				}
			}
		}
	}
	return ""
}

// charsetNote says where a page is in another character set than it names, or
// names none. declared and found are names of character sets.
func charsetNote(declared, found string) *document.Note {
	family := func(name string) string {
		switch name = strings.ToLower(name); name {
		case "gb2312", "gbk", "gb18030", "gb_2312-80":
			return "gb18030"
		}
		return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, " bom"), "le"), "be")
	}
	switch {
	case declared == "" && family(found) == "gb18030":
		return &document.Note{Code: "charset_guessed", Message: "网页没有写明文字编码，按内容认作 " + found}
	case declared != "" && family(declared) != family(found):
		return &document.Note{Code: "charset_differs", Message: "网页写的文字编码是 " + declared + "，内容是 " + found + "，已按内容读取"}
	}
	return nil
}

// sweep collects what stands in texts that should not.
type sweep struct{ broken, control, personal finding }

// finding counts something and remembers where it first stood.
type finding struct {
	count int
	at    document.Position
	kinds []string
}

func (f *finding) add(n int, at document.Position, kind string) {
	if n == 0 {
		return
	}
	if f.count += n; f.at == "" {
		f.at = at
	}
	if !slices.Contains(f.kinds, kind) {
		f.kinds = append(f.kinds, kind)
	}
}

func (s *sweep) text(text string, at document.Position, inTable bool) {
	s.broken.add(strings.Count(text, "\uFFFD"), at, "")
	n := 0
	for _, r := range text {
		if r >= ' ' && r < 0x7f || r >= 0x3000 && r <= 0x9fff {
			continue
		}
		if disguise(r) || inTable && r >= '\u00ad' && unicode.Is(unicode.Cf, r) && strings.ContainsAny(text, "0123456789") {
			n++
		}
	}
	s.control.add(n, at, "")
	for _, p := range findPersonal(text) {
		s.personal.add(1, at, p.kind)
	}
}

// disguise tells characters that make text look like another one: control
// characters, and those that turn the direction of writing.
func disguise(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// clean takes characters out of prose that a page or a log must not show.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if disguise(r) {
			return -1
		}
		return r
	}, text)
}

func (s *sweep) notes() []report.Note {
	var out []report.Note
	if s.broken.count > 0 {
		out = append(out, report.Note{Code: "bytes_undecodable", Place: string(s.broken.at), Message: fmt.Sprintf("有 %d 处字节不成文字，所在的数字格不采用", s.broken.count)})
	}
	if s.control.count > 0 {
		out = append(out, report.Note{Code: "characters_removed", Place: string(s.control.at), Message: fmt.Sprintf("有 %d 个看不见的控制字符，已去掉", s.control.count)})
	}
	if s.personal.count > 0 {
		out = append(out, report.Note{Code: "personal_information", Place: string(s.personal.at),
			Message: fmt.Sprintf("文字里有 %d 处个人信息（%s），页面上已遮盖；请确认是否应当公开", s.personal.count, strings.Join(s.personal.kinds, "、"))})
	}
	return out
}
