package sheet

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/ole2"
)

// ParseXLS reads an Excel 97–2003 workbook, which WPS calls ET. Positions are
// those of ParseXLSX.
func ParseXLS(content []byte) (*document.Document, error) {
	container, err := ole2.Open(content)
	if err != nil {
		return nil, err
	}
	if !container.Has("Workbook") {
		return nil, ErrOldExcel
	}
	stream, err := container.Stream("Workbook")
	if err != nil {
		return nil, err
	}
	return readWorkbook(stream)
}

// readWorkbook reads the stream that holds the whole workbook.
func readWorkbook(stream []byte) (*document.Document, error) {
	w := &workbook{stream: stream, formats: map[int]string{}}
	if err := w.globals(); err != nil {
		return nil, err
	}
	doc := &document.Document{Format: "xls"}
	for _, s := range w.sheets {
		switch {
		case s.kind != worksheetKind:
		case s.hidden:
			doc.Notes = append(doc.Notes, hiddenSheet(s.name))
		default:
			p, err := w.sheet(s)
			if err == nil {
				err = add(doc, p)
			}
			if err != nil {
				return nil, fmt.Errorf("sheet %s: %w", s.name, err)
			}
		}
	}
	return doc, nil
}

// workbook is what the first part of the stream says for all sheets.
type workbook struct {
	stream  []byte
	sheets  []boundSheet
	strings []sharedText
	fonts   []look
	inks    []int          // colours of the fonts, as numbers of the palette
	palette palette        // empty where the file has none of its own
	formats map[int]string // by number, those that the file defines
	styles  []style
	visited int // bytes of records read so far, those read twice counted twice
}

type boundSheet struct {
	name   string
	at     int
	kind   byte
	hidden bool
}

const worksheetKind = 0

// fillAlignment is how XLS says that a text is repeated.
const fillAlignment = 4

// style is a cell's style: its number format, as a number and as a code, and
// font, whether it draws a line, and whether there is a colour behind its text.
type style struct {
	format, font  int
	colour        int // behind the text, where it is shaded
	code          string
	frame, shaded bool
	filled        bool // its text is repeated over the width of the cell
	rewrites      bool // its format shows texts otherwise than they are
	usual         bool // a text in its font is what a reader sees
}

// Records, by the numbers that [MS-XLS] gives them.
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recFilePass   = 0x002F
	recFont       = 0x0031
	recContinue   = 0x003C
	recObject     = 0x005D
	recColInfo    = 0x007D
	recBoundSheet = 0x0085
	recPalette    = 0x0092
	recMulRK      = 0x00BD
	recMulBlank   = 0x00BE
	recRString    = 0x00D6
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recDrawing    = 0x00EC
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recCondition  = 0x01B0
	recRule       = 0x01B1
	recBoxText    = 0x01B6
	recBlank      = 0x0201
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRow        = 0x0208
	recDefaultRow = 0x0225
	recRK         = 0x027E
	recFormat     = 0x041E
	recWindow2    = 0x023E
	recBOF        = 0x0809
	version8      = 0x0600
	// Conditional formats of Excel 2007, and what belongs to one of Excel 97.
	recCondition12 = 0x0879
	recRule12      = 0x087A
	recRuleOf      = 0x087B
)

// record is one record with where its continuations begin in body.
type record struct {
	id     int
	body   []byte
	breaks []int
}

// next reads the record at an offset, continuations joined to it, and says
// where the one after it begins.
func (w *workbook) next(r *record, at int) (end int, err error) {
	if r.id, r.body, err = w.piece(at); err != nil {
		return 0, err
	}
	r.breaks = nil
	end = at + 4 + len(r.body)
	for end+4 <= len(w.stream) && u16(w.stream[end:]) == recContinue {
		_, more, err := w.piece(end)
		if err != nil {
			return 0, err
		}
		r.breaks = append(r.breaks, len(r.body))
		if len(r.breaks) == 1 {
			r.body = append([]byte(nil), r.body...)
		}
		r.body = append(r.body, more...)
		end += 4 + len(more)
	}
	return end, nil
}

// piece is the record at an offset, or the continuation of one.
func (w *workbook) piece(at int) (id int, body []byte, err error) {
	if at+4 > len(w.stream) || at+4+u16(w.stream[at+2:]) > len(w.stream) {
		return 0, nil, errCut(at)
	}
	return u16(w.stream[at:]), w.stream[at+4 : at+4+u16(w.stream[at+2:])], nil
}

func errCut(at int) error { return fmt.Errorf("record at byte %d is cut: %w", at, ErrDamaged) }

// each calls visit with the records from an offset to the end of that part,
// charts and other parts inside it left out. A record is valid until visit
// returns.
func (w *workbook) each(at int, visit func(*record) error) error {
	r := &record{}
	end, err := w.next(r, at)
	if err != nil {
		return err
	}
	if r.id != recBOF || len(r.body) < 4 {
		return fmt.Errorf("no sheet begins at byte %d: %w", at, ErrDamaged)
	}
	if u16(r.body) != version8 {
		return ErrOldExcel
	}
	for depth := 1; depth > 0; {
		if end, err = w.next(r, end); err != nil {
			return err
		}
		if w.visited += 4 + len(r.body); w.visited > 2*len(w.stream) {
			return fmt.Errorf("sheets overlap: %w", ErrDamaged)
		}
		switch {
		case r.id == recBOF:
			depth++
		case r.id == recEOF:
			depth--
		case depth == 1:
			if err := visit(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func u16(b []byte) int { return int(binary.LittleEndian.Uint16(b)) }

func u32(b []byte) int { return int(binary.LittleEndian.Uint32(b)) }

// globals reads what all sheets share.
func (w *workbook) globals() error {
	err := w.each(0, w.global)
	for i := range w.fonts {
		w.fonts[i].white = w.palette.white(w.inks[i])
	}
	for i := range w.styles {
		s := &w.styles[i]
		s.code = w.format(s.format)
		s.shaded = s.shaded && !w.palette.white(s.colour)
		s.rewrites = !showsText(s.code)
		s.usual = !s.filled && *w.font(s.font) == look{}
	}
	return err
}

func (w *workbook) global(r *record) error {
	switch r.id {
	case recFilePass:
		return ole2.ErrEncrypted
	case recBoundSheet:
		return w.boundSheet(r)
	case recSST:
		return w.sharedStrings(r)
	case recFormat:
		if len(r.body) < 5 {
			return fmt.Errorf("number format: %w", ErrDamaged)
		}
		t := &textReader{record: *r, at: 2}
		code, err := t.text(2)
		w.formats[u16(r.body)] = code
		return err
	case recXF:
		if len(r.body) < 20 {
			return fmt.Errorf("cell style: %w", ErrDamaged)
		}
		w.styles = append(w.styles, style{format: u16(r.body[2:]), font: u16(r.body), frame: u16(r.body[10:]) != 0, filled: r.body[6]&7 == fillAlignment,
			shaded: u32(r.body[14:])>>26 != 0, colour: u16(r.body[18:]) & 0x7F})
	case recPalette:
		w.palette = paletteOf(r.body)
	case recFont:
		return w.addFont(r)
	}
	return nil
}

func (w *workbook) boundSheet(r *record) error {
	if len(r.body) < 8 {
		return fmt.Errorf("list of sheets: %w", ErrDamaged)
	}
	t := &textReader{record: *r, at: 6}
	name, err := t.text(1)
	w.sheets = append(w.sheets, boundSheet{name: name, at: u32(r.body), hidden: r.body[4]&3 != 0, kind: r.body[5]})
	return err
}

func (w *workbook) sharedStrings(r *record) error {
	if len(r.body) < 8 {
		return fmt.Errorf("shared texts: %w", ErrDamaged)
	}
	n := u32(r.body[4:])
	t := &textReader{record: *r, at: 8, texts: &strings.Builder{}}
	t.texts.Grow(len(r.body) * 3 / 2)                         // three bytes for a character of two
	w.strings = slices.Grow(w.strings, min(n, len(r.body)/3)) // none is shorter
	for i := 0; i < n; i++ {
		s, runs, err := t.formatted()
		if err != nil {
			return fmt.Errorf("shared text %d of %d: %w", i+1, n, err)
		}
		w.strings = append(w.strings, sharedText{text: s, runs: runs})
	}
	return nil
}

// rk is the number that a packed cell holds.
func rk(v uint32) float64 {
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}
