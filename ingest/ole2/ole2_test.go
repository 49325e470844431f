package ole2

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func fixtures(t testing.TB) (files [][]byte) {
	t.Helper()
	for _, pattern := range []string{"../word/testdata/oddities.doc", "../sheet/testdata/*.xls", "../testdata/formats/*.doc"} {
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

// A modern file behind a password is a container with other streams.
func TestKindOfEncrypted(t *testing.T) {
	content := fixtures(t)[0]
	name := func(s string) (out []byte) {
		for _, r := range s {
			out = append(out, byte(r), 0)
		}
		return out
	}
	at := bytes.Index(content, name("WordDocument"))
	copy(content[at:], name("EncryptedPackage"))
	content[at+64] = byte(2 * (len("EncryptedPackage") + 1))
	c, err := Open(content)
	if err != nil || c.Kind() != "encrypted" {
		t.Errorf("is %q, error %v", c.Kind(), err)
	}
}

// What the header claims is checked before the library computes with it.
func TestRefusedHeaders(t *testing.T) {
	for _, c := range []struct {
		name  string
		at    int
		bytes []byte
	}{
		{"sectors of 2^31 bytes", 30, []byte{31}},
		{"FAT larger than the file", 44, []byte{0xFF, 0xFF, 0xFF, 0x7F}},
		{"mini FAT larger than the file", 64, []byte{0xFF, 0xFF, 0xFF, 0x7F}},
		{"DIFAT larger than the file", 72, []byte{0x81, 0xC1, 0x60, 0xE0}},
		{"directory outside the file", 48, []byte{0xFF, 0xFF, 0xFF, 0x0F}},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := fixtures(t)[0]
			copy(content[c.at:], c.bytes)
			if _, err := Open(content); err == nil {
				t.Error("is opened")
			}
		})
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
