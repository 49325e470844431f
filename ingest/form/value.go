package form

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

var (
	// leading splits a number from what follows it. A leading zero before
	// other digits is refused: 000 is three cells run together.
	leading = regexp.MustCompile(`^([+\-−–﹣增减]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|〇|零)(.*)$`)
	// note is a remark in brackets after the number.
	note = regexp.MustCompile(`^\([^()]*(?:\([^()]*\)[^()]*)*\)$`)
	// units that mean a count; a number of people is no count of documents.
	units = map[string]bool{"件": true, "宗": true, "例": true, "个": true, "条": true, "份": true, "项": true}
)

// isNone tells the texts that say that a cell does not apply.
func isNone(folded string) bool {
	switch folded {
	case "/", "\\", "-", "--", "---", "—", "——", "–", "―", "−", "无", "不适用":
		return true
	}
	return false
}

// value reads one cell. It returns the number only where it is certain; the
// unit is the form's, or the printed one where the form fixes none. header is
// what is printed above, which may name a unit.
func value(raw string, cell data.Cell, header string) (*report.Number, string, report.Status) {
	unit := cell.Unit
	folded := document.Fold(raw)
	switch {
	case folded == "":
		return nil, unit, report.Blank
	case isNone(folded):
		return nil, unit, report.NotApplicable
	case marked(raw):
		return nil, unit, report.Unreadable
	}
	if n, ok := plain(folded); ok {
		if cell.Kind == data.AmountAsPrinted {
			return amountAsPrinted(n, "", header)
		}
		return &n, unit, report.Reported
	}
	m := leading.FindStringSubmatch(folded)
	if m == nil {
		return nil, unit, report.Unreadable
	}
	sign, digits, rest := m[1], strings.ReplaceAll(m[2], ",", ""), strings.TrimSpace(m[3])
	if digits == "〇" || digits == "零" {
		digits = "0"
	}
	if len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		return nil, unit, report.Unreadable
	}
	n, err := report.ParseNumber(digits)
	if err != nil {
		return nil, unit, report.Unreadable
	}
	if strings.ContainsAny(sign, "-−–﹣减") {
		n = report.FromMicro(-n.Micro())
	}
	switch cell.Kind {
	case data.AmountWan:
		return amountWan(n, rest, unit)
	case data.AmountAsPrinted:
		return amountAsPrinted(n, rest, header)
	}
	printed := rest
	if i := strings.IndexByte(rest, '('); i >= 0 && note.MatchString(rest[i:]) {
		printed = strings.TrimSpace(rest[:i])
	}
	if printed != "" && !units[printed] || !n.IsWhole() {
		return nil, unit, report.Unreadable
	}
	return &n, unit, report.Reported
}

// marked tells a text that folds to other digits than are seen: one with a
// footnote mark, such as 5¹ or 5①, one whose direction is turned, so that 12 is
// seen as 21, and one with a character that deletes another.
func marked(raw string) bool {
	for _, r := range raw {
		switch r {
		case '\u202b', '\u202e', '\u2067', '\b', '\x7f':
			return true
		}
		if r >= utf8.RuneSelf && unicode.Is(unicode.No, r) {
			return true
		}
	}
	return false
}

// plain reads the text that nearly every cell holds: a short whole number.
func plain(folded string) (report.Number, bool) {
	if len(folded) > 9 || len(folded) > 1 && folded[0] == '0' {
		return report.Number{}, false
	}
	n := int64(0)
	for i := 0; i < len(folded); i++ {
		c := folded[i]
		if c < '0' || c > '9' {
			return report.Number{}, false
		}
		n = n*10 + int64(c-'0')
	}
	return report.FromInt(n), true
}

// amountWan reads money into 万元: a printed 元 is converted exactly.
func amountWan(n report.Number, rest, unit string) (*report.Number, string, report.Status) {
	switch {
	case rest == "" || rest == "万元" || note.MatchString(rest):
		return &n, unit, report.Reported
	case rest == "元" && n.Micro()%10_000 == 0:
		n = report.FromMicro(n.Micro() / 10_000)
		return &n, unit, report.Reported
	}
	return nil, unit, report.Unreadable
}

// amountAsPrinted keeps number and unit apart and converts nothing: the form
// prints no unit, so such amounts are never summed.
func amountAsPrinted(n report.Number, rest, header string) (*report.Number, string, report.Status) {
	switch {
	case rest == "元" || rest == "万元":
		return &n, rest, report.Reported
	case rest != "":
		return nil, "", report.Unreadable
	case strings.Contains(header, "万元"):
		return &n, "万元", report.Reported
	case strings.Contains(header, "元"):
		return &n, "元", report.Reported
	}
	return &n, "", report.Reported
}
