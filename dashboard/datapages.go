package dashboard

import (
	"context"

	"gongkai/analytics"
	"gongkai/data"
)

// dataPage is P16: where all of it is, and what the columns mean.
type dataPage struct {
	*frame
	Files  []dataFile
	Blocks []block
}

type dataFile struct {
	Name, About, Size string
	Links             []Part
}

func (rq *request) data(context.Context) (*view, error) {
	f := rq.newFrame(word("data.question"))
	m := rq.facts.meta
	if m.Simulated {
		f.Simulated = word("simulated.some")
	}
	f.Finding = say("data.finding", group(itoa(m.Reports)), m.Agencies, group(itoa(int(m.Observations))))
	f.Lead = say("data.lead", m.FirstYear, m.LastYear, m.HeldFiles, m.RejectedFiles)
	f.filters(rq)
	page := dataPage{frame: f, Files: []dataFile{rq.dataFile("observations", int(m.Observations)), rq.dataFile("reports", m.Reports), rq.dataFile("agencies", m.Agencies+m.Unregistered),
		rq.dataFile("measures", len(rq.facts.measureList)), rq.dataFile("findings", 0)}}
	page.Blocks = []block{{Title: word("data.columns"), Table: columnsTable()}, {Title: word("data.statuses"), Table: statusesTable()}, {Title: word("data.version"), Table: rq.versionTable()}}
	f.Notes = []Sentence{say("data.note.csv"), say("data.note.excel"), say("data.note.filter"), say("data.note.findings", link("/api/v1/findings", "/api/v1/findings"))}
	f.offer(rq)
	return &view{template: "data", data: page, frame: f, tables: []*Table{page.Blocks[0].Table, page.Blocks[1].Table, page.Blocks[2].Table}, file: word("nav.data")}, nil
}

// dataFile is one file in its formats. The observations are too many for a
// workbook and leave as a stream.
func (rq *request) dataFile(name string, rows int) dataFile {
	path := "/data/" + name
	if name == "findings" {
		path = "/api/v1/findings"
	}
	f := dataFile{Name: word("data.file." + name), About: word("data.about." + name)}
	if rows > 0 {
		f.Size = word("data.rows", group(itoa(rows)))
	}
	if name != "observations" {
		f.Links = append(f.Links, link(word("download.xlsx"), rq.to(path+".xlsx")))
	}
	f.Links = append(f.Links, link(word("download.csv.excel"), rq.to(path+".csv", "bom", "1")), link(word("download.csv.plain"), rq.to(path+".csv")))
	if name != "observations" {
		f.Links = append(f.Links, link(word("download.json"), rq.to(path+".json")))
	}
	return f
}

// columnsTable is the dictionary of the observations' columns.
func columnsTable() *Table {
	t := &Table{Name: "columns", Columns: []Column{{Head: word("col.column"), Codes: []string{"column"}}, col(word("col.meaning"), "meaning")}}
	for _, name := range analytics.TidyColumns {
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(name), text(word("column." + name))}})
	}
	return t
}

func statusesTable() *Table {
	t := &Table{Name: "statuses", Columns: []Column{col(word("col.status"), "status"), col(word("col.shown"), "shown"), col(word("col.meaning"), "meaning")}}
	for _, s := range data.Statuses() {
		label := s.LabelZH
		if label == "" {
			label = word("data.status.number")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(s.Name), text(label), text(s.Meaning)}})
	}
	return t
}

func (rq *request) versionTable() *Table {
	m := rq.facts.meta
	t := &Table{Name: "version", Columns: []Column{col(word("col.item"), "item"), col(word("col.content"), "content")}}
	for _, r := range [][2]string{{word("data.version.name"), rq.snap.Version}, {word("data.version.at"), asOf(rq.snap.Published)}, {word("data.version.program"), m.Program},
		{word("data.version.digest"), m.Digest}, {word("data.version.event"), itoa(int(m.BuiltFrom))}} {
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(r[0]), text(r[1])}})
	}
	return t
}

// dataReports, dataAgencies and dataMeasures are lists that are mostly
// downloaded; as pages they are tables.
func (rq *request) dataReports(ctx context.Context) (*view, error) {
	list, err := rq.snap.Answers.Reports(ctx, analytics.ReportFilter{Region: rq.query.Region, Types: rq.query.Types, Agencies: rq.query.Agencies,
		Years: analytics.Years{From: rq.query.From, To: rq.query.To}, AllRevisions: true})
	if err != nil {
		return nil, err
	}
	t := &Table{Name: "reports", Columns: []Column{{Head: word("col.agency"), Codes: []string{"agency_name", "agency_id", "agency_type", "region_code", "report_id"}}, col(word("col.year"), "year"), col(word("col.revision"), "revision"),
		{Head: word("col.current"), Codes: []string{"is_current"}}, col(word("col.edition"), "edition"), {Head: word("col.scope"), Codes: []string{"scope"}}, {Head: word("col.intotal"), Codes: []string{"in_total"}},
		col(word("col.published"), "published_on"), col(word("col.received"), "received_on"), {Head: word("col.file"), Codes: []string{"file_name", "format", "title"}},
		{Head: word("col.cells"), Codes: []string{"reported", "blank", "not_applicable", "unreadable", "absent"}, Numeric: true}, {Head: "sha256", Codes: []string{"source_sha256"}, Class: "code"}}}
	for _, r := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: r.Agency.ShortName, Href: rq.revisionLink(r), Export: []string{r.Agency.Name, r.Agency.ID, r.Agency.Type, r.Agency.Region, r.ID}}, text(itoa(r.Year)), text(itoa(r.Revision)),
			{Text: yesNo(r.Current), Export: []string{boolText(r.Current)}}, text(r.Edition), {Text: word("scope." + r.Scope), Export: []string{r.Scope}}, {Text: yesNo(r.InTotal), Export: []string{boolText(r.InTotal)}},
			text(r.PublishedOn), text(r.ReceivedOn), {Text: r.File, Export: []string{r.File, r.Format, r.Title}},
			{Text: itoa(r.Reported), Export: []string{itoa(r.Reported), itoa(r.Blank), itoa(r.NotApplicable), itoa(r.Unreadable), itoa(r.Absent)}}, text(r.SHA256)}})
	}
	return rq.listPage("reports", t)
}

func (rq *request) dataAgencies(ctx context.Context) (*view, error) {
	sel := rq.query.selection()
	list, err := rq.snap.Answers.Agencies(ctx, sel)
	if err != nil {
		return nil, err
	}
	t := &Table{Name: "agencies", Columns: []Column{{Head: word("col.agency"), Codes: []string{"agency_id", "name"}}, col(word("col.short"), "short_name"), {Head: word("col.type"), Codes: []string{"type", "type_name"}},
		col(word("col.level"), "level"), col(word("col.region"), "region_code"), col(word("col.parent"), "parent_id"), col(word("col.validfrom"), "valid_from"), col(word("col.validto"), "valid_to"),
		{Head: word("col.mustreport"), Codes: []string{"must_report"}}, {Head: word("col.inrollup"), Codes: []string{"in_rollup"}}, col(word("col.deadline"), "deadline")}}
	for _, a := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: a.Name, Href: rq.to(agencyPath(a.ID)), Export: []string{a.ID, a.Name}}, text(a.ShortName), {Text: a.TypeName, Export: []string{a.Type, a.TypeName}},
			{Text: word("level." + a.Level), Export: []string{a.Level}}, text(a.Region), text(a.ParentID), text(yearOrEmpty(a.ValidFrom)), text(yearOrEmpty(a.ValidTo)),
			{Text: yesNo(a.MustReport), Export: []string{boolText(a.MustReport)}}, {Text: yesNo(a.InRollup), Export: []string{boolText(a.InRollup)}}, text(a.Deadline)}})
	}
	return rq.listPage("agencies", t)
}

func (rq *request) dataMeasures(context.Context) (*view, error) {
	t := &Table{Name: "measures", Columns: []Column{{Head: word("col.measure"), Codes: []string{"code", "name_zh", "name_en"}}, col(word("col.topic"), "topic"), {Head: word("col.kind"), Codes: []string{"kind"}}, col(word("col.unit"), "unit"),
		{Head: word("col.comparable"), Codes: []string{"comparable"}}, {Head: word("col.additive"), Codes: []string{"additive"}}, col(word("col.minbase"), "min_base"), col(word("col.smallbase"), "small_base"), col(word("col.mincoverage"), "min_coverage"),
		col(word("col.editions"), "editions"), col(word("col.formula"), "formula_zh"), col(word("col.caveat"), "caveat_zh")}}
	for _, m := range rq.facts.measureList {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: m.NameZH, Href: rq.to("/method/" + m.Code), Export: []string{m.Code, m.NameZH, m.NameEN}}, {Text: word("topic." + m.Topic), Export: []string{m.Topic}},
			{Text: word("kind." + m.Kind), Export: []string{m.Kind}}, text(m.Unit), {Text: word("comparable." + m.Comparable), Export: []string{m.Comparable}}, {Text: yesNo(m.Additive), Export: []string{boolText(m.Additive)}},
			text(itoa(m.MinBase)), text(itoa(m.SmallBase)), text(itoa(m.MinCoverage)), text(m.Editions), text(m.Formula), text(m.Caveat)}})
	}
	return rq.listPage("measures", t)
}

func (rq *request) listPage(name string, t *Table) (*view, error) {
	f := rq.newFrame(word("data.list." + name))
	if rq.facts.meta.Simulated {
		f.Simulated = word("simulated.some")
	}
	f.Crumbs = []Part{link(word("nav.data"), rq.to("/data")), {Text: word("data.file." + name)}}
	f.Finding = say("data.list.finding", word("data.file."+name), group(itoa(len(t.Rows))))
	f.filters(rq)
	f.offer(rq)
	page := tablesPage{frame: f, Blocks: []block{{Title: word("data.file." + name), Table: t, Empty: word("empty.data")}}}
	return &view{template: "tables", data: page, frame: f, tables: []*Table{t}, file: word("data.file." + name)}, nil
}

func yesNo(b bool) string {
	if b {
		return word("yes")
	}
	return word("no")
}

func yearOrEmpty(y int) string {
	if y == 0 {
		return ""
	}
	return itoa(y)
}
