package ingest

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

// textTokens decodes and touches every field of every line, between tabs, pipes
// or two spaces.
func textTokens(content []byte) int {
	text, _, err := document.Decode(content)
	if err != nil {
		return 0
	}
	n := 0
	for line := range strings.Lines(text) {
		fields := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == '|' })
		if len(fields) == 1 {
			fields = strings.Split(line, "  ")
		}
		for _, field := range fields {
			n += len(strings.TrimSpace(field))
		}
	}
	return n
}

// htmlTokens reads a page into its tree, as HTML5 asks: only that tells where an
// element ends whose end is not written.
func htmlTokens(content []byte) int {
	text, _, err := document.Decode(content)
	if err != nil {
		return 0
	}
	page, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return 0
	}
	n := 0
	for range page.Descendants() {
		n++
	}
	return n
}

// xmlTokens unpacks the parts of those names, in which * stands for anything, and
// reads their tokens, checked as XML must be. The parts are those without which no
// reader knows what a cell shows: of a workbook the styles too, which say whether
// a number is shown as it is, but no theme and nothing about the program.
func xmlTokens(content []byte, parts ...string) int {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return 0
	}
	n := 0
	for _, f := range archive.File {
		if !slices.ContainsFunc(parts, func(name string) bool { ok, _ := path.Match(name, f.Name); return ok }) {
			continue
		}
		part, err := f.Open()
		if err != nil {
			return 0
		}
		var text strings.Builder
		text.Grow(int(f.UncompressedSize64))
		_, err = io.Copy(&text, part)
		part.Close()
		if err != nil {
			return 0
		}
		err = ooxml.Read(text.String(), func(r *ooxml.Reader) error {
			for ; ; n++ {
				if _, err := r.Next(); err == io.EOF {
					return nil
				} else if err != nil {
					return err
				}
			}
		})
		if err != nil {
			return 0
		}
	}
	return n
}
