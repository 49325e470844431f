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
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

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
func (h *Home) Current() (*Version, error) { return h.current((*Version).unchanged) }

// CurrentBySize is Current, but takes a file that has its size for unchanged: the
// database sees damage in what it reads of it, and reading all of a large file
// takes longer than asking it. After an error of the database ask Current.
func (h *Home) CurrentBySize() (*Version, error) { return h.current((*Version).hasSize) }

func (h *Home) current(check func(*Version) error) (*Version, error) {
	name, problem := h.CurrentName()
	if problem == nil {
		v, err := h.version(name, check)
		if err == nil {
			return v, nil
		}
		problem = err
	}
	for _, other := range h.versionNames() {
		if v, err := h.version(other, check); err == nil {
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

// version finds a version and checks its file.
func (h *Home) version(name string, check func(*Version) error) (*Version, error) {
	content, err := os.ReadFile(h.manifestPath(name))
	if err != nil {
		return nil, fmt.Errorf("版本 %s 没有清单：%w", name, err)
	}
	v := &Version{Path: h.databasePath(name)}
	if err := json.Unmarshal(content, &v.Manifest); err != nil || v.Name != name {
		return nil, fmt.Errorf("版本 %s 的清单已损坏", name)
	}
	if err := check(v); err != nil {
		return nil, err
	}
	return v, nil
}

// hasSize checks a version file against its manifest: kind, size, and that no
// write-ahead log lies beside it, which would change what is read.
func (v *Version) hasSize() error {
	info, err := os.Lstat(v.Path)
	if err != nil {
		return fmt.Errorf("版本 %s 没有文件：%w", v.Name, err)
	}
	if !info.Mode().IsRegular() || info.Size() != v.Size {
		return fmt.Errorf("版本 %s 的文件大小不符", v.Name)
	}
	if _, err := os.Lstat(v.Path + ".wal"); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("版本 %s 旁有多余的 .wal 文件", v.Name)
	}
	return nil
}

// unchanged checks all of a version file.
func (v *Version) unchanged() error {
	if err := v.hasSize(); err != nil {
		return err
	}
	if sum, err := fileSHA256(v.Path); err != nil || sum != v.SHA256 {
		return fmt.Errorf("版本 %s 的文件内容已变", v.Name)
	}
	return nil
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
