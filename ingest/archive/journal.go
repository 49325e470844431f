package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// journalVersion is the newest version of the event format that this program
// knows. A line carries the oldest one that has its fields, so that an older
// program reads on as long as it can: verdicts on findings and recognitions came
// with version 2.
const journalVersion = 2

// Kinds of event.
const (
	ReceivedEvent  = "received"  // a source is in the archive
	DecidedEvent   = "decided"   // a person decided on a held report or on a finding
	PublishedEvent = "published" // readers see a version
	RepairedEvent  = "repaired"  // a torn last line was cut off
)

// Event is one line of the journal. Which fields are set depends on Event.
type Event struct {
	Version int       `json:"v"`
	Seq     int64     `json:"seq"` // from 1, without gaps
	Time    time.Time `json:"time"`
	Event   string    `json:"event"`

	Kind     string   `json:"kind,omitempty"`     // received: report, bundle, registry or recognition
	SHA256   string   `json:"sha256,omitempty"`   // received, decided: the source
	Finding  string   `json:"finding,omitempty"`  // decided: the finding, instead of a source
	Name     string   `json:"name,omitempty"`     // received: its file name; published: the version
	Size     int64    `json:"size,omitempty"`     // received: bytes
	Of       string   `json:"of,omitempty"`       // received recognition: sha256 of the source that it was made from
	Run      int64    `json:"run,omitempty"`      // received, decided: seq of the first event of the same run
	Decision string   `json:"decision,omitempty"` // decided: accept_revision, accept or reject; of a finding confirmed, explained, our_error or withdrawn
	Agency   string   `json:"agency,omitempty"`   // decided: id of the agency that a person named
	Year     int      `json:"year,omitempty"`     // decided: year that a person named
	Reason   string   `json:"reason,omitempty"`   // decided: in words
	By       string   `json:"by,omitempty"`       // decided: name of the person
	Adopted  []string `json:"adopted,omitempty"`  // published: sources whose reports are published for the first time
	Note     string   `json:"note,omitempty"`     // repaired: what was cut off

	Prev string `json:"prev"` // Hash of the line before, "" in the first
	Hash string `json:"hash"` // sha256 of this line with an empty Hash
}

// JournalError says which line of the journal is not what was written.
type JournalError struct {
	Line   int
	Reason string
}

// Error names the line, in Chinese.
func (e *JournalError) Error() string {
	return fmt.Sprintf("日志 %s 第%d行有误：%s；请从备份恢复，在此之前不再写入", journalFile, e.Line, e.Reason)
}

// sum is the hash of an event.
func (e Event) sum() string {
	e.Hash = ""
	return sumOf(e.line())
}

func sumOf(line []byte) string {
	sum := sha256.Sum256(line)
	return hex.EncodeToString(sum[:])
}

// sumIn is the hash that the event of a line must have: of the line, whose last
// value the hash is, with an empty one.
func (e Event) sumIn(line []byte) string {
	rest := bytes.TrimSuffix(line, []byte(e.Hash+`"}`))
	return sumOf(append(rest[:len(rest):len(rest)], `"}`...))
}

// line is the event as its journal line, without the line feed.
func (e Event) line() []byte {
	line, err := json.Marshal(e)
	if err != nil {
		panic(fmt.Errorf("archive: an event cannot be written as JSON: %w", err))
	}
	return line
}

// Events reads the journal. A torn last line, which a kill leaves, is left
// out; any other damage is a *JournalError beside the events before it.
func (h *Home) Events() ([]Event, error) {
	content, err := os.ReadFile(h.path(journalFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the journal: %w", err)
	}
	events, _, err := parseJournal(content, "")
	return events, err
}

// EventsAbout is Events for those whose lines hold one of some texts. That no
// line was changed, taken out or put in is seen of the others too, in a sixth of
// the time that reading them takes.
func (h *Home) EventsAbout(texts ...string) ([]Event, error) {
	content, err := os.ReadFile(h.path(journalFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the journal: %w", err)
	}
	events, _, err := parseJournal(content, texts...)
	return events, err
}

// parseJournal returns the events whose lines hold one of some texts, as every
// line holds "", and how many bytes the whole lines take. What follows is a last
// line that was not written to its end.
func parseJournal(content []byte, texts ...string) (events []Event, whole int, err error) {
	prev := ""
	for number := 1; whole < len(content); number++ {
		line, _, ended := bytes.Cut(content[whole:], []byte("\n"))
		wanted := slices.ContainsFunc(texts, func(text string) bool { return bytes.Contains(line, []byte(text)) })
		if !wanted && ended {
			if hash, ok := sealOf(line, prev); ok {
				whole, prev = whole+len(line)+1, hash
				continue
			}
		}
		e, err := parseEvent(line, number, prev)
		if err != nil && !ended && !complete(line) {
			return events, whole, nil
		}
		if err != nil {
			return events, whole, err
		}
		whole += len(line)
		if ended {
			whole++
		}
		if prev = e.Hash; wanted {
			events = append(events, e)
		}
	}
	return events, whole, nil
}

// sealOf is the hash at the end of a line, and whether the line has it, follows
// the one with the hash prev and is of a format that this program knows: all that
// parseEvent says of a line that this program wrote.
func sealOf(line []byte, prev string) (hash string, ok bool) {
	from := len(line) - len(`"}`) - 2*sha256.Size
	if from < 0 || !bytes.HasSuffix(line[:from], []byte(`,"prev":"`+prev+`","hash":"`)) {
		return "", false
	}
	known := false
	for version := 1; version <= journalVersion; version++ {
		known = known || bytes.HasPrefix(line, fmt.Appendf(nil, `{"v":%d,`, version))
	}
	hash = string(line[from : from+2*sha256.Size])
	return hash, known && hash == Event{Hash: hash}.sumIn(line)
}

// complete tells whether a line starts with a whole JSON object: then it was
// written to its end, and what is wrong with it is no torn write.
func complete(line []byte) bool {
	var e Event
	return json.NewDecoder(bytes.NewReader(line)).Decode(&e) == nil
}

// parseEvent reads a line. The event is written anew and compared with it, so a
// change that JSON would read as the same event is seen too.
func parseEvent(line []byte, number int, prev string) (Event, error) {
	var e Event
	if err := json.Unmarshal(line, &e); err != nil {
		return e, &JournalError{number, "不是完整的记录"}
	}
	switch {
	case e.Version > journalVersion:
		return e, &JournalError{number, fmt.Sprintf("由更新的程序写入（格式 %d）", e.Version)}
	case e.Hash != e.sumIn(line) || !bytes.Equal(e.line(), line):
		return e, &JournalError{number, "内容与校验值不符"}
	case e.Prev != prev || e.Seq != int64(number):
		return e, &JournalError{number, "与上一行接不上，有行被删除或改动"}
	case e.Event != ReceivedEvent && e.Event != DecidedEvent && e.Event != PublishedEvent && e.Event != RepairedEvent:
		return e, &JournalError{number, "不认识的事件 " + e.Event}
	}
	return e, nil
}

// journalLog is the journal held open by the writer.
type journalLog struct {
	file   *os.File
	now    func() time.Time
	events []Event
	failed error // of an append: what stands at the end is not known any more
}

// openJournal reads and checks the journal and cuts off a torn last line.
func openJournal(path string, now func() time.Time) (*journalLog, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, fmt.Errorf("opening the journal: %w", err)
	}
	l := &journalLog{file: f, now: now}
	if err := l.load(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return l, nil
}

func (l *journalLog) load() error {
	content, err := io.ReadAll(l.file)
	if err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	events, whole, err := parseJournal(content, "")
	if err != nil {
		return err
	}
	l.events = events
	if torn := content[whole:]; len(torn) > 0 {
		return l.repair(whole, torn)
	}
	if len(content) > 0 && content[len(content)-1] != '\n' {
		if _, err := l.file.Write([]byte("\n")); err != nil {
			return fmt.Errorf("ending the last journal line: %w", err)
		}
	}
	if len(content) == 0 {
		return syncPath(filepath.Dir(l.file.Name()))
	}
	return nil
}

func (l *journalLog) repair(whole int, torn []byte) error {
	if err := l.file.Truncate(int64(whole)); err != nil {
		return fmt.Errorf("cutting off a torn journal line: %w", err)
	}
	if _, err := l.file.Seek(int64(whole), io.SeekStart); err != nil {
		return fmt.Errorf("cutting off a torn journal line: %w", err)
	}
	return l.append([]Event{{Event: RepairedEvent, Note: fmt.Sprintf("cut off a torn last line of %d bytes: %q", len(torn), torn)}})
}

// append writes events durably; their seq, time and hashes are filled in.
func (l *journalLog) append(events []Event) error {
	if l.failed != nil {
		return l.failed
	}
	var lines bytes.Buffer
	prev, seq := "", int64(0)
	if n := len(l.events); n > 0 {
		prev, seq = l.events[n-1].Hash, l.events[n-1].Seq
	}
	first := seq + 1
	// Times and texts are made such that reading a line back and writing it
	// again yields the same bytes.
	now := l.now().Round(0).Truncate(time.Microsecond)
	for i := range events {
		e := &events[i]
		seq++
		e.Version, e.Seq, e.Time, e.Prev = 1, seq, now, prev
		if e.Finding != "" || e.By != "" || e.Of != "" {
			e.Version = 2
		}
		if e.Event == ReceivedEvent || e.Event == DecidedEvent {
			e.Run = first
		}
		for _, text := range []*string{&e.Name, &e.Note, &e.Reason, &e.By} {
			*text = strings.ToValidUTF8(*text, "\uFFFD")
		}
		e.Hash = e.sum()
		prev = e.Hash
		lines.Write(append(e.line(), '\n'))
	}
	if err := l.write(lines.Bytes()); err != nil {
		l.failed = fmt.Errorf("writing the journal: %w", err)
		return l.failed
	}
	l.events = append(l.events, events...)
	return nil
}

func (l *journalLog) write(lines []byte) error {
	if _, err := l.file.Write(lines); err != nil {
		return err
	}
	return l.file.Sync()
}

func (l *journalLog) close() error { return l.file.Close() }
