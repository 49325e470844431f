package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/net/html"

	"gongkai/ingest/document"
	"gongkai/ingest/ole2"
	"gongkai/ingest/ooxml"
)

// textTokens decodes and touches every field of every line, between tabs, pipes
// or two spaces.
func textTokens(content []byte) int {
	text, _, err := document.Decode(content)
	if err != nil {
		return 0
	}
	n := 0
	for line := range strings.Lines(text) {
		fields := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == '|' })
		if len(fields) == 1 {
			fields = strings.Split(line, "  ")
		}
		for _, field := range fields {
			n += len(strings.TrimSpace(field))
		}
	}
	return n
}

// htmlTokens reads a page into its tree, as HTML5 asks: only that tells where an
// element ends whose end is not written.
func htmlTokens(content []byte) int {
	text, _, err := document.Decode(content)
	if err != nil {
		return 0
	}
	page, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return 0
	}
	n := 0
	for range page.Descendants() {
		n++
	}
	return n
}

// xmlTokens unpacks the parts whose names begin so and reads their tokens, checked
// as XML must be.
func xmlTokens(content []byte, prefix string) int {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return 0
	}
	n := 0
	for _, f := range archive.File {
		if !strings.HasPrefix(f.Name, prefix) || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		part, err := f.Open()
		if err != nil {
			return 0
		}
		text, err := io.ReadAll(part)
		part.Close()
		if err != nil {
			return 0
		}
		err = ooxml.Read(string(text), func(r *ooxml.Reader) error {
			for ; ; n++ {
				if _, err := r.Next(); err == io.EOF {
					return nil
				} else if err != nil {
					return err
				}
			}
		})
		if err != nil {
			return 0
		}
	}
	return n
}

// workbookRecords reads the stream of a workbook, walks its records, decodes each
// of the shared texts, touches the text of every cell, decodes and prints the
// number of each that holds one, and touches every blank cell.
func workbookRecords(content []byte) int {
	const sharedTexts, text, number, rk, numbers, blanks = 0xFC, 0xFD, 0x203, 0x27E, 0xBD, 0xBE
	n := 0
	var texts []string
	printed := func(v float64) int { return len(strconv.FormatFloat(v, 'f', -1, 64)) }
	for stream := streamOf(content, "Workbook"); len(stream) >= 4; n++ {
		end := min(4+int(binary.LittleEndian.Uint16(stream[2:])), len(stream))
		body := stream[4:end]
		switch binary.LittleEndian.Uint16(stream) {
		case sharedTexts:
			texts = sharedTextsOf(body[8:])
		case text:
			if i := int(binary.LittleEndian.Uint32(body[6:])); i < len(texts) {
				n += len(strings.TrimSpace(texts[i]))
			}
		case number:
			n += printed(math.Float64frombits(binary.LittleEndian.Uint64(body[6:])))
		case rk:
			n += printed(rkNumber(binary.LittleEndian.Uint32(body[6:])))
		case numbers:
			for i := 4; i+6 <= len(body); i += 6 {
				n += printed(rkNumber(binary.LittleEndian.Uint32(body[i+2:])))
			}
		case blanks:
			for i := 4; i+2 <= len(body)-2; i += 2 {
				n += int(body[i])
			}
		}
		stream = stream[end:]
	}
	return n
}

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

// sharedTextsOf decodes texts that follow one another and passes over their
// formatting, up to where one is continued in another record.
func sharedTextsOf(b []byte) (texts []string) {
	for len(b) >= 9 {
		size, kind, after := int(binary.LittleEndian.Uint16(b)), b[2], 0
		b = b[3:]
		if kind&8 != 0 {
			after = 4 * int(binary.LittleEndian.Uint16(b))
			b = b[2:]
		}
		if kind&4 != 0 {
			after += int(binary.LittleEndian.Uint32(b))
			b = b[4:]
		}
		if kind&1 != 0 {
			size *= 2
		}
		if len(b) < size+after {
			break
		}
		if kind&1 != 0 {
			texts = append(texts, wideText(b[:size]))
		} else {
			texts = append(texts, string(b[:size]))
		}
		b = b[size+after:]
	}
	return texts
}

// docCharacters reads the streams of a Word file and decodes the pieces of its
// text, which say where cells end. Where rows end and how cells are merged stands
// in the formatting of each, which the reader must look up besides.
func docCharacters(content []byte) int {
	const pieceTable = 33 // its number among the parts of the table stream
	main, table := streamOf(content, "WordDocument"), streamOf(content, "1Table")
	word := func(b []byte, at int) int { return int(binary.LittleEndian.Uint16(b[at:])) }
	long := func(b []byte, at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }
	parts := 34 + 2*word(main, 32)
	parts += 2 + 4*word(main, parts) + 2
	at := long(main, parts+8*pieceTable)
	pieces := table[at : at+long(main, parts+8*pieceTable+4)]
	for pieces[0] == 1 {
		pieces = pieces[3+word(pieces, 1):]
	}
	pieces = pieces[5:]
	n, count := 0, (len(pieces)-4)/12
	for i := range count {
		from, size := long(pieces, 4*(count+1)+8*i+2), long(pieces, 4*i+4)-long(pieces, 4*i)
		if from>>30 != 0 {
			from = from &^ (1 << 30) / 2
			n += len(string(main[from : from+size]))
			continue
		}
		n += len(wideText(main[from : from+2*size]))
	}
	return n
}

// wideText is bytes read as UTF-16.
func wideText(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

func streamOf(content []byte, name string) []byte {
	container, err := ole2.Open(content)
	if err != nil || !container.Has(name) {
		return nil
	}
	stream, err := container.Stream(name)
	if err != nil {
		return nil
	}
	return stream
}
