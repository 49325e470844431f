package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// misbehave makes the test binary a worker that does what a crafted file could
// make a parser do.
func misbehave() {
	asked, err := readRequest(os.Stdin)
	if err != nil {
		os.Exit(1)
	}
	switch asked.name {
	case "crash":
		os.Exit(139)
	case "hang":
		select {}
	case "flood":
		for {
			if err := writeFrame(os.Stdout, make([]byte, maxAnswer+1)); err != nil {
				os.Exit(1)
			}
		}
	case "nonsense":
		_ = writeFrame(os.Stdout, []byte("{"))
	case "memory":
		if err := limitSelf(); err != nil {
			os.Exit(1)
		}
		var all [][]byte
		for {
			b := bytes.Repeat([]byte{1}, 64<<20)
			all = append(all, b)
			if len(all) > 64 { // 4 GB: the limit did not hold
				_ = writeFrame(os.Stdout, asked.content)
				os.Exit(0)
			}
		}
	case "stack":
		if err := limitSelf(); err != nil {
			os.Exit(1)
		}
		fmt.Fprintln(io.Discard, endless(1))
	}
	os.Exit(0)
}

// tired reads one file and goes away over the second.
func tired() {
	asked, err := readRequest(os.Stdin)
	if err != nil {
		os.Exit(1)
	}
	answer, err := json.Marshal(Read(asked.name, asked.content))
	if err != nil || writeFrame(os.Stdout, answer) != nil {
		os.Exit(1)
	}
	if _, err := readRequest(os.Stdin); err != nil {
		os.Exit(1)
	}
	os.Exit(139)
}

// endless recurses until the stack limit ends the process.
func endless(n int) int {
	if n < 0 {
		return 0
	}
	return endless(n+1) + 1
}

func testPool(mode string) *Pool {
	return &Pool{command: []string{os.Args[0], "-test.run=^TestWorkerProcess$", "-test.v=false"}, limit: 5 * time.Second, env: []string{"GONGKAI_TEST_WORKER=" + mode}}
}

// TestWorkerProcess is no test: it is what the pools below start.
func TestWorkerProcess(t *testing.T) {
	switch os.Getenv("GONGKAI_TEST_WORKER") {
	case "work":
		if err := Work(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	case "misbehave":
		misbehave()
	case "tired":
		tired()
	default:
		t.Skip("runs only inside a worker process")
	}
}

const small = "青禾县水务局2023年政府信息公开工作年度报告\n第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t6\t0\t6\n"

// What a worker has left of the files before is no fault of the next one.
func TestAFileIsReadAnewWhenAWarmWorkerGoesAway(t *testing.T) {
	p := testPool("tired")
	p.limit = time.Minute
	defer p.Close()
	for i := range 3 {
		if r := p.Read("x", []byte(small)); r.Error != nil {
			t.Errorf("file %d: %+v", i, r.Error)
		}
	}
}

// A worker says what reading in this process says, to the last byte, whatever it
// was asked before: files of all lengths, some longer than a pipe holds.
func TestPoolReadsAsRead(t *testing.T) {
	p := testPool("work")
	p.limit = time.Minute
	defer p.Close()
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			content := []byte(strings.Replace(small, "2023", fmt.Sprint(2015+i), 1) + strings.Repeat("本机关依法公开。\n", []int{0, 10000, 1, 100}[i%4]))
			got, err := json.Marshal(p.Read("x.txt", content))
			want, err2 := json.Marshal(Read("x.txt", content))
			if err != nil || err2 != nil || !bytes.Equal(got, want) {
				t.Errorf("file %d (%v, %v): the worker says\n%.300s, want\n%.300s", i, err, err2, got, want)
			}
		})
	}
	group.Wait()
	if len(p.idle) == 0 {
		t.Error("no worker was kept warm")
	}
	for _, text := range []string{strings.Repeat("本机关依法公开。\n", 5000), small} { // one after the other: the same worker
		got, err := json.Marshal(p.Read("x.txt", []byte(text)))
		want, err2 := json.Marshal(Read("x.txt", []byte(text)))
		if err != nil || err2 != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes (%v, %v): the worker says\n%.300s, want\n%.300s", len(text), err, err2, got, want)
		}
	}
}

// What a worker does wrong costs its file and no other.
func TestWorkersThatFail(t *testing.T) {
	p := testPool("misbehave")
	defer p.Close()
	for name, code := range map[string]string{
		"crash": "reader_crashed", "hang": "timeout", "flood": "output_too_large", "nonsense": "reader_crashed",
		"stack": "reader_crashed",
	} {
		if got := p.Read(name, []byte(small)); got.Error == nil || got.Error.Code != code {
			t.Errorf("%s: %+v, want %s", name, got.Error, code)
		}
	}
	p.limit = 20 * time.Second
	if got := p.Read("memory", []byte(small)); got.Error == nil || got.Error.Code != "memory_exceeded" {
		t.Errorf("memory: %+v, want memory_exceeded", got.Error)
	}
	if len(p.idle) != 0 {
		t.Errorf("%d failed workers are kept", len(p.idle))
	}
}
