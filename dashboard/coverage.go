package dashboard

import (
	"context"
	"strings"

	"gongkai/analytics"
)

// coverage shows who has filed: body × year, the files that wait for a
// decision, the files that are no readable report, and bodies that the
// registry does not know.
func (rq *request) coverage(ctx context.Context) (*view, error) {
	region, ask := rq.region(), rq.snap.Answers
	f := rq.newFrame(word("coverage.question", region.Name))
	span := rq.span(region.FirstYear, region.LastYear)
	held, err := ask.Held(ctx)
	if err != nil {
		return nil, err
	}
	rejected, err := ask.Rejected(ctx)
	if err != nil {
		return nil, err
	}
	unregistered, err := ask.Unregistered(ctx)
	if err != nil {
		return nil, err
	}
	coverage := analytics.Coverage{}
	if region.Code != "" {
		if coverage, err = ask.Coverage(ctx, region.Code, span); err != nil {
			return nil, err
		}
	}
	notes, err := ask.FileNotes(ctx, region.Code, span)
	if err != nil {
		return nil, err
	}
	errors, err := rq.openIn(ctx, span, "error")
	if err != nil {
		return nil, err
	}
	matrix := rq.matrix(coverage)
	if len(coverage.Years) > 0 {
		matrix.Rows = append(matrix.Rows, rq.errorReports(coverage, errors))
	}
	f.filters(rq, rq.rangeFilters(span.From, span.To)...)
	f.offer(rq)
	f.Finding, f.Lead = rq.coverageFinding(coverage, span.To), coverageLead(coverage, span.To)
	f.Notes = []Sentence{say("coverage.note.required"), say("coverage.note.late")}
	for _, h := range held {
		if h.Simulated && f.Simulated == "" {
			f.Simulated = word("simulated.some")
		}
	}
	page := tablesPage{frame: f, Blocks: []block{
		{Title: word("coverage.table"), Sub: say("coverage.legend"), Table: matrix, Empty: word("empty.data")},
		{Title: word("coverage.held"), Sub: say("coverage.held.sub"), Table: heldTable(held), Empty: word("coverage.held.none")},
		{Title: word("coverage.rejected"), Sub: say("coverage.rejected.sub"), Table: rejectedTable(rejected), Empty: word("coverage.rejected.none")},
		{Title: word("coverage.notes"), Sub: say("coverage.notes.sub"), Table: rq.fileNotesTable(notes), Empty: word("coverage.notes.none")},
		{Title: word("coverage.unregistered"), Sub: say("coverage.unregistered.sub"), Table: rq.unregisteredTable(unregistered), Empty: word("coverage.unregistered.none")},
	}}
	var tables []*Table
	for _, b := range page.Blocks {
		tables = append(tables, b.Table)
		if b.Table != matrix && len(b.Table.Rows) > 0 {
			f.Extra = append(f.Extra, link(word("download.of", b.Title), rq.download(b.Table.Name, asXLSX, false)))
		}
	}
	return &view{template: "tables", data: page, frame: f, tables: tables, file: word("nav.coverage")}, nil
}

func (rq *request) coverageFinding(c analytics.Coverage, year int) Sentence {
	for _, y := range c.Years {
		if y.Year == year {
			return say("coverage.finding", year, y.Expected, y.Filed, y.NotFiled, y.HeldOnly)
		}
	}
	return say("coverage.finding.none")
}

// coverageLead names those who are missing in the last year.
func coverageLead(c analytics.Coverage, year int) Sentence {
	var missing []string
	for _, row := range c.Rows {
		for _, cell := range row.Cells {
			if cell.Year == year && cell.State == analytics.NotFiledYet {
				missing = append(missing, row.Agency.Name)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return say("coverage.missing", strings.Join(missing, word("list.mark")))
}

func (rq *request) matrix(c analytics.Coverage) *Table {
	t := &Table{Name: "coverage", Class: "matrix", Columns: []Column{
		{Head: word("col.agency"), Codes: []string{"agency_name", "agency_id"}},
		{Head: word("col.type"), Codes: []string{"agency_type", "agency_type_name"}, Class: "kind"}}}
	for i, y := range c.Years {
		t.Columns = append(t.Columns, Column{Head: itoa(y.Year), Codes: []string{"y" + itoa(y.Year)}, BreakBefore: i > 0 && y.Year == rq.facts.formBreak()})
	}
	for _, row := range c.Rows {
		r := Row{Cells: []Cell{{Text: row.Agency.ShortName, Href: rq.to(agencyPath(row.Agency.ID)), Export: []string{row.Agency.Name, row.Agency.ID}},
			{Text: row.Agency.TypeName, Export: []string{row.Agency.Type, row.Agency.TypeName}}}}
		for _, cell := range row.Cells {
			r.Cells = append(r.Cells, rq.coverageCell(row.Agency, cell))
		}
		t.Rows = append(t.Rows, r)
	}
	if len(c.Years) > 0 {
		total := Row{Kind: "total", Cells: []Cell{{Text: word("coverage.total"), Export: []string{word("coverage.total"), ""}}, text("")}}
		for _, y := range c.Years {
			total.Cells = append(total.Cells, text(word("n.of.n", y.Filed, y.Expected)))
		}
		t.Rows = append(t.Rows, total)
	}
	return t
}

// coverageCell is one body in one year, always in a word.
func (rq *request) coverageCell(a analytics.Agency, c analytics.CoverageCell) Cell {
	export := []string{string(c.State)}
	switch c.State {
	case analytics.Filed:
		out := Cell{Text: word("coverage.filed"), Class: "filed", Href: rq.to(reportPath(a.ID, c.Year)), Export: export}
		switch {
		case c.HeldFiles > 0:
			out.Mark = word("coverage.alsoheld")
		case c.Punctual == analytics.Late:
			out.Mark = word("punctual.late")
		}
		return out
	case analytics.HeldState:
		return Cell{Text: word("state.held.short"), Class: "none held", Href: "#held", Export: export}
	case analytics.NotFiledYet:
		return Cell{Text: word("state.not_filed"), Class: "none not_filed", Export: export}
	}
	return Cell{Text: word("state.not_expected.short"), Class: "none", Export: export}
}

func heldTable(files []analytics.HeldFile) *Table {
	t := &Table{Name: "held", Columns: []Column{col(word("col.file"), "file_name"), {Head: word("col.agency"), Codes: []string{"agency_name", "agency_id"}}, col(word("col.year"), "year"),
		{Head: word("col.reason"), Codes: []string{"code", "message", "place", "candidates"}, Class: "wide"}, {Head: word("col.todo"), Codes: []string{"what_to_do"}, Class: "wide"}, {Head: "sha256", Codes: []string{"source_sha256"}, Class: "code"}}}
	for _, h := range files {
		year := ""
		if h.Year > 0 {
			year = itoa(h.Year)
		}
		for _, r := range h.Reasons {
			candidates := strings.Join(r.Candidates, "|")
			reason := Cell{Text: r.Message, Export: []string{r.Code, r.Message, r.Place, candidates}}
			if r.Place != "" {
				reason.Mark = word("coverage.place", place(r.Place))
			}
			todo := word("coverage.todo.held")
			if candidates != "" {
				todo = word("coverage.todo.choose", strings.Join(r.Candidates, word("list.mark")))
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{text(h.File), {Text: h.AgencyName, Export: []string{h.AgencyName, h.AgencyID}}, text(year), reason, text(todo), text(h.SHA256)}})
		}
	}
	return t
}

func rejectedTable(files []analytics.RejectedFile) *Table {
	t := &Table{Name: "rejected", Columns: []Column{col(word("col.file"), "file_name"), {Head: word("col.reason"), Codes: []string{"code", "message", "place"}, Class: "wide"},
		{Head: word("col.todo"), Codes: []string{"hint"}, Class: "wide"}, {Head: "sha256", Codes: []string{"source_sha256"}, Class: "code"}}}
	for _, r := range files {
		reason := Cell{Text: r.Message, Export: []string{r.Code, r.Message, r.Place}}
		if r.Place != "" {
			reason.Mark = word("coverage.place", place(r.Place))
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(r.File), reason, text(r.Hint), text(r.SHA256)}})
	}
	return t
}

func (rq *request) unregisteredTable(list []analytics.Unregistered) *Table {
	t := &Table{Name: "unregistered", Columns: []Column{{Head: word("col.agency"), Codes: []string{"agency_name", "agency_id"}}, {Head: word("col.reports"), Codes: []string{"reports"}, Numeric: true}, col(word("col.years"), "years")}}
	for _, u := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: u.Name, Href: agencyPath(u.ID), Export: []string{u.Name, u.ID}}, text(itoa(u.Reports)), text(yearsText(u.FirstYear, u.LastYear))}})
	}
	return t
}
