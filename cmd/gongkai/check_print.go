package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/ingest/report"
)

// tally is what a check comes to.
type tally struct {
	files, held, rejected, unjudged, clean, ignored int
	unread                                          int // files with cells that were not read, which no rule says
	errors, warnings, infos                         int
	settled                                         int // errors that a person has explained or called ours
	notAssessable                                   int
}

// blocked tells whether something keeps the files from being published.
func (t tally) blocked() bool { return t.errors > t.settled || t.held+t.rejected > 0 }

func (t *tally) add(findings []analytics.Finding) {
	for _, f := range findings {
		switch {
		case f.Outcome != "fail":
			t.notAssessable++
		case f.Severity == "error":
			t.errors++
			if !f.Blocks() {
				t.settled++
			}
		case f.Severity == "warning":
			t.warnings++
		default:
			t.infos++
		}
	}
}

func (c *checked) count() tally {
	t := tally{files: len(c.drafts.list), ignored: c.ignored}
	for _, one := range c.drafts.list {
		t.add(one.findings)
		switch {
		case one.head.Error != nil:
			t.rejected++
			continue
		case len(one.head.Held) > 0:
			t.held++
		case len(one.unsaid()) > 0:
			t.unread++
		case !slices.ContainsFunc(one.findings, failed):
			t.clean++
		}
		if one.as == nil {
			t.unjudged++
		}
	}
	t.add(c.county)
	return t
}

func failed(f analytics.Finding) bool { return f.Outcome == "fail" }

// summary says the counts in one sentence, and what follows from them.
func (t tally) summary() string {
	if t.files == 0 {
		return "没有找到可核对的文件" + t.others() + "。"
	}
	errors := fmt.Sprint(t.errors)
	if t.settled > 0 {
		errors += fmt.Sprintf("（其中 %d 处已有人说明，不再算作障碍）", t.settled)
	}
	line := fmt.Sprintf("核对 %d 个文件：错误 %s，警告 %d，提示 %d，不能判断 %d；没有问题的 %d 个，%s %d 个，%s %d 个%s。",
		t.files, errors, t.warnings, t.infos, t.notAssessable, t.clean, report.HeldWords, t.held, report.RejectedWords, t.rejected, t.others())
	switch {
	case t.errors > t.settled:
		return line + "有错误，请改正后再公布。"
	case t.held+t.rejected > 0:
		return line + "有文件还不能核对完，请先处理。"
	case t.warnings > 0:
		return line + "没有错误；警告请逐条确认。"
	case t.unread > 0:
		return line + "读出的部分没有错误，也没有警告；没有读出的单元格请对照原文。"
	}
	return line + "没有错误，也没有警告。"
}

func (t tally) others() string {
	out := ""
	if t.unjudged > 0 {
		out += fmt.Sprintf("，没有写明年度而未核对 %d 个", t.unjudged)
	}
	if t.unread > 0 {
		out += fmt.Sprintf("，有单元格没有读出的 %d 个", t.unread)
	}
	if t.ignored > 0 {
		out += fmt.Sprintf("，忽略 %d 个", t.ignored)
	}
	return out
}

// print writes the result in the form asked for. What is no data goes to words.
func (c *checked) print(out, words io.Writer, f *checkFlags) error {
	var err error
	switch {
	case f.json:
		err = c.printJSON(out)
	case f.csv:
		err = c.printCSV(out)
	case f.xlsx:
		err = c.printWorkbook(out, f.all)
	default:
		return c.printText(out, f.all)
	}
	if err == nil {
		for _, one := range c.drafts.list {
			sayDoubts(words, one.head)
		}
		fmt.Fprintln(words, c.count().summary())
	}
	return err
}

// sayDoubts tells of a file that is held or rejected in a line each.
func sayDoubts(words io.Writer, r *report.Report) {
	if e := r.Error; e != nil {
		say(words, report.RejectedWords, r.File, e.Code, data.PlaceWords(e.Place), e.Message, e.Hint)
	}
	for _, h := range r.Held {
		say(words, report.HeldWords, r.File, h.Code, data.PlaceWords(h.Place), h.Message)
	}
}

// countyLine is what is said of a county: a line of its own after those of the
// files.
type countyLine struct {
	Region   string           `json:"region"`
	Year     int              `json:"year"`
	Findings []report.Finding `json:"findings"`
}

func (c *checked) printJSON(out io.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, one := range c.drafts.list {
		r, err := c.drafts.told(one)
		if err != nil {
			return err
		}
		if err := encoder.Encode(r); err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
	}
	var lines []*countyLine
	for _, f := range c.county {
		i := slices.IndexFunc(lines, func(l *countyLine) bool { return l.Region == f.Region && l.Year == f.Year })
		if i < 0 {
			i, lines = len(lines), append(lines, &countyLine{Region: f.Region, Year: f.Year})
		}
		lines[i].Findings = append(lines[i].Findings, plain(f))
	}
	for _, l := range lines {
		if err := encoder.Encode(l); err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
	}
	return nil
}

// told is a whole report with its findings and the notes of this run.
func (d *drafts) told(one *draft) (*report.Report, error) {
	whole, err := d.whole(one)
	if err != nil {
		return nil, err
	}
	r := *whole
	r.Notes = append(slices.Clone(r.Notes), one.notes...)
	r.Findings = nil
	for _, f := range one.findings {
		f.Position = place(f, whole.Observations)
		r.Findings = append(r.Findings, plain(f))
	}
	r.Normalize()
	return &r, nil
}

// plain is a finding as a report carries it.
func plain(f analytics.Finding) report.Finding {
	out := report.Finding{ID: f.ID, Rule: f.Rule, Outcome: f.Outcome, Severity: f.Severity, Message: f.Message, Cells: f.Cells,
		Left: f.Left, Right: f.Right, Formula: f.Formula, Quote: f.Quote, At: f.Position, Todo: f.Todo}
	if f.Difference != nil {
		out.Difference = f.Difference.String()
	}
	if v := f.Verdict; v.Verdict != "" {
		out.Verdict = &report.Verdict{Verdict: v.Verdict, Reason: v.Reason, By: v.By, On: v.On}
	}
	return out
}

// place is where a finding stands in its file: its quote, else its cells.
func place(f analytics.Finding, observations []report.Observation) string {
	if f.Position != "" {
		return f.Position
	}
	var places []string
	for _, o := range observations {
		if o.At != "" && slices.Contains(f.Cells, o.Code) && !slices.Contains(places, o.At) {
			places = append(places, o.At)
		}
	}
	return strings.Join(places, "; ")
}

func (c *checked) printCSV(out io.Writer) error {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	// Errors of writing stay in w until Flush.
	_ = w.Write(append([]string{"file"}, analytics.FindingColumns...))
	for _, one := range c.drafts.list {
		if len(one.findings) == 0 {
			continue
		}
		whole, err := c.drafts.whole(one)
		if err != nil {
			return err
		}
		for _, f := range one.findings {
			f.Position = place(f, whole.Observations)
			_ = w.Write(append([]string{one.head.File}, f.Record()...))
		}
	}
	for _, f := range c.county {
		_ = w.Write(append([]string{""}, f.Record()...))
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}
