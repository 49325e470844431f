package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"gongkai/ingest/ole2"
)

// rec is a record of a BIFF stream.
func rec(id int, body ...byte) []byte {
	out := binary.LittleEndian.AppendUint16(nil, uint16(id))
	return append(binary.LittleEndian.AppendUint16(out, uint16(len(body))), body...)
}

func words(n ...int) (out []byte) {
	for _, v := range n {
		out = binary.LittleEndian.AppendUint16(out, uint16(v))
	}
	return out
}

func float(v float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)) }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// biff is a workbook stream with one sheet of those records. The globals hold
// two styles: plain numbers, and dates.
func biff(globals [][]byte, sheet ...[]byte) []byte {
	style := func(format int) []byte { return rec(recXF, append(words(0, format), make([]byte, 16)...)...) }
	build := func(at int) []byte {
		return join(rec(recBOF, words(version8, 5)...),
			rec(recBoundSheet, join(words(at, at>>16, 0), []byte{1, 0, 'S'})...),
			style(0), style(14), join(globals...), rec(recEOF))
	}
	at := len(build(0))
	return join(build(at), rec(recBOF, words(version8, 0x10)...), join(sheet...), rec(recEOF))
}

func TestRecords(t *testing.T) {
	label := func(row, col, index int) []byte { return rec(recLabelSST, words(row, col, 0, index, 0)...) }
	formula := func(col int, result []byte, flags int) []byte {
		return rec(recFormula, join(words(0, col, 0), result, words(flags, 0, 0, 0))...)
	}
	sst := func(n int, parts ...[]byte) [][]byte {
		out := [][]byte{rec(recSST, join(words(n, 0, n, 0), parts[0])...)}
		for _, p := range parts[1:] {
			out = append(out, rec(recContinue, p...))
		}
		return out
	}
	framed := [][]byte{rec(recXF, join(make([]byte, 10), words(1), make([]byte, 8))...)} // style 2
	for _, c := range []struct {
		name    string
		globals [][]byte
		sheet   [][]byte
		want    string
	}{
		{"wide text goes on narrow", sst(1, join(words(4), []byte{1}, words('规', '章')), []byte{0, 'a', 'b'}),
			[][]byte{label(0, 0, 0)}, "¶规章ab S!A1"},
		{"narrow text goes on wide", sst(1, join(words(3), []byte{0, 'a'}), join([]byte{1}, words('规', '章'))),
			[][]byte{label(0, 0, 0)}, "¶a规章 S!A1"},
		{"text begins after its header", sst(1, join(words(1), []byte{0}), []byte{0, 'a'}),
			[][]byte{label(0, 0, 0)}, "¶a S!A1"},
		{"next text begins a continuation", sst(2, join(words(1), []byte{0, 'a'}), join(words(1), []byte{1}, words('件'))),
			[][]byte{label(0, 0, 0), label(0, 1, 1)}, "S!A1:B1\na@0+1v1 件@1+1v1"},
		{"formatting and reading aid", sst(2, join(words(1), []byte{12}, words(1), words(3, 0), []byte{'a'}, make([]byte, 2)), join(make([]byte, 5), words(1), []byte{0, 'b'})),
			[][]byte{label(0, 0, 0), label(0, 1, 1)}, "S!A1:B1\na@0+1v1 b@1+1v1"},
		{"packed numbers", nil, [][]byte{
			rec(recRK, join(words(0, 0, 0), binary.LittleEndian.AppendUint32(nil, 12<<2|2))...),
			rec(recMulRK, join(words(0, 1, 0), binary.LittleEndian.AppendUint32(nil, 37<<2|3), words(0), binary.LittleEndian.AppendUint32(nil, uint32(math.Float64bits(5)>>32)), words(2))...),
			rec(recNumber, join(words(0, 3, 0), float(59237.2449))...),
		}, "S!A1:D1\n12@0+1v1 0.37@1+1v1 5@2+1v1 59237.2449@3+1v1"},
		{"text in the cell", nil, [][]byte{rec(recLabel, join(words(0, 0, 0, 2), []byte{1}, words('件', '数'))...)}, "¶件数 S!A1"},
		{"formula with a number", nil, [][]byte{formula(0, float(7), 0)}, "¶7 S!A1"},
		{"formula with a text", nil, [][]byte{formula(0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0), rec(recString, join(words(1), []byte{0, '8'})...)}, "¶8 S!A1"},
		{"formula without its text, beside 1", nil, [][]byte{formula(0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0), rec(recNumber, join(words(0, 1, 0), float(1))...)}, "S!A1:B1\n?@0+1v1 1@1+1v1"},
		{"formula to be worked out, beside 1", nil, [][]byte{formula(0, float(0), 3), rec(recNumber, join(words(0, 1, 0), float(1))...)}, "S!A1:B1\n0?@0+1v1 1@1+1v1"},
		{"formula with an error, beside 1", nil, [][]byte{formula(0, []byte{2, 0, 0x17, 0, 0, 0, 0xFF, 0xFF}, 0), rec(recNumber, join(words(0, 1, 0), float(1))...)}, "S!A1:B1\n#REF!?@0+1v1 1@1+1v1"},
		{"date beside an error", nil, [][]byte{rec(recNumber, join(words(0, 0, 1), float(8))...), rec(recBoolErr, join(words(0, 1, 0), []byte{0x2A, 1})...)}, "S!A1:B1\n8?@0+1v1 #N/A?@1+1v1"},
		{"merged range with another value under it", nil, [][]byte{
			rec(recNumber, join(words(0, 0, 0), float(1))...), rec(recNumber, join(words(1, 0, 0), float(2))...), rec(recNumber, join(words(0, 1, 0), float(3))...),
			rec(recMergeCells, words(1, 0, 1, 0, 0)...)}, "S!A1:B2\n1?@0+1v2 3@1+1v1\n@1+1v1"},
		{"a blank cell's frame, taken back", framed, [][]byte{rec(recNumber, join(words(0, 0, 0), float(1))...),
			rec(recBlank, words(0, 1, 2)...), rec(recBlank, words(0, 1, 0)...), rec(recNumber, join(words(1, 1, 0), float(2))...)}, "¶1 S!A1\n¶2 S!B2"},
		{"a blank cell's frame, given late", framed, [][]byte{rec(recNumber, join(words(0, 0, 0), float(1))...),
			rec(recBlank, words(0, 1, 0)...), rec(recBlank, words(0, 1, 2)...), rec(recNumber, join(words(1, 1, 0), float(2))...)}, "S!A1:A1\n1@0+1v1\n¶2 S!B2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := readWorkbook(biff(c.globals, c.sheet...))
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(doc); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRefusedRecords(t *testing.T) {
	good := biff(nil, rec(recNumber, join(words(0, 0, 0), float(1))...))
	for _, c := range []struct {
		name   string
		stream []byte
		want   error
	}{
		{"encrypted", biff([][]byte{rec(recFilePass, 1, 0)}), ole2.ErrEncrypted},
		{"Excel 95", rec(recBOF, words(0x500, 5)...), ErrOldExcel},
		{"no text of that number", biff(nil, rec(recLabelSST, words(0, 0, 0, 9, 0)...)), ErrDamaged},
		{"four billion texts", biff([][]byte{rec(recSST, 0, 0, 0, 0, 255, 255, 255, 255)}), ErrDamaged},
		{"cut record", good[:len(good)-6], ErrDamaged},
		{"short cell", biff(nil, rec(recNumber, 0, 0)), ErrDamaged},
		{"merged range backwards", biff(nil, rec(recMergeCells, words(1, 5, 1, 0, 0)...)), ErrDamaged},
		{"row 60000", biff(nil, rec(recNumber, join(words(60000, 0, 0), float(1))...)), ErrTooLarge},
		{"sheet outside the file", good[:40], ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			if doc, err := readWorkbook(c.stream); !errors.Is(err, c.want) {
				t.Errorf("gives %v and %v, want %v", doc, err, c.want)
			}
		})
	}
}

func TestCutXLS(t *testing.T) {
	good := fixture(t, "testdata/oddities.xls")
	for n := 0; n < len(good); n += 64 {
		start := time.Now()
		if _, err := ParseXLS(good[:n]); err == nil && n < len(good)/2 {
			t.Errorf("%d of %d bytes are read as a workbook", n, len(good))
		}
		if d := time.Since(start); d > time.Second {
			t.Errorf("%d bytes took %v", n, d)
		}
	}
}

// rewrite copies a package with one part changed.
func rewrite(t *testing.T, content []byte, part string, change func(string) string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if f.Name == part {
			if text = change(text); text == string(b) {
				t.Fatalf("%s is not changed", part)
			}
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// badChecksum stores a part with a checksum that is not its own.
func badChecksum(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	body := []byte("<workbook/>")
	f, err := w.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml", CRC32: crc32.ChecksumIEEE(body) + 1,
		CompressedSize64: uint64(len(body)), UncompressedSize64: uint64(len(body))})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const sheetPart = "xl/worksheets/sheet1.xml"

func TestRefusedXLSX(t *testing.T) {
	good := oddities(t)
	change := func(from, to string) []byte {
		return rewrite(t, good, sheetPart, func(s string) string { return strings.Replace(s, from, to, 1) })
	}
	row := func(cells string) []byte { return change("</sheetData>", `<row r="20">`+cells+"</row></sheetData>") }
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"checksum", badChecksum(t), "checksum"},
		{"cut zip", good[:len(good)/2], "zip"},
		{"cut sheet", rewrite(t, good, sheetPart, func(s string) string { return s[:len(s)/2] }), "XML syntax error"},
		{"entity", change("<worksheet", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet"), "document type"},
		{"40 MB of XML", change("<sheetData>", "<!--"+strings.Repeat(" ", 40<<20)+"--><sheetData>"), "MB"},
		{"last row", change("<sheetData>", `<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row>`), "larger"},
		{"row beyond", change("<sheetData>", `<sheetData><row r="2147483647"><c r="A2147483647"><v>1</v></c></row>`), ""},
		{"wide rows", change("<sheetData>", "<sheetData>"+strings.Repeat(`<row><c r="XFD1" s="1"/></row>`, 5000)), "larger"},
		{"two values", row(`<c r="B20"><v>1</v><v>2</v></c>`), "two values"},
		{"two types", row(`<c r="B20" t="s" t="n"><v>1</v></c>`), "two attributes"},
		{"cell twice", row(`<c r="B20"><v>1</v></c><c r="B20"><v>2</v></c>`), "does not follow"},
		{"cell of another row", row(`<c r="B21"><v>1</v></c>`), "does not follow"},
		{"row twice", change("</sheetData>", `<row r="15"><c r="B15"><v>1</v></c></row></sheetData>`), "follows row"},
		{"style that is no number", row(`<c r="B20" s="x"><v>1</v></c>`), `"x"`},
		{"merges that overlap", change("</mergeCells>", `<mergeCell ref="A1:A2"/></mergeCells>`), "overlap"},
		{"many merges", change("</sheetData>", "</sheetData><mergeCells>"+strings.Repeat(`<mergeCell ref="A1:B2"/>`, 5000)+"</mergeCells>"), "merged"},
		{"many merges, a line each", change("</mergeCells>", strings.Repeat("<mergeCell\nref=\"A1:B2\"/>", 5000)+"</mergeCells>"), "larger"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			_, err := ParseXLSX(c.content)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("gives error %v, want one with %q", err, c.want)
			}
			if d := time.Since(start); d > 2*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestAcceptedXLSX(t *testing.T) {
	good := oddities(t)
	want, err := ParseXLSX(good)
	if err != nil {
		t.Fatal(err)
	}
	lying := rewrite(t, good, sheetPart, func(s string) string {
		return strings.Replace(s, "<sheetData>", `<dimension ref="A1:XFD1048576"/><sheetData>`, 1)
	})
	got, err := ParseXLSX(lying)
	if err != nil || shown(got) != shown(want) {
		t.Errorf("a lying dimension gives %v and error %v", got, err)
	}
	missing := rewrite(t, good, sheetPart, func(s string) string {
		i := strings.Index(s, `<c r="C5"`)
		j := i + strings.Index(s[i:], "<v>")
		k := j + strings.Index(s[j:], "</v>")
		return s[:j] + "<v>9999" + s[k:]
	})
	got, err = ParseXLSX(missing)
	if err != nil {
		t.Fatal(err)
	}
	if c := got.Blocks[2].Table.Rows[1][2]; c.Text != "" || !strings.Contains(c.Doubt, "9999") {
		t.Errorf("a shared text that is not there gives %+v", c)
	}
}
