package sheet

import (
	"encoding/binary"
	"math"
)

// number is what a number shows in its format.
func (r *sheetReader) number(styleIndex int, v float64) cell {
	code := "General"
	if styleIndex < len(r.book.styles) {
		code = r.book.styles[styleIndex].code
	}
	c := show(v, code)
	if c.doubt == "" {
		c.doubt = r.book.doubt(styleIndex, c.text, nil)
	}
	return c
}

// Kinds of results that a formula holds besides a number.
const (
	resultText  = 0
	resultBool  = 1
	resultError = 2
	resultBlank = 3
)

// calculateOnOpening marks a formula whose result the file need not hold.
const calculateOnOpening = 2

// result sets a cell to the result that its formula holds.
func (r *sheetReader) result(b []byte) {
	r.pending = false
	if u16(b[12:]) != 0xFFFF {
		c := r.number(u16(b[4:]), math.Float64frombits(binary.LittleEndian.Uint64(b[6:])))
		if u16(b[14:])&calculateOnOpening != 0 {
			c.doubt = noResult
		}
		r.put(b, c)
		return
	}
	switch b[6] {
	case resultText:
		r.formula, r.style, r.pending = placeAt(b), u16(b[4:]), true
		r.put(b, cell{doubt: noResult})
	case resultBool:
		r.put(b, truth(b[8], false))
	case resultError:
		r.put(b, truth(b[8], true))
	case resultBlank:
		r.put(b, cell{})
		r.clear(placeAt(b))
	default:
		r.put(b, cell{})
	}
}

// truth is what a truth value or an error value shows; neither is a count.
func truth(value byte, isError bool) cell {
	switch {
	case isError:
		text, known := map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}[value]
		if !known {
			text = "#ERROR"
		}
		return cell{text: text, doubt: "the cell shows an error value"}
	case value == 0:
		return cell{text: "FALSE", doubt: "the cell holds a truth value"}
	}
	return cell{text: "TRUE", doubt: "the cell holds a truth value"}
}
