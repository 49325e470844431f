package word

import (
	"encoding/binary"
	"fmt"

	"gongkai/ingest/document"
)

// characterLook is what formatting says of a character, as far as it changes
// which text a reader sees.
type characterLook struct {
	deleted, inserted, hidden bool
	struck, raised            bool
	white, unseen             bool
	signs                     bool   // signs are drawn for digits
	symbol                    uint16 // the character shown instead, 0 for none
}

// paragraphLook is what formatting says of a paragraph about tables.
type paragraphLook struct {
	inTable, endsRow           bool
	level                      int // how many tables it stands in
	innerEndsCell, innerEndRow bool
	numbered                   bool // an automatic number stands before it
	framed                     bool // it stands elsewhere on the page
	style                      characterLook
	definition                 rowDefinition
}

// Names of single modifications of formatting, as [MS-DOC] numbers them.
const (
	sprmDeleted       = 0x0800
	sprmInserted      = 0x0801
	sprmStyle         = 0x4A30
	sprmHidden        = 0x083C
	sprmStruck        = 0x0837
	sprmStruckTwice   = 0x2A53
	sprmRaised        = 0x2A48
	sprmPosition      = 0x4845
	sprmColor         = 0x6870
	sprmColorIndex    = 0x2A42
	sprmSymbol        = 0x6A09
	sprmFont          = 0x4A4F // of digits and other Latin characters
	sprmHighlight     = 0x2A0C
	sprmSize          = 0x4A43
	sprmScale         = 0x4852
	sprmRoom          = 0x8840
	sprmNumbered      = 0x460B
	sprmFrameLeft     = 0x8418
	sprmFrameTop      = 0x8419
	sprmFrameWidth    = 0x841A
	sprmRowHeight     = 0x9407
	sprmInTable       = 0x2416
	sprmEndsRow       = 0x2417
	sprmInnerCell     = 0x244B
	sprmInnerRow      = 0x244C
	sprmLevel         = 0x6649
	sprmLevelChange   = 0x664A
	sprmHuge          = 0x6646
	sprmHugeOld       = 0x6645
	sprmTableProps    = 0x646B
	sprmDefineTable   = 0xD608
	sprmDefineTable10 = 0xD606
	sprmChangeTabs    = 0xC615
	sprmInsertCells   = 0x7621
	sprmDeleteCells   = 0x5622
	sprmColumnWidth   = 0x7623
	sprmMergeCells    = 0x5624
	sprmSplitCells    = 0x5625
	sprmVerticalMerge = 0xD62B
)

// depth is how many tables the paragraph stands in.
func (l *paragraphLook) depth() (int, error) {
	d := l.level
	if d < 0 || d > maxNestedTables {
		return 0, &LimitError{"互相嵌套的表格", maxNestedTables}
	}
	if l.inTable || l.endsRow {
		d = max(d, 1)
	}
	return d, nil
}

func (l *paragraphLook) rowEnd(depth int) bool { return l.endsRow && depth == 1 || l.innerEndRow }

func (l *paragraphLook) cellEnd(depth int, mark uint16) bool {
	return depth == 1 && mark == cellMark || depth > 1 && l.innerEndsCell
}

// character finds how the character looks, and to which position the same
// formatting reaches.
func (f *docFile) character(p *piece, cp int) (look characterLook, end int, err error) {
	page, index, to := f.characters.run(p.offset(cp))
	end = min(p.to, max(cp+1, p.from+(to-p.at+p.size()-1)/p.size()))
	if place := listAt(page, index, 1); place != 0 {
		kept, known := f.runs.find(f.characters.last, place)
		if at := 2 * int(place); !known && at+1+int(page[at]) <= pageSize {
			err = kept.apply(page[at+1:at+1+int(page[at])], &f.docSheet)
		}
		look = *kept
	}
	if err == nil && p.prm != 0 {
		err = look.apply(f.prm(p.prm), &f.docSheet)
	}
	if err != nil {
		err = fmt.Errorf("formatting of character %d: %w", cp+1, err)
	}
	return look, end, err
}

// paragraph finds how the paragraph looks whose mark stands there. The look is
// valid until the next is asked for.
func (f *docFile) paragraph(p *piece, cp int) (look *paragraphLook, err error) {
	page, index, _ := f.paragraphs.run(p.offset(cp))
	place, known := listAt(page, index, 13), false
	switch {
	case p.prm != 0: // which may change a row that the list defines
		look = &paragraphLook{}
	default:
		look, known = f.marks.find(f.paragraphs.last, place)
	}
	if !known {
		style, list := papx(page, 2*int(place))
		look.style = f.style(style).look
		look.numbered, look.framed = f.style(style).numbered, f.style(style).framed
		err = look.apply(list, f.data, 0)
	}
	if err == nil && p.prm != 0 {
		err = look.apply(f.prm(p.prm), f.data, 0)
	}
	if err != nil {
		err = fmt.Errorf("formatting of the paragraph that ends at character %d: %w", cp+1, err)
	}
	return look, err
}

// papx cuts a paragraph's style and its modifications out of its page; at place 0
// there are none.
func papx(page []byte, at int) (style int, list []byte) {
	if at == 0 || at+2 > pageSize {
		return 0, nil
	}
	from, to := at+1, at+2*int(page[at])
	if page[at] == 0 {
		from, to = at+2, at+2+2*int(page[at+1])
	}
	if to > pageSize-1 || from+2 > to {
		return 0, nil
	}
	return u16(page[from:]), page[from+2 : to]
}

// prm0 is what a piece's own modification of one byte stands for.
var prm0 = map[uint16]uint16{0x18: sprmInTable, 0x19: sprmEndsRow, 0x41: sprmDeleted, 0x42: sprmInserted, 0x5C: sprmHidden}

// prm returns the modifications that a piece makes to its text.
func (f *docFile) prm(prm uint16) []byte {
	if prm&1 != 0 {
		if i := int(prm >> 1); i < len(f.prms) {
			return f.prms[i]
		}
		return nil
	}
	sprm, ok := prm0[prm>>1&0x7F]
	if !ok {
		return nil
	}
	return append(binary.LittleEndian.AppendUint16(nil, sprm), byte(prm>>8))
}

// apply takes modifications of characters.
func (l *characterLook) apply(list []byte, sheet *docSheet) error {
	var run runLook
	for len(list) >= 2 {
		sprm, operand, rest, err := nextModification(list)
		if err != nil {
			return err
		}
		list = rest
		switch sprm {
		case sprmStyle:
			if n := u16(operand); n < len(sheet.styles) {
				l.over(sheet.styles[n].look)
			}
		case sprmDeleted:
			l.deleted = operand[0] != 0
		case sprmInserted:
			l.inserted = operand[0] != 0
		case sprmHidden:
			l.hide(operand[0])
		case sprmStruck, sprmStruckTwice:
			l.struck = l.struck || operand[0]&1 != 0
		case sprmRaised:
			l.raised = l.raised || operand[0] != 0
		case sprmPosition:
			n := int(int16(u16(operand)))
			l.raised = l.raised || max(n, -n) >= raisedFrom
		case sprmColor:
			run.ink = inkOf(operand)
		case sprmColorIndex:
			const whiteIndex = 8
			if run.ink = ""; operand[0] == whiteIndex {
				run.ink = white
			}
		case sprmHighlight:
			const blackIndex = 1
			if run.behind = ""; operand[0] == blackIndex {
				run.behind = black
			}
		case sprmSize:
			run.size = u16(operand)
		case sprmScale:
			run.scale = u16(operand)
		case sprmRoom:
			run.room = int(int16(u16(operand)))
		case sprmFont:
			l.signs = sheet.signsIn(u16(operand))
		case sprmSymbol:
			l.symbol = binary.LittleEndian.Uint16(operand[2:])
		}
	}
	l.white, l.unseen = l.white || run.white(), l.unseen || run.unseen()
	return nil
}

// inkOf is a colour of red, green, blue and whether it is the usual one, as far
// as it can be one that is not seen: the colour of paper, or black.
func inkOf(operand []byte) string {
	switch {
	case operand[3] != 0:
	case min(operand[0], operand[1], operand[2]) >= document.Paper:
		return white
	case max(operand[0], operand[1], operand[2]) == 0:
		return black
	}
	return ""
}

// apply takes modifications; data is the stream that holds those that do not
// fit on a page.
func (l *paragraphLook) apply(list, data []byte, nested int) error {
	for len(list) >= 2 {
		sprm, operand, rest, err := nextModification(list)
		if err != nil {
			return err
		}
		list = rest
		switch sprm {
		case sprmInTable:
			l.inTable = operand[0] != 0
		case sprmEndsRow:
			l.endsRow = operand[0] != 0
		case sprmInnerCell:
			l.innerEndsCell = operand[0] != 0
		case sprmInnerRow:
			l.innerEndRow = operand[0] != 0
		case sprmLevel:
			l.level = int(int32(u32(operand)))
		case sprmLevelChange:
			l.level += int(int32(u32(operand)))
		case sprmNumbered:
			l.numbered = u16(operand) >= 1 && u16(operand) <= 0x07FE
		case sprmFrameLeft, sprmFrameTop, sprmFrameWidth:
			l.framed = l.framed || u16(operand) != 0
		case sprmHuge, sprmHugeOld, sprmTableProps:
			at := u32(operand)
			if nested > 3 || at+2 > len(data) || at+2+u16(data[at:]) > len(data) {
				return fmt.Errorf("formatting in the data stream: %w", ErrDamaged)
			}
			if err := l.apply(data[at+2:at+2+u16(data[at:])], data, nested+1); err != nil {
				return err
			}
		case sprmDefineTable, sprmMergeCells, sprmVerticalMerge, sprmColumnWidth, sprmRowHeight, sprmInsertCells, sprmDeleteCells, sprmSplitCells:
			if err := l.definition.apply(sprm, operand); err != nil {
				return err
			}
		}
	}
	return nil
}
