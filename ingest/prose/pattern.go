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
	except  []string
}

// figure is a line of data/figures.csv.
type figure struct {
	data.FigureCode
	units wordSet
}

// step is a part of a pattern: one of some words, a gap or the number.
type step struct {
	kind  byte // 'w', '*', '#'
	words []string
}

// maxGap is how far a gap reaches, in bytes.
const maxGap = 120

func compile(p data.FigurePattern, f *figure) *pattern {
	out := &pattern{figure: f, context: p.Context, except: p.Except}
	if p.Value != "" {
		v, err := report.ParseNumber(p.Value)
		if err != nil {
			panic(fmt.Errorf("embedded data: figure_patterns.csv: %w", err))
		}
		out.value = &v
	}
	for rest := p.Pattern; rest != ""; {
		switch rest[0] {
		case '*', '#':
			out.steps = append(out.steps, step{kind: rest[0]})
			rest = rest[1:]
		case '[':
			inside, after, _ := strings.Cut(rest[1:], "]")
			out.steps = append(out.steps, step{'w', newWordSet(setOf(strings.Split(inside, "/")))})
			rest = after
		default:
			end := strings.IndexAny(rest, "*#[")
			if end < 0 {
				end = len(rest)
			}
			out.steps = append(out.steps, step{'w', []string{rest[:end]}})
			rest = rest[end:]
		}
	}
	return out
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
	weight     int // bytes of words that fitted: the longer the surer
}

// match tries the pattern at a place of the text where one of its first words
// stands.
func (p *pattern) match(x *extractor, text string, at int) (found, bool) {
	f := found{pattern: p, start: at}
	ok := f.fit(x, text, 0, at)
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
	default:
		for _, w := range s.words {
			if strings.HasPrefix(text[at:], w) {
				f.weight += len(w)
				if f.fit(x, text, i+1, at+len(w)) {
					return true
				}
				f.weight -= len(w)
			}
		}
		return false
	}
}

// gap lets a gap end before the i-th step, at the nearest place where it fits
// within the clause; no other number may stand in the gap.
func (f *found) gap(x *extractor, text string, i, at int) bool {
	end := min(len(text), at+maxGap)
	for at < end {
		if f.fit(x, text, i, at) {
			return true
		}
		r, size := utf8.DecodeRuneInString(text[at:])
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
	window := f.window(text)
	for _, w := range f.except {
		if strings.Contains(window, w) {
			return true
		}
	}
	return false
}
