package ingest

import (
	"encoding/binary"
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"gongkai/ingest/ole2"
)

// workbookRecords reads the stream of a workbook and walks its records, as a DOCX
// or XLSX is walked, formatting and all: the shared texts and the codes of number
// formats are decoded, the number of each cell that holds one is printed, and of
// fonts, styles, rows, columns, merged ranges and blank cells each word is touched,
// because only these say what a cell shows and where a table is. What the words
// mean is not asked, and the cells are not put together.
func workbookRecords(content []byte) int {
	const (
		sharedTexts, text, number, rk, numbers, blank, blanks = 0xFC, 0xFD, 0x203, 0x27E, 0xBD, 0x201, 0xBE
		format, style, font, merges, column, row              = 0x41E, 0xE0, 0x31, 0xE5, 0x7D, 0x208
	)
	n, texts, printed := 0, textStore{}, make([]byte, 0, 32)
	show := func(v float64) {
		if whole := int64(v); float64(whole) == v {
			n += len(strconv.AppendInt(printed, whole, 10))
			return
		}
		n += len(strconv.AppendFloat(printed, v, 'f', -1, 64))
	}
	container, err := ole2.Open(content)
	if err != nil {
		return 0
	}
	stream, err := container.Stream("Workbook")
	if err != nil {
		return 0
	}
	for ; len(stream) >= 4; n++ {
		end := min(4+u16(stream, 2), len(stream))
		switch body := stream[4:end]; u16(stream, 0) {
		case sharedTexts:
			texts.take(body[8:], u16(body, 4))
		case format:
			n += u16(body, 0)
			(&textStore{}).take(body[2:], 1)
		case text:
			n += cellWords(body) + len(texts.at(u16(body, 6)))
		case number:
			n += cellWords(body)
			show(math.Float64frombits(binary.LittleEndian.Uint64(body[6:])))
		case rk:
			n += cellWords(body)
			show(rkNumber(binary.LittleEndian.Uint32(body[6:])))
		case numbers:
			for i := 4; i+6 <= len(body); i += 6 {
				n += u16(body, i)
				show(rkNumber(binary.LittleEndian.Uint32(body[i+2:])))
			}
		case style, font, merges, column, row, blank, blanks:
			for i := 0; i+2 <= len(body); i += 2 {
				n += u16(body, i)
			}
		}
		stream = stream[end:]
	}
	return n
}

// cellWords touches the row, the column and the style of a cell.
func cellWords(cell []byte) int { return u16(cell, 0) + u16(cell, 2) + u16(cell, 4) }

// rkNumber is a number of 30 bits: a whole one, or the upper half of one with a
// point; a hundred times it, or not.
func rkNumber(v uint32) float64 {
	f := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// textStore holds decoded texts, one after the other.
type textStore struct {
	text string
	ends []int
}

func (t *textStore) at(i int) string {
	if i >= len(t.ends) {
		return ""
	}
	from := 0
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.text[from:t.ends[i]]
}

// take decodes up to n texts that follow one another and passes over their
// formatting, up to where one is continued in another record.
func (t *textStore) take(b []byte, n int) {
	text := make([]byte, 0, len(b)*3/2)
	for ; n > 0 && len(b) >= 3; n-- {
		size, kind, after := u16(b, 0), b[2], 0
		b = b[3:]
		if kind&8 != 0 {
			after = 4 * u16(b, 0)
			b = b[2:]
		}
		if kind&4 != 0 {
			after += u32(b, 0)
			b = b[4:]
		}
		if kind&1 != 0 {
			size *= 2
		}
		if len(b) < size+after {
			break
		}
		if kind&1 != 0 {
			text = appendWide(text, b[:size])
		} else {
			text = appendNarrow(text, b[:size])
		}
		t.ends = append(t.ends, len(text))
		b = b[size+after:]
	}
	t.text = string(text)
}

func u16(b []byte, at int) int { return int(binary.LittleEndian.Uint16(b[at:])) }

func u32(b []byte, at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }

// appendNarrow decodes the characters of one byte each.
func appendNarrow(text, b []byte) []byte {
	for _, c := range b {
		text = utf8.AppendRune(text, rune(c))
	}
	return text
}

// appendWide decodes UTF-16.
func appendWide(text, b []byte) []byte {
	for ; len(b) >= 2; b = b[2:] {
		r := rune(b[0]) | rune(b[1])<<8
		if utf16.IsSurrogate(r) && len(b) >= 4 {
			r, b = utf16.DecodeRune(r, rune(u16(b, 2))), b[2:]
		}
		text = utf8.AppendRune(text, r)
	}
	return text
}
