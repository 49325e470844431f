// Package ooxml reads the XML inside DOCX and XLSX files. The text of a part
// enters, its tags and texts leave, in order; what they mean is for word and
// sheet.
//
// Nearly every part is plain: tags, attributes, text. Those are read by a fast
// lexer, and checked here, because it passes over faults. At the first thing
// that is not plain or not well-formed the part is read anew by encoding/xml,
// which then alone decides: what is refused, and where, is the same with and
// without the lexer.
package ooxml

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/xml"
)

// Kind says what Next found.
type Kind int

const (
	Other     Kind = iota // a comment or a processing instruction
	Start                 // an element begins: Name and Attr
	End                   // an element ends: Name
	Text                  // Text
	Directive             // <!…>: Text
)

// Reader walks through a part.
type Reader struct {
	Name string     // of the element, without its prefix
	Attr []xml.Attr // of the element that begins, until the next call of Next
	Text string

	in     string
	from   int // where the lexer's text begins in it
	input  *parse.Input
	lexer  *lexer.Lexer
	open   []string // names of the open elements, with their prefixes
	closes bool     // the element that began ends at once
	slow   *xml.Decoder
}

// errNotPlain means that encoding/xml must read the part.
var errNotPlain = errors.New("not plain XML")

// Read lets a function walk through a part. The function begins anew when it is
// called again.
func Read(part string, read func(*Reader) error) error {
	if from, ok := plain(part); ok {
		if err := read(fast(part, from)); !errors.Is(err, errNotPlain) {
			return err
		}
	}
	return read(slowly(part))
}

// fast reads with the lexer, which needs a byte more than the text and writes
// into its copy of it.
func fast(part string, from int) *Reader {
	input := parse.NewInputBytes(append(make([]byte, 0, len(part)-from+1), part[from:]...))
	return &Reader{in: part, from: from, input: input, lexer: lexer.NewLexer(input)}
}

func slowly(part string) *Reader {
	d := xml.NewDecoder(strings.NewReader(part))
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil } // the part is decoded already
	return &Reader{slow: d}
}

// InputPos is the line and column, from 1, up to which the part was read.
func (r *Reader) InputPos() (line, column int) {
	if r.slow != nil {
		return r.slow.InputPos()
	}
	read := r.in[:r.from+r.input.Offset()]
	return 1 + strings.Count(read, "\n"), len(read) - strings.LastIndexByte(read, '\n')
}

// Next finds the next tag or text. After the last one it returns io.EOF.
func (r *Reader) Next() (Kind, error) {
	switch {
	case r.slow != nil:
		return r.nextSlow()
	case r.closes:
		r.closes = false
		return End, r.end(r.open[len(r.open)-1])
	}
	kind, token := r.lex()
	switch kind {
	case lexer.TextToken:
		var ok bool
		if r.Text, ok = unescaped(token); ok && !strings.Contains(token, "]]>") {
			return Text, nil
		}
	case lexer.StartTagToken:
		return Start, r.start(token[len("<"):])
	case lexer.EndTagToken:
		if name, ok := strings.CutSuffix(token[len("</"):], ">"); ok {
			return End, r.end(strings.TrimRight(name, spaces))
		}
	case lexer.ErrorToken:
		if len(r.open) == 0 && r.from+r.input.Offset() == len(r.in) {
			return Other, io.EOF
		}
	}
	return Other, errNotPlain
}

func (r *Reader) nextSlow() (Kind, error) {
	token, err := r.slow.Token()
	if err != nil {
		return Other, err
	}
	switch t := token.(type) {
	case xml.StartElement:
		r.Name, r.Attr = t.Name.Local, t.Attr
		return Start, nil
	case xml.EndElement:
		r.Name = t.Name.Local
		return End, nil
	case xml.CharData:
		r.Text = string(t)
		return Text, nil
	case xml.Directive:
		r.Text = string(t)
		return Directive, nil
	}
	return Other, nil
}

// Skip passes over the rest of the element that just began.
func (r *Reader) Skip() error {
	_, err := r.Inside()
	return err
}

// Inside reads the rest of the element that just began and returns its text,
// without that of the elements in it.
func (r *Reader) Inside() (string, error) {
	text := ""
	for open := 1; ; {
		kind, err := r.Next()
		if err != nil {
			return "", err
		}
		switch kind {
		case Start:
			open++
		case End:
			if open--; open == 0 {
				return text, nil
			}
		case Text:
			if open == 1 {
				text += r.Text
			}
		}
	}
}

// Attribute is the value of the first attribute of that name in the element
// that began, "" when it has none.
func (r *Reader) Attribute(name string) string {
	for i := range r.Attr {
		if r.Attr[i].Name.Local == name {
			return r.Attr[i].Value
		}
	}
	return ""
}

// Decode fills the fields of a new structure, as encoding/xml does, from the
// part's first element.
func (r *Reader) Decode(into any) error {
	if r.slow != nil {
		return r.slow.Decode(into)
	}
	return xml.NewTokenDecoder(tokens{r}).Decode(into)
}

// DecodeElement fills the fields of a new structure, as encoding/xml does, from the
// element that just began.
func (r *Reader) DecodeElement(into any) error {
	start := xml.StartElement{Name: xml.Name{Local: r.Name}, Attr: r.Attr}
	if r.slow != nil {
		return r.slow.DecodeElement(into, &start)
	}
	return xml.NewTokenDecoder(&begun{tokens{r}, &start}).Decode(into)
}

// begun are the tokens of an element that began.
type begun struct {
	tokens
	start *xml.StartElement // nil once it was handed out
}

func (b *begun) Token() (xml.Token, error) {
	if start := b.start; start != nil {
		b.start = nil
		return *start, nil
	}
	return b.tokens.Token()
}

// tokens are a Reader's in the types of encoding/xml, as far as Decode needs
// them: prefixes are left out.
type tokens struct{ *Reader }

func (t tokens) Token() (xml.Token, error) {
	kind, err := t.Next()
	switch {
	case err != nil:
		return nil, err
	case kind == Start:
		return xml.StartElement{Name: xml.Name{Local: t.Name}, Attr: t.Attr}, nil
	case kind == End:
		return xml.EndElement{Name: xml.Name{Local: t.Name}}, nil
	}
	return xml.CharData(t.Text), nil // the lexer's parts have nothing else
}
