package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// keep is how many versions stay; the one that readers see and the one before
// it always do.
const keep = 5

// Publish moves a built and verified file from work/ to versions/, makes it
// the one that readers see, and journals that. Name, sha256, size and time of
// the manifest are filled in here. Readers see the old version until the
// moment when CURRENT is renamed.
func (w *Writer) Publish(built string, m Manifest) (*Version, error) {
	v, err := w.place(built, m)
	if err != nil {
		return nil, fmt.Errorf("publishing: %w", err)
	}
	w.options.Step("publish: current")
	if err := w.writeFile(w.path(currentFile), []byte(v.Name+"\n"), 0o640); err != nil {
		return nil, fmt.Errorf("publishing: switching to %s: %w", v.Name, err)
	}
	w.options.Step("publish: journal")
	if err := w.journalPublished(v); err != nil {
		return nil, fmt.Errorf("publishing: %w", err)
	}
	w.options.Step("publish: prune")
	return v, w.prune(v.Name)
}

// place puts the file and its manifest into versions/. A file counts only with
// its manifest, so the manifest comes last.
func (w *Writer) place(built string, m Manifest) (*Version, error) {
	w.options.Step("publish: sync")
	if err := syncPath(built); err != nil {
		return nil, err
	}
	info, err := os.Lstat(built)
	if err != nil {
		return nil, err
	}
	if m.SHA256, err = fileSHA256(built); err != nil {
		return nil, err
	}
	m.Name = fmt.Sprintf("%06d-%s", w.nextNumber(), m.SHA256[:8])
	m.Size, m.Built = info.Size(), w.options.Now()
	if err := os.Chmod(built, 0o440); err != nil {
		return nil, err
	}
	w.options.Step("publish: place")
	if err := os.Rename(built, w.databasePath(m.Name)); err != nil {
		return nil, err
	}
	content, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, err
	}
	w.options.Step("publish: manifest")
	if err := w.writeFile(w.manifestPath(m.Name), content, 0o440); err != nil {
		return nil, err
	}
	return &Version{Manifest: m, Path: w.databasePath(m.Name)}, nil
}

func (w *Writer) nextNumber() int {
	highest := 0
	for _, name := range w.versionNames() {
		highest = max(highest, versionNumber(name))
	}
	for _, name := range w.published() {
		highest = max(highest, versionNumber(name))
	}
	return highest + 1
}

// published lists the versions that the journal says were published, in order.
func (w *Writer) published() []string {
	var names []string
	for _, e := range w.log.events {
		if e.Event == PublishedEvent {
			names = append(names, e.Name)
		}
	}
	return names
}

func (w *Writer) journalPublished(v *Version) error {
	return w.Append([]Event{{Event: PublishedEvent, Name: v.Name, SHA256: v.SHA256, Adopted: v.Adopted}})
}

// recover finishes what a killed writer began: it journals the version that
// readers see already, and deletes files of versions that never got so far.
func (w *Writer) recover() error {
	published := w.published()
	name, err := w.CurrentName()
	if err == nil && !slices.Contains(published, name) {
		if v, err := w.version(name, (*Version).unchanged); err == nil {
			if err := w.journalUnfinished(v); err != nil {
				return err
			}
			published = append(published, name)
		}
	}
	entries, err := os.ReadDir(w.path(versionsDir))
	if err != nil {
		return fmt.Errorf("listing versions: %w", err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(strings.TrimSuffix(e.Name(), ".json"), ".duckdb")
		if versionName.MatchString(name) && !slices.Contains(published, name) {
			if err := os.Remove(w.path(versionsDir, e.Name())); err != nil {
				return fmt.Errorf("deleting an unpublished version: %w", err)
			}
		}
	}
	return nil
}

// journalUnfinished journals a version that was switched to just before its
// writer was killed. A journal that is shorter than what the version was built
// from has lost its end, which the chain of hashes cannot tell.
func (w *Writer) journalUnfinished(v *Version) error {
	if last := len(w.log.events); v.Seq > int64(last) {
		return &JournalError{last + 1, fmt.Sprintf("已发布的版本 %s 用到第%d行，日志的末尾被删除", v.Name, v.Seq)}
	}
	if err := w.journalPublished(v); err != nil {
		return fmt.Errorf("recovering the journal: %w", err)
	}
	return nil
}

// prune deletes old versions but the newest ones, current and the one that was
// published before it.
func (w *Writer) prune(current string) error {
	var spared []string
	published := w.published()
	for i := len(published) - 1; i >= 0 && len(spared) < 2; i-- {
		if !slices.Contains(spared, published[i]) {
			spared = append(spared, published[i])
		}
	}
	spared = append(spared, current)
	for i, name := range w.versionNames() {
		if i < keep || slices.Contains(spared, name) {
			continue
		}
		if err := errors.Join(os.Remove(w.manifestPath(name)), os.RemoveAll(w.databasePath(name))); err != nil {
			return fmt.Errorf("deleting version %s: %w", name, err)
		}
	}
	return syncPath(filepath.Join(w.dir, versionsDir))
}
