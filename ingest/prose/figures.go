package prose

import (
	"strings"

	"gongkai/ingest/report"
)

// figures finds the numbers that a sentence says.
func (x *extractor) figures(s *sentence, hits []hit) []reading {
	fits := x.fits[:0]
	counts := strings.ContainsAny(s.text, "0123456789") || countsInWords(s.text)
	for _, h := range hits {
		for _, p := range x.anchors[h.id] {
			if p.value == nil && !counts {
				continue
			}
			if f, ok := p.match(x, s.text, h.at); ok && s.says(f.end, p.context) && !f.excluded(s.text) {
				fits = keep(fits, f)
			}
		}
	}
	x.fits = fits
	var out []reading
	for i := range fits {
		if r, ok := x.read(s, &fits[i]); ok {
			out = append(out, r)
		}
	}
	return out
}

// keep adds a fit unless a better one says the same number, and drops those
// that it is better than.
func keep(fits []found, f found) []found {
	out := fits[:0]
	for _, g := range fits {
		same := g.value == nil && f.value == nil && g.number.start < f.number.end && f.number.start < g.number.end ||
			g.value != nil && f.value != nil && g.figure == f.figure
		if same && g.weight >= f.weight {
			return fits
		}
		if !same {
			out = append(out, g)
		}
	}
	return append(out, f)
}

// reading is a figure and the year token that it took its year from.
type reading struct {
	report.Figure
	year int // place of the token among those of the sentence, -1 when none
}

// read makes a fit a figure: with its year and scope. It refuses what is said
// of a part, of a part of a year or of another body.
func (x *extractor) read(s *sentence, f *found) (reading, bool) {
	before := s.text[:f.start]
	clause := before[lastDelimiter(before):]
	if !f.figure.Part && inPart(before) || x.partial.in(clause) || strings.Contains(clause, "分别") {
		return reading{}, false
	}
	scope, ok := x.scopeOf(s, clause, before)
	if !ok {
		return reading{}, false
	}
	r := reading{Figure: report.Figure{Code: f.figure.Code, Scope: scope, Section: s.par.section}, year: -1}
	if r.year, r.Year, ok = x.yearOf(s, f.start); !ok {
		return reading{}, false
	}
	if f.value != nil {
		r.Value, r.Unit, r.Said = f.value, f.figure.Unit, s.text[f.start:f.end]
	} else {
		n := f.number
		if n.grouped && !strings.Contains(compactRaw(s), s.text[n.start:n.end]) {
			return reading{}, false // the comma may be one between clauses
		}
		r.Value, r.Unit, r.Approx, r.Said = &n.value, n.unit, n.approx, s.text[n.start:n.end]
		if r.Unit == "" {
			r.Unit = f.figure.Unit
		}
	}
	return r, true
}

func compactRaw(s *sentence) string { return strings.ReplaceAll(s.said(), " ", "") }

// inPart tells whether what follows is said of a part: after 其中, until the
// next semicolon.
func inPart(before string) bool {
	return strings.Contains(before[strings.LastIndexByte(before, ';')+1:], "其中")
}

// lastDelimiter returns where the clause begins that a text ends in.
func lastDelimiter(text string) int {
	return strings.LastIndexAny(text, ",;:()|《》") + 1
}

// scopeOf tells whose figure it is by the words before it. It is not ok where
// another body is the subject.
func (x *extractor) scopeOf(s *sentence, clause, before string) (report.Scope, bool) {
	if scope := x.lastScope(len(before)-len(clause), len(before)); scope != "" {
		return scope, true
	}
	subject := x.subject(clause, before)
	switch {
	case subject == "":
	case strings.HasSuffix(x.own, shortened(subject)):
		if x.scope == report.Rollup && shortened(subject) != x.own { // 县政府 may be the whole county or its own office
			return report.Own, true
		}
		return report.UnknownScope, true
	case x.bodyEnding.suffix(subject) != "" && x.notBody.suffix(subject) == "":
		x.otherBody(s, subject)
		return "", false
	}
	if scope := x.lastScope(strings.LastIndexByte(before, ';')+1, len(before)); scope != "" {
		return scope, true
	}
	return report.UnknownScope, true
}

// lastScope returns the scope of the last scope word between two places of the
// sentence, "" when there is none.
func (x *extractor) lastScope(from, to int) report.Scope {
	for i := len(x.scopeHits) - 1; i >= 0; i-- {
		if h := x.scopeHits[i]; h.at >= from && h.end <= to {
			return h.scope
		}
	}
	return ""
}

// subject returns what a clause begins with, years and small words left out;
// "" where it is a place (在门户网站, 通过公报) or stands inside a title.
func (x *extractor) subject(clause, before string) string {
	if inTitle(before) || x.placeWords.in(clause) {
		return ""
	}
	for {
		w := x.leadWords.suffix(clause)
		if w == "" {
			break
		}
		clause = strings.TrimSuffix(clause, w)
	}
	if i := strings.LastIndexAny(clause, "0123456789"); i >= 0 {
		clause = strings.TrimPrefix(strings.TrimPrefix(clause[i+1:], "年"), "度")
	}
	return clause
}

// shortened brings the long and the short form of a body's name together.
func shortened(name string) string { return shortForms.Replace(name) }

var shortForms = strings.NewReplacer("人民政府", "政府", "办公室", "办", "办公厅", "办", "街道办事处", "街道")
