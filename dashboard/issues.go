package dashboard

import (
	"context"
	"slices"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// issues is what the rules say of one report, beside its tables.
type issues struct {
	Heading    string
	Clear      Sentence // said when there is nothing to put right
	List       []issue  // errors and warnings, numbered as in the tables
	Infos      []issue  // worth knowing, folded
	Unassessed []issue  // could not be judged, folded
	InfoTitle  string
	NoneTitle  string
	tally      analytics.Tally
	all        []analytics.Finding
	cells      int // cells that the unsettled errors and warnings rest on
}

// issue is one finding of a report.
type issue struct {
	ID       string // of the finding; its place on the page is f-<ID>
	Mark     string // ①, "" when it is not marked in the tables
	Class    string // error, warning, info, settled
	Severity string
	Name     string
	Again    bool // of the same rule as the one before: its words are not repeated
	RuleHref string
	Message  string
	Formula  string
	Sides    string // both sides, where there is no formula
	Hints    []hint
	Todo     string
	Except   string
	Quote    string
	Place    string
	Where    string   // the row or column that its cells share
	Cells    Sentence // the cells that it rests on, with links to them
	Machine  string
	Person   Sentence
	finding  *analytics.Finding
}

// countTouched counts the numbers that unsettled errors and warnings rest on,
// those left out that are marked quietly or not at all.
func countTouched(list []analytics.Finding, r *analytics.Report) int {
	touched := map[string]bool{}
	for i := range list {
		f := &list[i]
		if !f.Unsettled() || f.Severity == "info" || len(f.Cells) > cellsMarked {
			continue
		}
		for _, code := range f.Cells {
			if len(f.Cells) <= cellsNamed || !isZero(r, code) {
				touched[code] = true
			}
		}
	}
	return len(touched)
}

func isZero(r *analytics.Report, code string) bool {
	for i := range r.Tables {
		if o := r.Tables[i].Cell(code); o != nil {
			return o.Value != nil && *o.Value == 0
		}
	}
	return false
}

// hint is an info that helps with another finding.
type hint struct{ ID, Text string }

// issuesOf reads the findings of a report. On an older revision there are none:
// only current reports are judged.
func (rq *request) issuesOf(ctx context.Context, r *analytics.Report) (*issues, error) {
	out := &issues{Heading: word("issues.heading")}
	if !r.Current {
		current := r.ReportHead
		current.Current = true
		out.Clear = say("issues.superseded", link(word("issues.superseded.link"), rq.revisionLink(current)))
		return out, nil
	}
	list, err := rq.snap.Answers.Findings(ctx, analytics.FindingFilter{Reports: []string{r.ID}})
	if err != nil {
		return nil, err
	}
	out.all, out.tally = slices.Clone(list), analytics.TallyOf(list, nil)
	settled := func(f analytics.Finding) bool { return f.Outcome == "fail" && !f.Unsettled() }
	list = append(slices.DeleteFunc(slices.Clone(list), settled), slices.DeleteFunc(list, func(f analytics.Finding) bool { return !settled(f) })...)
	for i := range list {
		one := rq.issue(&list[i], r)
		switch f := one.finding; {
		case f.State() == analytics.Unassessed:
			out.Unassessed = again(append(out.Unassessed, one))
		case f.Severity == "info":
			out.Infos = again(append(out.Infos, one))
		default:
			one.Mark = data.Mark(len(out.List) + 1)
			out.List = again(append(out.List, one))
		}
	}
	out.cells = countTouched(list, r)
	out.hints()
	if out.tally.Open() == 0 {
		out.Clear = say("issues.clear", link(word("issues.rules"), rq.to("/rules")))
	}
	out.InfoTitle, out.NoneTitle = word("issues.infos", len(out.Infos)), word("issues.unassessed", len(out.Unassessed))
	return out, nil
}

// again tells the last of a list that it follows another of its rule.
func again(list []issue) []issue {
	n := len(list)
	list[n-1].Again = n > 1 && list[n-2].finding.Rule == list[n-1].finding.Rule && list[n-2].Class == list[n-1].Class
	return list
}

func (rq *request) issue(f *analytics.Finding, r *analytics.Report) issue {
	one := issue{ID: f.ID, Class: severityClass(f), Severity: word("severity." + f.Severity), Name: f.RuleName, RuleHref: rq.ruleLink(f.Rule), Message: f.Message,
		Formula: f.Formula, Todo: f.Todo, Except: f.Except, Quote: f.Quote, Place: place(f.Position), Machine: word("machine." + f.Outcome), Person: personSays(f), finding: f}
	if f.State() == analytics.Unassessed {
		one.Severity, one.Class = word("finding.state.not_assessable"), "quiet"
	}
	if f.Formula == "" && f.Left != "" && f.Right != "" && !(strings.Contains(f.Message, f.Left) && strings.Contains(f.Message, f.Right)) {
		one.Sides = word("issues.sides", f.Left, f.Right)
	}
	one.Where, one.Cells = placesOf(f.Cells, r)
	return one
}

// cellsNamed is how many cells a finding names; of a longer sum it names the
// ends.
const cellsNamed = 8

// cellsMarked is how many cells a finding marks in the tables; one that rests
// on more, on all that is blank for example, would hide the others.
const cellsMarked = 30

// placesOf links to cells: those that stand in one row by their columns, in one
// column by their rows, else by both.
func placesOf(codes []string, r *analytics.Report) (where string, named Sentence) {
	var cells []analytics.FormCell
	for _, code := range codes {
		for i := range r.Tables {
			if o := r.Tables[i].Cell(code); o != nil {
				cells = append(cells, o.Cell)
			}
		}
	}
	oneRow := !slices.ContainsFunc(cells, func(c analytics.FormCell) bool { return c.RowCode != cells[0].RowCode || c.RowLabel == "" })
	oneColumn := !slices.ContainsFunc(cells, func(c analytics.FormCell) bool { return c.ColCode != cells[0].ColCode || c.RowLabel == "" })
	oneGroup := !slices.ContainsFunc(cells, func(c analytics.FormCell) bool { return c.ColGroup != cells[0].ColGroup || c.RowLabel != "" })
	var links []Part
	for _, c := range cells {
		name := cellName(c)
		switch {
		case len(cells) == 1:
		case oneRow:
			where, name = printed(c.RowLabel)+word("colon"), printed(c.ColLabel)
		case oneColumn:
			where, name = printed(c.ColLabel)+word("colon"), printed(c.RowLabel)
		case oneGroup: // of table 4
			where, name = word("group.col."+c.ColGroup)+word("colon"), printed(c.ColLabel)
		}
		links = append(links, link(name, "#c-"+c.Code))
	}
	if n := len(links); n > cellsMarked {
		return word("issues.unmarked", n), Sentence{links[0], {Text: "…"}, links[n-1]}
	} else if n > cellsNamed {
		return word("issues.many", n, where), Sentence{links[0], {Text: "…"}, links[n-1]}
	}
	for i, l := range links {
		if i > 0 {
			named = named.add(Part{Text: word("list.mark")})
		}
		named = named.add(l)
	}
	return where, named
}

// hints puts what is worth knowing of the cells of errors and warnings under
// them: which single cell would repair everything, for example.
func (s *issues) hints() {
	s.Infos = slices.DeleteFunc(s.Infos, func(info issue) bool {
		i := s.explained(info.finding)
		if i >= 0 {
			s.List[i].Hints = append(s.List[i].Hints, hint{info.ID, info.Message})
		}
		return i >= 0
	})
}

// explained is the place of the error or warning that an info is about: the
// first that rests on all of its cells; else, when each of its cells is in one,
// the first that rests on any. -1: none.
func (s *issues) explained(info *analytics.Finding) int {
	if len(info.Cells) == 0 || info.Verdict.Verdict != "" {
		return -1
	}
	first := -1
	covered := map[string]bool{}
	for i := range s.List {
		other := s.List[i].finding.Cells
		if len(other) > cellsMarked {
			continue
		}
		here := 0
		for _, c := range info.Cells {
			if slices.Contains(other, c) {
				covered[c] = true
				here++
			}
		}
		if here == len(info.Cells) {
			return i
		}
		if here > 0 && first < 0 {
			first = i
		}
	}
	if len(covered) == len(info.Cells) {
		return first
	}
	return -1
}

// cellMark is the number of a finding in a cell, a heading or a sentence.
type cellMark struct {
	Mark, Href, Label, Class string
}

func (one *issue) mark() cellMark {
	return cellMark{Mark: one.Mark, Href: "#f-" + one.ID, Class: one.Class, Label: word("issues.mark", one.Mark, one.Severity, one.Name)}
}

// marksOf are the marks of a cell, the worst first, and the look of its box. A
// zero in a long sum is marked quietly: it is seldom what is wrong.
func (s *issues) marksOf(code string, zero bool) (marks []cellMark, class string) {
	quiet := zero
	for i := range s.List {
		one := &s.List[i]
		if len(one.finding.Cells) <= cellsMarked && slices.Contains(one.finding.Cells, code) {
			marks = append(marks, one.mark())
			quiet = quiet && len(one.finding.Cells) > cellsNamed
			if class == "" || class == "settled" {
				class = one.Class
			}
		}
	}
	if class != "" && quiet {
		class += " slight"
	}
	return marks, class
}

// summary counts what is to be put right: 2 处错误、1 处疑问.
func (s *issues) summary() string {
	var parts []string
	if s.tally.Errors > 0 {
		parts = append(parts, word("issues.errors", s.tally.Errors))
	}
	if s.tally.Warnings > 0 {
		parts = append(parts, word("issues.warnings", s.tally.Warnings))
	}
	return strings.Join(parts, word("list.mark"))
}
