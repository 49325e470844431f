package prose

import (
	"math"

	"gongkai/ingest/report"
)

// Facts is what the prose says that the checks ask about.
type Facts struct {
	Figures   []report.Figure
	Mentions  []report.Mention
	Sentences []report.Sentence
}

// Facts reads the facts of the prose. It is apart from Read because it is
// wanted only of reports that are kept.
func (r Result) Facts() Facts {
	x := &extractor{words: loadedWords(), own: shortened(r.Title.Agency), scope: r.Scope, year: r.Title.Year}
	x.headings(r.Sections)
	prints := newFingerprints(r.Title.Agency)
	seen := map[string]bool{}
	var hits []hit
	for _, p := range paragraphsOf(r.placed, r.Title) {
		x.begin(p)
		p.sentences(func(s *sentence) {
			hits = hits[:0]
			x.scopeHits, x.spans = x.scopeHits[:0], x.spans[:0]
			x.dictionary.scan(s.text, func(id, at int) {
				if scope := x.scopeOfWord[id]; scope != "" {
					x.scopeHits = append(x.scopeHits, scopeHit{at, at + x.lengths[id], scope})
				}
				switch x.timeOfWord[id] {
				case "span":
					x.spans = append(x.spans, at)
				case "outlook":
					x.outlookAt = min(x.outlookAt, s.start+at)
				}
				hits = append(hits, hit{id, at})
			})
			x.sentence(s, hits, seen)
			if print, ok := prints.of(s); ok {
				x.facts.Sentences = append(x.facts.Sentences, print)
			}
		})
		x.compareYears()
	}
	return x.facts
}

// begin forgets the paragraph before.
func (x *extractor) begin(p *paragraph) {
	x.otherYears, x.paragraphFigures, x.outlookAt = x.otherYears[:0], len(x.facts.Figures), math.MaxInt
	if x.outlook.in(p.lead) {
		x.outlookAt = -1
	}
}

// sentence reads one sentence. Years come first, because figures take theirs
// from them, and a year is one of data where a figure has taken it.
func (x *extractor) sentence(s *sentence, hits []hit, seen map[string]bool) {
	x.tokens = x.years(s)
	first := len(x.facts.Figures)
	if len(hits) > 0 {
		readings := x.figures(s, hits)
		for i := range readings {
			f := &readings[i]
			f.Sentence, f.At = s.said(), s.at()
			x.facts.Figures = append(x.facts.Figures, f.Figure)
			if f.year >= 0 && f.dated {
				x.tokens[f.year].context = "data"
			}
		}
		x.mentioned(s, hits, seen)
	}
	x.yearMentions(s, first)
	x.period(s)
	x.notices(s)
	x.parts(s)
	x.percentages(s)
}
