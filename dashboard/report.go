package dashboard

import (
	"context"
	"strconv"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// reportPage is P9: what exactly a report said, in the official layout.
type reportPage struct {
	*frame
	Issues    *issues
	Forms     []reportForm
	Sections  []reportSection
	Facts     []fact
	Counts    []fact
	FileNotes []Sentence
	Revisions []Sentence
}

// reportForm is one of the three tables; Missing says why it cannot be drawn.
type reportForm struct {
	*formTable
	Caption string
	Missing string
}

type reportSection struct {
	Number     int
	Heading    string
	OCR        bool // made out in a picture
	Marks      []cellMark
	Paragraphs [][]textPart
}

func (rq *request) report(ctx context.Context) (*view, error) {
	year, err := strconv.Atoi(rq.params["year"])
	if err != nil {
		return nil, analytics.ErrNotFound
	}
	r, err := rq.snap.Answers.Report(ctx, rq.params["id"], year, rq.query.Revision)
	if err != nil {
		return nil, err
	}
	rq.query.Region = r.Agency.Region
	f := rq.reportFrame(word("report.question"), r.ReportHead)
	f.Crumbs[len(f.Crumbs)-1].Href = ""
	f.offer(rq)
	found, err := rq.issuesOf(ctx, &r)
	if err != nil {
		return nil, err
	}
	f.Finding, f.Lead = reportFinding(r, found)
	if len(found.all) > 0 {
		f.Extra = append(f.Extra, link(word("download.of", word("issues.heading")), rq.download("findings", asXLSX, false)))
	}
	if found.tally.Open()+found.tally.Infos > 0 {
		rq.offerChecklist(f, "a", r.Agency.ID, "y", strconv.Itoa(year), "sev", "all")
	}
	f.Notes = []Sentence{say("report.note.cells"), say("notes.missing")}
	page := reportPage{frame: f, Issues: found, Facts: rq.sourceFacts(r.ReportHead), Counts: cellCounts(r.ReportHead)}
	page.tellRecognized(&r)
	for i := range r.Tables {
		page.Forms = append(page.Forms, rq.reportForm(&r, &r.Tables[i], found))
	}
	for _, s := range r.Sections {
		if strings.TrimSpace(s.Text) == "" {
			continue
		}
		page.Sections = append(page.Sections, reportSection{s.Number, word("report.section", chineseNumber(s.Number), sectionHeading(s.Key)), s.OCR,
			found.headingMarks(s), found.paragraphs(s.Text)})
	}
	for _, n := range r.Notes {
		page.FileNotes = append(page.FileNotes, fileNote(n))
	}
	if len(r.Revisions) > 1 {
		for _, v := range r.Revisions {
			page.Revisions = append(page.Revisions, say("report.revision", link(word("report.revision.n", v.Revision), rq.revisionLink(v)), v.ReceivedOn, currentWord(v)))
		}
	}
	table := cellsTable(&r)
	return &view{template: "report", data: page, frame: f, tables: []*Table{table, findingsExport(found.all)}, file: r.Agency.ShortName + strconv.Itoa(year)}, nil
}

// reportFrame is the head of a report's page and of its cells' pages.
func (rq *request) reportFrame(question string, r analytics.ReportHead) *frame {
	f := rq.newFrame(question)
	f.Title = word("report.title", r.Agency.Name, r.Year)
	f.Crumbs = []Part{link(whole(r.Agency.RegionName), rq.to("/")), link(r.Agency.ShortName, rq.to(agencyPath(r.Agency.ID))),
		link(word("report.crumb", r.Year), rq.revisionLink(r))}
	if r.Agency.Simulated {
		f.Simulated = word("simulated.strip", r.Agency.Name)
	}
	if rq.Original != nil {
		f.Extra = []Part{link(word("report.original", r.File), rq.originalLink(r))}
	}
	return f
}

func (rq *request) revisionLink(r analytics.ReportHead) string {
	rev := ""
	if !r.Current {
		rev = strconv.Itoa(r.Revision)
	}
	return rq.to(reportPath(r.Agency.ID, r.Year), "rev", rev)
}

func (rq *request) originalLink(r analytics.ReportHead) string {
	rev := ""
	if !r.Current {
		rev = strconv.Itoa(r.Revision)
	}
	return rq.to(reportPath(r.Agency.ID, r.Year)+"/original", "rev", rev)
}

func currentWord(r analytics.ReportHead) string {
	if r.Current {
		return word("report.current")
	}
	return ""
}

// reportFinding says the two main numbers and what the rules found; what is
// not certain follows.
func reportFinding(r analytics.Report, found *issues) (finding, lead Sentence) {
	cell := func(code string) Part {
		for i := range r.Tables {
			if o := r.Tables[i].Cell(code); o != nil {
				return link(observed(*o, true), "#c-"+code)
			}
		}
		return Part{Text: statusWord(analytics.Absent)}
	}
	doubt := word("report.finding.clear")
	switch {
	case r.Unreadable > 0:
		doubt = word("report.finding.unreadable", r.Unreadable)
	case r.Absent > 0:
		doubt = word("report.finding.absent", r.Absent)
	case r.Blank+r.NotApplicable > 0:
		doubt = word("report.finding.blank", r.Blank+r.NotApplicable)
	}
	switch {
	case found.tally.Open() == 0:
		return say("report.finding", cell(mReceived), cell(mConcluded), doubt), nil
	case found.cells == 0:
		return say("report.finding.issues", cell(mReceived), cell(mConcluded), link(found.summary(), "#findings")), plain(doubt)
	}
	return say("report.finding.issues.cells", cell(mReceived), cell(mConcluded), link(found.summary(), "#findings"), found.cells), plain(doubt)
}

// observed is a cell in words: its number, or its status.
func observed(o analytics.Observation, unit bool) string {
	if o.Status != analytics.Reported || o.Value == nil {
		return statusWord(o.Status)
	}
	s := grouped(*o.Value)
	if unit && o.Unit != "" {
		s += " " + o.Unit
	}
	return s
}

func (rq *request) reportForm(r *analytics.Report, t *analytics.ReportTable, found *issues) reportForm {
	edition := t.Edition
	if edition == "" {
		edition = data.EditionFor(r.Year)
	}
	revision := 0
	if !r.Current {
		revision = r.Revision
	}
	form := newFormTable(t.Number, edition, func(code string) formCell {
		c := formCell{Href: cellPath(r.Agency.ID, r.Year, revision, code)}
		o := t.Cell(code)
		c.OCR = o != nil && o.OCR
		switch {
		case o == nil:
			c.Text, c.Class = statusWord(analytics.Absent), "none absent"
		case o.Status == analytics.Reported && o.Value != nil:
			c.Text = grouped(*o.Value)
			if *o.Value == 0 {
				c.Class = "zero"
			}
		default:
			c.Text, c.Class = statusWord(o.Status), "none "+string(o.Status)
			if o.Status == analytics.Unreadable {
				c.Text = word("report.unreadable", o.Raw)
			}
		}
		var box string
		if c.Marks, box = found.marksOf(code, o != nil && o.Value != nil && *o.Value == 0); box != "" {
			c.Class = strings.TrimSpace(c.Class + " boxed " + box)
		}
		return c
	})
	if form == nil || len(t.Observations) == 0 {
		return reportForm{formTable: &formTable{Number: t.Number, Heading: headingOf(t.Number)}, Missing: word("report.table.missing")}
	}
	caption := word("report.table.edition", edition)
	if t.Edition == "" {
		caption = word("report.table.noedition", edition)
	}
	return reportForm{formTable: form, Caption: caption}
}

func headingOf(table int) string {
	for _, s := range data.Sections() {
		if s.Table == table {
			return word("report.section", chineseNumber(s.Number), s.Heading)
		}
	}
	return ""
}

func sectionHeading(key string) string {
	for _, s := range data.Sections() {
		if s.Key == key {
			return s.Heading
		}
	}
	return key
}

func (rq *request) sourceFacts(r analytics.ReportHead) []fact {
	file := Part{Text: r.File}
	if rq.Original != nil {
		file.Href = rq.originalLink(r)
	}
	out := []fact{{Name: word("report.fact.agency"), Text: plain(r.AgencyName)}, {Name: word("report.fact.title"), Text: plain(r.Title)},
		{Name: word("report.fact.scope"), Text: say("scope." + r.Scope)},
		{Name: word("report.fact.edition"), Text: plain(orWord(r.Edition, "edition.unknown"))},
		{Name: word("report.fact.published"), Text: plain(orWord(r.PublishedOn, "date.unknown"))},
		{Name: word("report.fact.received"), Text: plain(r.ReceivedOn)},
		{Name: word("report.fact.revision"), Text: say("report.revision.n", r.Revision)},
		{Name: word("report.fact.file"), Text: Sentence{file}},
		{Name: word("report.fact.format"), Text: plain(strings.ToUpper(r.Format))},
		{Name: "sha256", Text: plain(r.SHA256)}}
	key := "report.intotal.no"
	if r.InTotal {
		key = "report.intotal.yes"
	}
	return append(out, fact{Name: word("report.fact.total"), Text: say(key)})
}

func cellCounts(r analytics.ReportHead) []fact {
	var out []fact
	for _, c := range []struct {
		status analytics.Status
		n      int
	}{{analytics.Reported, r.Reported}, {analytics.Blank, r.Blank}, {analytics.NotApplicable, r.NotApplicable}, {analytics.Unreadable, r.Unreadable}, {analytics.Absent, r.Absent}} {
		if c.n > 0 || c.status == analytics.Reported {
			out = append(out, fact{Name: statusWord(c.status), Text: say("report.cells", c.n)})
		}
	}
	return out
}

// tellRecognized says how many cells were made out in pictures, if any were.
func (p *reportPage) tellRecognized(r *analytics.Report) {
	n := 0
	for _, t := range r.Tables {
		for _, o := range t.Observations {
			if o.OCR {
				n++
			}
		}
	}
	if n > 0 {
		p.Notes = append([]Sentence{say("ocr.note", n)}, p.Notes...)
		p.Counts = append(p.Counts, fact{Name: word("ocr.label"), Text: say("report.cells", n)})
	}
}

// cellsTable is the report as a list: the page's CSV.
func cellsTable(r *analytics.Report) *Table {
	t := &Table{Name: "cells", Columns: []Column{col("", "agency_id"), col("", "year"), col("", "revision"), col("", "table_no"), col("", "edition"), col("", "code"),
		col("", "row_label"), col("", "col_label"), col("", "value"), col("", "unit"), col("", "status"), col("", "raw"), col("", "position"), col("", "ocr"), col("", "source_sha256")}}
	for _, table := range r.Tables {
		for _, o := range table.Observations {
			value := ""
			if o.Value != nil {
				value = o.Value.String()
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{text(r.Agency.ID), text(itoa(r.Year)), text(itoa(r.Revision)), text(itoa(table.Number)), text(o.Cell.Edition),
				text(o.Cell.Code), text(o.Cell.RowLabel), text(o.Cell.ColLabel), text(value), text(o.Unit), text(string(o.Status)), text(o.Raw), text(o.Position), text(strconv.FormatBool(o.OCR)), text(r.SHA256)}})
		}
	}
	return t
}
