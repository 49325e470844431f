package word

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"gongkai/ingest/document"
	"gongkai/ingest/ole2"
)

// docFile is an open DOC: its streams and what its header points to.
type docFile struct {
	main, data []byte
	pieces     []piece  // of the main text, in order
	prms       [][]byte // formatting that pieces refer to
	paragraphs pages
	characters pages
	textBoxes  bool

	marks looks[paragraphLook]
	runs  looks[characterLook]

	docSheet
}

// piece is a stretch of the main text that is stored in one place.
type piece struct {
	from, to   int // character positions
	at         int // byte offset in the main stream
	compressed bool
	prm        uint16 // formatting on top of that of the text itself
}

// Places in the file's header, which begins the main stream.
const (
	magic97       = 0xA5EC
	firstVersion  = 0x00C1 // Word 97
	flagEncrypted = 0x0100
	flagTable1    = 0x0200
	indexStyles   = 1
	indexChpx     = 12
	indexPapx     = 13
	indexFonts    = 15
	indexClx      = 33
)

func u16(b []byte) int { return int(binary.LittleEndian.Uint16(b)) }

func u32(b []byte) int { return int(binary.LittleEndian.Uint32(b)) }

func openDOC(container *ole2.Container) (*docFile, error) {
	main, err := container.Stream("WordDocument")
	if err != nil {
		return nil, err
	}
	if len(main) < 34 {
		return nil, fmt.Errorf("the header is cut: %w", ErrDamaged)
	}
	if u16(main) != magic97 || u16(main[2:]) < firstVersion {
		return nil, ErrOldWord
	}
	flags := u16(main[10:])
	if flags&flagEncrypted != 0 {
		return nil, ole2.ErrEncrypted
	}
	name := "0Table"
	if flags&flagTable1 != 0 {
		name = "1Table"
	}
	table, err := container.Stream(name)
	if err != nil {
		return nil, err
	}
	f := &docFile{main: main}
	if container.Has("Data") {
		if f.data, err = container.Stream("Data"); err != nil {
			return nil, err
		}
	}
	return f, f.readHeader(table)
}

// readHeader finds the text and its formatting by the variable parts of the
// header: words, long words, then pairs of offset and length in the table
// stream.
func (f *docFile) readHeader(table []byte) error {
	longs := 34 + 2*u16(f.main[32:])
	if len(f.main) < longs+2 {
		return fmt.Errorf("the header is cut: %w", ErrDamaged)
	}
	pairs := longs + 2 + 4*u16(f.main[longs:])
	longs += 2
	if pairs < longs+4*11 || len(f.main) < pairs+2+8*(indexClx+1) || u16(f.main[pairs:]) <= indexClx {
		return fmt.Errorf("the header is cut: %w", ErrDamaged)
	}
	pairs += 2
	part := func(index int) ([]byte, error) {
		at, n := u32(f.main[pairs+8*index:]), u32(f.main[pairs+8*index+4:])
		if at+n > len(table) {
			return nil, fmt.Errorf("part %d of the table stream: %w", index, ErrDamaged)
		}
		return table[at : at+n], nil
	}
	length := u32(f.main[longs+4*3:])
	f.textBoxes = u32(f.main[longs+4*9:]) > 0
	if list, err := part(indexFonts); err == nil {
		f.readFonts(list)
	}
	if sheet, err := part(indexStyles); err == nil {
		f.readStyles(sheet)
	}
	clx, err := part(indexClx)
	if err != nil {
		return err
	}
	if err := f.readPieces(clx, length); err != nil {
		return err
	}
	for _, p := range []struct {
		index int
		pages *pages
	}{{indexPapx, &f.paragraphs}, {indexChpx, &f.characters}} {
		plc, err := part(p.index)
		if err != nil {
			return err
		}
		if *p.pages, err = newPages(f.main, plc); err != nil {
			return err
		}
	}
	return nil
}

// readPieces reads the piece table of a text of that many characters.
func (f *docFile) readPieces(clx []byte, length int) error {
	if length > len(f.main) {
		return fmt.Errorf("the text claims %d characters: %w", length, ErrDamaged)
	}
	for len(clx) >= 3 && clx[0] == 1 {
		n := u16(clx[1:])
		if len(clx) < 3+n {
			return fmt.Errorf("formatting of the piece table: %w", ErrDamaged)
		}
		f.prms = append(f.prms, clx[3:3+n])
		clx = clx[3+n:]
	}
	if len(clx) < 5 || clx[0] != 2 || u32(clx[1:]) > len(clx)-5 {
		return fmt.Errorf("the piece table is missing: %w", ErrDamaged)
	}
	plc := clx[5 : 5+u32(clx[1:])]
	n := (len(plc) - 4) / 12
	for i := 0; i < n; i++ {
		d := plc[4*(n+1)+8*i:]
		fc := u32(d[2:])
		p := piece{from: u32(plc[4*i:]), to: min(u32(plc[4*i+4:]), length), at: fc &^ (3 << 30), prm: binary.LittleEndian.Uint16(d[6:])}
		size := 2
		if fc&(1<<30) != 0 {
			p.compressed, p.at, size = true, p.at/2, 1
		}
		if p.from >= length {
			break
		}
		if i == 0 && p.from != 0 || p.to < p.from || p.at+size*(p.to-p.from) > len(f.main) {
			return fmt.Errorf("piece %d of the text: %w", i+1, ErrDamaged)
		}
		f.pieces = append(f.pieces, p)
	}
	if len(f.pieces) == 0 && length > 0 || len(f.pieces) > 0 && f.pieces[len(f.pieces)-1].to < length {
		return fmt.Errorf("the text is shorter than the header says: %w", ErrDamaged)
	}
	return nil
}

// offset is where a character stands in the main stream, and size how many
// bytes it takes.
func (p *piece) offset(cp int) int { return p.at + p.size()*(cp-p.from) }

func (p *piece) size() int {
	if p.compressed {
		return 1
	}
	return 2
}

// unit returns the UTF-16 unit at a character position.
func (f *docFile) unit(p *piece, cp int) uint16 {
	at := p.offset(cp)
	if !p.compressed {
		return binary.LittleEndian.Uint16(f.main[at:])
	}
	c := f.main[at]
	if c >= 0x82 && c <= 0x9F && westEuropean[c-0x82] != 0 {
		return westEuropean[c-0x82]
	}
	return uint16(c)
}

// westEuropean is what a compressed piece's bytes from 0x82 mean where it is
// not the character of the same number.
var westEuropean = [...]uint16{
	0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0, 0, 0,
	0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0, 0x0178,
}

// utf16 adds a unit to the open paragraph, the second half of a pair with its
// first.
func (b *builder) utf16(u uint16) {
	switch {
	case u >= 0xD800 && u < 0xDC00:
		b.here.high = u
		return
	case utf16.IsSurrogate(rune(u)):
		b.text = utf8.AppendRune(b.text, utf16.DecodeRune(rune(b.here.high), rune(u)))
	default:
		b.text = utf8.AppendRune(b.text, rune(u))
	}
	b.here.high = 0
}

// flush ends the open paragraph: what it shows, why that is not certain, and
// what tracked changes took out of it.
func (b *builder) flush() (p block, doubt, gone string) {
	if len(b.text) == 0 && b.here == (openParagraph{}) {
		return block{}, "", ""
	}
	p, doubt, gone = b.here.mark, b.here.doubt, b.here.gone
	if doubt == "" && b.here.raised && b.here.level {
		doubt = document.RaisedDoubt
	}
	if text := trim(b.text); len(text) > 0 {
		from := b.texts.Len()
		b.texts.Write(text)
		p.text = b.texts.String()[from:]
	}
	b.text, b.here = b.text[:0], openParagraph{}
	return p, doubt, gone
}

// trim is bytes.TrimSpace, which takes longer to see that there is nothing to trim.
func trim(text []byte) []byte {
	const chinese = 0xE4 // or more begins a character that takes three bytes and is no space
	n := len(text)
	if n == 0 {
		return nil
	}
	first, last := text[0], text[n-1]
	if (first >= chinese || first > ' ' && first < utf8.RuneSelf) &&
		(last > ' ' && last < utf8.RuneSelf || n >= 3 && text[n-3] >= chinese) {
		return text
	}
	return bytes.TrimSpace(text)
}
