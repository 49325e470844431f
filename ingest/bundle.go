package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/report"
)

// Limits of a bundle: an office sends tens of reports in one, not more than
// this.
const (
	maxEntries  = 5000
	maxUnpacked = 1 << 30
	maxRatio    = 200
	maxNesting  = 1 // a zip in a zip, no deeper
)

// encryptedFlag is set in the header of an encrypted entry.
const encryptedFlag = 1

// expand puts the files of every bundle in the place of the bundle. The bundle
// itself stays in the list, to be archived, and is not counted.
func expand(sources []*source) []*source {
	var out []*source
	shelf := &shelf{}
	for _, s := range sources {
		out = append(out, s)
		if s.ignored != "" || s.rejected != nil || !startsLikeZip(s.path) {
			continue
		}
		content, rejected := s.content()
		if rejected == nil {
			out = append(out, s.unpack(content, 0, shelf)...)
		}
	}
	return out
}

func startsLikeZip(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var magic [4]byte
	_, err = io.ReadFull(f, magic[:])
	return err == nil && string(magic[:]) == zipMagic
}

const zipMagic = "PK\x03\x04"

// unpack lists the files in a zip that is a bundle, and marks it as one; of any
// other file it lists nothing.
func (s *source) unpack(content []byte, depth int, shelf *shelf) []*source {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || isOffice(archive) {
		return nil
	}
	if s.rejected = bundleLimits(archive, len(content), depth); s.rejected != nil {
		return nil
	}
	s.bundle = true
	b := shelf.put(s, content, archive)
	var out []*source
	names := map[string]int{}
	for i, f := range archive.File {
		if f.FileInfo().IsDir() {
			continue
		}
		inner := newEntry(s, f)
		inner.open = func() (io.ReadCloser, error) { return shelf.open(b, i) }
		if names[inner.name]++; names[inner.name] > 1 {
			inner.name += fmt.Sprintf("#%d", names[inner.name])
		}
		if inner.rejected == nil && !headersAgree(content, f) {
			inner.rejected = &report.Rejected{Code: "bundle_entry_differs", Message: "压缩包里这个文件的两处文件头不一致，不知道哪一处是真的", Hint: "请重新打包"}
		}
		out = append(out, inner)
		if inner.ignored != "" || inner.rejected != nil {
			continue
		}
		if nested, rejected := inner.content(); rejected != nil {
			inner.rejected = rejected
		} else if bytes.HasPrefix(nested, []byte(zipMagic)) {
			out = append(out, inner.unpack(nested, depth+1, shelf)...)
		}
	}
	return out
}

// isOffice tells a document that is a zip inside from a bundle of files.
func isOffice(archive *zip.Reader) bool {
	for _, f := range archive.File {
		if f.Name == "[Content_Types].xml" || f.Name == "mimetype" || f.Name == "word/document.xml" {
			return true
		}
	}
	return false
}

func bundleLimits(archive *zip.Reader, size, depth int) *report.Rejected {
	refuse := func(code, message, hint string) *report.Rejected {
		return &report.Rejected{Code: code, Message: message, Hint: hint}
	}
	if depth > maxNesting {
		return refuse("bundle_nested", "压缩包里的压缩包里还有压缩包", "请解开后再试")
	}
	if len(archive.File) > maxEntries {
		return refuse("bundle_too_many", fmt.Sprintf("压缩包里有 %d 个文件，超过 %d 个", len(archive.File), maxEntries), "请分成几个压缩包")
	}
	var packed, unpacked uint64
	for _, f := range archive.File {
		packed += f.CompressedSize64
		unpacked += f.UncompressedSize64
		if unpacked > maxUnpacked || unpacked > 1<<20 && unpacked > maxRatio*uint64(size) {
			return refuse("bundle_too_large", fmt.Sprintf("压缩包解开后超过上限（%d MB，或压缩前后相差 %d 倍以上）", maxUnpacked>>20, maxRatio), "请解开后只留年报再试")
		}
	}
	if packed > uint64(size) {
		return refuse("bundle_overlaps", "压缩包里的文件互相重叠", "请重新打包")
	}
	return nil
}

// newEntry is a file inside a bundle. Its name is only shown: no path of it is
// ever opened.
func newEntry(bundle *source, f *zip.File) *source {
	name := f.Name
	if f.NonUTF8 {
		name = document.DecodeName([]byte(name))
	}
	name = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, "\\", "/")), "/")
	s := &source{path: bundle.path, name: bundle.name + "!" + name, size: int64(f.UncompressedSize64)}
	for _, part := range strings.Split(name, "/") {
		if s.ignored = ignoredName(part); s.ignored != "" {
			return s
		}
	}
	switch {
	case f.Mode()&fs.ModeType != 0:
		s.rejected = &report.Rejected{Code: "not_a_file", Message: "压缩包里的这一项不是普通文件，是" + kindOf(f.Mode()), Hint: "请解开后只留年报再试"}
	case f.Flags&encryptedFlag != 0:
		s.rejected = &report.Rejected{Code: "encrypted", Message: "压缩包里的这个文件有密码", Hint: "请去掉密码后重新打包"}
	case f.UncompressedSize64 > MaxFile:
		s.rejected = TooLarge(int64(f.UncompressedSize64))
	}
	return s
}
