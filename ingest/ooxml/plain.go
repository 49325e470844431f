package ooxml

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	lexer "github.com/tdewolff/parse/v2/xml"
)

const spaces = " \t\r\n"

// maxFast is how many bytes of XML the lexer gets its own copy of. No report has
// as many.
const maxFast = 16 << 20

// plain tells whether a part may be read by the lexer, and from where: its
// declaration is left out. Every character must be one that XML allows.
func plain(part string) (from int, ok bool) {
	if len(part) > maxFast || !utf8.ValidString(part) || strings.Contains(part, "\uFFFE") || strings.Contains(part, "\uFFFF") {
		return 0, false
	}
	for i := 0; i < len(part); i++ {
		if c := part[i]; c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return 0, false
		}
	}
	for _, declaration := range []string{`<?xml version="1.0"`, `<?xml version='1.0'`} {
		if strings.HasPrefix(part, declaration) {
			end := strings.Index(part, "?>")
			return end + len("?>"), end >= 0
		}
	}
	return 0, true
}

// lex is the lexer's next token, cut out of what was read: the lexer makes line
// breaks in values spaces.
func (r *Reader) lex() (lexer.TokenType, string) {
	kind, token := r.lexer.Next()
	end := r.from + r.input.Offset()
	return kind, r.in[end-len(token) : end]
}

// start takes the tag of an element whose name was read, up to its end.
func (r *Reader) start(name string) error {
	_, local, ok := cutName(name)
	if !ok {
		return errNotPlain
	}
	r.Name, r.Attr = local, r.Attr[:0]
	r.open = append(r.open, name)
	for {
		switch kind, token := r.lex(); kind {
		case lexer.AttributeToken:
			if !r.attribute(token) {
				return errNotPlain
			}
		case lexer.StartTagCloseVoidToken:
			r.closes = true
			return nil
		case lexer.StartTagCloseToken:
			return nil
		default:
			return errNotPlain
		}
	}
}

// attribute takes one of an element that begins. Two of one name are for
// encoding/xml to tell apart.
func (r *Reader) attribute(token string) bool {
	value := token[len(token)-len(r.lexer.AttrVal()):]
	prefix, local, ok := cutName(strings.TrimLeft(token, spaces)[:len(r.lexer.Text())])
	if !ok || len(value) < 2 || value[0] != '"' && value[0] != '\'' || value[len(value)-1] != value[0] {
		return false
	}
	for i := range r.Attr {
		if r.Attr[i].Name.Local == local {
			return false
		}
	}
	value = value[1 : len(value)-1]
	if strings.IndexByte(value, '<') >= 0 {
		return false
	}
	if value, ok = unescaped(value); ok {
		r.Attr = append(r.Attr, xml.Attr{Name: xml.Name{Space: prefix, Local: local}, Value: value})
	}
	return ok
}

// end takes the end of an element, which must be the last one that began.
func (r *Reader) end(name string) error {
	last := len(r.open) - 1
	if last < 0 || r.open[last] != name {
		return errNotPlain
	}
	_, r.Name, _ = cutName(name)
	r.open = r.open[:last]
	return nil
}

// cutName cuts a name of plain letters into its prefix and the rest.
func cutName(name string) (prefix, local string, ok bool) {
	colon := -1
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_':
		case i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '.'):
		case c == ':' && i > 0 && colon < 0 && i+1 < len(name):
			colon = i
		default:
			return "", "", false
		}
	}
	if colon < 0 {
		return "", name, name != ""
	}
	return name[:colon], name[colon+1:], true
}

var (
	entities   = []string{"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}
	unescape   = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'")
	lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")
)

// unescaped is what a text or value says. It is not ok where it names a
// character in another way than by the five words that XML knows.
func unescaped(text string) (string, bool) {
	if strings.IndexByte(text, '\r') >= 0 {
		text = lineBreaks.Replace(text)
	}
	for rest := text; ; {
		i := strings.IndexByte(rest, '&')
		if i < 0 {
			break
		}
		rest = rest[i:]
		known := false
		for _, e := range entities {
			known = known || strings.HasPrefix(rest, e)
		}
		if !known {
			return "", false
		}
		rest = rest[1:]
	}
	if strings.IndexByte(text, '&') < 0 {
		return text, true
	}
	return unescape.Replace(text), true
}
