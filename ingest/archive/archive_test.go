package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var noon = time.Date(2024, 2, 1, 12, 0, 0, 123456789, time.FixedZone("", 8*3600))

var quick = Options{Wait: -1, Now: func() time.Time { return noon }}

func writer(t *testing.T, dir string) *Writer {
	t.Helper()
	w, err := Write(t.Context(), dir, quick)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// receive stages and receives texts, each under its own words as name.
func receive(t *testing.T, w *Writer, texts ...string) []string {
	t.Helper()
	var shas []string
	var sources []Received
	for _, text := range texts {
		sha, err := w.Stage([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		shas = append(shas, sha)
		sources = append(sources, Received{"report", sha, text + ".txt", int64(len(text))})
	}
	if err := w.Receive(sources); err != nil {
		t.Fatal(err)
	}
	return shas
}

// publish publishes a file that holds text and returns the version.
func publish(t *testing.T, w *Writer, text string) *Version {
	t.Helper()
	path := w.Work("built")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := w.Publish(path, Manifest{Program: "test", Seq: int64(len(w.log.events)), Adopted: []string{text}})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestReceivedBytesStay(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	shas := receive(t, w, "甲", "乙\xff", "")
	if again := receive(t, w, "甲"); again[0] != shas[0] {
		t.Errorf("another name: %s", again[0])
	}
	for i, want := range []string{"甲", "乙\xff", ""} {
		got, err := w.Load(shas[i])
		if err != nil || string(got) != want {
			t.Errorf("%q: %q %v", want, got, err)
		}
		info, err := os.Stat(w.objectPath(shas[i]))
		if err != nil || info.Mode().Perm() != 0o440 {
			t.Errorf("mode %v %v", info.Mode(), err)
		}
	}
	w.Close()
	events, err := Open(dir).Events()
	if err != nil || len(events) != 4 {
		t.Fatalf("%d events: %v", len(events), err)
	}
	for i, run := range []int64{1, 1, 1, 4} {
		if e := events[i]; e.Seq != int64(i+1) || e.Run != run || e.Kind != "report" || !e.Time.Equal(noon.Truncate(time.Microsecond)) {
			t.Errorf("event %d: %+v", i, e)
		}
	}
	if events[1].Name != "乙\uFFFD.txt" {
		t.Errorf("name %q", events[1].Name)
	}
}

func TestDamagedSourceIsNotReadAndIsHealed(t *testing.T) {
	w := writer(t, t.TempDir())
	sha := receive(t, w, "content")[0]
	path := w.objectPath(sha)
	if err := errors.Join(os.Chmod(path, 0o640), os.WriteFile(path, []byte("cont"), 0o640)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Load(sha); err == nil {
		t.Error("a damaged source was read")
	}
	receive(t, w, "content")
	if got, err := w.Load(sha); err != nil || string(got) != "content" {
		t.Errorf("after receiving it again: %q %v", got, err)
	}
}

func TestTornLastLineIsCutOffAndLogged(t *testing.T) {
	whole := journalOf(t, "a", "b", "c")
	for cut := 1; cut < 120; cut++ {
		dir := t.TempDir()
		place(t, dir, whole[:len(whole)-cut])
		events, err := Open(dir).Events()
		if want := 2; err != nil || len(events) != want && !(cut == 1 && len(events) == 3) {
			t.Fatalf("cut %d: read %d events, %v", cut, len(events), err)
		}
		w := writer(t, dir)
		receive(t, w, "d")
		w.Close()
		events, err = Open(dir).Events()
		if err != nil || events[len(events)-1].Name != "d.txt" {
			t.Fatalf("cut %d: after repair %v %+v", cut, err, events)
		}
		if repaired := events[2].Event == RepairedEvent; repaired == (cut == 1) {
			t.Fatalf("cut %d: third event %+v", cut, events[2])
		}
	}
}

// Any other change of the journal is found with its line, for every byte of
// it, and then nothing is written.
func TestChangedJournalIsRefused(t *testing.T) {
	whole := journalOf(t, "a", "b", "c")
	check := func(what string, changed []byte, wantLine int) {
		t.Helper()
		dir := t.TempDir()
		place(t, dir, changed)
		_, err := Write(t.Context(), dir, quick)
		var damage *JournalError
		if !errors.As(err, &damage) || damage.Line != wantLine {
			t.Errorf("%s: %v, want line %d", what, err, wantLine)
		}
		if after, _ := os.ReadFile(filepath.Join(dir, journalFile)); string(after) != string(changed) {
			t.Errorf("%s: the journal was touched", what)
		}
		if _, err := Open(dir).Events(); !errors.As(err, &damage) {
			t.Errorf("%s: reading says %v", what, err)
		}
	}
	for i := range len(whole) - 1 {
		for _, bit := range []byte{1, 0x20} {
			changed := slices.Clone(whole)
			changed[i] ^= bit
			line := 1 + strings.Count(string(whole[:i]), "\n")
			if whole[i] == '\n' || changed[i] == '\n' {
				continue // joins or splits lines: the number may be either
			}
			check(fmt.Sprintf("byte %d bit %x", i, bit), changed, line)
		}
	}
	lines := strings.SplitAfter(string(whole), "\n")
	check("last line feed changed", append(slices.Clone(whole[:len(whole)-1]), 'x'), 3)
	check("first line deleted", []byte(lines[1]+lines[2]), 1)
	check("middle line deleted", []byte(lines[0]+lines[2]), 2)
	check("lines swapped", []byte(lines[0]+lines[2]+lines[1]), 2)
	check("line doubled", []byte(lines[0]+lines[1]+lines[1]), 3)
	check("space added", []byte(lines[0]+strings.Replace(lines[1], ",", ", ", 1)), 2)
	check("lines joined", []byte(lines[0]+strings.TrimSuffix(lines[1], "\n")+lines[2]), 2)
}

func TestJournalWithoutItsEndIsRefused(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	receive(t, w, "a", "b")
	publish(t, w, "v1")
	w.Close()
	content, _ := os.ReadFile(filepath.Join(dir, journalFile))
	place(t, dir, []byte(strings.SplitAfter(string(content), "\n")[0]))
	var damage *JournalError
	if _, err := Write(t.Context(), dir, quick); !errors.As(err, &damage) || damage.Line != 2 {
		t.Errorf("%v", err)
	}
}

func journalOf(t *testing.T, texts ...string) []byte {
	t.Helper()
	w := writer(t, t.TempDir())
	for _, text := range texts {
		receive(t, w, text)
	}
	content, err := os.ReadFile(w.path(journalFile))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func place(t *testing.T, dir string, journal []byte) {
	t.Helper()
	path := filepath.Join(dir, journalFile)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, journal, 0o640)); err != nil {
		t.Fatal(err)
	}
}

func TestCurrentIsTheLastPublished(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir).Current(); !errors.Is(err, ErrNoVersion) {
		t.Errorf("empty home: %v", err)
	}
	w := writer(t, dir)
	for i, text := range []string{"one", "two", "three"} {
		v := publish(t, w, text)
		if want := fmt.Sprintf("%06d-%s", i+1, SHA256([]byte(text))[:8]); v.Name != want {
			t.Errorf("name %s, want %s", v.Name, want)
		}
		current, err := w.Current()
		if err != nil || current.Name != v.Name || current.Notice != "" {
			t.Errorf("current %+v %v", current, err)
		}
		if content, err := os.ReadFile(current.Path); err != nil || string(content) != text {
			t.Errorf("content %q %v", content, err)
		}
	}
}

func TestFiveVersionsStay(t *testing.T) {
	w := writer(t, t.TempDir())
	var names []string
	for i := range 9 {
		names = append(names, publish(t, w, fmt.Sprint(i)).Name)
	}
	slices.Reverse(names)
	if got := w.versionNames(); !slices.Equal(got, names[:keep]) {
		t.Errorf("kept %v", got)
	}
	entries, _ := os.ReadDir(w.path(versionsDir))
	if len(entries) != 2*keep {
		t.Errorf("%d files", len(entries))
	}
}

// Whatever is wrong with the current version, the newest good one is read, with
// a notice, and the next publication heals it.
func TestFallsBackToTheNewestGoodVersion(t *testing.T) {
	for name, harm := range map[string]func(w *Writer, v *Version) error{
		"truncated":    func(w *Writer, v *Version) error { return os.Truncate(v.Path, 2) },
		"changed":      func(w *Writer, v *Version) error { return os.WriteFile(v.Path, []byte("thrEe"), 0o600) },
		"missing":      func(w *Writer, v *Version) error { return os.Remove(v.Path) },
		"no manifest":  func(w *Writer, v *Version) error { return os.Remove(w.manifestPath(v.Name)) },
		"bad manifest": func(w *Writer, v *Version) error { return os.WriteFile(w.manifestPath(v.Name), []byte("{}"), 0o600) },
		"wal beside":   func(w *Writer, v *Version) error { return os.WriteFile(v.Path+".wal", nil, 0o600) },
		"symlink": func(w *Writer, v *Version) error {
			return errors.Join(os.Rename(v.Path, v.Path+"x"), os.Symlink(v.Path+"x", v.Path))
		},
		"CURRENT missing": func(w *Writer, v *Version) error {
			return errors.Join(os.Remove(v.Path), os.Remove(w.path(currentFile)))
		},
		"CURRENT empty": func(w *Writer, v *Version) error {
			return errors.Join(os.Remove(v.Path), os.Truncate(w.path(currentFile), 0))
		},
		"CURRENT garbage": func(w *Writer, v *Version) error {
			return errors.Join(os.Remove(v.Path), os.WriteFile(w.path(currentFile), []byte("\x00\x01"), 0o600))
		},
		"CURRENT outside": func(w *Writer, v *Version) error {
			return errors.Join(os.Remove(v.Path), os.WriteFile(w.path(currentFile), []byte("../../etc/passwd\n"), 0o600))
		},
		"CURRENT symlink": func(w *Writer, v *Version) error {
			return errors.Join(os.Remove(v.Path), os.Remove(w.path(currentFile)), os.Symlink(lockFile, w.path(currentFile)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := writer(t, t.TempDir())
			publish(t, w, "one")
			two := publish(t, w, "two")
			three := publish(t, w, "three")
			os.Chmod(three.Path, 0o600)
			os.Chmod(w.manifestPath(three.Name), 0o600)
			if err := harm(w, three); err != nil {
				t.Fatal(err)
			}
			v, err := w.Current()
			if err != nil || v.Name != two.Name || v.Notice == "" {
				t.Fatalf("%+v %v", v, err)
			}
			four := publish(t, w, "four")
			if v, err := w.Current(); err != nil || v.Name != four.Name || v.Notice != "" {
				t.Errorf("after publishing again: %+v %v", v, err)
			}
		})
	}
}

// A writer killed at any step of publishing leaves the old or the new version,
// and the next writer leaves a journal that says which.
func TestKilledWhilePublishing(t *testing.T) {
	for _, step := range []string{"publish: sync", "publish: place", "publish: manifest", "publish: current", "publish: journal", "publish: prune"} {
		t.Run(step, func(t *testing.T) {
			dir := t.TempDir()
			w := writer(t, dir)
			old := publish(t, w, "old")
			abandonAt(t, w, step, func() { publish(t, w, "new") })
			found, err := Open(dir).Current()
			if err != nil {
				t.Fatal(err)
			}
			switched := step == "publish: journal" || step == "publish: prune"
			if (found.Name != old.Name) != switched {
				t.Errorf("killed before %s: readers see %s", step, found.Name)
			}
			w = writer(t, dir)
			if names := w.published(); names[len(names)-1] != found.Name {
				t.Errorf("journalled %v, readers see %s", names, found.Name)
			}
			events, _ := w.Events()
			if switched && !slices.Equal(events[len(events)-1].Adopted, []string{"new"}) {
				t.Errorf("journalled %+v", events[len(events)-1])
			}
			if entries, _ := os.ReadDir(w.path(versionsDir)); len(entries) != 2*len(w.published()) {
				t.Errorf("left behind: %v", entries)
			}
		})
	}
}

// abandonAt runs do until a step is reached and then lets go of the lock, as a
// kill would.
func abandonAt(t *testing.T, w *Writer, step string, do func()) {
	t.Helper()
	reached := false
	defer func() {
		if recover() == nil || !reached {
			t.Fatalf("step %s was not reached", step)
		}
		w.Close()
	}()
	w.options.Step = func(name string) {
		if name == step {
			reached = true
			panic(name)
		}
	}
	do()
}

func TestOneWriterAtATime(t *testing.T) {
	dir := t.TempDir()
	first := writer(t, dir)
	_, err := Write(t.Context(), dir, quick)
	var busy *BusyError
	if !errors.As(err, &busy) || busy.PID != os.Getpid() || !busy.Started.Equal(noon) {
		t.Errorf("%v %+v", err, busy)
	}
	if !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) || !strings.Contains(err.Error(), "2024-02-01 12:00:00") {
		t.Errorf("words: %v", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Write(cancelled, dir, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	go first.Close()
	second, err := Write(t.Context(), dir, Options{Wait: 10 * time.Second})
	if err != nil {
		t.Fatalf("after the first left: %v", err)
	}
	second.Close()
}

func TestStagingTogether(t *testing.T) {
	w := writer(t, t.TempDir())
	var group sync.WaitGroup
	for i := range 40 {
		group.Go(func() {
			if _, err := w.Stage([]byte(fmt.Sprint(i % 10))); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if err := w.Receive(nil); err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		if _, err := w.Load(SHA256([]byte(fmt.Sprint(i)))); err != nil {
			t.Error(err)
		}
	}
}

func TestLeftoversAreWiped(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	w.Stage([]byte("staged only"))
	os.WriteFile(w.Work("half"), nil, 0o600)
	w.Close()
	w = writer(t, dir)
	for _, sub := range []string{workDir, tmpDir} {
		if entries, err := os.ReadDir(w.path(sub)); err != nil || len(entries) != 0 {
			t.Errorf("%s: %v %v", sub, entries, err)
		}
	}
}
