package dashboard

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

const byteOrderMark = "\ufeff"

// csvWriter writes RFC 4180 with CRLF. The variant for Excel and WPS begins
// with a byte order mark and keeps text from being taken for a formula; the
// one for programs is faithful to the byte.
type csvWriter struct {
	w     *csv.Writer
	out   *bufio.Writer
	excel bool
}

func newCSVWriter(w io.Writer, excel bool) *csvWriter {
	out := bufio.NewWriter(w)
	if excel {
		out.WriteString(byteOrderMark)
	}
	c := &csvWriter{w: csv.NewWriter(out), out: out, excel: excel}
	c.w.UseCRLF = true
	return c
}

func (c *csvWriter) write(record []string) error {
	if c.excel {
		safe := make([]string, len(record))
		for i, s := range record {
			safe[i] = formulaSafe(s)
		}
		record = safe
	}
	return c.w.Write(record)
}

func (c *csvWriter) flush() error {
	c.w.Flush()
	if err := c.w.Error(); err != nil {
		return err
	}
	return c.out.Flush()
}

// formulaSafe puts an apostrophe before text that a spreadsheet would run.
// Numbers, negative ones too, stay numbers.
func formulaSafe(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	if s == "" || !strings.ContainsRune("=+-@\t\r＝＋－＠", r) || plainNumber(s) {
		return s
	}
	return "'" + s
}

func plainNumber(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	return whole != "" && onlyDigits(whole) && (!point || fraction != "" && onlyDigits(fraction))
}

func onlyDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// csvBody is a table as a CSV. Every row says which version of the data it
// comes from and, where the table itself does not, whether it is made up.
func csvBody(t *Table, version string, simulated, excel bool) ([]byte, error) {
	var out bytes.Buffer
	w := newCSVWriter(&out, excel)
	names, ends := t.header(), []string{boolText(simulated), version}
	if slices.Contains(names, "simulated") {
		names, ends = append(names, "data_version"), ends[1:]
	} else {
		names = append(names, "simulated", "data_version")
	}
	if err := w.write(names); err != nil {
		return nil, err
	}
	for _, record := range t.records() {
		if err := w.write(append(record, ends...)); err != nil {
			return nil, err
		}
	}
	err := w.flush()
	return out.Bytes(), err
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
