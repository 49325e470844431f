package ingest

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gongkai/ingest/archive"
	"gongkai/ingest/warehouse"
)

// victim tells a process of this test binary to run an ingest and to kill
// itself: when it comes to a step for the nth time, after a delay.
type victim struct {
	Home, Dir string
	Log       string // every step is written here before it is done
	Step      string // "" to be killed from outside, or not at all
	Nth       int
	Delay     time.Duration
}

const victimEnv = "GONGKAI_TEST_VICTIM"

func TestMain(m *testing.M) {
	order := os.Getenv(victimEnv)
	if order == "" {
		os.Exit(m.Run())
	}
	var v victim
	if err := json.Unmarshal([]byte(order), &v); err != nil {
		panic(err)
	}
	if err := v.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (v victim) run() error {
	log, err := os.OpenFile(v.Log, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	reached := 0
	options := testOptions()
	options.step = func(step string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(log, step)
		if step != v.Step {
			return
		}
		if reached++; reached == v.Nth {
			if v.Delay == 0 {
				killSelf()
			}
			time.AfterFunc(v.Delay, killSelf)
		}
	}
	options.Derive = func(ctx context.Context, db *sql.DB) error {
		options.step("build: derive")
		err := testDerive(ctx, db)
		options.step("build: derived")
		return err
	}
	_, err = Run(context.Background(), v.Home, []string{v.Dir}, options)
	return err
}

func killSelf() {
	if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
		panic(err)
	}
	select {}
}

// start runs the victim and, if after is positive, kills it then. It returns
// the step that it was at, "" when it came to its end.
func (v victim) start(t *testing.T, after time.Duration) string {
	t.Helper()
	v.Log = filepath.Join(t.TempDir(), "steps")
	order, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victimEnv+"="+string(order))
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
	}
	err = cmd.Wait()
	if err == nil {
		return ""
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the victim was not killed: %v\n%s", err, said.String())
	}
	steps, err := os.ReadFile(v.Log)
	if err != nil || len(steps) == 0 {
		return "start"
	}
	lines := strings.Split(strings.TrimSpace(string(steps)), "\n")
	return lines[len(lines)-1]
}

// battlefield is a home with an old version, the files of the next ingest, and
// what readers see before it and after an undisturbed one.
type battlefield struct {
	home, dir string
	old, new  map[string]warehouse.TableDigest
	took      time.Duration
}

func prepareBattle(t *testing.T) battlefield {
	b := battlefield{home: t.TempDir(), dir: mixed(t)}
	importTestRegistry(t, b.home)
	ingestInto(t, b.home, testOptions(), write(t, map[string]string{"old.txt": reportText("甲县教育局", 2022, 4), "old-2.txt": reportText("甲县第一局", 2021, 77)}))
	b.old = contents(t, b.home)
	undisturbed := b.copyHome(t)
	started := time.Now()
	if step := (victim{Home: undisturbed, Dir: b.dir}).start(t, 0); step != "" {
		t.Fatalf("the undisturbed run was killed at %s", step)
	}
	b.took = time.Since(started)
	b.new = contents(t, undisturbed)
	if maps.Equal(b.old, b.new) {
		t.Fatal("the ingest changes nothing")
	}
	return b
}

func (b battlefield) copyHome(t *testing.T) string {
	t.Helper()
	home := filepath.Join(t.TempDir(), "home")
	if err := os.CopyFS(home, os.DirFS(b.home)); err != nil {
		t.Fatal(err)
	}
	return home
}

// check asks that readers see the old or the new contents, whole.
func (b battlefield) check(t *testing.T, home, killedAt string) {
	t.Helper()
	seen := contents(t, home)
	if !maps.Equal(seen, b.old) && !maps.Equal(seen, b.new) {
		t.Errorf("killed at %s: readers see neither the old nor the new version", killedAt)
	}
	if v, err := archive.Open(home).Current(); err != nil || v.Notice != "" {
		t.Errorf("killed at %s: %+v %v", killedAt, v, err)
	}
}

// finish runs the ingest to its end and asks for the contents of an
// undisturbed one, and for nothing left behind.
func (b battlefield) finish(t *testing.T, home, killedAt string) {
	t.Helper()
	ingestInto(t, home, testOptions(), b.dir)
	if !maps.Equal(contents(t, home), b.new) {
		t.Errorf("killed at %s: the next run ends with other contents", killedAt)
	}
	for _, sub := range []string{"work", "tmp"} {
		if left, err := os.ReadDir(filepath.Join(home, sub)); err != nil || len(left) != 0 {
			t.Errorf("killed at %s: left in %s: %v %v", killedAt, sub, left, err)
		}
	}
	events, err := archive.Open(home).Events()
	if err != nil {
		t.Errorf("killed at %s: %v", killedAt, err)
	}
	journalled := map[string]int{}
	for _, e := range events {
		if e.Event == archive.ReceivedEvent {
			journalled[e.SHA256]++
		}
	}
	for sha, n := range journalled {
		if n != 1 {
			t.Errorf("killed at %s: source %s is journalled %d times", killedAt, sha, n)
		}
	}
}

// TestKilledAtAnyMoment kills an ingest at named steps, some time after them,
// and at random times, at least 50 times in all and 5 in each stage.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("killing an ingest 60 times takes a minute")
	}
	b := prepareBattle(t)
	var mu sync.Mutex
	killed := map[string]int{}
	count := func(step string) {
		mu.Lock()
		defer mu.Unlock()
		stage, _, _ := strings.Cut(step, ":")
		killed[stage]++
	}
	t.Run("kills", func(t *testing.T) {
		for _, v := range stepsToDieAt() {
			t.Run(fmt.Sprintf("%s %d +%v", v.Step, v.Nth, v.Delay), func(t *testing.T) {
				t.Parallel()
				v.Home, v.Dir = b.copyHome(t), b.dir
				step := v.start(t, 0)
				if step == "" {
					t.Fatal("it came to its end")
				}
				count(step)
				b.check(t, v.Home, step)
				b.finish(t, v.Home, step)
			})
		}
		for seed := range uint64(2) {
			t.Run(fmt.Sprintf("random %d", seed), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(seed, 0))
				v := victim{Home: b.copyHome(t), Dir: b.dir}
				for kills := 0; kills < 10; {
					step := v.start(t, time.Duration(random.Int64N(int64(b.took))))
					b.check(t, v.Home, step)
					if step == "" { // it was faster: another home to be killed in
						b.finish(t, v.Home, "random times")
						v.Home = b.copyHome(t)
						continue
					}
					kills++
					count(step)
				}
				b.finish(t, v.Home, "random times")
			})
		}
	})
	total := 0
	for _, n := range killed {
		total += n
	}
	t.Logf("%d kills: %v", total, killed)
	for _, stage := range []string{"receive", "build", "verify", "publish"} {
		if killed[stage] < 5 {
			t.Errorf("only %d kills in %s", killed[stage], stage)
		}
	}
	if total < 50 {
		t.Errorf("only %d kills", total)
	}
}

// stepsToDieAt are named steps, and moments between them.
func stepsToDieAt() []victim {
	var out []victim
	add := func(step string, nths ...int) {
		for _, nth := range nths {
			out = append(out, victim{Step: step, Nth: nth})
		}
	}
	add("receive: stage", 1, 30, 66)
	add("receive: adopt", 1, 30, 66)
	add("receive: journal", 1)
	add("read", 1, 40)
	for _, step := range []string{"build: start", "build: derive", "build: derived", "verify: start", "verify: end", "publish: sync",
		"publish: place", "publish: manifest", "publish: current", "publish: journal", "publish: prune", "publish: prune parsed"} {
		add(step, 1)
	}
	for _, after := range []time.Duration{1, 5, 15, 30, 60} {
		out = append(out, victim{Step: "build: start", Nth: 1, Delay: after * time.Millisecond})
	}
	for _, after := range []time.Duration{300, 1000, 2000, 4000, 7000} {
		out = append(out, victim{Step: "verify: start", Nth: 1, Delay: after * time.Microsecond})
	}
	for _, after := range []time.Duration{100, 500} {
		out = append(out, victim{Step: "receive: journal", Nth: 1, Delay: after * time.Microsecond})
	}
	return out
}
