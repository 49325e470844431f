package sheet

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// textReader reads texts out of a record. Where the record is continued inside
// a text, a byte says anew how wide the characters are that follow.
type textReader struct {
	record
	at    int
	texts *strings.Builder // which the texts that are read share, nil: each has its own
	room  []byte           // for the text that is read
}

func (t *textReader) need(n int) error {
	if n < 0 || t.at+n > len(t.body) {
		return fmt.Errorf("text at byte %d of its record is cut: %w", t.at, ErrDamaged)
	}
	return nil
}

// run is the font that a text has from a character on.
type run struct{ from, font int }

// text reads a text whose length takes that many bytes, with its formatting
// and its reading aid skipped.
func (t *textReader) text(lengthSize int) (string, error) {
	s, _, err := t.read(lengthSize)
	return s, err
}

// formatted reads a text whose length takes two bytes, with its formatting.
func (t *textReader) formatted() (string, []run, error) { return t.read(2) }

func (t *textReader) read(lengthSize int) (string, []run, error) {
	if err := t.need(lengthSize + 1); err != nil {
		return "", nil, err
	}
	n := int(t.body[t.at])
	if lengthSize == 2 {
		n = u16(t.body[t.at:])
	}
	flags := t.body[t.at+lengthSize]
	t.at += lengthSize + 1
	parts, aid := 0, 0
	if flags&8 != 0 { // formatting runs
		if err := t.need(2); err != nil {
			return "", nil, err
		}
		parts = u16(t.body[t.at:])
		t.at += 2
	}
	if flags&4 != 0 { // reading aid
		if err := t.need(4); err != nil {
			return "", nil, err
		}
		aid = u32(t.body[t.at:])
		t.at += 4
	}
	out, err := t.characters(n, flags&1 != 0)
	if err != nil {
		return "", nil, err
	}
	if err := t.need(4*parts + aid); err != nil {
		return "", nil, err
	}
	runs := t.runs(parts)
	t.at += aid
	return out, runs, nil
}

// runs reads as many as were counted; they are all there.
func (t *textReader) runs(n int) []run {
	if n == 0 {
		return nil
	}
	runs := make([]run, n)
	for i := range runs {
		runs[i] = run{u16(t.body[t.at:]), u16(t.body[t.at+2:])}
		t.at += 4
	}
	return runs
}

// runsBehind reads those that stand behind a text with their number, if any.
func (t *textReader) runsBehind() ([]run, error) {
	if t.at == len(t.body) {
		return nil, nil
	}
	if err := t.need(2); err != nil {
		return nil, err
	}
	n := u16(t.body[t.at:])
	if t.at += 2; t.need(4*n) != nil {
		return nil, t.need(4 * n)
	}
	return t.runs(n), nil
}

// characters reads n units of UTF-16, or the lower halves of them.
func (t *textReader) characters(n int, wide bool) (string, error) {
	if t.room == nil {
		t.room = make([]byte, 0, 192) // most texts are no longer
	}
	out := t.room[:0]
	high := rune(0) // the first half of a character that takes two units
	for n > 0 {
		if t.atBreak() {
			if err := t.need(1); err != nil {
				return "", err
			}
			wide = t.body[t.at]&1 != 0
			t.at++
		}
		size := 1
		if wide {
			size = 2
		}
		if err := t.need(size); err != nil {
			return "", err
		}
		units := min(n, (t.nextBreak()-t.at+size-1)/size, (len(t.body)-t.at)/size)
		stored := t.body[t.at : t.at+units*size]
		n, t.at = n-units, t.at+units*size
		for ; len(stored) > 0; stored = stored[size:] {
			r := rune(stored[0])
			if wide {
				r |= rune(stored[1]) << 8
			}
			switch {
			case high != 0 || r&0xF800 == 0xD800:
				out, high = appendUnit(out, high, r)
			case r >= 0x800: // nearly always
				out = append(out, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
			default:
				out = utf8.AppendRune(out, r)
			}
		}
	}
	if high != 0 {
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	if t.room = out; t.texts == nil {
		return string(out), nil
	}
	from := t.texts.Len()
	t.texts.Write(out)
	return t.texts.String()[from:], nil
}

// appendUnit appends a unit of UTF-16, or keeps it where it is the first half of
// a character; high is the one kept before, 0 for none.
func appendUnit(out []byte, high, r rune) ([]byte, rune) {
	if high != 0 {
		both := utf16.DecodeRune(high, r)
		out = utf8.AppendRune(out, both)
		if both != utf8.RuneError {
			return out, 0
		}
	}
	if r >= 0xd800 && r < 0xdc00 {
		return out, r
	}
	return utf8.AppendRune(out, r), 0
}

// atBreak tells whether a continuation begins here.
func (t *textReader) atBreak() bool {
	for len(t.breaks) > 0 && t.breaks[0] < t.at {
		t.breaks = t.breaks[1:]
	}
	return len(t.breaks) > 0 && t.breaks[0] == t.at
}

// nextBreak is where the next continuation begins after here, else the end.
func (t *textReader) nextBreak() int {
	for _, at := range t.breaks {
		if at > t.at {
			return at
		}
	}
	return len(t.body)
}
