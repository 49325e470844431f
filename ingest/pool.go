package ingest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"gongkai/ingest/report"
)

// poolLimit is how long a worker may take over one file, and poolReuse how
// many files it reads before a fresh one takes its place.
const (
	poolLimit = 50 * time.Second
	poolReuse = 2000
)

// Pool reads files in worker processes, kept warm between files. It is safe for
// concurrent use; Close ends the workers.
type Pool struct {
	command []string // of a worker
	env     []string // beside that of this process
	limit   time.Duration
	mu      sync.Mutex
	idle    []*worker
	closed  bool
}

// workerMark is set in the environment of a worker: a worker starts none.
const workerMark = "GONGKAI_WORKER"

// NewPool returns a pool whose workers are this program with WorkerCommand. No
// process is started before the first file.
func NewPool() (*Pool, error) {
	if os.Getenv(workerMark) != "" {
		return nil, errors.New("a reading process starts no others")
	}
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding the program to start workers: %w", err)
	}
	return &Pool{command: []string{program, WorkerCommand}, limit: poolLimit}, nil
}

// worker is one running process.
type worker struct {
	process *exec.Cmd
	in      io.WriteCloser
	request *bufio.Writer // to in: one that fits wakes the worker once
	out     *bufio.Reader
	said    *lastWords
	done    int
	ended   sync.Once
}

// Read reads one file as the function Read does. A worker that crashes, hangs
// or floods is ended, and its file rejected; the next file gets a fresh one.
func (p *Pool) Read(name string, content []byte) *report.Report {
	return p.report(request{task: readTask, name: name, content: content})
}

// ReadRecognized reads one file as the function ReadRecognized does.
func (p *Pool) ReadRecognized(name string, content, recognized []byte) *report.Report {
	return p.report(request{task: readRecognizedTask, name: name, content: content, recognized: recognized})
}

// Recognize makes out the pictures of one file as the function Recognize does.
// The error is ErrNoEngine, or a *report.Rejected.
func (p *Pool) Recognize(name string, content []byte) ([]byte, error) {
	var answer recognizeAnswer
	fits := func() bool { return answer.NoEngine || answer.Rejected != nil || answer.Recognized != nil }
	if rejected := p.ask(request{task: recognizeTask, name: name, content: content}, &answer, fits); rejected != nil {
		return nil, rejected.Error
	}
	switch {
	case answer.NoEngine:
		return nil, ErrNoEngine
	case answer.Rejected != nil:
		return nil, answer.Rejected
	}
	return answer.Recognized, nil
}

// ReadWithPictures reads one file as Read does, and where it needs it and
// tesseract can, with what its pictures show.
func (p *Pool) ReadWithPictures(name string, content []byte) *report.Report {
	rep := p.Read(name, content)
	if !wantsRecognition(rep) {
		return rep
	}
	recognized, err := p.Recognize(name, content)
	var rejected *report.Rejected
	switch {
	case err == nil:
		return p.ReadRecognized(name, content, recognized)
	case errors.As(err, &rejected) && rep.Error != nil:
		rep.Error = rejected
	}
	return rep
}

func (p *Pool) report(r request) *report.Report {
	rep := &report.Report{}
	if refused := p.ask(r, rep, func() bool { return rep.SHA256 == hashOf(r.content) }); refused != nil {
		return refused
	}
	return rep
}

// ask has a worker do a task and decodes its answer. What it returns is nil, or
// the refusal of the file.
func (p *Pool) ask(r request, into any, fits func() bool) *report.Report {
	w, err := p.take()
	if err != nil {
		return refused(r.content, readerUnavailable, "读取进程启动不了："+err.Error())
	}
	limit := p.limit
	if r.task == recognizeTask {
		limit = recognizeLimit + poolLimit
	}
	answer, err := w.ask(r, limit)
	if w.done > 0 && ended(err) { // what the files before it left behind may have been the cause
		w.kill()
		if w, err = p.start(); err != nil {
			return refused(r.content, readerUnavailable, "读取进程启动不了："+err.Error())
		}
		answer, err = w.ask(r, limit)
	}
	if err == nil {
		if err = Decode(answer, into); err == nil && fits() {
			p.give(w)
			return nil
		}
	}
	w.kill()
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return refused(r.content, "timeout", fmt.Sprintf("%.0f 秒内没有读完", limit.Seconds()))
	case errors.Is(err, errTooLong):
		return refused(r.content, "output_too_large", "读出的内容超过上限")
	}
	return refused(r.content, w.said.code(), w.said.message())
}

// ended tells that a worker went away without an answer and was not sent away.
func ended(err error) bool {
	return err != nil && !errors.Is(err, os.ErrDeadlineExceeded) && !errors.Is(err, errTooLong)
}

func (p *Pool) take() (*worker, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return w, nil
	}
	p.mu.Unlock()
	return p.start()
}

func (p *Pool) give(w *worker) {
	w.done++
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || w.done >= poolReuse {
		go w.end()
		return
	}
	p.idle = append(p.idle, w)
}

// Close ends the idle workers; a busy one ends when it is given back.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, w := range p.idle {
		w.end()
	}
	p.idle = nil
}

// start starts a worker without network where the system allows it.
func (p *Pool) start() (*worker, error) {
	var last error
	for _, alone := range []bool{true, false} {
		cmd := exec.Command(p.command[0], p.command[1:]...)
		cmd.Env = append(append(os.Environ(), p.env...), workerMark+"=1", "GOMEMLIMIT=512MiB", "GOGC=1000", "GOMAXPROCS=1")
		cmd.SysProcAttr = apart(alone)
		in, err := cmd.StdinPipe()
		if err != nil {
			return nil, err
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			return nil, err
		}
		said := &lastWords{}
		cmd.Stderr = said
		if last = cmd.Start(); last == nil {
			return &worker{process: cmd, in: in, request: bufio.NewWriterSize(in, 1<<16), out: bufio.NewReaderSize(out, 1<<16), said: said}, nil
		}
	}
	return nil, last
}

// ask sends one file and waits for the answer. The limit ends the process, so
// that a pipe that nobody reads does not block for ever.
func (w *worker) ask(r request, limit time.Duration) ([]byte, error) {
	var late bool
	var mu sync.Mutex
	timer := time.AfterFunc(limit, func() {
		mu.Lock()
		late = true
		mu.Unlock()
		w.kill()
	})
	defer timer.Stop()
	answer, err := w.exchange(r)
	mu.Lock()
	defer mu.Unlock()
	if late {
		return nil, os.ErrDeadlineExceeded
	}
	return answer, err
}

func (w *worker) exchange(r request) ([]byte, error) {
	if err := r.write(w.request); err != nil {
		return nil, err
	}
	if err := w.request.Flush(); err != nil {
		return nil, err
	}
	return readFrame(w.out, maxAnswer)
}

// end lets an idle worker finish by itself: its input ends.
func (w *worker) end() {
	w.ended.Do(func() {
		w.in.Close()
		timer := time.AfterFunc(time.Second, func() { killGroup(w.process) })
		_ = w.process.Wait() // how it ends no longer matters
		timer.Stop()
	})
}

// kill ends a worker and all that it started.
func (w *worker) kill() {
	w.ended.Do(func() {
		killGroup(w.process)
		w.in.Close()
		_ = w.process.Wait() // it was killed: that is the error
	})
}
