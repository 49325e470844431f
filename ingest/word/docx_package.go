package word

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"

	"gongkai/ingest/document"
)

// Errors that say why a file is no readable DOCX.
var (
	ErrNoMainPart = errors.New("word/document.xml is missing")
	ErrTooLarge   = errors.New("unpacks to more than 200 MB")
)

// PartError is a fault in one part of the package. Line and Column are from 1,
// 0 where the fault is in the whole part.
type PartError struct {
	Part         string
	Line, Column int
	Err          error
}

func (e *PartError) Error() string {
	if e.Line == 0 {
		return e.Part + ": " + e.Err.Error()
	}
	return fmt.Sprintf("%s line %d column %d: %v", e.Part, e.Line, e.Column, e.Err)
}

func (e *PartError) Unwrap() error { return e.Err }

const (
	mainPartName = "word/document.xml"
	maxPart      = 200 << 20 // bytes that a part may unpack to
	maxRels      = 1 << 20
)

// wordPackage is the zip that a DOCX is.
type wordPackage struct{ archive *zip.Reader }

func openPackage(content []byte) (*wordPackage, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("reading the zip container: %w", err)
	}
	for _, f := range archive.File {
		if strings.EqualFold(f.Name, "word/vbaProject.bin") {
			return nil, &PartError{Part: f.Name, Err: ErrMacro}
		}
	}
	return &wordPackage{archive}, nil
}

func (p *wordPackage) mainPart() ([]byte, error) {
	for _, f := range p.archive.File {
		if f.Name == mainPartName {
			b, err := unpack(f, maxPart)
			if err != nil {
				return nil, &PartError{Part: f.Name, Err: err}
			}
			return b, nil
		}
	}
	return nil, ErrNoMainPart
}

// believed is up to how many bytes room is made for what an entry says it unpacks
// to.
const believed = 1 << 20

// unpack returns an entry of at most limit bytes whose checksum holds.
func unpack(f *zip.File, limit uint64) ([]byte, error) {
	if f.UncompressedSize64 > limit {
		return nil, ErrTooLarge
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var b bytes.Buffer
	b.Grow(int(min(f.UncompressedSize64, believed)) + bytes.MinRead)
	_, err = b.ReadFrom(io.LimitReader(r, int64(limit)+1))
	if err == nil && uint64(b.Len()) > limit {
		err = ErrTooLarge
	}
	return b.Bytes(), err
}

var (
	relationship = regexp.MustCompile(`<Relationship [^>]*>`)
	relAttribute = regexp.MustCompile(`(Type|Target|TargetMode)="([^"]*)"`)
)

// links notes what the package takes from elsewhere. Nothing of it is ever
// opened. Links that a reader may click are none, unless they name a file.
func (p *wordPackage) links() []document.Note {
	var out []document.Note
	for _, f := range p.archive.File {
		if !strings.HasPrefix(f.Name, "word/_rels/") {
			continue
		}
		b, err := unpack(f, maxRels)
		if err != nil {
			out = append(out, document.Note{Code: "part_unreadable", Place: document.Position(f.Name), Message: "这一部分读不出来，不影响正文"})
			continue
		}
		for _, tag := range relationship.FindAllString(string(b), 100) {
			attributes := map[string]string{}
			for _, m := range relAttribute.FindAllStringSubmatch(tag, -1) {
				attributes[m[1]] = html.UnescapeString(m[2])
			}
			target := attributes["Target"]
			file := strings.HasPrefix(target, "file:") || strings.HasPrefix(target, `\\`)
			if attributes["TargetMode"] == "External" && (file || !strings.HasSuffix(attributes["Type"], "/hyperlink")) {
				out = append(out, document.Note{Code: "external_link", Place: document.Position(f.Name), Message: "文件引用了外部内容，没有打开：" + target})
			}
		}
	}
	return out
}
