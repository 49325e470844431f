package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/ingest/document"
)

// token is one cell, paragraph or line of a document in reading order.
type token struct {
	text   string
	folded string // document.Fold of text
	key    string
	at     document.Position
	block  int // index of the document's block
	row    int // number of the row or line, unique in the document
	col    int // grid or display column
	span   int
	down   int  // row span
	doubt  bool // the parser is not sure of text
	kind   tokenKind
	ocr    bool // made out in a picture
	header bool // known label of any table
	opens  bool // a label of any table begins with it or is it
	value  bool // may be a value, right or wrong
}

type tokenKind int

const (
	paragraph tokenKind = iota
	field
	gridCell
	alignedField
)

// kinds of the cells of a table, by its layout.
var kinds = [...]tokenKind{document.Fields: field, document.Grid: gridCell, document.Aligned: alignedField}

// maxKey is how long a label can be; longer text is prose and never matched.
const maxKey = 60

func flatten(doc *document.Document) []token {
	out := make([]token, 0, size(doc))
	row := 0
	known := known()
	add := func(t token) {
		if len(t.text) <= 4*maxKey {
			t.folded = document.Fold(t.text)
			t.key = foldedKey(t.folded)
			t.header, t.opens = known[t.key]
			if !t.header && t.ocr && t.kind == gridCell {
				if k := nearestLabel(t.key); k != "" {
					t.key = k
					t.header, t.opens = known[k]
				}
			}
		} else {
			t.folded = t.text
		}
		t.value = t.valueLike()
		out = append(out, t)
	}
	for i, b := range doc.Blocks {
		if p := b.Paragraph; p != nil {
			row++
			add(token{text: p.Text, at: p.At, block: i, row: row, ocr: b.Recognized, doubt: outsideCells(b)})
			continue
		}
		kind := kinds[b.Table.Layout]
		for _, r := range b.Table.Rows {
			row++
			for _, c := range r {
				add(token{text: c.Text, at: c.At, block: i, row: row, col: c.Col, span: c.ColSpan, down: c.RowSpan,
					doubt: c.Doubt != "" || outsideCells(b), kind: kind, ocr: b.Recognized})
			}
		}
	}
	return out
}

// outsideCells tells numbers that were made out in a picture, but not in ruled
// cells: they are in doubt.
func outsideCells(b document.Block) bool {
	return b.Recognized && (b.Table == nil || b.Table.Layout != document.Grid)
}

// size is how many tokens a document has.
func size(doc *document.Document) int {
	n := 0
	for _, b := range doc.Blocks {
		if b.Paragraph != nil {
			n++
			continue
		}
		for _, r := range b.Table.Rows {
			n += len(r)
		}
	}
	return n
}

func (t *token) blank() bool { return t.folded == "" }

// valueLike tells whether a token may be a value, right or wrong: it is blank,
// it is one of the words for "none", or it is short and has digits.
func (t *token) valueLike() bool {
	if t.header {
		return false
	}
	text := t.folded
	if text == "" || isNone(text) {
		return true
	}
	if _, short := plain(text); short {
		return true
	}
	if utf8.RuneCountInString(text) > 30 || t.isEllipsis() {
		return false
	}
	return strings.IndexFunc(text, unicode.IsDigit) >= 0 || strings.Trim(text, "〇零一二三四五六七八九十百千万两") == ""
}

func (t *token) isEllipsis() bool { return strings.Trim(t.text, "….·。 ") == "" && t.text != "" }
