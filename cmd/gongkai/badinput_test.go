package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/ingest"
	"gongkai/ingest/badinput"
	"gongkai/ingest/report"
)

// batchLimit is how long the whole batch may take.
const batchLimit = 5 * time.Minute

// english finds words of a library in what is said to users.
var english = regexp.MustCompile(`[a-z]{2,} [a-z]{2,}`)

// Bad input of every kind and 20 good reports in one batch: each ends as
// stated, the good ones are published, every refusal says where, what and what
// to do. docs/bad-input.md tells what each did.
func TestBadInput(t *testing.T) {
	dir, home := t.TempDir(), t.TempDir()
	good := makeBadInput(t, dir)
	start := time.Now()
	summary := ingestBatch(t, home, dir)
	if took := time.Since(start); took > batchLimit {
		t.Errorf("the batch took %v, want at most %v", took, batchLimit)
	} else {
		t.Logf("%d files in %v", summary.Received, took)
	}
	byName := map[string]ingest.File{}
	for _, f := range summary.Files {
		byName[f.Name] = f
		if said := f.Outcome == ingest.Held || f.Outcome == ingest.Rejected; said && (f.Code == "" || f.Message == "" || f.Hint == "") {
			t.Errorf("%s is %s without code, words or remedy: %+v", f.Name, f.Outcome, f)
		}
		if english.MatchString(f.Message) {
			t.Errorf("%s: a library's words reach the user: %s", f.Name, f.Message)
		}
		for _, n := range f.Notes {
			if n.Code == "" || n.Message == "" {
				t.Errorf("%s: note without words: %+v", f.Name, n)
			}
		}
	}
	for _, name := range good {
		if f := byName["good/"+name]; f.Outcome != ingest.Published || len(f.Notes) > 0 {
			t.Errorf("good report %s: %+v", name, f)
		}
		checkWhole(t, home, byName["good/"+name])
		delete(byName, "good/"+name)
	}
	var table strings.Builder
	for _, c := range badinput.Cases() {
		t.Run(c.ID, func(t *testing.T) { checkCase(t, home, c, byName) })
		writeCase(&table, c, byName)
	}
	for name := range byName {
		t.Errorf("%s is expected by no case: %+v", name, byName[name])
	}
	for _, left := range []string{"work", "tmp"} {
		if entries, err := os.ReadDir(filepath.Join(home, left)); err == nil && len(entries) > 0 {
			t.Errorf("%s is not empty: %v", left, entries)
		}
	}
	compareGolden(t, filepath.Join("..", "..", "docs", "bad-input.md"), table.String())
}

func makeBadInput(t *testing.T, dir string) (good []string) {
	t.Helper()
	for _, sub := range []string{"good", "bad", "registry"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o750); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range map[string]string{"agencies.csv": badinput.Registry, "events.csv": badinput.RegistryEvents} {
		if err := os.WriteFile(filepath.Join(dir, "registry", name), []byte(content), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range badinput.Cases() {
		if err := c.Write(filepath.Join(dir, "bad")); err != nil {
			t.Fatal(err)
		}
	}
	good, err := badinput.WriteGood(filepath.Join(dir, "good"))
	if err != nil || len(good) != 20 {
		t.Fatalf("%d good reports, %v", len(good), err)
	}
	return good
}

// ingestBatch runs the command over good and bad files at once.
func ingestBatch(t *testing.T, home, dir string) ingest.Summary {
	t.Helper()
	var out, words bytes.Buffer
	if code := run([]string{"--home", home, "agencies", "import", filepath.Join(dir, "registry")}, &out, &words); code != 0 {
		t.Fatalf("importing the registry: %d %s", code, &words)
	}
	if err := os.RemoveAll(filepath.Join(dir, "registry")); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	words.Reset()
	if code := run([]string{"--home", home, "ingest", "--json", dir}, &out, &words); code != exitDoubts {
		t.Fatalf("exit code %d, want %d: %s", code, exitDoubts, &words)
	}
	for _, line := range strings.Split(strings.TrimSuffix(words.String(), "\n"), "\n") {
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0x202e }) {
			t.Errorf("a line on the terminal holds control characters: %q", line)
		}
	}
	var s ingest.Summary
	if err := json.Unmarshal(out.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// checkCase compares what became of the files of a case and takes them out of
// the list.
func checkCase(t *testing.T, home string, c badinput.Case, byName map[string]ingest.File) {
	var got, want []string
	for _, w := range c.Want {
		f, ok := byName[nameOf(c, w)]
		if !ok {
			t.Errorf("%q is not in the summary", nameOf(c, w))
			continue
		}
		got, want = append(got, f.Name+" "+string(f.Outcome)+" "+f.Code), append(want, f.Name+" "+w.Outcome+" "+w.Code)
		if c.AnyOrder || w.AnyCode {
			got[len(got)-1], want[len(want)-1] = string(f.Outcome), w.Outcome
		}
		var notes []string
		for _, n := range f.Notes {
			notes = append(notes, n.Code)
		}
		if f.Outcome == ingest.Published && !contains(notes, w.Notes) {
			t.Errorf("%s has the notes %v, want %v", f.Name, notes, w.Notes)
		}
		checkCells(t, home, f, w)
		if w.Outcome == badinput.Published && len(w.Cells)+len(w.Notes) == 0 {
			checkWhole(t, home, f)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// nameOf is how a run records a file of a case.
func nameOf(c badinput.Case, w badinput.Want) string {
	return string([]rune("bad/" + c.ID + "/" + w.File))
}

func contains(have, want []string) bool {
	have = slices.Clone(have)
	for _, code := range want {
		i := slices.Index(have, code)
		if i < 0 {
			return false
		}
		have = slices.Delete(have, i, i+1)
	}
	return true
}

// checkWhole holds for a report of which every cell was read.
func checkWhole(t *testing.T, home string, f ingest.File) {
	t.Helper()
	if f.Outcome != ingest.Published {
		return
	}
	reported := 0
	for _, o := range readResult(t, home, f).Observations {
		if o.Status == report.Reported {
			reported++
		}
	}
	if reported != wholeForm {
		t.Errorf("%s: %d cells have a number, want all %d", f.Name, reported, wholeForm)
	}
}

// wholeForm is how many cells the form of 2021 has.
const wholeForm = 200

// readResult is what the run read in a file.
func readResult(t *testing.T, home string, f ingest.File) report.Report {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(home, "parsed", f.SHA256+"-*.json"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%s: %d parsed files, %v", f.Name, len(files), err)
	}
	content, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var r report.Report
	if err := json.Unmarshal(content, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// checkCells asks what the run read, by the text that the file prints.
func checkCells(t *testing.T, home string, f ingest.File, w badinput.Want) {
	t.Helper()
	if len(w.Cells) == 0 || f.SHA256 == "" {
		return
	}
	got := map[string][]string{}
	for _, o := range readResult(t, home, f).Observations {
		read := string(o.Status)
		if o.Value != nil {
			read += " " + o.Value.String()
		}
		got[o.Raw] = append(got[o.Raw], read)
	}
	for printed, read := range w.Cells {
		if !slices.Contains(got[printed], read) {
			t.Errorf("%s: %q is read as %q, want %q", f.Name, printed, got[printed], read)
		}
	}
}
