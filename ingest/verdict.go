package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gongkai/ingest/archive"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// withdrawn is the decision that takes a verdict back.
const withdrawn = "withdrawn"

// VerdictWords are what a person may say of a finding.
var VerdictWords = []string{"confirmed", "explained", "our_error"}

// judge notes what a person said of a finding; the last word counts.
func (k *known) judge(e archive.Event) {
	if e.Decision == withdrawn {
		delete(k.verdicts, e.Finding)
		return
	}
	k.verdicts[e.Finding] = report.Verdict{Verdict: e.Decision, Reason: e.Reason, By: e.By, On: e.Time.Format(time.DateOnly)}
}

func (k *known) verdictList() []warehouse.Verdict {
	var out []warehouse.Verdict
	for id, v := range k.verdicts {
		out = append(out, warehouse.Verdict{FindingID: id, Verdict: v})
	}
	slices.SortFunc(out, func(a, b warehouse.Verdict) int { return strings.Compare(a.FindingID, b.FindingID) })
	return out
}

// LoadVerdicts returns what people last said of findings in a home, by finding;
// verdicts stay where the finding is not there any more.
func LoadVerdicts(home *archive.Home) ([]warehouse.Verdict, error) {
	events, err := home.Events()
	if err != nil {
		return nil, err
	}
	return knownFrom(events).verdictList(), nil
}

// GiveVerdict journals a person's verdict on a finding and publishes the
// version that follows. That the finding is there is for the caller to know. An
// empty Verdict takes an earlier one back. Date is that of the journal.
// ErrUndecidable says what is missing.
func GiveVerdict(ctx context.Context, home, finding string, v report.Verdict, options Options) (Summary, error) {
	event := archive.Event{Event: archive.DecidedEvent, Finding: finding, Decision: v.Verdict, Reason: v.Reason, By: v.By}
	switch {
	case v.By == "":
		return Summary{}, fmt.Errorf("%w：请写明是谁的结论（--by）", ErrUndecidable)
	case v.Verdict == "":
		event.Decision = withdrawn
	case !slices.Contains(VerdictWords, v.Verdict):
		return Summary{}, fmt.Errorf("%w：结论只能是 %s", ErrUndecidable, strings.Join(VerdictWords, "、"))
	case v.Reason == "":
		return Summary{}, fmt.Errorf("%w：请写明理由（--reason）", ErrUndecidable)
	}
	r, done, err := begin(ctx, home, options)
	if err != nil {
		return Summary{}, err
	}
	defer done()
	events, err := r.events()
	if err != nil {
		return Summary{}, err
	}
	if _, there := knownFrom(events).verdicts[finding]; v.Verdict == "" && !there {
		return Summary{}, fmt.Errorf("%w：%s 还没有结论，无可撤回", ErrUndecidable, finding)
	}
	r.options.step("verdict: journal")
	if err := r.writer.Append([]archive.Event{event}); err != nil {
		return Summary{}, err
	}
	k, reg, err := r.settle(ctx, nil)
	if err != nil {
		return Summary{}, err
	}
	var s Summary
	s.Version, s.Changed, err = r.publish(ctx, k, reg, newlyPublished(k.candidates))
	return s, err
}
