package archive

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

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
		if _, err := Open(dir).EventsAbout("nothing"); !errors.As(err, &damage) || damage.Line != wantLine {
			t.Errorf("%s: reading what is wanted says %v", what, err)
		}
	}
	for i := range len(whole) - 1 {
		for bit := range 8 {
			changed := slices.Clone(whole)
			changed[i] ^= 1 << bit
			if whole[i] == '\n' || changed[i] == '\n' {
				continue // joins or splits lines: the number may be either
			}
			var damage *JournalError
			line := 1 + strings.Count(string(whole[:i]), "\n")
			for _, texts := range [][]string{{""}, {"nothing"}} {
				if _, _, err := parseJournal(changed, texts...); !errors.As(err, &damage) || damage.Line != line {
					t.Errorf("byte %d bit %d, lines with %q: %v, want line %d", i, bit, texts, err, line)
				}
			}
		}
	}
	for _, i := range []int{0, 10, len(whole) / 2, len(whole) - 2} {
		changed := slices.Clone(whole)
		changed[i] ^= 1
		check(fmt.Sprintf("byte %d", i), changed, 1+strings.Count(string(whole[:i]), "\n"))
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
