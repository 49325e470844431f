package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/net/html"

	"gongkai/ingest/document"
	"gongkai/ingest/form"
	"gongkai/ingest/ole2"
	"gongkai/ingest/ooxml"
	"gongkai/ingest/prose"
	"gongkai/ingest/report"
	"gongkai/ingest/sample"
)

// BenchmarkRead times reading one report of each format, and its steps:
// tokens is the floor of decompressing, decoding and touching every token with
// the same library, without asking what it means or where it stands; document is
// the parser, which does that and builds the paragraphs and cells with their
// places; form and prose are what the reader adds; json is what
// the answer of a worker costs both sides. Each is the processor's time, garbage
// collection included, and the least of the rounds, so that a busy machine
// disturbs it little; reports/s is thus for one core. PDF has a benchmark of its
// own beside its parser.
func BenchmarkRead(b *testing.B) {
	for _, c := range []struct {
		format string
		files  func(*testing.B) [][]byte
		tokens func([]byte) int
	}{
		{"text", county("text"), textTokens}, {"html", county("html"), htmlTokens},
		{"docx", county("docx"), func(content []byte) int { return xmlTokens(content, "word/document.xml") }},
		{"xlsx", fixtures("*.xlsx"), func(content []byte) int { return xmlTokens(content, "xl/") }},
		{"xls", fixtures("*.xls"), workbookRecords}, {"doc", fixtures("*.doc"), docCharacters},
	} {
		b.Run(c.format, func(b *testing.B) {
			files := c.files(b)
			docs, tables := make([]*document.Document, len(files)), make([]form.Result, len(files))
			reports := make([]*report.Report, len(files))
			steps := []struct {
				name string
				do   func(i int) bool
			}{
				{"read", func(i int) bool { reports[i] = Read("x", files[i]); return reports[i].Error == nil }},
				{"tokens", func(i int) bool { return c.tokens(files[i]) > 0 }},
				{"document", func(i int) bool {
					docs[i], _ = parse(c.format, "x", files[i])
					return docs[i] != nil
				}},
				{"form", func(i int) bool { tables[i] = form.Read(docs[i], nil); return tables[i].Rejected == nil }},
				{"prose", func(i int) bool {
					words := prose.Read(docs[i], tables[i].InTable)
					words.Facts()
					return words.Title.Text != ""
				}},
				{"json", func(i int) bool {
					line, err := json.Marshal(reports[i])
					return err == nil && Decode(line, &report.Report{}) == nil
				}},
			}
			least := map[string]float64{} // ms a report
			for range b.N {
				for _, s := range steps {
					start := processorTime()
					for i := range files {
						if !s.do(i) {
							b.Fatalf("%s of file %d failed", s.name, i)
						}
					}
					ms := float64((processorTime() - start).Microseconds()) / 1000 / float64(len(files))
					if before, ok := least[s.name]; !ok || ms < before {
						least[s.name] = ms
					}
				}
			}
			b.ReportMetric(0, "ns/op")
			for name, ms := range least {
				b.ReportMetric(ms, name+"-ms")
			}
			b.ReportMetric(1000/least["read"], "reports/s")
			b.ReportMetric(least["document"]/least["tokens"], "document/tokens")
			b.ReportMetric(least["read"]/least["document"], "read/document")
		})
	}
}

// processorTime is what this process has used so far.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// county makes reports of a small county in every layout of a family that is
// read.
func county(family string) func(*testing.B) [][]byte {
	return func(b *testing.B) [][]byte {
		b.Helper()
		var styles []string
		for _, s := range sample.Styles() {
			if s.Family == family && !s.Refused {
				styles = append(styles, s.Name)
			}
		}
		dir := filepath.Join(b.TempDir(), "county")
		if _, err := sample.Write(dir, sample.Options{Agencies: 24, FirstYear: 2020, LastYear: 2022, Seed: 1, Styles: styles}); err != nil {
			b.Fatal(err)
		}
		var files [][]byte
		err := filepath.WalkDir(filepath.Join(dir, "reports"), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			files = append(files, content)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		return files
	}
}

// fixtures takes reports that an office program has saved.
func fixtures(pattern string) func(*testing.B) [][]byte {
	return func(b *testing.B) (files [][]byte) {
		b.Helper()
		names, err := filepath.Glob(filepath.Join("testdata/formats", pattern))
		if err != nil || len(names) == 0 {
			b.Fatalf("no %s (%v)", pattern, err)
		}
		for _, name := range names {
			content, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			files = append(files, content)
		}
		return files
	}
}

// textTokens decodes and touches every field of every line, between tabs, pipes
// or two spaces.
func textTokens(content []byte) int {
	text, _, err := document.Decode(content)
	if err != nil {
		return 0
	}
	n := 0
	for line := range strings.Lines(text) {
		fields := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == '|' })
		if len(fields) == 1 {
			fields = strings.Split(line, "  ")
		}
		for _, field := range fields {
			n += len(strings.TrimSpace(field))
		}
	}
	return n
}

// htmlTokens reads a page into its tree, as HTML5 asks: only that tells where an
// element ends whose end is not written.
func htmlTokens(content []byte) int {
	text, _, err := document.Decode(content)
	if err != nil {
		return 0
	}
	page, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return 0
	}
	n := 0
	for range page.Descendants() {
		n++
	}
	return n
}

// xmlTokens unpacks the parts whose names begin so and reads their tokens, checked
// as XML must be.
func xmlTokens(content []byte, prefix string) int {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return 0
	}
	n := 0
	for _, f := range archive.File {
		if !strings.HasPrefix(f.Name, prefix) || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		part, err := f.Open()
		if err != nil {
			return 0
		}
		text, err := io.ReadAll(part)
		part.Close()
		if err != nil {
			return 0
		}
		err = ooxml.Read(string(text), func(r *ooxml.Reader) error {
			for ; ; n++ {
				if _, err := r.Next(); err == io.EOF {
					return nil
				} else if err != nil {
					return err
				}
			}
		})
		if err != nil {
			return 0
		}
	}
	return n
}

// workbookRecords reads the stream of a workbook, walks its records, decodes each
// of the shared texts, touches the text of every cell, decodes and prints the
// number of each that holds one, and touches every blank cell.
func workbookRecords(content []byte) int {
	const sharedTexts, text, number, rk, numbers, blanks = 0xFC, 0xFD, 0x203, 0x27E, 0xBD, 0xBE
	n := 0
	var texts []string
	printed := func(v float64) int { return len(strconv.FormatFloat(v, 'f', -1, 64)) }
	for stream := streamOf(content, "Workbook"); len(stream) >= 4; n++ {
		end := min(4+int(binary.LittleEndian.Uint16(stream[2:])), len(stream))
		body := stream[4:end]
		switch binary.LittleEndian.Uint16(stream) {
		case sharedTexts:
			texts = sharedTextsOf(body[8:])
		case text:
			if i := int(binary.LittleEndian.Uint32(body[6:])); i < len(texts) {
				n += len(strings.TrimSpace(texts[i]))
			}
		case number:
			n += printed(math.Float64frombits(binary.LittleEndian.Uint64(body[6:])))
		case rk:
			n += printed(rkNumber(binary.LittleEndian.Uint32(body[6:])))
		case numbers:
			for i := 4; i+6 <= len(body); i += 6 {
				n += printed(rkNumber(binary.LittleEndian.Uint32(body[i+2:])))
			}
		case blanks:
			for i := 4; i+2 <= len(body)-2; i += 2 {
				n += int(body[i])
			}
		}
		stream = stream[end:]
	}
	return n
}

// rkNumber is a number of 30 bits: a whole one, or the upper half of one with a
// point; a hundred times it, or not.
func rkNumber(v uint32) float64 {
	f := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// sharedTextsOf decodes texts that follow one another and passes over their
// formatting, up to where one is continued in another record.
func sharedTextsOf(b []byte) (texts []string) {
	for len(b) >= 9 {
		size, kind, after := int(binary.LittleEndian.Uint16(b)), b[2], 0
		b = b[3:]
		if kind&8 != 0 {
			after = 4 * int(binary.LittleEndian.Uint16(b))
			b = b[2:]
		}
		if kind&4 != 0 {
			after += int(binary.LittleEndian.Uint32(b))
			b = b[4:]
		}
		if kind&1 != 0 {
			size *= 2
		}
		if len(b) < size+after {
			break
		}
		if kind&1 != 0 {
			texts = append(texts, wideText(b[:size]))
		} else {
			texts = append(texts, string(b[:size]))
		}
		b = b[size+after:]
	}
	return texts
}

// docCharacters reads the streams of a Word file and decodes the pieces of its
// text, which say where cells end. Where rows end and how cells are merged stands
// in the formatting of each, which the reader must look up besides.
func docCharacters(content []byte) int {
	const pieceTable = 33 // its number among the parts of the table stream
	main, table := streamOf(content, "WordDocument"), streamOf(content, "1Table")
	word := func(b []byte, at int) int { return int(binary.LittleEndian.Uint16(b[at:])) }
	long := func(b []byte, at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }
	parts := 34 + 2*word(main, 32)
	parts += 2 + 4*word(main, parts) + 2
	at := long(main, parts+8*pieceTable)
	pieces := table[at : at+long(main, parts+8*pieceTable+4)]
	for pieces[0] == 1 {
		pieces = pieces[3+word(pieces, 1):]
	}
	pieces = pieces[5:]
	n, count := 0, (len(pieces)-4)/12
	for i := range count {
		from, size := long(pieces, 4*(count+1)+8*i+2), long(pieces, 4*i+4)-long(pieces, 4*i)
		if from>>30 != 0 {
			from = from &^ (1 << 30) / 2
			n += len(string(main[from : from+size]))
			continue
		}
		n += len(wideText(main[from : from+2*size]))
	}
	return n
}

// wideText is bytes read as UTF-16.
func wideText(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

func streamOf(content []byte, name string) []byte {
	container, err := ole2.Open(content)
	if err != nil || !container.Has(name) {
		return nil
	}
	stream, err := container.Stream(name)
	if err != nil {
		return nil
	}
	return stream
}
