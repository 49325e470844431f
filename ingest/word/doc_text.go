package word

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"sort"
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
	indexChpx     = 12
	indexPapx     = 13
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
func (p piece) offset(cp int) int { return p.at + p.size()*(cp-p.from) }

func (p piece) size() int {
	if p.compressed {
		return 1
	}
	return 2
}

// unit returns the UTF-16 unit at a character position.
func (f *docFile) unit(p piece, cp int) uint16 {
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
		b.high = u
		return
	case utf16.IsSurrogate(rune(u)):
		b.text = utf8.AppendRune(b.text, utf16.DecodeRune(rune(b.high), rune(u)))
	default:
		b.text = utf8.AppendRune(b.text, rune(u))
	}
	b.high = 0
}

// flush ends the open paragraph: what it shows, why that is not certain, and
// what tracked changes took out of it.
func (b *builder) flush() (p block, doubt, gone string) {
	p, doubt, gone = b.mark, b.doubt, b.gone.String()
	if doubt == "" && b.raised && b.level {
		doubt = document.RaisedDoubt
	}
	from := b.texts.Len()
	b.texts.Write(bytes.TrimSpace(b.text))
	p.text, b.text = b.texts.String()[from:], b.text[:0]
	b.gone.Reset()
	b.mark, b.doubt, b.high, b.raised, b.level = block{}, "", 0, false, false
	return p, doubt, gone
}

// pages finds formatting by the byte offset of the text: an index of offsets
// leads to pages of 512 bytes, which hold runs. Text is mostly asked for in order,
// so it looks first where it was.
type pages struct {
	main []byte
	from []int // n+1 offsets
	page []int // n page numbers
	last int   // the page that was asked last,
	next int   // the run on it after the one found last,
	rise bool  // and whether the offsets on it rise, as they do where nothing is wrong
}

const pageSize = 512

func newPages(main, plc []byte) (pages, error) {
	n := (len(plc) - 4) / 8
	if len(plc) < 4 || n > len(main)/pageSize+1 {
		return pages{}, fmt.Errorf("the index of formatting: %w", ErrDamaged)
	}
	p := pages{main: main, last: -1, from: make([]int, 0, n+1), page: make([]int, 0, n)}
	for i := 0; i <= n; i++ {
		p.from = append(p.from, u32(plc[4*i:]))
		if i > 0 && p.from[i] < p.from[i-1] {
			return pages{}, fmt.Errorf("the index of formatting: %w", ErrDamaged)
		}
	}
	for i := 0; i < n; i++ {
		number := u32(plc[4*(n+1)+4*i:]) & 0x3FFFFF
		if (number+1)*pageSize > len(main) {
			return pages{}, fmt.Errorf("page %d of formatting: %w", i+1, ErrDamaged)
		}
		p.page = append(p.page, number*pageSize)
	}
	return p, nil
}

// run finds the page with the text at that offset and the number of its run;
// end is where the run ends. A nil page means that the text has no formatting.
func (p *pages) run(offset int) (page []byte, index, end int) {
	i := p.last
	if i < 0 || offset < p.from[i] || offset >= p.from[i+1] {
		i = sort.SearchInts(p.from, offset+1) - 1
	}
	switch {
	case i >= len(p.page):
		return nil, 0, math.MaxInt32
	case i < 0:
		return nil, 0, p.from[0]
	}
	page = p.main[p.page[i] : p.page[i]+pageSize]
	runs := int(page[pageSize-1])
	if 4*(runs+1) > pageSize-1 {
		return nil, 0, p.from[i+1]
	}
	if p.last != i {
		p.last, p.next, p.rise = i, 0, true
		for k := 0; k < runs && p.rise; k++ {
			p.rise = u32(page[4*k:]) <= u32(page[4*k+4:])
		}
	}
	k := 0
	if p.rise && p.next < runs && u32(page[4*p.next:]) <= offset { // no run before it holds the offset
		k = p.next
	}
	for ; k < runs; k++ {
		if from, to := u32(page[4*k:]), u32(page[4*k+4:]); from <= offset && offset < to {
			p.next = k + 1
			return page, k, to
		}
	}
	return nil, 0, p.from[i+1]
}
