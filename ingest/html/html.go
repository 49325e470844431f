// Package html reads web pages: paragraphs and data tables in reading order.
// Tables that only lay out the page are opened up into what they hold.
package html

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/ingest/document"
)

// Parse reads a page that is already decoded. Positions are "paragraph N" and
// "table N row R column C", counted from 1 over data tables; the column is
// that of the grid, spans counted. It returns an error when the page is nested
// deeper than the HTML parser allows or a table is larger than a grid may be.
func Parse(content string) (*document.Document, error) {
	page, err := read(content, true)
	if err != nil {
		return nil, err
	}
	if page.hid && !hasTable(page.doc) { // a page may hide all of itself until its script runs
		if plain, err := read(content, false); err == nil && hasTable(plain.doc) {
			plain.note("hidden_text", "网页的样式把表格都藏了起来，已按表格本身读取")
			return plain.doc, nil
		}
	}
	return page.doc, nil
}

func hasTable(doc *document.Document) bool {
	return slices.ContainsFunc(doc.Blocks, func(b document.Block) bool { return b.Table != nil })
}

// read reads a page, with what its styles hide left out or, where not dressed,
// without its own style sheets and with all but what it takes out of itself.
func read(content string, dressed bool) (*walker, error) {
	page, err := goquery.NewDocumentFromReader(strings.NewReader(content))
	if err != nil && strings.Contains(err.Error(), "open stack of elements") {
		return nil, ErrNested
	}
	if err != nil {
		return nil, fmt.Errorf("parsing HTML: %w", err)
	}
	root := page.Get(0)
	w := &walker{doc: &document.Document{Format: "html", Meta: meta(root)}, dressed: dressed}
	said, left := readSheets(root), maxMatches
	if dressed {
		left = dress(root, said.all)
	} else {
		said.onlyFonts()
	}
	w.styles = styles{map[string]*shown{}, newPalette(root, said, left)}
	w.block(root)
	w.flush()
	if !said.whole || w.styles.palette.left <= 0 {
		w.note("styles_unread", "网页里的样式太多，没有读完；哪些文字被样式隐藏或划掉，不能确定")
	}
	return w, w.err
}

func (w *walker) note(code, message string) {
	w.doc.Notes = append(w.doc.Notes, document.Note{Code: code, Message: message})
}

var declared = regexp.MustCompile(`(?i)<meta[^>]*charset\s*=\s*["']?\s*([a-z0-9_-]+)`)

// Declared is the character set that a page says it is in, "" when it says
// none. Only the start of the page is asked, as browsers do.
func Declared(content []byte) string {
	m := declared.FindSubmatch(content[:min(len(content), 4096)])
	if m == nil {
		return ""
	}
	return string(m[1])
}

// meta collects the page's own words about itself.
func meta(page *html.Node) map[string]string {
	out := map[string]string{}
	titled := false
	for n := range page.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "meta":
			name, value := strings.ToLower(strings.TrimSpace(attribute(n, "name"))), attribute(n, "content")
			if name != "" && value != "" {
				out[name] = value
			}
		case n.Data == "title" && !titled: // the first counts
			titled = true
			if title := strings.TrimSpace(textOf(n)); title != "" {
				out["title"] = title
			}
		}
	}
	return out
}

// walker emits blocks in reading order.
type walker struct {
	doc        *document.Document
	styles     styles
	text       strings.Builder // the open paragraph
	paragraphs int
	tables     int
	dressed    bool
	hid        bool // something was left out because the page does not show it
	err        error
}

// skipped elements hold nothing that a reader sees.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Head: true, atom.Noscript: true, atom.Template: true,
	atom.Iframe: true, atom.Object: true, atom.Svg: true, atom.Select: true, atom.Textarea: true,
}

// inline elements do not break a paragraph; every other element does. Text that
// is struck through is not joined to what stands beside it.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Big: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Label: true, atom.Mark: true, atom.Small: true, atom.Span: true,
	atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.U: true, atom.Ins: true, atom.Img: true, atom.Wbr: true,
}

func (s styles) inline(n *html.Node) bool {
	named := inline[n.DataAtom] || n.DataAtom == 0 && strings.Contains(n.Data, ":") // Word's o:p and the like
	return named && !s.of(n).breaks
}

func (s styles) hidden(n *html.Node) bool {
	if len(n.Attr) > 0 && (s.of(n).hides || slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" })) {
		return true
	}
	return n.DataAtom == atom.Dialog && !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "open" })
}

// block walks one node and what is in it.
func (w *walker) block(n *html.Node) {
	if w.err != nil {
		return
	}
	look := ""
	switch n.Type {
	case html.TextNode:
		w.text.WriteString(n.Data)
		return
	case html.ElementNode:
		if skipped[n.DataAtom] {
			return
		}
		layout := n.DataAtom == atom.Table && isLayout(n)
		if look = w.styles.look(n); layout {
			look = w.styles.lookAround(n)
		}
		switch {
		case w.styles.hidden(n) || look == document.HiddenDoubt && w.dressed:
			w.hide(n)
			return
		case look == document.RaisedDoubt && isNumber(textOf(n)): // 5 with a raised 1 is not 51
			w.text.WriteString("[" + strings.TrimSpace(textOf(n)) + "]")
			return
		}
		if n.DataAtom == atom.Br {
			w.flush()
			return
		}
		if n.DataAtom == atom.Table && !layout {
			w.flush()
			w.table(n)
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	breaks := n.Type == html.ElementNode && (!w.styles.inline(n) || look == document.StruckDoubt)
	if breaks {
		w.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.block(c)
	}
	if breaks {
		w.flush()
	}
}

// hide notes that a table is not read because the page does not show it.
func (w *walker) hide(n *html.Node) {
	w.hid = true
	holds := false
	for c := range n.Descendants() {
		holds = holds || c.DataAtom == atom.Table && !isLayout(c)
	}
	if holds {
		w.doc.Notes = append(w.doc.Notes, document.Note{Code: "hidden_text", Place: document.Position(fmt.Sprintf("paragraph %d", max(1, w.paragraphs))), Message: "这里有隐藏的表格，没有读取"})
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func isNumber(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && strings.IndexFunc(text, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// flush ends the open paragraph; blank ones are dropped.
func (w *walker) flush() {
	if w.text.Len() == 0 {
		return
	}
	text := oneLine(w.text.String())
	w.text.Reset()
	if text != "" {
		w.paragraph(text)
	}
}

// oneLine makes every run of spaces one plain space and trims the ends.
func oneLine(text string) string {
	text = strings.TrimSpace(text)
	before := rune(0)
	for _, r := range text {
		if r != ' ' && r <= '\u3000' && unicode.IsSpace(r) || r == ' ' && before == ' ' {
			return strings.Join(strings.Fields(text), " ")
		}
		before = r
	}
	return text // as most are
}

func (w *walker) paragraph(text string) {
	w.paragraphs++
	w.doc.Blocks = append(w.doc.Blocks, document.Block{Paragraph: &document.Paragraph{
		Text: text, At: document.Position(fmt.Sprintf("paragraph %d", w.paragraphs))}})
}

// isLayout tells a table that only arranges the page: it holds a single cell, or
// other tables with no fewer cells than its own.
func isLayout(table *html.Node) bool {
	own, inner := 0, 0
	var walk func(n *html.Node, in *int)
	walk = func(n *html.Node, in *int) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Table:
				walk(c, &inner)
				continue
			case atom.Td, atom.Th:
				*in++
			}
			walk(c, in)
		}
	}
	walk(table, &own)
	return own < 2 || inner >= own
}
