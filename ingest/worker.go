package ingest

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	fastjson "github.com/segmentio/encoding/json"

	"gongkai/ingest/pdf"
	"gongkai/ingest/report"
)

// A worker is a process that reads files for another one: a crafted file can
// end it, hang it or fill its memory, and costs no more than its own
// rejection. One request is a task and a file, one answer a frame of the JSON of
// a report, or of what was made out in pictures.

// maxAnswer is how many bytes a report may be as JSON.
const maxAnswer = 64 << 20

// usualAnswer is how large the memory for answers stays, many times that of a
// report.
const usualAnswer = 1 << 20

// Work serves requests from in on out until in ends. It limits its own process
// first; the process is to do nothing else. A torn frame is an error.
func Work(in io.Reader, out io.Writer) error {
	if err := limitSelf(); err != nil {
		return fmt.Errorf("limiting the reading process: %w", err)
	}
	pdf.EndedByParent()
	reader, writer := bufio.NewReaderSize(in, 1<<16), bufio.NewWriterSize(out, 1<<16)
	var answer []byte
	for {
		request, err := readRequest(reader)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading a request: %w", err)
		}
		// A parser that never ends, and a parent that is gone, must not leave
		// this process behind.
		watchdog := time.AfterFunc(2*request.limit(), func() { os.Exit(1) })
		if cap(answer) > usualAnswer {
			answer = nil
		}
		answer, err = appendJSON(answer[:0], request.answer())
		watchdog.Stop()
		if err != nil {
			return fmt.Errorf("encoding a report: %w", err)
		}
		if err := writeFrame(writer, answer); err != nil {
			return fmt.Errorf("answering: %w", err)
		}
		if err := writer.Flush(); err != nil {
			return fmt.Errorf("answering: %w", err)
		}
	}
}

// Tasks of a worker.
const (
	readTask           = 'r' // Read
	readRecognizedTask = 'R' // ReadRecognized
	recognizeTask      = 'o' // Recognize
)

// request is one file and what to do with it.
type request struct {
	task                byte
	name                string
	content, recognized []byte
}

func (r *request) limit() time.Duration {
	if r.task == recognizeTask {
		return recognizeLimit
	}
	return poolLimit
}

// pdfGarbage is at how many percent of garbage a worker collects it that reads
// PDFs: at the 1,000 of others it holds 174 MB after a hundred files instead of 140,
// and its sandbox may take 256 MB besides.
const pdfGarbage = 400

// answer does the task.
func (r *request) answer() any {
	if r.task == recognizeTask || sniff(r.content) == "pdf" {
		debug.SetGCPercent(pdfGarbage)
	}
	switch r.task {
	case readRecognizedTask:
		return ReadRecognized(r.name, r.content, r.recognized)
	case recognizeTask:
		recognized, err := Recognize(r.content)
		if errors.Is(err, ErrNoEngine) {
			return recognizeAnswer{NoEngine: true}
		}
		if err != nil {
			return recognizeAnswer{Rejected: recognitionRefused(err)}
		}
		return recognizeAnswer{Recognized: recognized}
	}
	return Read(r.name, r.content)
}

// recognizeAnswer is what Recognize returned: exactly one field is set.
type recognizeAnswer struct {
	Recognized []byte           `json:"recognized,omitempty"`
	Rejected   *report.Rejected `json:"rejected,omitempty"`
	NoEngine   bool             `json:"no_engine,omitempty"`
}

// readRequest returns io.EOF when no further request comes. A request is three
// frames: task and name, content, what was recognised before.
func readRequest(in io.Reader) (request, error) {
	head, err := readFrame(in, 1<<16)
	if err != nil {
		return request{}, err
	}
	if len(head) == 0 {
		return request{}, io.ErrUnexpectedEOF
	}
	r := request{task: head[0], name: string(head[1:])}
	for _, frame := range []*[]byte{&r.content, &r.recognized} {
		*frame, err = readFrame(in, MaxFile)
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return r, err
		}
	}
	return r, nil
}

func (r *request) write(out io.Writer) error {
	name := r.name[:min(len(r.name), 1<<15)]
	for _, frame := range [][]byte{append([]byte{r.task}, name...), r.content, r.recognized} {
		if err := writeFrame(out, frame); err != nil {
			return err
		}
	}
	return nil
}

func writeFrame(out io.Writer, content []byte) error {
	if err := binary.Write(out, binary.BigEndian, uint32(len(content))); err != nil {
		return err
	}
	_, err := out.Write(content)
	return err
}

// errTooLong means that a frame is longer than what is allowed here.
var errTooLong = errors.New("frame is too long")

func readFrame(in io.Reader, limit uint32) ([]byte, error) {
	var size uint32
	if err := binary.Read(in, binary.BigEndian, &size); err != nil {
		return nil, err
	}
	if size > limit {
		return nil, errTooLong
	}
	content := make([]byte, size)
	if _, err := io.ReadFull(in, content); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	return content, nil
}

// appendJSON appends what json.Marshal writes, in half the time.
func appendJSON(to []byte, v any) ([]byte, error) {
	return fastjson.Append(to, v, fastjson.EscapeHTML|fastjson.SortMapKeys)
}

// Decode reads what json.Marshal wrote, as json.Unmarshal does, but sooner: it is
// most of what the answer of a worker costs its parent. After an error what it
// decoded into holds part of the line, where json.Unmarshal looks through the
// whole line first.
func Decode(line []byte, into any) error { return fastjson.Unmarshal(line, into) }

// readerUnavailable is the code of a refusal that says nothing of the file: the
// reader could not be started.
const readerUnavailable = "reader_unavailable"

// refused is the report of a file on which its reader failed.
func refused(content []byte, code, message string) *report.Report {
	rep := &report.Report{SHA256: hashOf(content), Format: sniff(content), Error: &report.Rejected{Code: code, Message: message,
		Hint: "请另存为其他格式后再试，并把文件交给维护人员"}}
	rep.Normalize()
	return rep
}

// WorkerCommand is the argument that makes the program a worker.
const WorkerCommand = "read-worker"
