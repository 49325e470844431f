package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrNoEngine says that there is no tesseract with both languages on the PATH.
var ErrNoEngine = errors.New("tesseract with the languages eng and chi_sim is not installed")

// ErrEngine says that tesseract failed on a picture.
var ErrEngine = errors.New("the recognition of characters failed")

// Engine is the tesseract program of this computer.
type Engine struct {
	path    string
	Version string // as it names itself, "tesseract 5.3.0"
}

// Limits of one process: how long it may take, and what it may print.
const (
	engineLimit = 2 * time.Minute
	maxPrinted  = 32 << 20
)

// FindEngine looks for tesseract on the PATH and asks which languages it has.
// The error is ErrNoEngine when it is not there.
func FindEngine(ctx context.Context) (*Engine, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil, ErrNoEngine
	}
	e := &Engine{path: path}
	version, err := e.run(ctx, nil, "--version")
	if err != nil {
		return nil, err
	}
	languages, err := e.run(ctx, nil, "--list-langs")
	if err != nil {
		return nil, err
	}
	has := strings.Fields(string(languages))
	if !slices.Contains(has, "eng") || !slices.Contains(has, "chi_sim") {
		return nil, ErrNoEngine
	}
	e.Version, _, _ = strings.Cut(string(version), "\n")
	return e, nil
}

// run starts tesseract for one task. It stays in the process group of its
// parent and ends with it.
func (e *Engine) run(ctx context.Context, input []byte, arguments ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, engineLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, e.path, arguments...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Stdin = bytes.NewReader(input)
	out := &limited{left: maxPrinted}
	cmd.Stdout, cmd.Stderr = out, io.Discard
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("%w: %w", ErrEngine, err)
	}
	return out.b.Bytes(), nil
}

// limited keeps what a process prints up to a limit.
type limited struct {
	b    bytes.Buffer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, fmt.Errorf("%w: it prints too much", ErrEngine)
	}
	return l.b.Write(p)
}

// word is one word as tesseract found it, in pixels of its picture.
type word struct {
	picture    int // from 0
	line       string
	box        image.Rectangle
	confidence float64 // 0 to 100
	text       string
}

// ask reads pictures, each by itself. mode is tesseract's way of cutting a page
// into lines; digits are the only characters it may find, "" for any.
func (e *Engine) ask(ctx context.Context, pictures []*image.Gray, language string, mode int, digits string) ([]word, error) {
	if len(pictures) == 0 {
		return nil, nil
	}
	arguments := []string{"stdin", "stdout", "-l", language, "--oem", "1", "--psm", strconv.Itoa(mode), "--dpi", strconv.Itoa(workDPI)}
	if digits != "" {
		arguments = append(arguments, "-c", "tessedit_char_whitelist="+digits)
	}
	out, err := e.run(ctx, writeTIFF(pictures), append(arguments, "tsv")...)
	if err != nil {
		return nil, err
	}
	return parseTSV(string(out), len(pictures))
}

// parseTSV reads tesseract's table: level, page, block, paragraph, line, word,
// left, top, width, height, confidence, text.
func parseTSV(table string, pictures int) ([]word, error) {
	const columns, wordLevel = 12, "5"
	var out []word
	for _, row := range strings.Split(table, "\n") {
		f := strings.SplitN(strings.TrimSuffix(row, "\r"), "\t", columns)
		if len(f) != columns || f[0] != wordLevel {
			continue
		}
		var n [5]int
		for i, field := range []string{f[1], f[6], f[7], f[8], f[9]} {
			v, err := strconv.Atoi(field)
			if err != nil {
				return nil, fmt.Errorf("%w: it printed %q", ErrEngine, row)
			}
			n[i] = v
		}
		confidence, err := strconv.ParseFloat(f[10], 64)
		if err != nil || n[0] < 1 || n[0] > pictures {
			return nil, fmt.Errorf("%w: it printed %q", ErrEngine, row)
		}
		out = append(out, word{n[0] - 1, strings.Join(f[1:5], "."), image.Rect(n[1], n[2], n[1]+n[3], n[2]+n[4]), confidence, f[11]})
	}
	return out, nil
}
