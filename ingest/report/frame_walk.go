package report

import (
	"encoding/binary"
	"hash/maphash"
	"unicode/utf8"
)

// frame is a walk over a report that writes it or reads it, so that both sides
// name the same fields in the same order.
type frame struct {
	bytes   []byte // written so far, or left to be read
	reading *FrameReader
	broken  bool              // what is read is no frame
	last    [lastTexts]string // texts before the one at hand, the n-th at n modulo their number
	texts   uint              // so many so far
}

// lastTexts is how many texts back one may be said to come again, as those of
// neighbours in a list do: an observation, a figure and a mention have no more.
const lastTexts = 8

// usualEntries is for how many entries of a list room is made before they are
// read: more may be said to follow than do.
const usualEntries = 256

// list is its length and one, 0 for none, and its entries.
func list[T any](f *frame, entries *[]T, each func(*frame, *T)) {
	n := 0
	if *entries != nil {
		n = len(*entries) + 1
	}
	f.integer(&n)
	if f.reading == nil {
		for i := range *entries {
			each(f, &(*entries)[i])
		}
		return
	}
	if n < 1 {
		*entries, f.broken = nil, f.broken || n != 0
		return
	}
	out := make([]T, 0, min(n-1, usualEntries))
	for len(out) < n-1 && !f.broken { // an entry that is not there breaks the frame
		out = append(out, *new(T))
		each(f, &out[len(out)-1])
	}
	*entries = out
}

// optional is whether something is there, and that.
func optional[T any](f *frame, to **T, each func(*frame, *T)) {
	there := *to != nil
	if f.truth(&there); !there {
		return
	}
	if f.reading != nil {
		*to = new(T)
	}
	each(f, *to)
}

func (f *frame) truth(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	f.integer(&n)
	*b = n == 1
	f.broken = f.broken || n != 0 && n != 1
}

func (f *frame) decimal(n *Number) {
	f.varint(&n.micro)
	f.broken = f.broken || n.micro > limit || n.micro < -limit
}

func (f *frame) integer(n *int) {
	v := int64(*n)
	f.varint(&v)
	*n = int(v)
}

func (f *frame) varint(n *int64) {
	if f.reading == nil {
		f.bytes = binary.AppendVarint(f.bytes, *n)
		return
	}
	v, size := binary.Varint(f.bytes)
	if size <= 0 {
		f.bytes, f.broken = nil, true
		return
	}
	*n, f.bytes = v, f.bytes[size:]
}

func (f *frame) all(texts ...*string) {
	for _, s := range texts {
		f.text(s)
	}
}

// text is its length and its bytes, or -n where it is the n-th text before.
func (f *frame) text(s *string) {
	if f.reading == nil {
		f.writeText(*s)
	} else {
		*s = f.readText()
	}
	f.last[f.texts%lastTexts] = *s
	f.texts++
}

func (f *frame) writeText(s string) {
	for n := uint(1); n <= lastTexts; n++ {
		if f.before(n) == s {
			f.bytes = binary.AppendVarint(f.bytes, -int64(n))
			return
		}
	}
	f.bytes = append(binary.AppendVarint(f.bytes, int64(len(s))), s...)
}

func (f *frame) readText() (s string) {
	n := 0
	f.integer(&n)
	switch {
	case n < 0 && n >= -lastTexts:
		return f.before(uint(-n))
	case n < 0 || n > len(f.bytes):
		f.bytes, f.broken = nil, true
		return ""
	}
	s, f.bytes = f.reading.text(f.bytes[:n]), f.bytes[n:]
	return s
}

// before is the n-th text before the one at hand.
func (f *frame) before(n uint) string { return f.last[(f.texts-n)%lastTexts] }

var seed = maphash.MakeSeed()

// text is a text as JSON would hand it on: bytes that are no UTF-8 become
// U+FFFD each.
func (r *FrameReader) text(b []byte) string {
	if len(b) > shortText {
		return valid(b)
	}
	seen := &r.seen[maphash.Bytes(seed, b)%remembered]
	if *seen != string(b) {
		*seen = valid(b)
	}
	return *seen
}

func valid(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return string([]rune(string(b)))
}
