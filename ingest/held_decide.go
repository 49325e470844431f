package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/ingest/archive"
	"gongkai/ingest/report"
)

// ErrUndecidable says why a decision can't be taken as it is.
var ErrUndecidable = errors.New("还不能这样决定")

// Decision is what a person says of a held report.
type Decision struct {
	Accept   bool   // publish it; false: never
	Agency   string // id of the agency, where the report does not tell
	Year     int    // likewise
	Revision bool   // publish it beside a different report of that agency and year
	Reason   string // in words, required for a refusal
}

// Decided is what became of a report by a decision.
type Decided struct {
	File     HeldFile
	Body     string   // name of its agency in the registry, else as the report says it
	Before   bool     // the same was decided before
	Outcome  Outcome  // of the report now
	Revision int      // of a published one
	Current  bool     // whether it is the one that counts
	Same     string   // the file whose duplicate it is
	Also     []string // other files that are published for the first time by this
	Twins    []string // files that print the same and still wait for a person
}

// Decide journals a person's decision on the report whose id starts with the
// given characters, which waits for one or has got one, and publishes what
// follows from it. It is kept at every rebuild, and a later one replaces it.
// ErrUndecidable tells what is still missing; Decided has then the cells in
// which the report differs from one that it would displace.
func Decide(ctx context.Context, home, id string, d Decision, options Options) (Decided, Summary, error) {
	if err := noEmptyHome(home); err != nil {
		return Decided{}, Summary{}, err
	}
	r, done, err := begin(ctx, home, options)
	if err != nil {
		return Decided{}, Summary{}, err
	}
	defer done()
	k, reg, err := r.settle(ctx, nil)
	if err != nil {
		return Decided{}, Summary{}, err
	}
	c, err := k.decidable(id)
	if err != nil {
		return Decided{}, Summary{}, err
	}
	out := Decided{File: HeldFile{ID: c.sha, Name: c.name, Agency: c.report.Agency, Year: c.report.Year, Reasons: c.reasons()}}
	twins := k.twins(c)
	d = d.after(c.decision)
	event := d.event(c.sha)
	if out.Before = decidedBefore(c, event); !out.Before {
		if out.File.Differences, err = r.check(k, c, d, event); err != nil {
			return out, Summary{}, err
		}
		r.options.step("decide: journal")
		if err := r.writer.Append([]archive.Event{event}); err != nil {
			return out, Summary{}, err
		}
		if k, reg, err = r.settle(ctx, nil); err != nil {
			return out, Summary{}, err
		}
	}
	adopted := newlyPublished(k.candidates)
	out.tell(k, adopted, twins)
	out.Body = r.bodyOf(out.File.Agency)
	var s Summary
	s.Version, s.Changed, err = r.publish(ctx, k, reg, adopted)
	return out, s, err
}

// noEmptyHome refuses a home that nothing was received into: a decision makes no
// home of a mistyped folder.
func noEmptyHome(home string) error {
	events, err := archive.Open(home).EventsAbout(`"kind":"` + reportKind + `"`)
	if err == nil && len(events) == 0 {
		return fmt.Errorf("%w：数据文件夹 %s 里没有收到过年报，请检查 --home", ErrUndecidable, home)
	}
	return nil // what is wrong with a journal is told by the writer
}

// decidable finds the one report whose id starts with some characters among
// those that wait for a person or that a person has decided on.
func (k *known) decidable(id string) (*candidate, error) {
	id = strings.ToLower(strings.TrimSpace(id))
	var found, settled []*candidate
	for _, c := range k.candidates {
		switch {
		case len(id) < 6 || !strings.HasPrefix(c.sha, id):
		case c.outcome == Held || c.accepted || c.decision != nil:
			found = append(found, c)
		default:
			settled = append(settled, c)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, fmt.Errorf("%w：有 %d 份年报的编号以 %q 开头，请多写几位", ErrUndecidable, len(found), id)
	case len(settled) == 1 && settled[0].same != nil:
		return nil, fmt.Errorf("%w：%s 与 %s 逐格相同，请对后者决定（编号 %s）", ErrUndecidable, settled[0].name, settled[0].same.name, settled[0].same.sha[:10])
	case len(settled) == 1 && settled[0].outcome == Published:
		return nil, fmt.Errorf("%w：%s 没有疑问，已经发布", ErrUndecidable, settled[0].name)
	case len(settled) == 1:
		return nil, fmt.Errorf("%w：%s %s：%s", ErrUndecidable, settled[0].name, report.RejectedWords, settled[0].report.Error.Message)
	}
	return nil, fmt.Errorf("%w：没有编号以 %q 开头（至少 6 位）的待确认年报，见 gongkai held", ErrUndecidable, id)
}

// after completes a decision by an earlier one: agency and year that a person
// has named need not be named again.
func (d Decision) after(earlier *archive.Event) Decision {
	d.Reason = strings.TrimSpace(d.Reason)
	if d.Accept && earlier != nil && earlier.Decision == acceptReport {
		d.Agency, d.Year = cmp.Or(d.Agency, earlier.Agency), cmp.Or(d.Year, earlier.Year)
	}
	return d
}

func (d Decision) event(sha string) archive.Event {
	e := archive.Event{Event: archive.DecidedEvent, SHA256: sha, Decision: rejectReport, Agency: d.Agency, Year: d.Year, Reason: d.Reason}
	if d.Accept {
		e.Decision = acceptReport
	}
	return e
}

// decidedBefore tells whether a person has decided so already; then nothing but
// publishing can be left to do, after a kill.
func decidedBefore(c *candidate, e archive.Event) bool {
	if c.outcome == Held {
		return false
	}
	if c.decision == nil {
		return c.accepted && e.Decision == acceptReport && e.Agency == "" && e.Year == 0
	}
	return c.decision.Decision == e.Decision && c.decision.Agency == e.Agency && c.decision.Year == e.Year &&
		(e.Decision == acceptReport || e.Reason == "" || c.decision.Reason == e.Reason)
}

// check says what a decision lacks. A report that would stand for an agency and
// year of which another one is there needs to be accepted as such: unless that
// is what it is held for, nobody has compared the two.
func (r *run) check(k *known, c *candidate, d Decision, event archive.Event) ([]Difference, error) {
	if !d.Accept {
		if d.Reason == "" {
			return nil, fmt.Errorf("%w：不采用时请写明原因（--reason）", ErrUndecidable)
		}
		return nil, nil
	}
	if d.Agency != "" && r.names.ByID(d.Agency) == nil {
		return nil, fmt.Errorf("%w：单位名录中没有 %q，见 gongkai agencies list", ErrUndecidable, d.Agency)
	}
	if d.Year != 0 && (d.Year < firstYear || d.Year > r.year+1) {
		return nil, fmt.Errorf("%w：年度 %d 不在 %d 至 %d 之间（--year 年度）", ErrUndecidable, d.Year, firstYear, r.year+1)
	}
	undecided := candidate{sha: c.sha, name: c.name, recognition: c.recognition}
	asRead, err := r.whole(&undecided)
	if err != nil {
		return nil, err
	}
	if err := lacking(asRead, d); err != nil {
		return nil, err
	}
	trial := undecided
	trial.decide(event)
	whole, err := r.whole(&trial)
	if err != nil {
		return nil, err
	}
	trial.keep(whole)
	if e := trial.report.Error; e != nil {
		return nil, fmt.Errorf("%w：%s，%s", ErrUndecidable, e.Message, e.Hint)
	}
	if d.Revision || len(trial.report.Held) > 0 || c.second != nil && sameSlot(c.report, trial.report) {
		return nil, nil
	}
	var others []*candidate
	for _, other := range k.others(&trial) {
		if other.cells == trial.cells && other.cells != (cellsDigest{}) {
			return nil, nil // a duplicate displaces nothing
		}
		if other.current || other.second != nil {
			others = append(others, other)
		}
	}
	if len(others) == 0 {
		return nil, nil
	}
	differences, err := r.differencesFrom(&trial, others)
	if err != nil {
		return nil, err
	}
	return differences, fmt.Errorf("%w：%s %d 年已有另一份数字不同的年报：%s；如果这份是它的更正，请加 --revision，否则请检查单位和年度", ErrUndecidable,
		r.bodyOf(trial.report.Agency), *trial.report.Year, strings.Join(namesOf(others), "、"))
}

// bodyOf names the body that an agency of a report is in the registry, where a
// person may have put another one than the report says.
func (r *run) bodyOf(a *report.Agency) string {
	if a == nil {
		return ""
	}
	if body := r.names.ByID(a.ID); body != nil {
		return body.Name
	}
	return a.Name
}

// lacking says which word of a person a report still needs.
func lacking(asRead *report.Report, d Decision) error {
	for _, h := range asRead.Held {
		switch {
		case h.Code == "several_reports":
			return fmt.Errorf("%w：%s，请拆成两个文件重新报送", ErrUndecidable, h.Message)
		case strings.HasPrefix(h.Code, "agency_") && d.Agency == "":
			return fmt.Errorf("%w：%s（--agency 单位编号）", ErrUndecidable, h.Message)
		case strings.HasPrefix(h.Code, "year_") && d.Year == 0:
			return fmt.Errorf("%w：%s（--year 年度）", ErrUndecidable, h.Message)
		}
	}
	return nil
}

func sameSlot(a, b *report.Report) bool {
	return a.Agency.ID == b.Agency.ID && *a.Year == *b.Year
}

func namesOf(list []*candidate) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.name)
	}
	slices.Sort(out)
	return out
}

// tell notes what became of the report, and of others by it.
func (d *Decided) tell(k *known, adopted, twins []string) {
	c := k.bySHA[d.File.ID]
	d.Outcome, d.Revision, d.Current = c.outcome, c.revision, c.current
	d.File.Agency, d.File.Year = c.report.Agency, c.report.Year
	if c.same != nil {
		d.Same = c.same.name
	}
	for _, sha := range adopted {
		if sha != c.sha {
			d.Also = append(d.Also, k.bySHA[sha].name)
		}
	}
	for _, sha := range twins {
		if twin := k.bySHA[sha]; twin.outcome == Held {
			d.Twins = append(d.Twins, twin.name)
		}
	}
	slices.Sort(d.Also)
	slices.Sort(d.Twins)
}

// twins are the sources of the duplicates of a candidate.
func (k *known) twins(c *candidate) []string {
	var out []string
	for _, other := range k.candidates {
		if other.same == c {
			out = append(out, other.sha)
		}
	}
	return out
}
