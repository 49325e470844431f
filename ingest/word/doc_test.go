package word

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"gongkai/ingest/document"
	"gongkai/ingest/ole2"
)

func fixture(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

const oddities = "testdata/oddities.doc"

// What testdata/oddities.doc was made of: see testdata/README.md.
func TestParseDOC(t *testing.T) {
	doc, err := ParseDOC(fixture(t, oddities))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"¶plain ASCII text", "¶汉字“引号”—𠀀", "¶第9号", "¶line one", "¶line two\tafter tab",
		"a@0+1v2 b@1+2v1 c@3+1v1", "12@1+1v1 5@2+1v1 7@3+1v1", "d/d2@0+1v1 @1+1v1 e@2+2v1",
		"¶between",
		"0@0+1v1 1@1+1v1 2@2+1v1 3@3+1v1 4@4+1v1 5@5+1v1 6@6+1v1 7@7+1v1 8@8+1v1 9@9+1v1 10@10+1v1 11@11+1v1 12@12+1v1 13@13+1v1 14@14+1v1",
		"left@0+7v1 right@7+8v1",
		"¶outer follows", "¶before inner", "规章@0+1v1 0@1+1v1", "x@0+1v1 y@1+1v1", "¶after inner", "¶beside", "¶end",
	}, "; ")
	if got := show(doc); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	first := doc.Blocks[5].Table
	for i, want := range []string{"tracked changes in the cell", "tracked changes in the cell", document.HiddenDoubt} {
		if got := first.Rows[1][i].Doubt; got != want {
			t.Errorf("cell %d of row 2: doubt %q, want %q", i+1, got, want)
		}
	}
	if got := first.Rows[2][2].At; got != "table 1 row 3 column 3" {
		t.Errorf("position %q", got)
	}
	if len(doc.Notes) != 2 || doc.Notes[0].Place != first.Rows[1][0].At || !strings.Contains(doc.Notes[0].Message, "“12”，拒绝后是“34”") || doc.Notes[1].Code != "tracked_changes" {
		t.Errorf("notes %+v", doc.Notes)
	}
}

// What testdata/marks.doc was made of: see testdata/README.md.
func TestDoubtedCellsOfDOC(t *testing.T) {
	doc, err := ParseDOC(fixture(t, "testdata/marks.doc"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"", document.RaisedDoubt, document.RaisedDoubt, document.StruckDoubt, document.StruckDoubt, document.WhiteDoubt, ""} {
		if c := doc.Blocks[0].Table.Rows[0][i]; c.Doubt != want {
			t.Errorf("cell %d %q: doubt %q, want %q", i+1, c.Text, c.Doubt, want)
		}
	}
}

// changed returns the file with the bytes found there replaced, once.
func changed(t testing.TB, content []byte, from, to []byte) []byte {
	t.Helper()
	at := bytes.Index(content, from)
	if at < 0 {
		t.Fatalf("the file has no % x", from)
	}
	out := bytes.Clone(content)
	copy(out[at:], to)
	return out
}

// utf16Name is a stream's name as the directory of the container holds it.
func utf16Name(s string) []byte {
	var out []byte
	for _, r := range s {
		out = binary.LittleEndian.AppendUint16(out, uint16(r))
	}
	return append(out, 0, 0)
}

// header is where the main stream begins in a file, by its first bytes.
func header(t testing.TB, content []byte) int {
	t.Helper()
	at := bytes.Index(content, []byte{0xEC, 0xA5})
	if at < 0 {
		t.Fatal("no Word header")
	}
	return at
}

func TestRefusedDOC(t *testing.T) {
	good := fixture(t, oddities)
	at := header(t, good)
	patch := func(offset int, b ...byte) []byte {
		out := bytes.Clone(good)
		copy(out[offset:], b)
		return out
	}
	fat := patch(512) // the first sector of the file holds sector chains
	for i := 512; i < 1024; i += 4 {
		binary.LittleEndian.PutUint32(fat[i:], 1)
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    error // nil: any
	}{
		{"encrypted", patch(at+11, good[at+11]|1), ole2.ErrEncrypted},
		{"Word 6", patch(at, 0xDC, 0xA5, 0x65, 0x00), ErrOldWord},
		{"no main stream", changed(t, good, utf16Name("WordDocument"), utf16Name("WordDocumenX")), ole2.ErrNoStream},
		{"no table stream", changed(t, good, utf16Name("1Table"), utf16Name("3Table")), ole2.ErrNoStream},
		{"text longer than the file", patch(at+0x4C, 0xFF, 0xFF, 0xFF, 0x7F), ErrDamaged},
		{"text longer than its pieces", patch(at+0x4C, 0x00, 0x0A, 0x00, 0x00), ErrDamaged},
		{"piece table outside", patch(at+0x1A2, 0xFF, 0xFF, 0xFF, 0x7F), ErrDamaged},
		{"index of formatting outside", patch(at+0x102, 0xFF, 0xFF, 0xFF, 0x7F), ErrDamaged},
		{"sector size", patch(30, 31), nil},
		{"chains in circles", fat, nil},
		{"half", good[:len(good)/2], nil},
		{"header only", good[:512], nil},
		{"empty", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			doc, err := ParseDOC(c.content)
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("gives %v and %v, want error %v", doc != nil, err, c.want)
			}
			if d := time.Since(start); d > time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// A row whose cells do not agree with its definition is doubted, not guessed.
func TestRowsThatDisagree(t *testing.T) {
	cells := func(texts ...string) []document.Cell {
		var out []document.Cell
		for _, s := range texts {
			out = append(out, document.Cell{Text: s, ColSpan: 1, RowSpan: 1})
		}
		return out
	}
	define := func(flags []uint16, edges ...int) rowDefinition {
		b := []byte{byte(len(edges) - 1)}
		for _, e := range edges {
			b = binary.LittleEndian.AppendUint16(b, uint16(int16(e)))
		}
		for _, f := range flags {
			b = append(binary.LittleEndian.AppendUint16(b, f), make([]byte, 18)...)
		}
		var d rowDefinition
		if err := d.define(b); err != nil {
			t.Fatal(err)
		}
		return d
	}
	shown := func(table *table) string {
		e := emitter{doc: &document.Document{}}
		e.table(table)
		var doubts []string
		for _, row := range e.doc.Blocks[0].Table.Rows {
			for _, c := range row {
				doubts = append(doubts, c.Doubt)
			}
		}
		return strings.Trim(show(e.doc)+" "+strings.Join(doubts, ""), " ")
	}
	for _, c := range []struct {
		name string
		rows []rowDefinition
		text [][]string
		want string
	}{
		{"jitter", []rowDefinition{define(nil, 0, 1000, 2000), define(nil, 5, 990, 2010)}, [][]string{{"a", "b"}, {"c", "d"}}, "a@0+1v1 b@1+1v1; c@0+1v1 d@1+1v1"},
		{"later start", []rowDefinition{define(nil, 0, 1000, 2000), define(nil, 1000, 2000)}, [][]string{{"a", "b"}, {"c"}}, "a@0+1v1 b@1+1v1; c@1+1v1"},
		{"merged, 1 first", []rowDefinition{define([]uint16{1, 2, 0}, 0, 1000, 2000, 3000)}, [][]string{{"a", "", "b"}}, "a@0+1v1 b@1+1v1"},
		{"merged, 2 first", []rowDefinition{define([]uint16{2, 1, 0}, 0, 1000, 2000, 3000), define(nil, 0, 1000, 2000, 3000)}, [][]string{{"a", "", "b"}, {"1", "2", "3"}}, "a@0+2v1 b@2+1v1; 1@0+1v1 2@1+1v1 3@2+1v1"},
		{"two merged pairs", []rowDefinition{define([]uint16{1, 2, 1, 2}, 0, 10, 20, 30, 40)}, [][]string{{"a", "", "b", ""}}, "a@0+1v1 b@1+1v1"},
		{"text merged away", []rowDefinition{define([]uint16{1, 2}, 0, 1000, 2000)}, [][]string{{"a", "b"}}, "a@0+1v1 a cell that is merged away holds text"},
		{"vertical", []rowDefinition{define([]uint16{3 << 5, 0}, 0, 1000, 2000), define([]uint16{1 << 5, 0}, 0, 1000, 2000)}, [][]string{{"a", "b"}, {"", "c"}}, "a@0+1v2 b@1+1v1; c@1+1v1"},
		{"other number of cells", []rowDefinition{define(nil, 0, 1000, 2000)}, [][]string{{"a", "b", "c"}}, "a@0+1v1 b@1+1v1 c@2+1v1 " + strings.Repeat("the row has another number of cells than it says", 3)},
		{"columns overlap", []rowDefinition{define(nil, 0, 2000, 1000)}, [][]string{{"a", "b"}}, "a@0+1v1 b@1+1v1 " + strings.Repeat("the row's columns overlap", 2)},
	} {
		t.Run(c.name, func(t *testing.T) {
			open := openTable{}
			for i, d := range c.rows {
				open.cells = append(open.cells, cells(c.text[i]...)...)
				if err := open.endRow(&d); err != nil {
					t.Fatal(err)
				}
			}
			table, err := open.close()
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(table); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Every cut of a file ends in an error or a document, soon.
func TestCutDOC(t *testing.T) {
	good := fixture(t, oddities)
	for n := 0; n < len(good); n += 256 {
		start := time.Now()
		if _, err := ParseDOC(good[:n]); err == nil && n < len(good)/2 {
			t.Errorf("%d of %d bytes are read as a document", n, len(good))
		}
		if d := time.Since(start); d > time.Second {
			t.Errorf("%d bytes took %v", n, d)
		}
	}
}

func FuzzDOC(f *testing.F) {
	f.Add(fixture(f, oddities))
	f.Add(fixture(f, "testdata/styles.doc"))
	f.Add(fixture(f, "testdata/signs.doc"))
	files, err := filepath.Glob("../testdata/formats/*.doc")
	if err != nil || len(files) == 0 {
		f.Fatalf("no fixtures (%v)", err)
	}
	for _, file := range files {
		f.Add(fixture(f, file))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		start := time.Now()
		first, err := ParseDOC(content)
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("took %v", d)
		}
		again, errAgain := ParseDOC(content)
		if (err == nil) != (errAgain == nil) || !reflect.DeepEqual(first, again) {
			t.Error("parsing twice gives two results")
		}
	})
}
