// Package ole2 opens the OLE2 container that Word and Excel used until 2003,
// and that Office still uses for encrypted files. The bytes of a file enter,
// the bytes of its top-level streams leave; what they mean is for word and
// sheet.
package ole2

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/richardlehane/mscfb"
)

// Errors that say why the content of a container cannot be read.
var (
	// ErrEncrypted means that the content is protected by a password.
	ErrEncrypted = errors.New("the content is encrypted")
	// ErrNoStream means that the container has no stream of that name.
	ErrNoStream = errors.New("the container has no such stream")
)

// Container is an open OLE2 file.
type Container struct {
	size    int
	streams map[string]*mscfb.File // those of the root storage, by name
}

// Open reads the directory. It returns an error when the container is cut,
// its sector chains run in circles or its sizes are none that exist.
func Open(content []byte) (*Container, error) {
	if err := checkHeader(content); err != nil {
		return nil, fmt.Errorf("reading the OLE2 container: %w", err)
	}
	reader, err := mscfb.New(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("reading the OLE2 container: %w", err)
	}
	c := &Container{size: len(content), streams: map[string]*mscfb.File{}}
	for _, f := range reader.File {
		if len(f.Path) == 0 && !f.FileInfo().IsDir() {
			if _, twice := c.streams[f.Name]; !twice {
				c.streams[f.Name] = f
			}
		}
	}
	return c, nil
}

// checkHeader refuses a container that claims more sectors of a kind than it
// has: the library computes with these numbers before it looks.
func checkHeader(content []byte) error {
	if len(content) < 512 {
		return io.ErrUnexpectedEOF
	}
	shift := binary.LittleEndian.Uint16(content[30:])
	if shift != 9 && shift != 12 {
		return fmt.Errorf("sectors of 2^%d bytes, only 2^9 and 2^12 exist", shift)
	}
	for _, at := range []int{44, 64, 72} { // of the FAT, the mini FAT, the DIFAT
		if n := binary.LittleEndian.Uint32(content[at:]); uint64(n)<<shift > uint64(len(content)) {
			return fmt.Errorf("claims %d sectors at byte %d of its header, more than it has", n, at)
		}
	}
	return nil
}

// Has tells whether the root storage has a stream of that name.
func (c *Container) Has(name string) bool { return c.streams[name] != nil }

// piece is how much is read at once: the library's time grows with the square
// of the sectors asked for.
const piece = 64 << 10

// Stream returns the content of a stream of the root storage.
func (c *Container) Stream(name string) ([]byte, error) {
	f := c.streams[name]
	if f == nil {
		return nil, fmt.Errorf("%s: %w", name, ErrNoStream)
	}
	if f.Size > int64(c.size) {
		return nil, fmt.Errorf("%s claims %d bytes, the whole file has %d", name, f.Size, c.size)
	}
	out := make([]byte, f.Size)
	for at := 0; at < len(out); {
		n, err := f.Read(out[at:min(at+piece, len(out))])
		if at += n; err != nil && !(err == io.EOF && at == len(out)) {
			return nil, fmt.Errorf("%s, byte %d: %w", name, at, err)
		}
		if n == 0 {
			return nil, fmt.Errorf("%s, byte %d: %w", name, at, io.ErrUnexpectedEOF)
		}
	}
	return out, nil
}

// Kind names what a container holds by its streams: "doc", "xls", "encrypted"
// for a modern Office file behind a password, "" for anything else.
func (c *Container) Kind() string {
	switch {
	case c.Has("EncryptedPackage"):
		return "encrypted"
	case c.Has("WordDocument"):
		return "doc"
	case c.Has("Workbook"), c.Has("Book"):
		return "xls"
	}
	return ""
}
