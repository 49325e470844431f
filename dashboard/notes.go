package dashboard

import (
	"gongkai/analytics"
)

// overviewNotes say what the numbers hold and what they do not.
func (rq *request) overviewNotes(a *overviewAnswers) []Sentence {
	received := a.yoy[mReceived]
	var out []Sentence
	coverage := rq.to("/coverage", "y", itoa(a.year))
	out = append(out, say("notes.coverage", a.year, link(word("of.bodies", received.Now.Counted, received.Now.Expected), coverage)))
	if note := basisNote(received.Now, received.Measure); note != nil {
		out = append(out, note)
	}
	out = append(out, rq.rollupNote(received.Now, received.Measure))
	if received.Now.NotCounted > 0 {
		out = append(out, say("notes.notcounted", received.Now.NotCounted))
	}
	if len(a.rejected) > 0 {
		out = append(out, say("notes.rejected", link(word("files", len(a.rejected)), rq.to("/coverage")+"#rejected")))
	}
	return append(out, rq.breakNote(), say("notes.missing"))
}

// rollupNote puts the region's own figure beside the sum.
func (rq *request) rollupNote(p analytics.Point, m analytics.Measure) Sentence {
	agency, ok := rq.facts.rollupAgency(rq.query.Region)
	switch {
	case !ok:
		return say("notes.sum")
	case p.Rollup == nil:
		return say("notes.norollup", agency.Name)
	case p.Difference == nil:
		return say("notes.rollup.word", agency.Name, link(shownUnit(*p.Rollup, m), rq.to(reportPath(agency.ID, p.Year))))
	case *p.Difference == 0:
		return say("notes.rollup.equal", agency.Name, link(shownUnit(*p.Rollup, m), rq.to(reportPath(agency.ID, p.Year))))
	}
	return say("notes.rollup", agency.Name, link(shownUnit(*p.Rollup, m), rq.to(reportPath(agency.ID, p.Year))),
		word("n.unit", grouped(abs(*p.Difference)), m.Unit), link(word("notes.rollup.where"), rq.to("/agencies", "m", m.Code, "y", itoa(p.Year))))
}

func (rq *request) breakNote() Sentence {
	for _, b := range rq.facts.breaks {
		if b.Kind == "edition" {
			return say("notes.break", b.Label, link(word("notes.break.more"), rq.to("/method")+"#break"))
		}
	}
	return nil
}

// basisNote says whose change is told where the two years hold other bodies.
func basisNote(p analytics.Point, m analytics.Measure) Sentence {
	b := p.Basis
	before := word("of.bodies", b.CountedBefore, b.ExpectedBefore)
	switch {
	case b.Gaps && b.Same.Change.Diff != nil:
		return say("notes.gaps", p.Year-1, before, b.Same.Agencies)
	case b.Differs && b.Same.Change.Diff != nil:
		return say("notes.basis", p.Year-1, before, b.Same.Agencies, changeShort(b.Same.Change, analytics.Value{}, analytics.Value{}, m))
	}
	return nil
}
