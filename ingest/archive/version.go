package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// keep is how many versions stay; the one that readers see and the one before
// it always do.
const keep = 5

var versionName = regexp.MustCompile(`^[0-9]{6,}-[0-9a-f]{8}$`)

// Manifest says what a version file must be.
type Manifest struct {
	Name    string           `json:"name"` // <number>-<first 8 of the sha256>
	SHA256  string           `json:"sha256"`
	Size    int64            `json:"size"`
	Program string           `json:"program"`
	DuckDB  string           `json:"duckdb"`
	Content string           `json:"content"` // digest of what was meant to be written
	Seq     int64            `json:"seq"`     // of the last journal event that it uses
	Adopted []string         `json:"adopted"` // sources whose reports it publishes for the first time
	Built   time.Time        `json:"built"`
	Tables  map[string]Table `json:"tables"`
}

// Table is what a table of a version holds.
type Table struct {
	Rows int64  `json:"rows"`
	Hash string `json:"hash"`
}

// Version is a complete version file that passed its check.
type Version struct {
	Manifest
	Path   string // of the database file
	Notice string // "" or why this is not the version that CURRENT names, in Chinese
}

// ErrNoVersion says that nothing was published yet.
var ErrNoVersion = errors.New("还没有发布任何数据版本")

// Current returns the version that readers see: the one that CURRENT names,
// when it is a whole and unchanged file, otherwise the newest one that is,
// with a Notice. It is ErrNoVersion when there is none.
func (h *Home) Current() (*Version, error) {
	name, problem := h.CurrentName()
	if problem == nil {
		v, err := h.version(name)
		if err == nil {
			return v, nil
		}
		problem = err
	}
	for _, other := range h.versionNames() {
		if v, err := h.version(other); err == nil {
			v.Notice = fmt.Sprintf("当前版本不可用（%v），改用 %s", problem, v.Name)
			return v, nil
		}
	}
	if errors.Is(problem, fs.ErrNotExist) {
		return nil, ErrNoVersion
	}
	return nil, fmt.Errorf("%w：%w", ErrNoVersion, problem)
}

// CurrentName returns what CURRENT says, without a look at the version itself.
func (h *Home) CurrentName() (string, error) {
	info, err := os.Lstat(h.path(currentFile))
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() || info.Size() > 200 {
		return "", fmt.Errorf("%s 不是普通的短文件", currentFile)
	}
	line, err := os.ReadFile(h.path(currentFile))
	if err != nil {
		return "", err
	}
	name := strings.TrimSuffix(string(line), "\n")
	if !versionName.MatchString(name) {
		return "", fmt.Errorf("%s 的内容 %q 不是版本名", currentFile, name)
	}
	return name, nil
}

// versionNames lists versions by their manifests, newest first.
func (h *Home) versionNames() []string {
	entries, _ := os.ReadDir(h.path(versionsDir))
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".json"); ok && versionName.MatchString(name) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return versionNumber(b) - versionNumber(a) })
	return names
}

func versionNumber(name string) int {
	number, _, _ := strings.Cut(name, "-")
	n, _ := strconv.Atoi(number)
	return n
}

func (h *Home) databasePath(name string) string { return h.path(versionsDir, name+".duckdb") }
func (h *Home) manifestPath(name string) string { return h.path(versionsDir, name+".json") }

// version checks a version file against its manifest: kind, size, sha256, and
// that no write-ahead log lies beside it, which would change what is read.
func (h *Home) version(name string) (*Version, error) {
	content, err := os.ReadFile(h.manifestPath(name))
	if err != nil {
		return nil, fmt.Errorf("版本 %s 没有清单：%w", name, err)
	}
	v := &Version{Path: h.databasePath(name)}
	if err := json.Unmarshal(content, &v.Manifest); err != nil || v.Name != name {
		return nil, fmt.Errorf("版本 %s 的清单已损坏", name)
	}
	info, err := os.Lstat(v.Path)
	if err != nil {
		return nil, fmt.Errorf("版本 %s 没有文件：%w", name, err)
	}
	if !info.Mode().IsRegular() || info.Size() != v.Size {
		return nil, fmt.Errorf("版本 %s 的文件大小不符", name)
	}
	if _, err := os.Lstat(v.Path + ".wal"); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("版本 %s 旁有多余的 .wal 文件", name)
	}
	if sum, err := fileSHA256(v.Path); err != nil || sum != v.SHA256 {
		return nil, fmt.Errorf("版本 %s 的文件内容已变", name)
	}
	return v, nil
}

func fileSHA256(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

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
		if v, err := w.version(name); err == nil {
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
