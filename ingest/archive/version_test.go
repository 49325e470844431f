package archive

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"
)

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
			bySize, err := w.CurrentBySize()
			if name == "changed" {
				v = three
			}
			if err != nil || bySize.Name != v.Name {
				t.Fatalf("by size: %+v %v, want %s", bySize, err, v.Name)
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
