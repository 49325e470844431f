package dashboard

import (
	"context"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// method is P17: what the words mean, and what changed in the form.
func (rq *request) method(context.Context) (*view, error) {
	f := rq.newFrame(word("method.question"))
	var yes, part, no int
	for _, m := range rq.facts.measureList {
		switch m.Comparable {
		case "yes":
			yes++
		case "part":
			part++
		default:
			no++
		}
	}
	f.Finding = say("method.finding", len(rq.facts.measureList), yes, part, no)
	f.filters(rq)
	f.offer(rq)
	page := tablesPage{frame: f}
	var tables []*Table
	all := rq.methodTable(rq.facts.measureList)
	all.Name = "all"
	tables = append(tables, all)
	for _, topic := range []string{"applications", "reasons", "disputes", "proactive"} {
		var list []analytics.Measure
		for _, m := range rq.facts.measureList {
			if m.Topic == topic && strings.Contains(m.NameZH, rq.query.Search) {
				list = append(list, m)
			}
		}
		t := rq.methodTable(list)
		t.Name = topic
		page.Blocks = append(page.Blocks, block{Title: word("topic." + topic), Table: t, Empty: word("empty.data")})
		tables = append(tables, t)
	}
	breaks := rq.breaksTable()
	page.Blocks = append([]block{{Title: word("method.break"), Sub: say("method.break.sub"), Table: breaks}}, page.Blocks...)
	tables = append(tables, breaks)
	f.Notes = []Sentence{say("method.note.change"), say("notes.rates"), say("method.note.base"), say("notes.missing")}
	return &view{template: "tables", data: page, frame: f, tables: tables, file: word("nav.method")}, nil
}

func (rq *request) methodTable(list []analytics.Measure) *Table {
	t := &Table{Columns: []Column{{Head: word("col.measure"), Codes: []string{"measure_name", "measure"}}, {Head: word("col.unit"), Codes: []string{"unit"}, Class: "tight"}, {Head: word("col.comparable"), Codes: []string{"comparable"}},
		{Head: word("col.editions"), Codes: []string{"editions"}, Class: "tight"}, {Head: word("col.formula"), Codes: []string{"formula"}, Class: "wide"}, {Head: word("col.caveat"), Codes: []string{"caveat"}, Class: "wide"}}}
	for _, m := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: m.NameZH, Href: rq.to("/method/" + m.Code), Export: []string{m.NameZH, m.Code}}, text(m.Unit),
			{Text: word("comparable." + m.Comparable), Export: []string{m.Comparable}}, {Text: strings.ReplaceAll(m.Editions, ";", word("list.mark")), Export: []string{m.Editions}}, text(m.Formula), text(m.Caveat)}})
	}
	return t
}

func (rq *request) breaksTable() *Table {
	t := &Table{Name: "break", Columns: []Column{col(word("col.between"), "first_year_after"), col(word("col.change.kind"), "kind"), col(word("col.label"), "label"), {Head: word("col.effect"), Codes: []string{"effect"}, Class: "wide"}}}
	for _, b := range rq.facts.breaks {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: word("method.between", b.Year-1, b.Year), Export: []string{itoa(b.Year)}}, {Text: word("break." + b.Kind), Export: []string{b.Kind}}, text(b.Label), text(b.NoteZH)}})
	}
	return t
}

// measure is the page of one measure: definition, formula, terms by edition.
func (rq *request) measure(ctx context.Context) (*view, error) {
	p, err := rq.snap.Answers.Measure(ctx, rq.params["code"])
	if err != nil {
		return nil, err
	}
	m := p.Measure
	f := rq.newFrame(word("measure.question"))
	f.Title = m.NameZH + word("title.join") + word("nav.method")
	f.Crumbs = []Part{link(word("nav.method"), rq.to("/method")), {Text: m.NameZH}}
	f.Finding = say("measure.finding", m.NameZH, m.Formula, m.Unit)
	if m.Caveat != "" {
		f.Lead = Sentence{{Text: m.Caveat + word("stop")}}
	}
	f.offer(rq)
	facts := &Table{Name: "facts", Columns: []Column{col(word("col.item"), "item"), {Head: word("col.content"), Codes: []string{"content"}, Class: "wide"}}}
	add := func(key, value string) {
		facts.Rows = append(facts.Rows, Row{Cells: []Cell{text(word(key)), text(value)}})
	}
	add("col.code", m.Code)
	add("col.unit", m.Unit)
	add("col.comparable", word("comparable."+m.Comparable)+word("colon")+word("comparable.means."+m.Comparable))
	add("col.additive", yesNo(m.Additive))
	add("col.editions", strings.ReplaceAll(m.Editions, ";", word("list.mark")))
	add("measure.base", word("measure.base.text", m.MinBase, m.SmallBase-1))
	add("measure.coverage", word("measure.coverage.text", m.MinCoverage))
	terms := rq.termsTable(p.Terms)
	page := tablesPage{frame: f, Blocks: []block{
		{Title: word("measure.facts"), Table: facts, More: say("measure.see", link(word("measure.see.agencies"), rq.to("/agencies", "m", m.Code)))},
		{Title: word("measure.terms"), Sub: say("measure.terms.sub"), Table: terms, Empty: word("empty.data")}}}
	f.Notes = []Sentence{rq.breakNote()}
	return &view{template: "tables", data: page, frame: f, tables: []*Table{terms, facts}, file: m.NameZH}, nil
}

func (rq *request) termsTable(terms []analytics.Term) *Table {
	t := &Table{Name: "terms", Columns: []Column{col(word("col.edition"), "edition"), {Head: word("col.part"), Codes: []string{"part", "sign"}, Class: "tight"}, {Head: word("col.table"), Codes: []string{"table_no"}, Class: "tight"},
		{Head: word("col.row"), Codes: []string{"row_label"}}, {Head: word("col.column.form"), Codes: []string{"col_label"}, Class: "tight"}, {Head: word("col.code"), Codes: []string{"code"}, Class: "code"}}}
	for _, x := range terms {
		sign := word("sign.plus")
		if x.Sign < 0 {
			sign = word("sign.minus")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(x.Edition), {Text: word("part."+x.Part) + sign, Export: []string{x.Part, itoa(x.Sign)}}, {Text: word("table.n", chineseNumber(x.Table)), Export: []string{itoa(x.Table)}},
			text(printed(x.RowLabel)), text(printed(x.ColLabel)), text(x.Code)}})
	}
	return t
}

// aboutPage is what the program is, and what it does not do.
type aboutPage struct {
	*frame
	Blocks []proseBlock
}

type proseBlock struct {
	Title string
	Text  []Sentence
	Table *Table
}

func (rq *request) about(context.Context) (*view, error) {
	f := rq.newFrame(word("about.question"))
	f.Finding = say("about.finding")
	f.filters(rq)
	f.offer(rq)
	version := rq.versionTable()
	editions := &Table{Name: "editions", Columns: []Column{col(word("col.edition"), "edition"), col(word("col.years"), "years"), col(word("col.document"), "document")}}
	for _, e := range data.Editions() {
		editions.Rows = append(editions.Rows, Row{Cells: []Cell{text(e.NameZH), text(yearRange(e.FirstYear, e.LastYear)), text(e.Document)}})
	}
	page := aboutPage{frame: f, Blocks: []proseBlock{
		{Title: word("about.what"), Text: []Sentence{say("about.what.1"), say("about.what.2"), say("about.what.3")}},
		{Title: word("about.use"), Text: []Sentence{say("about.use.1"), say("about.use.2"), say("about.use.3")}},
		{Title: word("about.editions"), Table: editions},
		{Title: word("data.version"), Table: version},
		{Title: word("about.program"), Text: []Sentence{say("about.program.1", rq.Program), say("about.program.2")}},
	}}
	return &view{template: "prose", data: page, frame: f, tables: []*Table{version, editions}, file: word("nav.about")}, nil
}
