package dashboard

import (
	"context"
	"strconv"

	"gongkai/analytics"
)

// cellPage is P10: where one number comes from and where it goes.
type cellPage struct {
	*frame
	Facts   []fact
	Uses    []Sentence
	Checks  block
	History *Table
}

func (rq *request) cell(ctx context.Context) (*view, error) {
	year, err := strconv.Atoi(rq.params["year"])
	if err != nil {
		return nil, analytics.ErrNotFound
	}
	p, err := rq.snap.Answers.Cell(ctx, rq.params["id"], year, rq.query.Revision, rq.params["code"])
	if err != nil {
		return nil, err
	}
	rq.query.Region = p.Report.Agency.Region
	o := p.Observation
	name := cellName(o.Cell)
	f := rq.reportFrame(word("cell.question"), p.Report)
	f.Title = name + word("title.join") + word("report.title", p.Report.Agency.Name, p.Report.Year)
	f.Crumbs = append(f.Crumbs, Part{Text: name})
	f.offer(rq)
	f.Finding = say("cell.finding", p.Report.Agency.Name, p.Report.Year, name, observed(o, true))
	f.Lead = say("cell.lead." + string(o.Status))
	if o.OCR && o.Status == analytics.Reported {
		f.Lead = say("ocr.lead")
	}
	f.Notes = []Sentence{say("notes.missing")}
	page := cellPage{frame: f, Facts: rq.cellFacts(p), History: rq.cellHistory(p)}
	for _, u := range p.Uses {
		page.Uses = append(page.Uses, say("cell.use."+u.Part, link(u.Measure.NameZH, rq.to("/method/"+u.Measure.Code)),
			link(word("cell.use.agencies"), rq.agenciesLink(u.Measure, year))))
	}
	checks, err := rq.cellChecks(ctx, p)
	if err != nil {
		return nil, err
	}
	page.Checks = block{Title: word("cell.checks"), Sub: say("cell.checks.sub"), Table: checks, Empty: word("cell.checks.none")}
	if !p.Report.Current {
		page.Checks.Empty = word("cell.checks.old")
	}
	return &view{template: "cell", data: page, frame: f, tables: []*Table{page.History, checks}, file: p.Report.Agency.ShortName + strconv.Itoa(year) + "_" + o.Cell.Code}, nil
}

// cellName is a cell in the words of the form.
func cellName(c analytics.FormCell) string {
	if c.RowLabel == "" {
		return word("cell.name", word("group.col."+c.ColGroup), printed(c.ColLabel))
	}
	return word("cell.name", printed(c.RowLabel), printed(c.ColLabel))
}

func (rq *request) cellFacts(p analytics.CellPage) []fact {
	o, r := p.Observation, p.Report
	back := rq.revisionLink(r) + "#c-" + o.Cell.Code
	file := Part{Text: r.File}
	if rq.Original != nil {
		file.Href = rq.originalLink(r)
	}
	raw := plain(o.Raw)
	if o.Raw == "" {
		raw = say("cell.noraw")
	}
	return []fact{
		{Name: word("cell.fact.item"), Text: Sentence{link(cellName(o.Cell), back)}},
		{Name: word("cell.fact.value"), Text: plain(observed(o, true))},
		{Name: word("cell.fact.status"), Text: say("status.name." + string(o.Status))},
		{Name: word("cell.fact.raw"), Text: raw, Class: "raw"},
		{Name: word("cell.fact.means"), Text: say(means(o.OCR))},
		{Name: word("cell.fact.position"), Text: plain(orWord(place(o.Position), "cell.noposition"))},
		{Name: word("cell.fact.table"), Text: say("cell.table", chineseNumber(o.Cell.Table), orWord(o.Cell.Edition, "edition.unknown"))},
		{Name: word("cell.fact.code"), Text: plain(o.Cell.Code), Class: "hash"},
		{Name: word("report.fact.file"), Text: Sentence{file}},
		{Name: "sha256", Text: plain(r.SHA256), Class: "hash"},
		{Name: word("cell.fact.report"), Text: Sentence{link(word("report.title", r.Agency.Name, r.Year), back)}},
	}
}

// means says by what words a cell was read.
func means(ocr bool) string {
	if ocr {
		return "ocr.label"
	}
	return "ocr.none"
}

// cellHistory is the same cell in other years and revisions.
func (rq *request) cellHistory(p analytics.CellPage) *Table {
	t := &Table{Name: "history", Columns: []Column{{Head: word("col.year"), Codes: []string{"year"}}, col(word("col.revision"), "revision"), col(word("col.edition"), "edition"),
		{Head: word("col.read"), Codes: []string{"value", "status", "ocr"}, Numeric: true}, col(word("col.raw"), "raw")}}
	for _, h := range p.History {
		revision := 0
		if !h.Current {
			revision = h.Revision
		}
		o := analytics.Observation{Value: h.Value, Status: h.Status}
		value := ""
		if h.Value != nil {
			value = h.Value.String()
		}
		c := Cell{Text: observed(o, false), Href: cellPath(p.Report.Agency.ID, h.Year, revision, p.Observation.Cell.Code), Export: []string{value, string(h.Status), strconv.FormatBool(h.OCR)}}
		if h.OCR {
			c.Mark = word("ocr.label")
		}
		if h.Status != analytics.Reported {
			c.Class = "none " + string(h.Status)
		}
		mark := ""
		if !h.Current {
			mark = word("cell.superseded")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(itoa(h.Year)), {Text: itoa(h.Revision), Mark: mark}, text(h.Edition), c, text(h.Raw)}})
	}
	return t
}
