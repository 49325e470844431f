package word

import (
	"encoding/binary"
	"testing"
)

// modification writes one as a DOC holds it.
func modification(sprm uint16, operand ...byte) []byte {
	return append(binary.LittleEndian.AppendUint16(nil, sprm), operand...)
}

// What a DOC says of characters hides them as what a DOCX says does.
func TestUnseenCharactersOfDOC(t *testing.T) {
	for _, c := range []struct {
		name          string
		list          []byte
		unseen, white bool
	}{
		{"plain", nil, false, false},
		{"of one point", modification(sprmSize, 2, 0), true, false},
		{"of six points", modification(sprmSize, 12, 0), false, false},
		{"of one percent", modification(sprmScale, 1, 0), true, false},
		{"of 66 percent", modification(sprmScale, 66, 0), false, false},
		{"one over the other", modification(sprmRoom, 0x92, 0xFF), true, false},
		{"blacked out", modification(sprmHighlight, 1), true, false},
		{"marked yellow", modification(sprmHighlight, 7), false, false},
		{"nearly white", modification(sprmColor, 0xFE, 0xFE, 0xFE, 0), false, true},
		{"of the usual colour", modification(sprmColor, 0xFF, 0xFF, 0xFF, 0xFF), false, false},
		{"white of the palette", modification(sprmColorIndex, 8), false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l characterLook
			if err := l.apply(c.list, &docSheet{}); err != nil || l.unseen != c.unseen || l.white != c.white {
				t.Errorf("unseen %v, white %v, %v, want %v, %v", l.unseen, l.white, err, c.unseen, c.white)
			}
		})
	}
}

func TestParagraphsAndRowsOfDOC(t *testing.T) {
	for _, c := range []struct {
		name             string
		list             []byte
		numbered, hidden bool
	}{
		{"in a list", modification(sprmNumbered, 1, 0), true, false},
		{"in no list", modification(sprmNumbered, 0, 0), false, false},
		{"in a list no more", modification(sprmNumbered, 0x01, 0xF8), false, false},
		{"of no height", modification(sprmRowHeight, 0xFF, 0xFF), false, true},
		{"of a height", modification(sprmRowHeight, 0x38, 0xFF), false, false},
		{"of a least height", modification(sprmRowHeight, 1, 0), false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l paragraphLook
			if err := l.apply(c.list, nil, 0); err != nil || l.numbered != c.numbered || l.definition.hidden != c.hidden {
				t.Errorf("numbered %v, hidden %v, %v", l.numbered, l.definition.hidden, err)
			}
		})
	}
}
