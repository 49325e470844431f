package pdf

import (
	"unicode"

	"gongkai/ingest/document"
)

// maxJunk is the share of characters of no known meaning above which a file is
// garbled: a few are bullets.
const maxJunk = 0.08

// garbled tells a file whose fonts do not say which characters they print.
func garbled(pages []*page) bool {
	all, junk := 0, 0
	for _, p := range pages {
		for _, g := range p.glyphs {
			all++
			if g.text == unicode.ReplacementChar || unicode.Is(unicode.Co, g.text) || !unicode.IsPrint(g.text) {
				junk++
			}
		}
	}
	return float64(junk) > maxJunk*float64(all)
}

// pictureShare is how much of a page a picture covers at least if it may be a
// table; seals and emblems are smaller.
const pictureShare = 0.06

// pictureForTable is the first page with a large picture in a file that has no
// table at all, 0 when there is none. In a file with tables a large picture is
// only noted: it may be a photograph.
func pictureForTable(doc *document.Document, pages []*page) int {
	tables := 0
	for _, b := range doc.Blocks {
		if b.Table != nil {
			tables++
		}
	}
	for _, p := range pages {
		for _, b := range p.pictures {
			if b.width()*b.height() < pictureShare*p.width*p.height {
				continue
			}
			if tables == 0 {
				return p.number
			}
			doc.Notes = append(doc.Notes, document.Note{Code: "picture_page", Place: p.at(b),
				Message: "这里是图片，图片中的文字没有读取"})
			break
		}
	}
	return 0
}
