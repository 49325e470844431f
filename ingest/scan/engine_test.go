package scan

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// engineThat puts a program called tesseract on an otherwise empty PATH.
func engineThat(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
}

const languages = "case $1 in --version) echo tesseract 9;; --list-langs) echo eng; echo chi_sim;; *) "

func TestEngineIsLookedFor(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := FindEngine(t.Context()); !errors.Is(err, ErrNoEngine) {
		t.Errorf("nothing on the PATH: %v", err)
	}
	engineThat(t, "echo eng")
	if _, err := FindEngine(t.Context()); !errors.Is(err, ErrNoEngine) {
		t.Errorf("without chi_sim: %v", err)
	}
	engineThat(t, languages+"exit 3;; esac")
	if e, err := FindEngine(t.Context()); err != nil || e.Version != "tesseract 9" {
		t.Errorf("%+v, %v", e, err)
	}
}

// Whatever the program does, reading ends with an error.
func TestEngineMisbehaves(t *testing.T) {
	for name, script := range map[string]string{"fails": "exit 3", "prints nonsense": "printf '5\\tx\\tx\\tx\\tx\\tx\\tx\\tx\\tx\\tx\\tx\\tx\\n'",
		"floods": "while :; do echo 0123456789012345678901234567890123456789012345678901234567890123456789; done", "hangs": "while :; do :; done"} {
		t.Run(name, func(t *testing.T) {
			engineThat(t, languages+script+";; esac")
			e, err := FindEngine(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			defer cancel()
			start := time.Now()
			if _, err := e.ask(ctx, []*image.Gray{paper(9, 9)}, "eng", wholeLine, ""); !errors.Is(err, ErrEngine) {
				t.Errorf("error %v", err)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}
