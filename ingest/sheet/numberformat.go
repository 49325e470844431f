package sheet

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/ingest/document"
)

// builtIn are the number formats that a file need not define. Those not here
// are dates, times, percentages, fractions and the like.
var builtIn = map[int]string{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 49: "@",
	37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"}

// format returns the code of a number format; "" is one that shows no plain
// number.
func (w *workbook) format(number int) string {
	if code, ok := w.formats[number]; ok {
		return code
	}
	return builtIn[number]
}

// show is what a number shows in a format. Where that is not the number
// itself, as with a date, a percentage or one that is rounded, the cell is
// doubted and shows the number.
func show(v float64, code string) cell {
	if n := int64(v); float64(n) == v && n < 1e15 && n > -1e15 && (n != 0 || !math.Signbit(v)) && (code == "General" || code == "@") {
		return cell{text: strconv.FormatInt(n, 10)} // nearly always
	}
	plain := strconv.FormatFloat(v, 'f', -1, 64)
	if short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'G', 15, 64), 64); err == nil {
		plain = strconv.FormatFloat(short, 'f', -1, 64)
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return cell{text: plain, doubt: "the cell holds no number"}
	}
	if general(code) || code == "@" {
		return cell{text: plain}
	}
	p, ok := pictureOf(section(code, v))
	if !ok {
		return cell{text: plain, doubt: "the cell shows the number " + plain + " in another form, such as a date"}
	}
	if v == 0 && !p.whole {
		return cell{text: plain, doubt: document.ZeroDoubt}
	}
	digits := strconv.FormatFloat(math.Abs(v), 'f', p.decimals, 64)
	if p.optional > 0 {
		digits = trimZeros(digits, p.optional)
	}
	if n, err := strconv.ParseFloat(digits, 64); err != nil || n != math.Abs(v) && trimZeros(digits, p.decimals) != strings.TrimPrefix(plain, "-") {
		return cell{text: plain, doubt: "the cell holds " + plain + " and shows " + digits}
	}
	if p.thousands {
		digits = thousands(digits)
	}
	if v < 0 {
		digits = "-" + digits
	}
	return cell{text: strings.TrimSpace(p.before + digits + p.after)}
}

// general tells the format of plain text and numbers, by its Chinese name too.
func general(code string) bool {
	return strings.EqualFold(code, "General") || strings.EqualFold(code, "G/通用格式")
}

// showsText tells a format that shows texts as they are: it has a part of its own
// for them only if it has four, or an @.
func showsText(code string) bool {
	if code == "@" || general(code) {
		return true
	}
	part := code[strings.LastIndexByte(code, ';')+1:]
	if strings.Count(code, ";") < 3 && !strings.Contains(part, "@") {
		return true
	}
	shown := ""
	for i := 0; i < len(part); i++ {
		switch part[i] {
		case '_', '*':
			i++
		case '[':
			i += max(0, strings.IndexByte(part[i:], ']'))
		case ' ':
		default:
			shown += part[i : i+1]
		}
	}
	return shown == "@"
}

// section picks the part of a format that a number uses. One of its own for
// negative numbers or zero is not looked into.
func section(code string, v float64) string {
	parts := strings.Split(code, ";")
	switch {
	case v < 0 && len(parts) > 1 && !strings.Contains(parts[1], "-"):
		return "" // as with brackets or colour only
	case v < 0 && len(parts) > 1:
		return strings.Replace(strings.Replace(parts[1], `\-`, "", 1), "-", "", 1)
	case v == 0 && len(parts) > 2:
		return parts[2]
	}
	return parts[0]
}

// picture is how a format shows a plain number.
type picture struct {
	before, after      string // printed text around the digits
	whole              bool   // a digit stands before the point, 0 if no other
	decimals, optional int    // digits after the point, and how many of them zeros may be left out
	thousands          bool
}

// pictureOf reads a section of a format. ok is false when it shows anything but
// a plain number.
func pictureOf(section string) (p picture, ok bool) {
	runes := []rune(section)
	digits, point, ended := 0, false, false
	text := func(c rune) {
		if digits == 0 {
			p.before += string(c)
			return
		}
		p.after, ended = p.after+string(c), true
	}
	for i := 0; i < len(runes); i++ {
		switch c := runes[i]; c {
		case '"':
			for i++; i < len(runes) && runes[i] != '"'; i++ {
				text(runes[i])
			}
		case '[': // a colour, a condition, a currency
			if i++; i < len(runes) && strings.ContainsRune("<>=hHmMsS", runes[i]) || strings.HasPrefix(strings.ToLower(string(runes[i:])), "white]") {
				return p, false
			}
			for ; i < len(runes) && runes[i] != ']'; i++ {
			}
		case '\\':
			if i++; i < len(runes) {
				text(runes[i])
			}
		case '_', '*': // as wide as a character, filled with one
			i++
		case ' ', '(', ')', '+', '-', '$', '￥', '¥':
			text(c)
		case '.':
			point = true
		case ',':
			p.thousands = true
			if i+1 == len(runes) || !strings.ContainsRune("0#", runes[i+1]) {
				return p, false // shows thousands
			}
		case '0', '#', '?':
			if ended {
				return p, false
			}
			digits++
			p.whole = p.whole || c == '0' && !point
			p.digit(c, point)
		default:
			if c < utf8.RuneSelf {
				return p, false
			}
			text(c) // as if it stood in quotes
		}
	}
	return p, digits > 0
}

// digit counts a place for a digit.
func (p *picture) digit(c rune, afterPoint bool) {
	if !afterPoint {
		return
	}
	p.decimals++
	if c != '0' {
		p.optional++
	}
}

// trimZeros takes up to n zeros off the end of the decimals.
func trimZeros(digits string, n int) string {
	for ; n > 0 && strings.Contains(digits, ".") && strings.HasSuffix(digits, "0"); n-- {
		digits = digits[:len(digits)-1]
	}
	return strings.TrimSuffix(digits, ".")
}

func thousands(digits string) string {
	whole, rest, point := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		return whole + "." + rest
	}
	return whole
}
