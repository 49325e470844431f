package prose

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/ingest/report"
)

var sectionNumber = regexp.MustCompile(`^[((]?[一二三四五六七八九十]{1,2}[))]?[、..:]?|^[、\-.]`)

// numberStarts are the characters that a section's number begins with.
const numberStarts = "(（一二三四五六七八九十、-."

// startsNumber spares most texts the pattern.
func startsNumber(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune(numberStarts, first)
}

// headingKey drops punctuation, so that variants of a heading meet.
func headingKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// headings maps the key of every heading and alias to its section.
var headings = sync.OnceValue(func() map[string]*data.Section {
	out := map[string]*data.Section{}
	sections := data.Sections()
	for i := range sections {
		for _, name := range sections[i].Names() {
			out[headingKey(name)] = &sections[i]
		}
	}
	return out
})

// maxHeading is how long a heading can be, in bytes.
const maxHeading = 120

// heading tells whether a line opens a section, and what of the line follows
// the heading.
func heading(l line) (section *data.Section, rest string) {
	number := ""
	if startsNumber(l.compact) {
		number = sectionNumber.FindString(l.compact)
	}
	body := l.compact[len(number):]
	if len(body) <= maxHeading {
		if s := headings()[headingKey(body)]; s != nil {
			return s, ""
		}
	}
	if !strings.HasSuffix(number, "、") {
		return nil, ""
	}
	sections := data.Sections()
	for i := range sections {
		for _, name := range sections[i].Names() {
			if after, ok := strings.CutPrefix(body, name); ok {
				return &sections[i], strings.TrimLeft(after, ":。 ")
			}
		}
	}
	return nil, ""
}

// headingNames lists every heading and alias, longest first.
var headingNames = sync.OnceValue(func() []string {
	var names []string
	for _, s := range data.Sections() {
		names = append(names, s.Names()...)
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	return names
})

// inlineHeading finds numbered headings inside a line: exports of pages made
// of layout tables run all paragraphs together.
var inlineHeading = sync.OnceValue(func() *regexp.Regexp {
	var names []string
	for _, name := range headingNames() {
		names = append(names, regexp.QuoteMeta(name))
	}
	return regexp.MustCompile(`(?:^|[\s。;；])([一二三四五六]、\s?(?:` + strings.Join(names, "|") + `))(?:$|[\s。:：])`)
})

// mayHoldHeading tells whether a heading with its number may stand inside a
// text; it spares most lines the pattern.
func mayHoldHeading(text string) bool {
	for {
		_, after, found := strings.Cut(text, "、")
		if !found {
			return false
		}
		text = after
		body := strings.TrimLeftFunc(after, unicode.IsSpace)
		for _, name := range headingNames() {
			if strings.HasPrefix(body, name) {
				return true
			}
		}
	}
}

// splitAtHeadings cuts a line before every heading that stands inside it.
func splitAtHeadings(l line) []line {
	if !mayHoldHeading(l.text) {
		return []line{l}
	}
	var out []line
	rest := l.text
	for {
		m := inlineHeading().FindStringSubmatchIndex(rest)
		if m == nil || m[2] == 0 && m[3] == len(rest) {
			break
		}
		cut := m[2]
		if cut == 0 { // a heading opens the line: the next cut comes after it
			next := inlineHeading().FindStringSubmatchIndex(rest[m[3]:])
			if next == nil {
				break
			}
			cut = m[3] + next[2]
		}
		out = append(out, newLine(rest[:cut], l.at))
		rest = rest[cut:]
	}
	return append(out, newLine(rest, l.at))
}

// preamble is the section key of what stands before the first section.
const preamble = "preamble"

// placed is a line with the key of its section, "preamble" before the first.
type placed struct {
	line
	section string
}

// readSections cuts the prose at the headings, each section once and in any
// order of numbers, tells where the first begins, and places the lines.
func readSections(all []line) (sections []report.Section, first int, lines []placed) {
	first = -1
	lines = make([]placed, 0, len(all))
	seen := map[string]int{}
	current := -1
	for i, l := range all {
		section, rest := heading(l)
		if section != nil {
			if _, again := seen[section.Key]; !again {
				if first < 0 {
					first = i
				}
				current = len(sections)
				seen[section.Key] = current
				sections = append(sections, report.Section{Key: section.Key, Text: rest})
				if rest != "" {
					lines = append(lines, placed{line{rest, rest, l.at}, section.Key})
				}
				continue
			}
		}
		if current < 0 {
			lines = append(lines, placed{l, preamble})
			continue
		}
		lines = append(lines, placed{l, sections[current].Key})
		s := &sections[current]
		if s.Text != "" {
			s.Text += "\n"
		}
		s.Text += strings.TrimSpace(l.text)
	}
	return sections, first, lines
}
