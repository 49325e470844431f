package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"gongkai/ingest/document"
)

// Limits of a package: how much it may unpack to, pictures included, how much
// XML of it, how many merged ranges a sheet may have, and how many parts.
const (
	maxPackage = 200 << 20
	maxXML     = 16 << 20
	maxMerges  = 3_000
	maxParts   = 5_000
)

// workbookPackage holds the XML parts of a workbook by name, in lower case.
type workbookPackage struct {
	parts   map[string][]byte
	content []byte
}

// openPackage unpacks and checks every part of the workbook, those too that are
// not read here: the library, which may be asked what a cell shows, takes a part
// whose checksum is wrong for a good one. The notes are what a person should
// know about the package.
func openPackage(content []byte) (*workbookPackage, []document.Note, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, nil, fmt.Errorf("reading the zip container: %w", err)
	}
	if len(archive.File) > maxParts {
		return nil, nil, fmt.Errorf("more than %d parts: %w", maxParts, ErrTooLarge)
	}
	p := &workbookPackage{parts: map[string][]byte{}, content: content}
	var notes []document.Note
	var size uint64
	left := int64(maxXML)
	for _, f := range archive.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		if size += f.UncompressedSize64; size > maxPackage {
			return nil, nil, fmt.Errorf("unpacks to more than %d MB: %w", maxPackage>>20, ErrTooLarge)
		}
		if strings.HasPrefix(name, "xl/externallinks/externallink") {
			notes = append(notes, document.Note{Code: "external_link", Place: document.Position(f.Name), Message: "文件引用了其他文件，没有打开"})
		}
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		b, err := unpack(f, left)
		if err != nil {
			return nil, nil, fmt.Errorf("part %s: %w", f.Name, err)
		}
		left -= int64(len(b))
		p.parts[name] = b
		if bytes.Contains(b[:min(len(b), 4096)], []byte("<!DOCTYPE")) {
			return nil, nil, fmt.Errorf("part %s: %w", f.Name, ErrDoctype)
		}
		if bytes.Count(b, []byte("mergeCell ")) > maxMerges {
			return nil, nil, fmt.Errorf("part %s, more than %d merged ranges: %w", f.Name, maxMerges, ErrTooLarge)
		}
		if room(b) > 2*maxCells {
			return nil, nil, fmt.Errorf("part %s: %w", f.Name, ErrTooLarge)
		}
	}
	return p, notes, nil
}

// believed is up to how many bytes room is made for what a part says it unpacks to.
const believed = 1 << 20

// unpack returns a part of at most limit bytes whose checksum holds.
func unpack(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var b bytes.Buffer
	b.Grow(int(min(f.UncompressedSize64, believed)) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(r, limit+1)); err != nil {
		return nil, err
	}
	if int64(b.Len()) > limit {
		return nil, fmt.Errorf("more than %d MB of XML: %w", maxXML>>20, ErrTooLarge)
	}
	return b.Bytes(), nil
}

// room is how many cells the library would hold for a sheet: in each row, all up
// to the last one that is written.
func room(part []byte) int {
	total, last := 0, 0
	for rest := part; ; {
		i := bytes.Index(rest, []byte(" r="))
		if i < 0 {
			return total + last
		}
		rest = rest[min(i+4, len(rest)):]
		col := 0
		for len(rest) > 0 && rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z' && col < maxPackage {
			col = col*26 + int(rest[0]|0x20-'a') + 1
			rest = rest[1:]
		}
		if col <= last { // a row, or a cell of the next one
			total += last
		}
		last = col
	}
}
