package scan

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
)

// What a directory of a TIFF file says of its picture, see the format's tables.
const (
	tiffShort = 3
	tiffLong  = 4
	tiffEntry = 12 // bytes of one field
)

// writeTIFF writes grey pictures as the pages of one file, as they are: it goes
// through a pipe only.
func writeTIFF(pictures []*image.Gray) []byte {
	var b bytes.Buffer
	b.WriteString("II*\x00")
	next := 8 // where the directory of the next picture stands
	for i, p := range pictures {
		w, h := p.Rect.Dx(), p.Rect.Dy()
		fields := [][3]uint32{{256, tiffLong, uint32(w)}, {257, tiffLong, uint32(h)}, {258, tiffShort, 8}, {259, tiffShort, 1}, {262, tiffShort, 1},
			{273, tiffLong, 0}, {277, tiffShort, 1}, {278, tiffLong, uint32(h)}, {279, tiffLong, uint32(w * h)}}
		size := 2 + len(fields)*tiffEntry + 4
		if i == 0 {
			_ = binary.Write(&b, binary.LittleEndian, uint32(next)) // a buffer takes everything
		}
		after := next + size + (w*h+1)&^1
		_ = binary.Write(&b, binary.LittleEndian, uint16(len(fields)))
		for _, f := range fields {
			if f[0] == 273 {
				f[2] = uint32(next + size)
			}
			_ = binary.Write(&b, binary.LittleEndian, [2]uint16{uint16(f[0]), uint16(f[1])})
			_ = binary.Write(&b, binary.LittleEndian, [2]uint32{1, f[2]})
		}
		last := uint32(after)
		if i == len(pictures)-1 {
			last = 0
		}
		_ = binary.Write(&b, binary.LittleEndian, last)
		for y := range h {
			b.Write(p.Pix[y*p.Stride : y*p.Stride+w])
		}
		if w*h%2 == 1 {
			b.WriteByte(0)
		}
		next = after
	}
	return b.Bytes()
}

// maxTIFFPages is how many pages of a TIFF file are looked for.
const maxTIFFPages = 100

var errTIFF = errors.New("the directory of the TIFF file is damaged")

// tiffPages cuts a TIFF file of several pages into files of one page each: the
// decoder reads the first only. They share the bytes but for the header.
func tiffPages(content []byte) ([][]byte, error) {
	if len(content) < 8 {
		return nil, errTIFF
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if content[0] == 'M' {
		order = binary.BigEndian
	}
	var out [][]byte
	seen := map[uint32]bool{}
	for at := order.Uint32(content[4:]); at != 0; {
		if seen[at] || int64(at)+2 > int64(len(content)) || len(out) == maxTIFFPages {
			return nil, errTIFF
		}
		seen[at] = true
		end := int64(at) + 2 + int64(order.Uint16(content[at:]))*tiffEntry
		if end+4 > int64(len(content)) {
			return nil, errTIFF
		}
		page := bytes.Clone(content)
		order.PutUint32(page[4:], at)
		out = append(out, page)
		at = order.Uint32(content[end:])
	}
	return out, nil
}
