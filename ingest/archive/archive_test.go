package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
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
		sources = append(sources, Received{"report", sha, text + ".txt", int64(len(text)), ""})
	}
	if err := w.Receive(sources); err != nil {
		t.Fatal(err)
	}
	return shas
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
