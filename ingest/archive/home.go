// Package archive keeps what gongkai must never lose: the bytes of every
// source, the journal of what was received, decided and published, and the
// pointer to the version that readers see. Bytes, events and finished version
// files go in; bytes, events and a path come out. It knows nothing of reports
// or of the database. At any moment, a crash included, readers find one
// complete version.
//
// A home folder holds
//
//	archive/ab/<sha256>               original bytes, written once
//	journal/000001.ndjson             append-only, hash-chained events
//	parsed/                           results of reading, disposable
//	versions/<number>-<hash>.duckdb   versions, each with a .json manifest
//	CURRENT                           one line: the version that readers see
//	writer.lock  work/  tmp/
package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	objectsDir  = "archive"
	journalFile = "journal/000001.ndjson"
	parsedDir   = "parsed"
	versionsDir = "versions"
	currentFile = "CURRENT"
	lockFile    = "writer.lock"
	workDir     = "work"
	tmpDir      = "tmp"
)

// Home is a home folder opened for reading.
type Home struct {
	dir string
}

// Open opens a home folder for reading. The folder need not exist yet: then it
// holds nothing.
func Open(dir string) *Home { return &Home{dir} }

// Dir is the path of the home folder.
func (h *Home) Dir() string { return h.dir }

func (h *Home) path(parts ...string) string {
	return filepath.Join(append([]string{h.dir}, parts...)...)
}

// Parsed is the path of a disposable file below parsed/.
func (h *Home) Parsed(name string) string { return h.path(parsedDir, name) }

// Options are how a writer behaves; the zero value is right for a command.
type Options struct {
	Wait time.Duration    // for another writer; 0 is 30 s, negative is not at all
	Now  func() time.Time // clock of journal times; nil is time.Now
	Step func(string)     // told the name of each step before it is done; nil is nobody
}

// Writer is a home folder held by its one writer.
type Writer struct {
	*Home
	options Options
	lock    *os.File
	log     *journalLog

	mu     sync.Mutex
	staged map[string]string // sha256 → path below tmp/, "" when the object is there already
	serial int
}

// Write takes the writer's lock of a home folder, creating the folder where it
// is missing, and makes it ready: leftovers of a killed writer are wiped, a
// torn last journal line is cut off and that is journalled, and a version that
// was switched to but not journalled is journalled. Another writer makes it
// wait and then fail with a *BusyError; a damaged journal with a
// *JournalError, and nothing is touched.
func Write(ctx context.Context, dir string, options Options) (*Writer, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Step == nil {
		options.Step = func(string) {}
	}
	for _, sub := range []string{"", objectsDir, filepath.Dir(journalFile), parsedDir, versionsDir} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o750); err != nil {
			return nil, fmt.Errorf("making the home folder: %w", err)
		}
	}
	if err := syncPath(dir); err != nil {
		return nil, fmt.Errorf("making the home folder: %w", err)
	}
	lock, err := acquire(ctx, filepath.Join(dir, lockFile), options)
	if err != nil {
		return nil, err
	}
	w := &Writer{Home: Open(dir), options: options, lock: lock, staged: map[string]string{}}
	if err := w.prepare(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func (w *Writer) prepare() error {
	var err error
	if w.log, err = openJournal(w.path(journalFile), w.options.Now); err != nil {
		return err
	}
	for _, sub := range []string{workDir, tmpDir} {
		if err := errors.Join(os.RemoveAll(w.path(sub)), os.Mkdir(w.path(sub), 0o750)); err != nil {
			return fmt.Errorf("wiping %s: %w", sub, err)
		}
	}
	return w.recover()
}

// Work is the path of a file below work/, which the next writer wipes.
func (w *Writer) Work(name string) string { return w.path(workDir, name) }

// Close lets the next writer in.
func (w *Writer) Close() error {
	var err error
	if w.log != nil {
		err = w.log.close()
	}
	return errors.Join(err, w.lock.Close())
}

// writeFile writes a file so that it is there as a whole or not at all, after
// power loss too.
func (w *Writer) writeFile(path string, content []byte, mode fs.FileMode) error {
	tmp := w.tmpPath()
	if err := os.WriteFile(tmp, content, mode); err != nil {
		return err
	}
	if err := syncPath(tmp); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncPath(filepath.Dir(path))
}

// SaveParsed stores a disposable result of reading; unless power fails it is
// whole or missing.
func (w *Writer) SaveParsed(name string, content []byte) error {
	tmp := w.tmpPath()
	if err := os.WriteFile(tmp, content, 0o640); err != nil {
		return fmt.Errorf("saving a parsed file: %w", err)
	}
	if err := os.Rename(tmp, w.Parsed(name)); err != nil {
		return fmt.Errorf("saving a parsed file: %w", err)
	}
	return nil
}

// parsedName is the name of a result of reading: the sha256 of its source, and
// which program read it.
var parsedName = regexp.MustCompile(`^[0-9a-f]{64}-.*\.json$`)

// PruneParsed deletes results of reading whose names don't end in a suffix:
// those of other builds of the program. They are disposable, so one that can't
// be deleted stays for the next run.
func (w *Writer) PruneParsed(suffix string) {
	entries, err := os.ReadDir(w.path(parsedDir))
	if err != nil {
		return
	}
	for _, e := range entries {
		if parsedName.MatchString(e.Name()) && !strings.HasSuffix(e.Name(), suffix) {
			_ = os.Remove(w.Parsed(e.Name()))
		}
	}
}

// tmpPath is an unused path below tmp/.
func (w *Writer) tmpPath() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.serial++
	return w.path(tmpDir, strconv.Itoa(w.serial))
}

// syncPath makes a file, or the entries of a folder, durable.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
