package word

import (
	"fmt"
	"math"
	"sort"
)

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

// looks keeps what the lists of a page say, because its runs often share one.
type looks[T any] struct {
	page  int        // that was asked last, plus one
	known [256]uint8 // by the place of a list on it: the number of its look, plus one
	looks []T
}

// find returns what the list there says if it was asked before, else the look to
// fill in.
func (l *looks[T]) find(page int, place byte) (look *T, known bool) {
	if l.page != page+1 {
		l.page, l.looks = page+1, l.looks[:0]
		clear(l.known[:])
	}
	if i := l.known[place]; i > 0 {
		return &l.looks[i-1], true
	}
	var none T
	l.looks = append(l.looks, none)
	l.known[place] = uint8(len(l.looks))
	return &l.looks[len(l.looks)-1], false
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

// listAt is where on its page the list of a run stands, in words, 0 for none; the
// entry of a run begins with it and takes that many bytes.
func listAt(page []byte, run, size int) byte {
	if page == nil {
		return 0
	}
	if at := 4*(int(page[pageSize-1])+1) + size*run; at < pageSize {
		return page[at]
	}
	return 0
}
