package word

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/ingest/document"
	"gongkai/ingest/ole2"
)

// Errors that say why a file is no readable DOC.
var (
	ErrOldWord = errors.New("written by Word 95 or older")
	ErrDamaged = errors.New("the file's own directory points outside it")

	errFieldOpen = errors.New("a field has no end")
)

// ParseDOC reads a Word 97–2003 file, or one that WPS wrote in that format:
// the main text only, deleted and hidden text left out. Positions are those of
// ParseDOCX. Columns are the edges that the rows of a table have together.
func ParseDOC(content []byte) (*document.Document, error) {
	container, err := ole2.Open(content)
	if err != nil {
		return nil, err
	}
	f, err := openDOC(container)
	if err != nil {
		return nil, err
	}
	b := builder{file: f}
	if err := b.run(); err != nil {
		return nil, err
	}
	e := emitter{doc: &document.Document{Format: "doc", Blocks: make([]document.Block, 0, len(b.body))}}
	e.blocks(b.body)
	if f.textBoxes {
		e.doc.Notes = append(e.doc.Notes, document.Note{Code: "text_box", Message: "文件里有文本框，其中的文字没有读取"})
	}
	return e.doc, nil
}

// builder turns the characters of the main text into paragraphs and tables.
type builder struct {
	file   *docFile
	body   []block
	open   []*openTable // tables that are not closed yet, outermost first,
	tables []*openTable // and those that were open, for the next at their depth
	text   []byte
	texts  strings.Builder // which the texts of paragraphs share
	fields []bool          // per open field: its result has begun
	here   openParagraph
	blocks int
}

// openParagraph is what stands in a paragraph besides plain text.
type openParagraph struct {
	mark          block  // what is no text
	doubt         string // why its text is not certain
	gone          string // what tracked changes took out of it
	raised, level bool   // raised characters stand in it, and others
	high          uint16 // first half of a character that takes two units
}

func (b *builder) run() error {
	if n := len(b.file.pieces); n > 0 {
		b.texts.Grow(min(3*b.file.pieces[n-1].to, roomForText))
	}
	for i := range b.file.pieces {
		p := &b.file.pieces[i]
		for cp := p.from; cp < p.to; {
			look, end, err := b.file.character(p, cp)
			if err != nil {
				return err
			}
			for cp < end {
				if look == (characterLook{}) && len(b.fields) == 0 {
					if cp = b.plain(p, cp, end); cp == end {
						break
					}
				}
				if err := b.unit(p, cp, look); err != nil {
					return err
				}
				cp++
			}
		}
	}
	if len(b.fields) > 0 {
		return errFieldOpen
	}
	if len(b.text) > 0 {
		if err := b.paragraph(&paragraphLook{}, '\r'); err != nil {
			return err
		}
	}
	return b.closeTables(0)
}

// Characters that Word gives a meaning of its own.
const (
	picture    = 0x01
	drawing    = 0x08
	cellMark   = 0x07
	lineBreak  = 0x0B
	pageBreak  = 0x0C // also the end of a section, and then of a paragraph
	paraMark   = 0x0D
	columnMark = 0x0E
	fieldBegin = 0x13
	fieldThen  = 0x14
	fieldEnd   = 0x15
	fixHyphen  = 0x1E
)

// roomForText is up to how many bytes room is made for the text that the header
// announces.
const roomForText = 1 << 16

// plain takes the units up to the next that has a meaning of its own, all of
// plain text, and says where that is.
func (b *builder) plain(p *piece, cp, end int) int {
	if p.compressed {
		return cp
	}
	stored := b.file.main[p.offset(cp):p.offset(end)]
	n := 0
	for ; n+2 <= len(stored); n += 2 {
		if high := stored[n+1]; high == 0 && stored[n] < 0x20 || high&0xF8 == 0xD8 {
			break
		}
	}
	if n == 0 {
		return cp
	}
	text, level := slices.Grow(b.text, 3*n/2), b.here.level
	for i := 0; i < n; i += 2 {
		u := rune(stored[i]) | rune(stored[i+1])<<8
		if level = level || u > 0x20; u >= 0x800 { // nearly always
			text = append(text, 0xE0|byte(u>>12), 0x80|byte(u>>6)&0x3F, 0x80|byte(u)&0x3F)
		} else {
			text = utf8.AppendRune(text, u)
		}
	}
	b.text, b.here.level, b.here.high = text, level, 0
	return cp + n/2
}

// unit takes one UTF-16 unit of the text.
func (b *builder) unit(p *piece, cp int, look characterLook) error {
	u := b.file.unit(p, cp)
	switch u {
	case paraMark, cellMark, pageBreak:
		para, err := b.file.paragraph(p, cp)
		if err != nil {
			return err
		}
		return b.paragraph(para, u)
	case fieldBegin:
		b.fields = append(b.fields, false)
	case fieldThen:
		if n := len(b.fields); n > 0 {
			b.fields[n-1] = true
		}
	case fieldEnd:
		if n := len(b.fields); n > 0 {
			if !b.fields[n-1] {
				b.here.doubt = document.ResultDoubt
			}
			b.fields = b.fields[:n-1]
		}
	default:
		b.print(u, look)
	}
	return nil
}

// print adds a unit that a reader of the page sees.
func (b *builder) print(u uint16, look characterLook) {
	for _, result := range b.fields {
		if !result {
			return
		}
	}
	switch {
	case look.deleted:
		b.here.doubt = trackedDoubt
		b.here.gone += string(rune(u))
		return
	case look.hidden:
		b.here.mark.hidden, b.here.doubt = true, document.HiddenDoubt
		return
	case look.inserted:
		b.here.doubt = trackedDoubt
	case look.struck && u > 0x20:
		b.here.doubt = document.StruckDoubt
	case look.white && u > 0x20:
		b.here.doubt = document.WhiteDoubt
	case look.unseen && u > 0x20:
		b.here.doubt = document.HiddenDoubt
	case look.symbol != 0 || look.signs && u > 0x20:
		b.here.doubt = document.SymbolDoubt
	}
	if u > 0x20 {
		b.here.raised, b.here.level = b.here.raised || look.raised, b.here.level || !look.raised
	}
	switch {
	case look.symbol != 0:
		b.text = utf8.AppendRune(b.text, rune(look.symbol))
	case u == lineBreak || u == columnMark:
		b.text = append(b.text, '\n')
	case u == picture || u == drawing:
		b.here.mark.picture, b.here.doubt = true, document.PictureDoubt
	case u == fixHyphen:
		b.text = append(b.text, '-')
	case u == '\t' || u >= 0x20:
		b.utf16(u)
	}
}

// paragraph ends the open paragraph with the mark given.
func (b *builder) paragraph(look *paragraphLook, mark uint16) error {
	p, doubt, gone := b.flush()
	if look.numbered && doubt == "" {
		doubt = document.AddedDoubt
	}
	if p.text != "" && doubt == "" {
		doubt = look.style.doubt()
	}
	if b.blocks++; b.blocks > maxBlocks {
		return &LimitError{"段落和表格", maxBlocks}
	}
	depth, err := look.depth()
	if err != nil {
		return err
	}
	if err := b.closeTables(depth); err != nil {
		return err
	}
	for n := len(b.open); n < depth; n++ {
		if n == len(b.tables) {
			b.tables = append(b.tables, &openTable{})
		}
		b.open = b.tables[:n+1]
	}
	if depth == 0 {
		if look.framed {
			p.setApart()
		}
		if p != (block{}) {
			b.body = append(b.body, p)
		}
		return nil
	}
	t := b.open[depth-1]
	if look.rowEnd(depth) {
		return t.endRow(&look.definition)
	}
	if p.text != "" {
		t.frame(look.framed)
	}
	t.add(&p, doubt, gone)
	if look.cellEnd(depth, mark) {
		t.endCell()
	}
	return nil
}

// closeTables closes tables until only depth of them are open.
func (b *builder) closeTables(depth int) error {
	for n := len(b.open); n > depth; n = len(b.open) {
		t, err := b.open[n-1].close()
		if err != nil {
			return err
		}
		b.open = b.open[:n-1]
		if n > 1 {
			b.open[n-2].add(&block{table: t}, "", "")
		} else {
			b.body = append(b.body, block{table: t})
		}
	}
	return nil
}
