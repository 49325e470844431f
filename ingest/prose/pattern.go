package prose

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/ingest/report"
)

// pattern is a compiled line of data/figure_patterns.csv.
type pattern struct {
	figure  *figure
	steps   []step
	value   *report.Number // what it says where it has no number
	context []string

	// Words that make it something else: beside it, between its context and it,
	// after it in its sentence.
	except, between, after []string
}

// figure is a line of data/figures.csv.
type figure struct {
	data.FigureCode
	units wordSet
}

// step is a part of a pattern: one of some words, a gap, the number or the end
// of the clause.
type step struct {
	kind   byte // 'w', '*', '#', '$'
	words  []string
	starts string // the characters that the words begin with; "" where there may be no word
}

// maxGap is how far a gap reaches, in bytes.
const maxGap = 120

func compile(p data.FigurePattern, f *figure) *pattern {
	out := &pattern{figure: f, context: p.Context}
	for _, w := range p.Except {
		switch w[0] {
		case '<':
			out.between = append(out.between, w[1:])
		case '>':
			out.after = append(out.after, w[1:])
		default:
			out.except = append(out.except, w)
		}
	}
	if p.Value != "" {
		v, err := report.ParseNumber(p.Value)
		if err != nil {
			panic(fmt.Errorf("embedded data: figure_patterns.csv: %w", err))
		}
		out.value = &v
	}
	for rest := p.Pattern; rest != ""; {
		switch rest[0] {
		case '*', '#', '$':
			out.steps = append(out.steps, step{kind: rest[0]})
			rest = rest[1:]
		case '[':
			inside, after, _ := strings.Cut(rest[1:], "]")
			out.steps = append(out.steps, step{kind: 'w', words: newWordSet(setOf(strings.Split(inside, "/")))})
			rest = after
		default:
			end := strings.IndexAny(rest, "*#$[")
			if end < 0 {
				end = len(rest)
			}
			out.steps = append(out.steps, step{kind: 'w', words: []string{rest[:end]}})
			rest = rest[end:]
		}
	}
	for i := range out.steps {
		out.steps[i].starts = startsOf(out.steps[i].words)
	}
	return out
}

func startsOf(words []string) string {
	starts := ""
	for _, w := range words {
		if w == "" {
			return ""
		}
		r, _ := utf8.DecodeRuneInString(w)
		starts += string(r)
	}
	return starts
}

func setOf(words []string) map[string]string {
	out := map[string]string{}
	for _, w := range words {
		out[w] = ""
	}
	return out
}

// found is a place where a pattern fits.
type found struct {
	*pattern
	start, end int
	number     saidNumber
	weight     int    // bytes of words that fitted: the longer the surer
	noun       string // the last word of two characters or more before the number: what is counted
}

// match tries the pattern at a place of the text where one of its first words
// stands, so many bytes long.
func (p *pattern) match(x *extractor, text string, at, length int) (found, bool) {
	f := found{pattern: p, start: at, weight: length}
	if length >= shortestNoun {
		f.noun = text[at : at+length]
	}
	ok := f.fit(x, text, 1, at+length)
	return f, ok
}

// fit fits the steps from the i-th on at a place of the text.
func (f *found) fit(x *extractor, text string, i, at int) bool {
	if i == len(f.steps) {
		f.end = at
		return true
	}
	switch s := f.steps[i]; s.kind {
	case '#':
		n, ok := x.numberAt(text, at, f.figure.units)
		if !ok {
			return false
		}
		f.number = n
		return f.fit(x, text, i+1, n.end)
	case '*':
		return f.gap(x, text, i+1, at)
	case '$':
		return clauseEnds(text, at) && f.fit(x, text, i+1, at)
	default:
		return f.word(x, text, i, at)
	}
}

// word fits one of the words of the i-th step.
func (f *found) word(x *extractor, text string, i, at int) bool {
	noun := f.noun
	for _, w := range f.steps[i].words {
		if !strings.HasPrefix(text[at:], w) {
			continue
		}
		f.weight += len(w)
		if len(w) >= shortestNoun && f.number.end == 0 {
			f.noun = w
		}
		if f.fit(x, text, i+1, at+len(w)) {
			return true
		}
		f.weight -= len(w)
		f.noun = noun
	}
	return false
}

// shortestNoun is how many bytes a word has at least that tells what is counted.
const shortestNoun = len("申请")

// gap lets a gap end before the i-th step, at the nearest place where it fits
// within the clause; no other number may stand in the gap.
func (f *found) gap(x *extractor, text string, i, at int) bool {
	end := min(len(text), at+maxGap)
	starts := ""
	if i < len(f.steps) {
		starts = f.steps[i].starts
	}
	for at < end {
		r, size := utf8.DecodeRuneInString(text[at:])
		if (starts == "" || strings.ContainsRune(starts, r)) && f.fit(x, text, i, at) {
			return true
		}
		if delimiter(r) || r < utf8.RuneSelf && digit(byte(r)) {
			return false
		}
		at += size
	}
	return false
}

// window returns the words around a fit that belong to it: of a number from
// the last number or clause before to the next one after; of a statement
// without one its clause and the one before, which it may be about.
func (f *found) window(text string) string {
	start, end := f.start, f.end
	for clauses := 0; start > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if delimiter(r) {
			clauses++
		}
		if f.value == nil && (clauses > 0 || r < utf8.RuneSelf && digit(byte(r))) || clauses > 1 {
			break
		}
		start -= size
	}
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r == '、' && f.value == nil || delimiter(r) || r < utf8.RuneSelf && digit(byte(r)) {
			break
		}
		end += size
	}
	return text[start:end]
}

// excluded tells whether a word stands beside the fit that makes it something
// else.
func (f *found) excluded(text string) bool {
	return containsAny(f.window(text), f.except) || containsAny(text[f.end:], f.after)
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// listed tells whether the number is the first of a list of parts: 公民提出的申请
// 8件、法人提出的申请2件, where no pattern knows the second.
func (f *found) listed(text string, fits []found) bool {
	if f.value != nil || f.figure.Part || f.noun == "" || !strings.HasPrefix(text[f.end:], "、") {
		return false
	}
	start := f.end + len("、")
	end := start + strings.IndexFunc(text[start:]+"。", func(r rune) bool { return r == '、' || delimiter(r) })
	item := text[start:end]
	if !strings.Contains(item, f.noun) || !strings.ContainsAny(item, "0123456789") || !strings.HasSuffix(item, f.number.unit) {
		return false
	}
	for i := range fits {
		if n := fits[i].number; n.start >= start && n.end <= end && fits[i].figure != f.figure {
			return false
		}
	}
	return true
}
