// Package prose finds in a document what stands around its tables: the title
// with agency and year, the period the data cover, the publication date and
// the six sections. What it can't find or finds twice with two values becomes
// a reason to hold the report; nothing is guessed.
package prose

import (
	"strings"

	"gongkai/ingest/document"
)

// line is one paragraph or cell outside the form's tables.
type line struct {
	text    string // as printed
	compact string // folded, without spaces
	at      document.Position
}

func newLine(text string, at document.Position) line {
	return line{text, strings.ReplaceAll(document.Fold(text), " ", ""), at}
}

// lines lists what a document says outside the blocks that belong to the
// form's tables, blank lines left out.
func lines(doc *document.Document, inTable []bool) []line {
	var out []line
	add := func(text string, at document.Position) {
		if l := newLine(text, at); l.compact != "" {
			out = append(out, splitAtHeadings(l)...)
		}
	}
	for i, b := range doc.Blocks {
		if i < len(inTable) && inTable[i] {
			continue
		}
		if b.Paragraph != nil {
			add(b.Paragraph.Text, b.Paragraph.At)
			continue
		}
		for _, row := range b.Table.Rows {
			for _, cell := range row {
				add(cell.Text, cell.At)
			}
		}
	}
	return out
}
