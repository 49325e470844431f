package prose

import (
	"strings"
	"unicode/utf8"

	"gongkai/ingest/report"
)

// saidNumber is a number with its unit as prose says it: 3,259件, 1.9万余条,
// 近6000条, 十二件.
type saidNumber struct {
	value      report.Number
	unit       string
	approx     bool
	start, end int  // in the text, from "about" to the unit
	grouped    bool // written with commas between thousands
}

// maxFillers is how many small words (共计, 为, 约 …) may stand between a word
// and its number.
const maxFillers = 5

// numberAt reads the number that follows at a place of a text, small words
// skipped. Its unit is one of units, or none where the clause ends after it.
func (x *extractor) numberAt(text string, at int, units wordSet) (saidNumber, bool) {
	n := saidNumber{start: -1}
	for range maxFillers {
		if at < len(text) && digit(text[at]) { // most numbers follow at once
			break
		}
		word := x.approxBefore.prefix(text[at:])
		if word != "" {
			n.approx = true
			if n.start < 0 {
				n.start = at
			}
		} else if word = x.filler.prefix(text[at:]); word == "" {
			break
		}
		at += len(word)
	}
	if n.start < 0 {
		n.start = at
	}
	var ok bool
	if at < len(text) && digit(text[at]) {
		ok = n.digits(x, text, at, units)
	} else {
		ok = n.chinese(text, at, units)
	}
	return n, ok && x.countedAt(text, n.end)
}

// countedAt tells whether what follows a unit leaves it a unit: not the 个 of
// 个工作日, not a range.
func (x *extractor) countedAt(text string, at int) bool {
	return x.notCounted.prefix(text[at:]) == ""
}

// digits reads 3,259件 and 1.9万余条 at a place where a digit stands.
func (n *saidNumber) digits(x *extractor, text string, at int, units wordSet) bool {
	end := at
	for end < len(text) && (digit(text[end]) || text[end] == ',' && groupAt(text, at, end)) {
		n.grouped = n.grouped || text[end] == ','
		end++
	}
	if end+1 < len(text) && text[end] == '.' && digit(text[end+1]) {
		for end++; end < len(text) && digit(text[end]); end++ {
		}
	}
	value, err := report.ParseNumber(strings.ReplaceAll(text[at:end], ",", ""))
	if err != nil || end-at > 12 {
		return false
	}
	for {
		if n.unit = units.prefix(text[end:]); n.unit != "" {
			end += len(n.unit)
			break
		}
		if word := x.approxAfter.prefix(text[end:]); word != "" {
			n.approx = true
			end += len(word)
		} else if strings.HasPrefix(text[end:], "万") && value.Micro() < 1e13 {
			value = report.FromMicro(value.Micro() * 10_000)
			end += len("万")
		} else {
			break
		}
	}
	if n.unit == "" && !clauseEnds(text, end) {
		return false
	}
	if word := x.approxAfter.prefix(text[end:]); word != "" {
		n.approx = true
		end += len(word)
	}
	n.value, n.end = value, end
	return !rangeAt(text, end)
}

// groupAt tells whether the comma at end separates thousands.
func groupAt(text string, start, end int) bool {
	last := strings.LastIndexByte(text[start:end], ',')
	size := end - start
	if last >= 0 {
		size -= last + 1
	}
	if size > 3 || last >= 0 && size != 3 || end+3 >= len(text) {
		return false
	}
	for i := 1; i <= 3; i++ {
		if !digit(text[end+i]) {
			return false
		}
	}
	return end+4 >= len(text) || !digit(text[end+4])
}

// rangeAt tells whether a number goes on as a range: 10-15件, 10至15件.
func rangeAt(text string, at int) bool {
	r, size := utf8.DecodeRuneInString(text[at:])
	switch r {
	case '-', '~', '—', '–', '至', '到', '/', '%', '.':
		return at+size < len(text) && (r == '%' || r == '/' || digit(text[at+size]))
	}
	return false
}

// clauseEnds tells whether nothing of the clause follows.
func clauseEnds(text string, at int) bool {
	if at >= len(text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	return r == '、' || delimiter(r)
}

// delimiter ends a clause, within which a number must stand with its word.
func delimiter(r rune) bool {
	switch r {
	case ',', ';', ':', '(', ')', '。', '!', '?', '|', '《', '》':
		return true
	}
	return false
}

// Chinese digits and powers of ten.
var (
	hanDigit = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	hanPower = map[rune]int64{'十': 10, '百': 100, '千': 1000}
)

// countsInWords tells whether a text may hold a number in Chinese digits with
// its unit.
func countsInWords(text string) bool {
	digit := false
	for _, r := range text {
		switch r {
		case '零', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千':
			digit = true
			continue
		case '件', '宗', '份', '例', '起', '次', '期', '场', '篇', '部', '元':
			if digit {
				return true
			}
		}
		digit = false
	}
	return false
}

// chinese reads 十二件; the unit must follow, because 一 and 三 begin many
// other words.
func (n *saidNumber) chinese(text string, at int, units wordSet) bool {
	total, current, end := int64(0), int64(-1), at
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if d, ok := hanDigit[r]; ok {
			if current > 0 {
				return false // 二三 is no number
			}
			current = d
		} else if p, ok := hanPower[r]; ok {
			if current < 0 {
				current = 1
			}
			total += current * p
			current = 0
		} else {
			break
		}
		end += size
	}
	if end == at {
		return false
	}
	n.unit = units.prefix(text[end:])
	if n.unit == "" || n.unit == "个" || n.unit == "项" || n.unit == "条" {
		return false
	}
	n.value, n.end = report.FromInt(total+max(current, 0)), end+len(n.unit)
	return !strings.HasPrefix(text[n.end:], "以")
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
