package word

import "gongkai/ingest/document"

// docSheet is what a file says of looks in one place for all of its text.
type docSheet struct {
	styles []docStyle
	signs  []bool // by the number of a font: it draws signs for digits
}

// docStyle is what a style gives to the text in it.
type docStyle struct {
	look     characterLook
	numbered bool // an automatic number stands before its paragraphs
	framed   bool // they stand elsewhere on the page
}

// writtenDocStyle is a style as the style sheet holds it.
type writtenDocStyle struct {
	base                  int // the style that it is based on
	paragraph, characters []byte
	resolved              bool // or about to be: in a circle, one is based on none
}

// Kinds of styles.
const (
	paragraphStyle = 1
	characterStyle = 2
)

// readStyles reads the style sheet. One that is missing or damaged changes no look,
// and what of it can be read counts.
func (f *docFile) readStyles(sheet []byte) {
	if len(sheet) < 6 {
		return
	}
	count, fixed := u16(sheet[2:]), u16(sheet[4:])
	rest := sheet[min(len(sheet), 2+u16(sheet)):]
	written := make([]writtenDocStyle, 0, min(count, len(rest)/2))
	for len(written) < count && len(rest) >= 2 && 2+u16(rest) <= len(rest) {
		n := 2 + u16(rest)
		written = append(written, styleIn(rest[2:n], fixed))
		rest = rest[min(len(rest), n+n%2):] // padded
	}
	f.styles = make([]docStyle, len(written))
	for i := range written {
		f.resolve(written, i)
	}
}

// styleIn parts a style: fixed bytes, its name, then the modifications that it makes.
func styleIn(b []byte, fixed int) (s writtenDocStyle) {
	const none = 0xFFF
	if s.base = none; len(b) < max(fixed, 6)+2 {
		return s
	}
	kind, base, lists := u16(b[2:])&0xF, u16(b[2:])>>4, b[fixed:]
	lists = lists[min(len(lists), 2+2*u16(lists)+2):]
	next := func() (list []byte) {
		if len(lists) < 2 || 2+u16(lists) > len(lists) {
			return nil
		}
		n := 2 + u16(lists)
		list, lists = lists[2:n], lists[min(len(lists), n+n%2):]
		return list
	}
	switch kind {
	case paragraphStyle:
		if s.paragraph = next(); len(s.paragraph) >= 2 {
			s.paragraph = s.paragraph[2:] // its own number
		}
		s.base, s.characters = base, next()
	case characterStyle:
		s.base, s.characters = base, next()
	}
	return s
}

// resolve puts a style on top of that which it is based on.
func (f *docFile) resolve(written []writtenDocStyle, i int) docStyle {
	if i >= len(written) || written[i].resolved {
		return f.style(i)
	}
	written[i].resolved = true
	s := f.resolve(written, written[i].base)
	look, paragraph := s.look, paragraphLook{numbered: s.numbered, framed: s.framed}
	if look.apply(written[i].characters, &docSheet{signs: f.signs}) == nil {
		s.look = look
	}
	if paragraph.apply(written[i].paragraph, nil, 0) == nil {
		s.numbered, s.framed = paragraph.numbered, paragraph.framed
	}
	f.styles[i] = s
	return s
}

// style is one by its number.
func (f *docFile) style(number int) (s docStyle) {
	if number < len(f.styles) {
		s = f.styles[number]
	}
	return s
}

// doubt says why a reader may not see the text of a paragraph in that style.
func (l *characterLook) doubt() string {
	switch {
	case l.hidden || l.unseen:
		return document.HiddenDoubt
	case l.white:
		return document.WhiteDoubt
	case l.struck:
		return document.StruckDoubt
	case l.signs:
		return document.SymbolDoubt
	}
	return ""
}

// hide takes whether a character is hidden: no, yes, as its style says, or the
// other way.
func (l *characterLook) hide(how byte) {
	const asStyle, otherwise = 0x80, 0x81
	switch how {
	case asStyle:
	case otherwise:
		l.hidden = !l.hidden
	default:
		l.hidden = how&1 != 0
	}
}

// over adds what a style says of a character.
func (l *characterLook) over(style characterLook) {
	l.hidden, l.struck, l.raised = l.hidden || style.hidden, l.struck || style.struck, l.raised || style.raised
	l.white, l.unseen, l.signs = l.white || style.white, l.unseen || style.unseen, l.signs || style.signs
}
