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

// docTokens reads the streams of a Word file and hands out what they hold in the
// order of the document, as the parts of a DOCX do: of each paragraph its text,
// decoded, and the modifications of its formatting, each stepped over by the length
// of its operand, those in the data stream too; of each run of characters the
// modifications likewise. Nothing else says where rows end and how their cells are
// merged, so of the modification that defines a row each edge and each cell's merge
// is touched. What they mean is not asked, and none of it is put together.
func docTokens(content []byte) int {
	const pieceTable, paragraphs, characters = 33, 13, 12 // their numbers among the parts of the table stream
	container, err := ole2.Open(content)
	if err != nil {
		return 0
	}
	stream := func(name string) []byte {
		s, err := container.Stream(name)
		if err != nil {
			return nil
		}
		return s
	}
	main, table, data := stream("WordDocument"), stream("1Table"), stream("Data")
	parts := 34 + 2*u16(main, 32)
	parts += 2 + 4*u16(main, parts) + 2
	part := func(number int) []byte {
		at := u32(main, parts+8*number)
		return table[at : at+u32(main, parts+8*number+4)]
	}
	pieces := part(pieceTable)
	for pieces[0] == 1 {
		pieces = pieces[3+u16(pieces, 1):]
	}
	pieces = pieces[5:]
	count := (len(pieces) - 4) / 12
	n, text := 0, make([]byte, 0, 3*u32(pieces, 4*count))
	lists := [2]formatting{{main: main, index: part(paragraphs), size: 13}, {main: main, index: part(characters), size: 1}}
	for i := range count {
		from, width, decode := u32(pieces, 4*(count+1)+8*i+2), 2, appendWide
		if from>>30 != 0 {
			from, width, decode = from&^(1<<30)/2, 1, appendNarrow
		}
		end := from + width*(u32(pieces, 4*i+4)-u32(pieces, 4*i))
		for k := range lists {
			for at := from; at < end; n++ {
				list, to := lists[k].at(at, end)
				if k == 0 {
					text = decode(text, main[at:to])
				}
				at, n = to, n+modifications(list, data)
			}
		}
	}
	return n + len(string(text))
}

// formatting is an index of text by its place in the main stream, which leads to
// pages of runs.
type formatting struct {
	main, index []byte
	size        int // of what a page says of a run: 13 bytes of a paragraph, 1 of characters
	page, run   int // the one asked last
}

// at is the list of modifications of the text there and where its run ends, end at
// the latest. The text is asked for mostly in order.
func (f *formatting) at(offset, end int) (list []byte, to int) {
	const pageSize = 512
	pages := (len(f.index) - 4) / 8
	if f.page < pages && offset < u32(f.index, 4*f.page) {
		f.page, f.run = 0, 0
	}
	for ; f.page < pages; f.page, f.run = f.page+1, 0 {
		page := f.main[pageSize*u32(f.index, 4*(pages+1)+4*f.page):][:pageSize]
		runs := int(page[pageSize-1])
		for f.run < runs && u32(page, 4*f.run+4) <= offset {
			f.run++
		}
		if f.run == runs {
			continue
		}
		if place := 2 * int(page[4*(runs+1)+f.size*f.run]); place != 0 {
			from, size := place+1, int(page[place])
			if f.size > 1 { // in words, before it the number of a style
				if size = 2*size - 3; page[place] == 0 {
					from, size = place+2, 2*int(page[place+1])-2
				}
				from += 2
			}
			list = page[from : from+size]
		}
		return list, min(end, u32(page, 4*f.run+4))
	}
	return nil, end
}

// modifications steps over each modification of formatting and its operand.
func modifications(list, data []byte) (n int) {
	const defineRow, elsewhere, elsewhereOld, tableElsewhere = 0xD608, 0x6646, 0x6645, 0x646B
	for ; len(list) >= 2; n++ {
		code := u16(list, 0)
		size := [8]int{1, 1, 2, 4, 2, 2, 0, 3}[code>>13]
		switch {
		case code == defineRow:
			size = 1 + u16(list, 2)
			n += rowTokens(list[4 : 2+size])
		case size == 0:
			size = 1 + int(list[2])
		case code == elsewhere || code == elsewhereOld || code == tableElsewhere:
			at := u32(list, 2)
			n += modifications(data[at+2:at+2+u16(data, at)], data)
		}
		list = list[2+size:]
	}
	return n
}

// rowTokens touches the edges of the cells of a row and how each is merged.
func rowTokens(definition []byte) (n int) {
	const cellSize = 20
	edges := int(definition[0]) + 1
	for i := range edges {
		n += u16(definition, 1+2*i)
	}
	for cells := definition[1+2*edges:]; len(cells) >= cellSize; cells = cells[cellSize:] {
		n += u16(cells, 0)
	}
	return n
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
