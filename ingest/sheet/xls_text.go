package sheet

import (
	"fmt"
	"slices"
	"unicode/utf16"
)

// textReader reads texts out of a record. Where the record is continued inside
// a text, a byte says anew how wide the characters are that follow.
type textReader struct {
	record
	at int
}

func (t *textReader) need(n int) error {
	if n < 0 || t.at+n > len(t.body) {
		return fmt.Errorf("text at byte %d of its record is cut: %w", t.at, ErrDamaged)
	}
	return nil
}

// text reads a text whose length takes that many bytes, with its formatting
// and its reading aid skipped.
func (t *textReader) text(lengthSize int) (string, error) {
	if err := t.need(lengthSize + 1); err != nil {
		return "", err
	}
	n := int(t.body[t.at])
	if lengthSize == 2 {
		n = u16(t.body[t.at:])
	}
	flags := t.body[t.at+lengthSize]
	t.at += lengthSize + 1
	skip := 0
	if flags&8 != 0 { // formatting runs
		if err := t.need(2); err != nil {
			return "", err
		}
		skip = 4 * u16(t.body[t.at:])
		t.at += 2
	}
	if flags&4 != 0 { // reading aid
		if err := t.need(4); err != nil {
			return "", err
		}
		skip += u32(t.body[t.at:])
		t.at += 4
	}
	units, err := t.units(n, flags&1 != 0)
	if err != nil {
		return "", err
	}
	if err := t.need(skip); err != nil {
		return "", err
	}
	t.at += skip
	return string(utf16.Decode(units)), nil
}

// units reads n characters.
func (t *textReader) units(n int, wide bool) ([]uint16, error) {
	out := make([]uint16, 0, min(n, len(t.body)))
	for len(out) < n {
		if t.atBreak() {
			if err := t.need(1); err != nil {
				return nil, err
			}
			wide = t.body[t.at]&1 != 0
			t.at++
		}
		size := 1
		if wide {
			size = 2
		}
		if err := t.need(size); err != nil {
			return nil, err
		}
		if wide {
			out = append(out, uint16(u16(t.body[t.at:])))
		} else {
			out = append(out, uint16(t.body[t.at]))
		}
		t.at += size
	}
	return out, nil
}

// atBreak tells whether a continuation begins here.
func (t *textReader) atBreak() bool {
	_, found := slices.BinarySearch(t.breaks, t.at)
	return found
}
