package prose

import (
	"strings"
	"unicode/utf8"
)

// paragraph is the running text of one or more lines: pages and exports break
// sentences in the middle.
type paragraph struct {
	section string // key of its section, "preamble" before the first
	text    string // compact
	lines   []line
	lead    string // compact text of the short line before it, such as （二）依申请公开情况
}

// sentence is a part of a paragraph up to a full stop.
type sentence struct {
	par   *paragraph
	n     int // place in the paragraph, from 0
	text  string
	start int // in the paragraph's text

	printed string // what said returns, once it was asked
}

// said returns the sentence as it is printed, spaces at its ends and line
// breaks left out.
func (s *sentence) said() string {
	if s.printed == "" {
		s.printed = s.cut()
	}
	return s.printed
}

// cut copies the sentence from the lines of its paragraph.
func (s *sentence) cut() string {
	n := 0
	var b strings.Builder
	b.Grow(len(s.text) + len(s.text)/4)
	for i, l := range s.par.lines {
		for _, r := range l.text {
			if n == s.n && r != '\n' && r != '\r' && r != '\t' {
				b.WriteRune(r)
			}
			if endsSentence(r) {
				n++
			}
		}
		if n > s.n {
			break
		}
		if n == s.n && i+1 < len(s.par.lines) {
			t := strings.TrimSpace(b.String())
			b.Reset()
			b.WriteString(t)
		}
	}
	return strings.TrimSpace(b.String())
}

// at is where the line stands in which the sentence begins.
func (s *sentence) at() string {
	end := 0
	for _, l := range s.par.lines {
		if end += len(l.compact); s.start < end {
			return string(l.at)
		}
	}
	return ""
}

func endsSentence(r rune) bool {
	switch r {
	case '。', '!', '?', '！', '？', '｡':
		return true
	}
	return false
}

// wrapped is how long a line is at least, in bytes of compact text, that may
// go on in the next one; a shorter one was ended on purpose. leadIn is how
// long a line may be that is a heading of what follows.
const (
	wrapped    = 45
	shortLine  = 90
	paragraphs = 64
)

// paragraphsOf joins the lines of each section to paragraphs. What follows the
// title is not part of it, though it ends without a full stop.
func paragraphsOf(all []placed, title Title) []*paragraph {
	out := make([]*paragraph, 0, paragraphs)
	named := newLine(title.Text, title.At).compact
	for i, l := range all {
		if last := len(out) - 1; last >= 0 && out[last].goesOn(l) && !(l.section == preamble && strings.HasSuffix(named, all[i-1].compact)) {
			p := out[last]
			p.text += l.compact
			p.lines = append(p.lines, l.line)
			continue
		}
		p := &paragraph{section: l.section, text: l.compact, lines: []line{l.line}}
		if last := len(out) - 1; last >= 0 && out[last].section == l.section && len(out[last].text) <= shortLine {
			p.lead = out[last].text
		}
		out = append(out, p)
	}
	return out
}

// goesOn tells whether a line continues the paragraph.
func (p *paragraph) goesOn(l placed) bool {
	last := p.lines[len(p.lines)-1].compact
	if p.section != l.section || len(last) < wrapped || numbered(l.compact) || numbered(p.text) && len(p.lines) == 1 && len(last) < shortLine {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(last)
	return !endsSentence(r) && r != ';' && r != ':' && r != '|'
}

func numbered(s string) bool {
	return startsNumber(s) && sectionNumber.MatchString(s[:min(len(s), longestNumber)])
}

// longestNumber is how many bytes the number of a heading has at most.
const longestNumber = 20

// sentences cuts the paragraph at its full stops. A sentence is gone when the
// next one is there.
func (p *paragraph) sentences(yield func(*sentence)) {
	var s sentence
	start, n := 0, 0
	for i, r := range p.text {
		if endsSentence(r) {
			end := i + utf8.RuneLen(r)
			s = sentence{par: p, n: n, text: p.text[start:end], start: start}
			yield(&s)
			start, n = end, n+1
		}
	}
	if start < len(p.text) {
		s = sentence{par: p, n: n, text: p.text[start:], start: start}
		yield(&s)
	}
}

// says tells whether one of the words stands in the paragraph before the end
// of the sentence's first n bytes, or in the paragraph's lead, with none of the
// words between after it.
func (s *sentence) says(n int, words, between []string) bool {
	text, at := s.par.text[:s.start+n], -1
	for _, w := range words {
		if i := strings.LastIndex(text, w); i >= 0 {
			at = max(at, i+len(w))
		} else if at < 0 && strings.Contains(s.par.lead, w) {
			at = 0
		}
	}
	return len(words) == 0 || at >= 0 && !containsAny(text[at:], between)
}
