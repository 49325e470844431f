package ooxml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// walk lists what a part holds, and where each of it ends.
func walk(r *Reader, out *[]string) error {
	*out = nil
	for {
		kind, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if kind == Other { // the lexer leaves them out, or leaves the part to encoding/xml
			continue
		}
		at, column := r.InputPos()
		*out = append(*out, fmt.Sprintf("%d:%d", at, column))
		switch kind {
		case Start:
			line := "<" + r.Name
			for _, a := range r.Attr {
				line += fmt.Sprintf(" %s=%q", a.Name.Local, a.Value)
			}
			*out = append(*out, line)
		case End:
			*out = append(*out, ">"+r.Name)
		case Text, Directive:
			*out = append(*out, fmt.Sprintf("%d %q", kind, r.Text))
		}
	}
}

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`

// parts are plain and other ones, well-formed and broken; fast tells which of
// them the lexer reads.
var parts = []struct {
	part string
	fast bool
}{
	{declaration + "\r\n<w:p a:b=\"1\" c='\n2'><w:t xml:space=\"preserve\"> 12 &lt;&amp;amp;&gt;\r\n </w:t ><br/></w:p>\n", true},
	{`<?xml version='1.0'?><a b="x>y"c="&quot;&apos;"/>`, true},
	{"", true},
	{"<a/><b/>text", true},
	{"<a>１２</a>", true},
	{"<a b='1' c:b='2'/>", false},
	{"<a b='1' b='2'/>", false},
	{"\uFEFF" + declaration + "<a/>", false},
	{`<?xml version="1.1"?><a/>`, false},
	{declaration + `<?x y="?>"?><a/>`, false},
	{"<a><!-- b --></a>", false},
	{"<a><!-- b -- c --></a>", false},
	{"<a/><!-- b", false},
	{"<a><![CDATA[<12>]]></a>", false},
	{"<!DOCTYPE a><a/>", false},
	{"<!X><a/>", false},
	{"<a>&#49;&#x32;</a>", false},
	{"<a>&nbsp;</a>", false},
	{"<a>&amp</a>", false},
	{"<a b='&lt'/>", false},
	{"<a>]]></a>", false},
	{"<a b=']]>'/>", true},
	{"<a b='<'/>", false},
	{"<a b=1/>", false},
	{"<a b/>", false},
	{"<a b='1", false},
	{"<a b=\"1'/>", false},
	{"<a", false},
	{"<a></a", false},
	{"<a></b>", false},
	{"<a></ a>", false},
	{"<a><b></a></b>", false},
	{"<w:a></v:a>", false},
	{"<a>", false},
	{"</a>", false},
	{"<1a/>", false},
	{"<a:b:c/>", false},
	{"<:a/>", false},
	{"<a:/>", false},
	{"<一/>", false},
	{"< a/>", false},
	{"<>", false},
	{"<a?>", false},
	{"<a/b>", false},
	{"<a>\x00</a>", false},
	{"<a>\x01</a>", false},
	{"<a>\uFFFE</a>", false},
	{"<a>\xff</a>", false},
	{"<a\x00/>", false},
}

// With and without the lexer a part is the same: its tags and texts, or its
// fault.
func TestReadAsTheStandardDecoder(t *testing.T) {
	for _, c := range parts {
		same(t, c.part)
		from, ok := plain(c.part)
		var got []string
		if ok = ok && walk(fast(c.part, from), &got) == nil; ok != c.fast {
			t.Errorf("%q: read by the lexer %v, want %v", c.part, ok, c.fast)
		}
	}
}

func same(t *testing.T, part string) {
	t.Helper()
	var got, want []string
	r := slowly(part)
	wantErr := walk(r, &want)
	err := Read(part, func(r *Reader) error { return walk(r, &got) })
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Errorf("%q: %v, want %v", part, err, wantErr)
	}
	if wantErr == nil && strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q:\n%q\nwant\n%q", part, got, want)
	}
	type structure struct {
		Text string   `xml:"t"`
		List []string `xml:"b,attr"`
	}
	var value, wanted structure
	wantErr = slowly(part).Decode(&wanted)
	err = Read(part, func(r *Reader) error {
		value = structure{}
		return r.Decode(&value)
	})
	if fmt.Sprint(err) != fmt.Sprint(wantErr) || err == nil && fmt.Sprint(value) != fmt.Sprint(wanted) {
		t.Errorf("%q decodes to %v, %v; want %v, %v", part, value, err, wanted, wantErr)
	}
}

// An error of the caller's comes with the place where the part says it.
func TestPositionOfAnError(t *testing.T) {
	broken := errors.New("broken")
	for _, c := range []struct {
		part         string
		line, column int
	}{
		{declaration + "\n<a>\n  <b/></a>", 3, 7},
		{declaration + "<b>", 1, len(declaration) + 4},
		{"<!-- read by encoding/xml -->\n<a\n><b></a>", 3, 5},
	} {
		line, column := 0, 0
		err := Read(c.part, func(r *Reader) error {
			for {
				kind, err := r.Next()
				if err != nil {
					return err
				}
				if kind == Start && r.Name == "b" {
					line, column = r.InputPos()
					return broken
				}
			}
		})
		if err != broken || line != c.line || column != c.column {
			t.Errorf("%q: %v at %d:%d, want %v at %d:%d", c.part, err, line, column, broken, c.line, c.column)
		}
	}
	var syntax *xml.SyntaxError
	if err := Read("<a>\n<b></a>", (*Reader).Skip); !errors.As(err, &syntax) || syntax.Line != 2 {
		t.Errorf("%v", err)
	}
}

func TestInside(t *testing.T) {
	err := Read("<t>1<b>x</b>2<c/></t>", func(r *Reader) error {
		if _, err := r.Next(); err != nil {
			return err
		}
		text, err := r.Inside()
		if text != "12" {
			t.Errorf("%q, want 12", text)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// Whatever a part is, the lexer changes nothing of what is read.
func FuzzRead(f *testing.F) {
	for _, c := range parts {
		f.Add(c.part)
	}
	f.Fuzz(func(t *testing.T, part string) { same(t, part) })
}
