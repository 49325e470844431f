package ingest

import (
	"errors"
	"testing"

	"gongkai/ingest/archive"
	"gongkai/ingest/report"
)

// A verdict is journalled, published, kept at every rebuild, replaced by a later
// one and taken back.
func TestVerdictIsKept(t *testing.T) {
	home := t.TempDir()
	importTestRegistry(t, home)
	files := write(t, map[string]string{"edu.txt": reportText("甲县教育局", 2023, 5)})
	first := ingestInto(t, home, testOptions(), files)
	give := func(v report.Verdict) Summary {
		t.Helper()
		s, err := GiveVerdict(t.Context(), home, "0123456789ab", v, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := give(report.Verdict{Verdict: "explained", Reason: "年中并入", By: "王某"})
	if !s.Changed || s.Version == first.Version {
		t.Errorf("no version was published: %+v", s)
	}
	const query = `SELECT finding_id, verdict, reason, decided_by, strftime(decided_on, '%Y-%m-%d') FROM verdict`
	if got, want := ask(t, home, query), "0123456789ab explained 年中并入 王某 2025-02-01"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if again := ingestInto(t, home, testOptions(), files); again.Changed {
		t.Error("the same files again published another version")
	}
	give(report.Verdict{Verdict: "our_error", Reason: "读错了一格", By: "李某"})
	ingestInto(t, home, testOptions(), write(t, map[string]string{"wat.txt": reportText("甲县水务局", 2023, 2)}))
	if got, want := ask(t, home, query), "0123456789ab our_error 读错了一格 李某 2025-02-01"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	give(report.Verdict{By: "李某"})
	if got := ask(t, home, query); got != "" {
		t.Errorf("still there: %q", got)
	}
	if left, err := LoadVerdicts(archive.Open(home)); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
}

func TestVerdictSaysWhatItLacks(t *testing.T) {
	home := t.TempDir()
	for name, v := range map[string]report.Verdict{
		"nobody":              {Verdict: "confirmed", Reason: "属实"},
		"no reason":           {Verdict: "confirmed", By: "王某"},
		"unknown word":        {Verdict: "fine", Reason: "属实", By: "王某"},
		"nothing to withdraw": {By: "王某"},
	} {
		if _, err := GiveVerdict(t.Context(), home, "0123456789ab", v, testOptions()); !errors.Is(err, ErrUndecidable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if events, err := archive.Open(home).Events(); err != nil || len(events) != 0 {
		t.Errorf("journalled: %v, %v", events, err)
	}
}
