package ingest

import "gongkai/ingest/ole2"

// docTokens reads the streams of a Word file and hands out what they hold in the
// order of the document, as the parts of a DOCX do: of each paragraph its text,
// decoded, and the modifications of its formatting, each stepped over by the length
// of its operand, those in the data stream too; of each run of characters and of
// each style the modifications likewise. Nothing else says where rows end and how their cells are
// merged, so of the modification that defines a row each edge and each cell's merge
// is touched. What they mean is not asked, and none of it is put together.
func docTokens(content []byte) int {
	const pieceTable, paragraphs, characters, styles = 33, 13, 12, 1 // their numbers among the parts of the table stream
	container, err := ole2.Open(content)
	if err != nil {
		return 0
	}
	stream := func(name string) []byte {
		s, err := container.Stream(name)
		if err != nil {
			return nil
		}
		return s
	}
	main, table, data := stream("WordDocument"), stream("1Table"), stream("Data")
	parts := 34 + 2*u16(main, 32)
	parts += 2 + 4*u16(main, parts) + 2
	part := func(number int) []byte {
		at := u32(main, parts+8*number)
		return table[at : at+u32(main, parts+8*number+4)]
	}
	pieces := part(pieceTable)
	for pieces[0] == 1 {
		pieces = pieces[3+u16(pieces, 1):]
	}
	pieces = pieces[5:]
	count := (len(pieces) - 4) / 12
	n, text := styleTokens(part(styles), data), make([]byte, 0, 3*u32(pieces, 4*count))
	lists := [2]formatting{{main: main, index: part(paragraphs), size: 13}, {main: main, index: part(characters), size: 1}}
	for i := range count {
		from, width, decode := u32(pieces, 4*(count+1)+8*i+2), 2, appendWide
		if from>>30 != 0 {
			from, width, decode = from&^(1<<30)/2, 1, appendNarrow
		}
		end := from + width*(u32(pieces, 4*i+4)-u32(pieces, 4*i))
		for k := range lists {
			for at := from; at < end; n++ {
				list, to := lists[k].at(at, end)
				if k == 0 {
					text = decode(text, main[at:to])
				}
				at, n = to, n+modifications(list, data)
			}
		}
	}
	return n + len(string(text))
}

// styleTokens walks the modifications that styles make.
func styleTokens(sheet, data []byte) (n int) {
	const paragraph, character = 1, 2 // kinds
	fixed := u16(sheet, 4)
	for rest := sheet[2+u16(sheet, 0):]; len(rest) >= 2; n++ {
		size := 2 + u16(rest, 0)
		if size > 2 {
			kind, lists, skip := u16(rest, 4)&0xF, rest[2+fixed:size], 0
			if lists = lists[2+2*u16(lists, 0)+2:]; kind == paragraph {
				skip = 2 // its own number
			}
			for kind <= character && len(lists) >= 2 {
				list := lists[2 : 2+u16(lists, 0)]
				n += modifications(list[skip:], data)
				skip, lists = 0, lists[min(len(lists), 2+len(list)+len(list)%2):]
			}
		}
		rest = rest[min(len(rest), size+size%2):]
	}
	return n
}

// formatting is an index of text by its place in the main stream, which leads to
// pages of runs.
type formatting struct {
	main, index []byte
	size        int // of what a page says of a run: 13 bytes of a paragraph, 1 of characters
	page, run   int // the one asked last
}

// at is the list of modifications of the text there and where its run ends, end at
// the latest. The text is asked for mostly in order.
func (f *formatting) at(offset, end int) (list []byte, to int) {
	const pageSize = 512
	pages := (len(f.index) - 4) / 8
	if f.page < pages && offset < u32(f.index, 4*f.page) {
		f.page, f.run = 0, 0
	}
	for ; f.page < pages; f.page, f.run = f.page+1, 0 {
		page := f.main[pageSize*u32(f.index, 4*(pages+1)+4*f.page):][:pageSize]
		runs := int(page[pageSize-1])
		for f.run < runs && u32(page, 4*f.run+4) <= offset {
			f.run++
		}
		if f.run == runs {
			continue
		}
		if place := 2 * int(page[4*(runs+1)+f.size*f.run]); place != 0 {
			from, size := place+1, int(page[place])
			if f.size > 1 { // in words, before it the number of a style
				if size = 2*size - 3; page[place] == 0 {
					from, size = place+2, 2*int(page[place+1])-2
				}
				from += 2
			}
			list = page[from : from+size]
		}
		return list, min(end, u32(page, 4*f.run+4))
	}
	return nil, end
}

// modifications steps over each modification of formatting and its operand.
func modifications(list, data []byte) (n int) {
	const defineRow, elsewhere, elsewhereOld, tableElsewhere = 0xD608, 0x6646, 0x6645, 0x646B
	for ; len(list) >= 2; n++ {
		code := u16(list, 0)
		size := [8]int{1, 1, 2, 4, 2, 2, 0, 3}[code>>13]
		switch {
		case code == defineRow:
			size = 1 + u16(list, 2)
			n += rowTokens(list[4 : 2+size])
		case size == 0:
			size = 1 + int(list[2])
		case code == elsewhere || code == elsewhereOld || code == tableElsewhere:
			at := u32(list, 2)
			n += modifications(data[at+2:at+2+u16(data, at)], data)
		}
		list = list[2+size:]
	}
	return n
}

// rowTokens touches the edges of the cells of a row and how each is merged.
func rowTokens(definition []byte) (n int) {
	const cellSize = 20
	edges := int(definition[0]) + 1
	for i := range edges {
		n += u16(definition, 1+2*i)
	}
	for cells := definition[1+2*edges:]; len(cells) >= cellSize; cells = cells[cellSize:] {
		n += u16(cells, 0)
	}
	return n
}
