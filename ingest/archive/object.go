package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Received is a staged source to be journalled.
type Received struct {
	Kind   string // report, bundle, registry or recognition
	SHA256 string
	Name   string
	Size   int64
	Of     string // recognition: the source that it was made from
}

func (h *Home) objectPath(sha string) string { return h.path(objectsDir, sha[:2], sha) }

// Load returns the bytes of a source, after checking that they are the ones
// received.
func (h *Home) Load(sha string) ([]byte, error) {
	content, err := os.ReadFile(h.objectPath(sha))
	if err != nil {
		return nil, fmt.Errorf("reading source %s: %w", sha, err)
	}
	if SHA256(content) != sha {
		return nil, fmt.Errorf("source %s in the archive is damaged: restore it from a backup", sha)
	}
	return content, nil
}

// SHA256 is the name of a source in the archive: the hash of its bytes, hex.
func SHA256(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Stage writes bytes where Receive will take them from and returns their
// sha256. Several goroutines may stage at once. Nothing is durable before
// Receive.
func (w *Writer) Stage(content []byte) (string, error) {
	sha := SHA256(content)
	w.mu.Lock()
	if _, known := w.staged[sha]; known {
		w.mu.Unlock()
		return sha, nil
	}
	w.staged[sha] = ""
	w.mu.Unlock()
	w.options.Step("receive: stage")
	stored, err := os.ReadFile(w.objectPath(sha))
	if err == nil && bytes.Equal(stored, content) {
		return sha, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("looking for source %s: %w", sha, err)
	}
	tmp := w.path(tmpDir, sha)
	if err := os.WriteFile(tmp, content, 0o440); err != nil {
		return "", fmt.Errorf("writing source %s: %w", sha, err)
	}
	w.mu.Lock()
	w.staged[sha] = tmp
	w.mu.Unlock()
	return sha, nil
}

// Receive makes every staged source durable in the archive, all of them in one
// pass, and then journals the given ones. After it returns they are there for
// good.
func (w *Writer) Receive(sources []Received) error {
	folders := map[string]bool{}
	for _, sha := range slices.Sorted(maps.Keys(w.staged)) {
		folder := filepath.Dir(w.objectPath(sha))
		if err := w.adopt(w.staged[sha], folder, sha); err != nil {
			return fmt.Errorf("archiving source %s: %w", sha, err)
		}
		folders[folder] = true
	}
	folders[w.path(objectsDir)] = true
	for folder := range folders {
		if err := syncPath(folder); err != nil {
			return fmt.Errorf("archiving: %w", err)
		}
	}
	clear(w.staged)
	events := make([]Event, len(sources))
	for i, s := range sources {
		events[i] = Event{Event: ReceivedEvent, Kind: s.Kind, SHA256: s.SHA256, Name: s.Name, Size: s.Size, Of: s.Of}
	}
	w.options.Step("receive: journal")
	return w.Append(events)
}

// adopt moves a staged file to its place; tmp is "" when it stands there
// already.
func (w *Writer) adopt(tmp, folder, sha string) error {
	w.options.Step("receive: adopt")
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	if tmp == "" {
		return nil
	}
	if err := syncPath(tmp); err != nil {
		return err
	}
	return os.Rename(tmp, w.objectPath(sha))
}

// Append journals events durably.
func (w *Writer) Append(events []Event) error {
	if len(events) == 0 {
		return nil
	}
	return w.log.append(events)
}

// Events returns the journal, which the writer has read and checked.
func (w *Writer) Events() ([]Event, error) { return w.log.events, nil }
