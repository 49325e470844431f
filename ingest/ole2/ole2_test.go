package ole2

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func fixtures(t testing.TB) (files [][]byte) {
	t.Helper()
	for _, pattern := range []string{"../word/testdata/*.doc", "../sheet/testdata/*.xls", "../testdata/formats/*.doc"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("no %s (%v)", pattern, err)
		}
		for _, name := range names {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, content)
		}
	}
	return files
}

func TestKind(t *testing.T) {
	files := fixtures(t)
	for i, want := range []string{"doc", "xls", "doc"} {
		c, err := Open(files[i])
		if err != nil || c.Kind() != want {
			t.Errorf("file %d is %q, error %v, want %s", i, c.Kind(), err, want)
		}
		if _, err := c.Stream("EncryptedPackage"); !errors.Is(err, ErrNoStream) {
			t.Errorf("file %d: a stream that is not there gives error %v", i, err)
		}
	}
}

func FuzzContainer(f *testing.F) {
	for _, file := range fixtures(f) {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		start := time.Now()
		if c, err := Open(content); err == nil {
			for name := range c.streams {
				if b, err := c.Stream(name); err == nil && len(b) > len(content) {
					t.Errorf("%s has %d bytes, the file %d", name, len(b), len(content))
				}
			}
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("took %v", d)
		}
	})
}
