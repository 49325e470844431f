package ingest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/ingest/archive"
	"gongkai/ingest/report"
)

func TestABadRegistryChangesNothing(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	bad := write(t, map[string]string{"agencies.csv": strings.Replace(testAgencies, "county_rollup", "县", 1), "events.csv": testEvents})
	if _, err := ImportRegistry(t.Context(), home, bad, testOptions()); err == nil || !strings.Contains(err.Error(), "agencies.csv 第2行 type列") {
		t.Errorf("%v", err)
	}
	if events, _ := archive.Open(home).Events(); len(events) != 3 {
		t.Errorf("journal: %+v", events)
	}
}

// On a disk that is too full nothing is begun: the run says what it needs and
// what there is, and the next one does the work.
func TestFullDiskIsSeenBeforeAnythingIsWritten(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	before, err := archive.Open(home).Events()
	if err != nil {
		t.Fatal(err)
	}
	dir := write(t, map[string]string{"good.txt": reportText("甲县教育局", 2023, 7)})
	options := testOptions()
	options.free = new(uint64)
	*options.free = 100 << 20
	var full *NoRoomError
	if _, err := Run(t.Context(), home, []string{dir}, options); !errors.As(err, &full) || full.Free != 100<<20 || full.Need < spare {
		t.Errorf("a full disk gives %v", err)
	}
	if after, _ := archive.Open(home).Events(); len(after) != len(before) {
		t.Errorf("%d events after %d", len(after), len(before))
	}
	expect(t, ingestInto(t, home, testOptions(), dir), map[string]string{"good.txt": "published"})
}

func TestNoFileStopsTheOthers(t *testing.T) {
	dir := write(t, map[string]string{"panics.txt": "panic", "hangs.txt": "hang", "good.txt": reportText("甲县教育局", 2023, 7), "closed.txt": "x",
		"nested/good.txt": reportText("甲县教育局", 2022, 7)})
	if err := errors.Join(syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o600), os.Truncate(filepath.Join(dir, "closed.txt"), MaxFile+1),
		os.Symlink(dir, filepath.Join(dir, "loop")), os.Symlink("nowhere", filepath.Join(dir, "broken")),
		os.Symlink(write(t, map[string]string{"linked.txt": ""}), dir+"-link")); err != nil {
		t.Fatal(err)
	}
	options := testOptions()
	options.limit = 200 * time.Millisecond
	blocked := make(chan struct{})
	defer close(blocked)
	options.Read = func(name string, content []byte) *report.Report {
		switch string(content) {
		case "panic":
			panic("index out of range")
		case "hang":
			<-blocked
		}
		return Read(name, content)
	}
	s := ingestInto(t, t.TempDir(), options, dir, filepath.Join(dir, "absent.txt"), dir+"-link")
	expect(t, s, map[string]string{"panics.txt": "rejected reader_fault", "hangs.txt": "rejected timeout", "good.txt": "published", "nested/good.txt": "published",
		"linked.txt": "rejected empty_file", "closed.txt": "rejected file_too_large", "fifo": "rejected not_a_file", "loop": "ignored", "broken": "rejected cannot_open", "absent.txt": "rejected cannot_open"})
	for _, f := range s.Files {
		if f.Outcome == Rejected && (f.Message == "" || f.Hint == "") {
			t.Errorf("rejected without words: %+v", f)
		}
	}
}

func TestTwoWriters(t *testing.T) {
	home := t.TempDir()
	dir := write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7)})
	w, err := archive.Write(t.Context(), home, archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var busy *archive.BusyError
	if _, err := Run(t.Context(), home, []string{dir}, testOptions()); !errors.As(err, &busy) || busy.PID != os.Getpid() {
		t.Errorf("%v", err)
	}
	go w.Close()
	patient := testOptions()
	patient.Wait = 10 * time.Second
	ingestInto(t, home, patient, dir)
}

// A failing build or check leaves the old version and the received files.
func TestAFailedRunLeavesTheOldVersion(t *testing.T) {
	home := t.TempDir()
	old := ingestInto(t, home, testOptions(), write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7)}))
	dir := write(t, map[string]string{"b.txt": reportText("甲县教育局", 2022, 7)})
	failing := testOptions()
	failing.Derive = func(context.Context, *sql.DB) error { return errors.New("no view") }
	if _, err := Run(t.Context(), home, []string{dir}, failing); err == nil {
		t.Fatal("no error")
	}
	lying := testOptions()
	lying.Derive = func(ctx context.Context, db *sql.DB) error {
		_, err := db.ExecContext(ctx, "DELETE FROM section")
		return err
	}
	if _, err := Run(t.Context(), home, []string{dir}, lying); err == nil || !strings.Contains(err.Error(), "table section has 0 rows") {
		t.Fatalf("a version with lost rows was published: %v", err)
	}
	if v, err := archive.Open(home).Current(); err != nil || v.Name != old.Version {
		t.Errorf("%+v %v", v, err)
	}
	s := ingestInto(t, home, testOptions(), dir)
	expect(t, s, map[string]string{"b.txt": "published"})
}

// Another program reads everything anew; a damaged source is named and what
// the cache still has of it stays.
func TestADamagedSource(t *testing.T) {
	home := t.TempDir()
	content := reportText("甲县教育局", 2023, 7)
	dir := write(t, map[string]string{"a.txt": content})
	s := ingestInto(t, home, testOptions(), dir)
	path := filepath.Join(home, "archive", s.Files[0].SHA256[:2], s.Files[0].SHA256)
	if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, bytes.Repeat([]byte("x"), 10), 0o600)); err != nil {
		t.Fatal(err)
	}
	other := write(t, map[string]string{"b.txt": reportText("甲县教育局", 2022, 7)})
	ingestInto(t, home, testOptions(), other)
	if got := ask(t, home, `SELECT count(*) FROM report`); got != "2" {
		t.Errorf("reports %s", got)
	}
	next := testOptions()
	next.Program = "test2"
	ingestInto(t, home, next, other)
	if got := ask(t, home, `SELECT code FROM rejected`); got != "source_damaged" {
		t.Errorf("rejected %s", got)
	}
	ingestInto(t, home, next, dir) // received again, the source is whole
	if got := ask(t, home, `SELECT count(*) FROM report`); got != "2" {
		t.Errorf("healed: %s reports", got)
	}
}

// What another build read is deleted at the end of a run; nothing else is, and
// a run that failed deletes nothing.
func TestParsedFilesOfOtherBuildsGo(t *testing.T) {
	home := t.TempDir()
	dir := write(t, map[string]string{"a.txt": reportText("甲县教育局", 2023, 7), "b.txt": ""})
	ingestInto(t, home, testOptions(), dir)
	parsed := filepath.Join(home, "parsed")
	if err := os.WriteFile(filepath.Join(parsed, "readme.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	programs := func() string {
		entries, err := os.ReadDir(parsed)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, e := range entries {
			_, program, _ := strings.Cut(e.Name(), "-")
			out = append(out, program)
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	next := testOptions()
	next.Program, next.Derive = "next", func(context.Context, *sql.DB) error { return errors.New("no view") }
	if _, err := Run(t.Context(), home, []string{dir}, next); err == nil {
		t.Fatal("no error")
	}
	if got := programs(); got != " next.json next.json test.json test.json" {
		t.Errorf("after a failed run: %s", got)
	}
	next.Derive = testDerive
	ingestInto(t, home, next, dir)
	if got := programs(); got != " next.json next.json" {
		t.Errorf("left: %s", got)
	}
}
