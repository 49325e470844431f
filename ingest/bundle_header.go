package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
)

// localHeader is the size of the header before an entry, without its name and
// extra field.
const localHeader = 30

// headersAgree tells whether the header before an entry says what the
// directory at the end of the zip says: name, method and, unless they follow
// the entry, sizes. Programs that believe one of two such headers see
// different files.
func headersAgree(content []byte, f *zip.File) bool {
	data, err := f.DataOffset()
	if err != nil || data > int64(len(content)) {
		return false
	}
	for at := int(data) - localHeader; at >= max(0, int(data)-localHeader-2*0xffff); at-- {
		h := content[at : at+localHeader]
		if !bytes.HasPrefix(h, []byte(zipMagic)) {
			continue
		}
		name, extra := int(binary.LittleEndian.Uint16(h[26:])), int(binary.LittleEndian.Uint16(h[28:]))
		if at+localHeader+name+extra != int(data) {
			continue
		}
		sizes := f.Flags&8 != 0 || binary.LittleEndian.Uint32(h[22:]) == 0xffffffff ||
			uint64(binary.LittleEndian.Uint32(h[18:])) == f.CompressedSize64 && uint64(binary.LittleEndian.Uint32(h[22:])) == f.UncompressedSize64
		return string(content[at+localHeader:at+localHeader+name]) == f.Name && binary.LittleEndian.Uint16(h[8:]) == f.Method && sizes
	}
	return false
}
