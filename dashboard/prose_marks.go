package dashboard

import (
	"cmp"
	"slices"
	"strings"

	"gongkai/analytics"
)

// textPart is a piece of a section: plain, or a sentence that findings rest on.
type textPart struct {
	Text  string
	Class string // of a marked sentence: error, warning, settled
	Marks []cellMark
}

// span is where findings lie in a paragraph.
type span struct {
	from, to int
	class    string
	marks    []cellMark
}

// paragraphs splits the text of a section and marks the sentences that
// findings quote. Findings whose sentence stands inside another marked one
// share its mark.
func (s *issues) paragraphs(text string) [][]textPart {
	var out [][]textPart
	for _, line := range strings.Split(text, "\n") {
		if line != "" {
			out = append(out, s.markParagraph(line))
		}
	}
	return out
}

func (s *issues) markParagraph(line string) []textPart {
	var spans []span
	for i := range s.List {
		one := &s.List[i]
		if one.Quote == "" {
			continue
		}
		if at := strings.Index(line, one.Quote); at >= 0 {
			spans = append(spans, span{at, at + len(one.Quote), one.Class, []cellMark{one.mark()}})
		}
	}
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	var out []textPart
	last := 0
	for i := 0; i < len(spans); i++ {
		sp := spans[i]
		for i+1 < len(spans) && spans[i+1].from < sp.to {
			i++
			sp.to = max(sp.to, spans[i].to)
			sp.marks = append(sp.marks, spans[i].marks...)
		}
		out = append(out, textPart{Text: line[last:sp.from]}, textPart{Text: line[sp.from:sp.to], Class: sp.class, Marks: sp.marks})
		last = sp.to
	}
	return append(out, textPart{Text: line[last:]})
}

// headingMarks are the findings about a section as a whole.
func (s *issues) headingMarks(section analytics.SectionText) []cellMark {
	var out []cellMark
	for i := range s.List {
		one := &s.List[i]
		if one.finding.Instance == section.Key && len(one.finding.Cells) == 0 && (one.Quote == "" || !strings.Contains(section.Text, one.Quote)) {
			out = append(out, one.mark())
		}
	}
	return out
}
