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
	doc, dressed, err := read(content, true)
	if err != nil || !dressed || hasTable(doc) {
		return doc, err
	}
	// A page may hide all of itself until its script runs.
	if plain, _, err := read(content, false); err == nil && hasTable(plain) {
		plain.Notes = append(plain.Notes, document.Note{Code: "hidden_text", Message: "网页的样式把表格都藏了起来，已按表格本身读取"})
		return plain, nil
	}
	return doc, nil
}

func hasTable(doc *document.Document) bool {
	return slices.ContainsFunc(doc.Blocks, func(b document.Block) bool { return b.Table != nil })
}

// read reads a page, with its own style sheets or without them. dressed tells
// whether these change how any element looks.
func read(content string, sheets bool) (doc *document.Document, dressed bool, err error) {
	page, err := goquery.NewDocumentFromReader(strings.NewReader(content))
	if err != nil && strings.Contains(err.Error(), "open stack of elements") {
		return nil, false, ErrNested
	}
	if err != nil {
		return nil, false, fmt.Errorf("parsing HTML: %w", err)
	}
	w := &walker{doc: &document.Document{Format: "html", Meta: meta(page)}}
	for _, root := range page.Nodes {
		if sheets {
			dressed = dress(root) || dressed
		}
		w.block(root)
	}
	w.flush()
	return w.doc, dressed, w.err
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
func meta(page *goquery.Document) map[string]string {
	out := map[string]string{}
	page.Find("meta[name]").Each(func(_ int, s *goquery.Selection) {
		name, _ := s.Attr("name")
		value, _ := s.Attr("content")
		if name = strings.ToLower(strings.TrimSpace(name)); name != "" && value != "" {
			out[name] = value
		}
	})
	if title := strings.TrimSpace(page.Find("title").First().Text()); title != "" {
		out["title"] = title
	}
	return out
}

// walker emits blocks in reading order.
type walker struct {
	doc        *document.Document
	text       strings.Builder // the open paragraph
	paragraphs int
	tables     int
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

func isInline(n *html.Node) bool {
	return inline[n.DataAtom] || n.DataAtom == 0 && strings.Contains(n.Data, ":") // Word's o:p and the like
}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
		if a.Key == "style" && strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none") {
			return true
		}
	}
	return false
}

// block walks one node and what is in it.
func (w *walker) block(n *html.Node) {
	if w.err != nil {
		return
	}
	switch n.Type {
	case html.TextNode:
		w.text.WriteString(n.Data)
		return
	case html.ElementNode:
		if skipped[n.DataAtom] {
			return
		}
		look := lookOf(n)
		switch {
		case hidden(n) || look == document.HiddenDoubt && invisible(n):
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
		if n.DataAtom == atom.Table && !isLayout(n) {
			w.flush()
			w.table(n)
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	breaks := n.Type == html.ElementNode && (!isInline(n) || lookOf(n) == document.StruckDoubt)
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
	holds := false
	for c := range n.Descendants() {
		holds = holds || c.DataAtom == atom.Table && !isLayout(c)
	}
	if holds {
		w.doc.Notes = append(w.doc.Notes, document.Note{Code: "hidden_text", Place: document.Position(fmt.Sprintf("paragraph %d", max(1, w.paragraphs))), Message: "这里有隐藏的表格，没有读取"})
	}
}

// invisible tells an element that takes its room and shows nothing.
func invisible(n *html.Node) bool {
	style := strings.ReplaceAll(strings.ToLower(attribute(n, "style")), " ", "")
	return strings.Contains(style, "visibility:hidden") || strings.Contains(style, "visibility:collapse")
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
	fields := strings.Fields(text)
	if len(fields) == 1 {
		return fields[0]
	}
	return strings.Join(fields, " ")
}

func (w *walker) paragraph(text string) {
	w.paragraphs++
	w.doc.Blocks = append(w.doc.Blocks, document.Block{Paragraph: &document.Paragraph{
		Text: text, At: document.Position(fmt.Sprintf("paragraph %d", w.paragraphs))}})
}

// isLayout tells a table that only arranges the page: it holds another table,
// or a single cell.
func isLayout(table *html.Node) bool {
	cells, nested := 0, false
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && !nested; c = c.NextSibling {
			if c.Type == html.ElementNode {
				switch c.DataAtom {
				case atom.Table:
					nested = true
				case atom.Td, atom.Th:
					cells++
				}
			}
			walk(c)
		}
	}
	walk(table)
	return nested || cells < 2
}
