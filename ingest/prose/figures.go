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
			if f, ok := p.match(x, s.text, h.at, x.lengths[h.id]); ok && s.says(f.end, p.context, p.between) && !f.excluded(s.text) {
				fits = keep(fits, f)
			}
		}
	}
	x.fits = fits
	var out []reading
	for i := range fits {
		if fits[i].listed(s.text, fits) {
			continue
		}
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

	dated bool // of the body's whole year: another year is one of data
}

// read makes a fit a figure: with its year and scope. It refuses what is said
// of a part, of a part of a year, of several years, of a plan or of another body.
func (x *extractor) read(s *sentence, f *found) (reading, bool) {
	before := s.text[:f.start]
	clause := before[lastDelimiter(before):]
	if !f.figure.Part && inPart(before) || x.partial.in(clause) || x.intent.in(clause) || strings.Contains(clause, "分别") || !x.wholeYear(before) ||
		x.outlookAt < s.start+f.start {
		return reading{}, false
	}
	scope, ok := x.scopeOf(s, clause, before)
	if !ok {
		return reading{}, false
	}
	r := reading{Figure: report.Figure{Code: f.figure.Code, Scope: scope, Section: s.par.section}, year: -1, dated: f.figure.Single || f.value != nil}
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
// next semicolon or the end of its bracket.
func inPart(before string) bool {
	i := strings.LastIndex(before, "其中")
	return i > strings.LastIndexByte(before, ';') && !closedBracket(before[i:])
}

// lastDelimiter returns where the clause begins that a text ends in.
func lastDelimiter(text string) int {
	return strings.LastIndexAny(text, ",;:()|《》") + 1
}

// scopeOf tells whose figure it is by the words before it. It is not ok where
// another body is the subject.
func (x *extractor) scopeOf(s *sentence, clause, before string) (report.Scope, bool) {
	if scope := x.lastScope(s, len(before)-len(clause), len(before)); scope != "" {
		return scope, scope != partOfScope
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
	if scope := x.lastScope(s, strings.LastIndexByte(before, ';')+1, len(before)); scope != "" {
		return scope, scope != partOfScope
	}
	return report.UnknownScope, true
}

// partOfScope and governmentScope are scopes of data/prose_words.csv: bodies
// that are only a part of the county's (各乡镇), and what an office does for its
// government, which is another scope than its own and than the county's.
const (
	partOfScope     = report.Scope("part")
	governmentScope = report.Scope("government")
)

// lastScope returns the scope of the last scope word between two places of the
// sentence, "" when there is none. A part of the county's bodies that only has
// something done to it (向各乡镇, 组织各部门) says nothing.
func (x *extractor) lastScope(s *sentence, from, to int) report.Scope {
	for i := len(x.scopeHits) - 1; i >= 0; i-- {
		h := x.scopeHits[i]
		if h.at < from || h.end > to || h.scope == partOfScope && closedBracket(s.text[h.end:to]) {
			continue
		}
		for i > 0 && x.scopeHits[i-1].at >= from && x.scopeHits[i-1].end >= h.end { // 本部门, not 部门
			i--
			h = x.scopeHits[i]
		}
		switch {
		case h.scope == partOfScope && x.placeWords.in(s.text[from:h.at]):
			continue
		case h.scope == governmentScope && x.scope == report.Rollup:
			return report.Own
		case h.scope == governmentScope:
			return report.Rollup
		}
		return h.scope
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
