package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"gongkai/ingest/sample"
)

// BenchmarkCheckDraft times the whole command over one draft, as a clerk feels
// it: process, reading process, database, rules, words. "cpu-ms" is the time of
// the processors, which other work on the machine does not lengthen as much.
func BenchmarkCheckDraft(b *testing.B) {
	draft := filepath.Join(os.Getenv("GONGKAI_CORPUS"), "yanchi-office-2023.txt")
	if _, err := os.Stat(draft); os.Getenv("GONGKAI_CORPUS") == "" || err != nil {
		b.Skip("GONGKAI_CORPUS is not set")
	}
	b.ReportMetric(float64(checkedIn(b, draft).Milliseconds())/float64(b.N), "cpu-ms/op")
}

// BenchmarkCheck2000 times it over some 2,000 made-up reports.
func BenchmarkCheck2000(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "county")
	made, err := sample.Write(dir, sample.Options{Agencies: 300, Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	cpu := checkedIn(b, filepath.Join(dir, "reports"))
	b.ReportMetric(float64(made.Reports*b.N)/b.Elapsed().Seconds(), "reports/s")
	b.ReportMetric(cpu.Seconds()/float64(b.N), "cpu-s/op")
}

// checkedIn runs gongkai check b.N times as a process of its own and returns
// the processor time of all of them.
func checkedIn(b *testing.B, path string) time.Duration {
	b.Helper()
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	home := filepath.Join(b.TempDir(), "home")
	var cpu time.Duration
	for range b.N {
		cmd := exec.Command(program)
		cmd.Args = []string{programName, "--home", home, "check", path}
		if out, err := cmd.Output(); cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != exitDone && cmd.ProcessState.ExitCode() != exitDoubts {
			b.Fatalf("%v: %s", err, out)
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	return cpu
}
