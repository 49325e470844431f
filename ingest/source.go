package ingest

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"gongkai/ingest/report"
)

// source is a file that was named or found in a named folder.
type source struct {
	path     string // where it is
	name     string // as it is recorded: its name, or its path below the named folder
	ignored  string // why it is no source at all, "" when it is one
	rejected *report.Rejected
	sha      string // once it is staged
	size     int64
	bundle   bool                          // a zip whose files are sources of their own
	open     func() (io.ReadCloser, error) // of a file inside a bundle, nil otherwise
}

// findSources lists the files of all paths, folders walked, sorted by name so
// that the order of the paths leaves no trace. It opens nothing, follows no link
// to a folder and stays out of the home folder; what cannot be a file to read is
// in the list with its reason.
func findSources(paths []string, home string) []*source {
	var out []*source
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			out = append(out, &source{path: path, name: filepath.Base(path), rejected: cannotOpen(err)})
		case info.IsDir():
			out = append(out, walk(path, home)...)
		default:
			out = append(out, newSource(path, filepath.Base(path), info))
		}
	}
	slices.SortStableFunc(out, func(a, b *source) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.path, b.path))
	})
	return out
}

// walk lists the files below a folder; a folder that was named may be a link.
func walk(root, home string) []*source {
	root = filepath.Clean(root) + string(filepath.Separator)
	var out []*source
	// The function returns no error, so neither does the walk.
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name, relErr := filepath.Rel(root, path)
		if relErr != nil {
			name = d.Name()
		}
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			out = append(out, &source{path: path, name: name, rejected: cannotOpen(err)})
		case d.IsDir() && ignoredFolder(path, root, home) != "":
			out = append(out, &source{path: path, name: name, ignored: ignoredFolder(path, root, home)})
			return fs.SkipDir
		case !d.IsDir():
			out = append(out, found(path, name))
		}
		return nil
	})
	return out
}

// ignoredFolder says why a folder is not walked. One that was named is, whatever
// its name, unless it is the home folder.
func ignoredFolder(path, root, home string) string {
	folder, err := os.Stat(path)
	homeFolder, homeErr := os.Stat(home)
	if err == nil && homeErr == nil && os.SameFile(folder, homeFolder) {
		return "本程序的数据目录"
	}
	if path == root {
		return ""
	}
	return ignoredName(filepath.Base(path))
}

// found looks at a file of a folder; a link is followed only to a file.
func found(path, name string) *source {
	info, err := os.Stat(path)
	if err != nil {
		return &source{path: path, name: name, rejected: cannotOpen(err)}
	}
	if info.IsDir() {
		return &source{path: path, name: name, ignored: "指向文件夹的链接"}
	}
	return newSource(path, name, info)
}

func newSource(path, name string, info fs.FileInfo) *source {
	s := &source{path: path, name: name, size: info.Size(), ignored: ignoredName(filepath.Base(path))}
	switch {
	case s.ignored != "":
	case !info.Mode().IsRegular():
		s.rejected = &report.Rejected{Code: "not_a_file", Message: "不是普通文件，是" + kindOf(info.Mode()),
			Hint: "请给出文件或文件夹"}
	case info.Size() > MaxFile:
		s.rejected = TooLarge(info.Size())
	}
	return s
}

// ignoredName says why a name is never a source: what office programs and
// operating systems leave in folders.
func ignoredName(name string) string {
	switch {
	case strings.HasPrefix(name, "~$"), strings.HasPrefix(name, "~WRL") && strings.HasSuffix(name, ".tmp"):
		return "办公软件的临时文件"
	case strings.EqualFold(name, "Thumbs.db"), strings.EqualFold(name, "desktop.ini"), name == "__MACOSX", name == ".DS_Store":
		return "系统文件"
	case strings.HasPrefix(name, "."):
		return "隐藏文件"
	}
	return ""
}

// content reads the file, and no more than a file may hold, whatever its size
// was said to be.
func (s *source) content() ([]byte, *report.Rejected) {
	open := s.open
	if open == nil {
		open = func() (io.ReadCloser, error) { return os.Open(s.path) }
	}
	f, err := open()
	if err != nil {
		return nil, cannotOpen(err)
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil && s.open != nil {
		return nil, &report.Rejected{Code: "damaged_file", Message: "压缩包里的这个文件已损坏：" + err.Error(), Hint: "请重新打包"}
	}
	if err != nil {
		return nil, cannotOpen(err)
	}
	if len(content) > MaxFile {
		return nil, TooLarge(int64(len(content)))
	}
	return content, nil
}

func cannotOpen(err error) *report.Rejected {
	message := err.Error()
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		message = inPath.Err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		message = "找不到文件"
	case errors.Is(err, fs.ErrPermission):
		message = "没有读取权限"
	case errors.Is(err, syscall.ELOOP):
		message = "链接互相指向，到不了文件"
	}
	return &report.Rejected{Code: "cannot_open", Message: fmt.Sprintf("打不开：%s", message), Hint: "请检查路径和权限"}
}

// kind is how a source is journalled.
func (s *source) kind() string {
	if s.bundle {
		return bundleKind
	}
	return reportKind
}

// kindOf says what is no plain file.
func kindOf(mode fs.FileMode) string {
	for _, kind := range []struct {
		mode fs.FileMode
		word string
	}{{fs.ModeSymlink, "指向别处的链接"}, {fs.ModeNamedPipe, "管道"}, {fs.ModeSocket, "套接字"}, {fs.ModeDevice, "设备"}} {
		if mode&kind.mode != 0 {
			return kind.word
		}
	}
	return "系统的特殊文件"
}
