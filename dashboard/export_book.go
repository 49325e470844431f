package dashboard

import (
	"bytes"
	"strings"

	"gongkai/workbook"
)

// workbookRows is how many rows a workbook holds; more are refused, and can be
// had as CSV: nothing is cut silently.
const workbookRows = 20_000

// workbook is a table as a workbook: what was asked, the rows, what is to be
// known of them, and the meaning of the columns.
func (rq *request) workbook(v *view, t *Table) ([]byte, error) {
	var rows, dictionary, notes [][]any
	for _, r := range t.Rows {
		if r.Kind != "group" {
			rows = append(rows, t.bookRow(r))
		}
	}
	heads := t.bookHeads()
	for i, code := range t.header() {
		_, meaning := fieldWords(code)
		dictionary = append(dictionary, []any{heads[i], code, meaning})
	}
	for _, n := range v.frame.Notes {
		notes = append(notes, []any{n.String()})
	}
	var out bytes.Buffer
	err := workbook.Write(&out, []workbook.Sheet{
		{Name: word("book.cover"), Heads: []string{word("col.item"), word("col.content")}, Rows: rq.cover(v, len(rows)), Prose: true},
		{Name: word("book.data"), Heads: heads, Rows: rows},
		{Name: word("book.notes"), Heads: []string{word("notes")}, Rows: notes, Prose: true},
		{Name: word("book.dictionary"), Heads: []string{word("book.column"), word("col.code"), word("col.meaning")}, Rows: dictionary, Prose: true},
	})
	return out.Bytes(), err
}

// cover says what a workbook holds and by which question.
func (rq *request) cover(v *view, rows int) [][]any {
	f := v.frame
	out := [][]any{{word("book.title"), f.Title}, {word("book.says"), f.Finding.String() + f.Lead.String()}}
	for _, filter := range f.Filters {
		for _, o := range filter.Options {
			if o.Selected {
				out = append(out, []any{filter.Label, o.Text})
			}
		}
	}
	out = append(out, []any{word("book.rows"), itoa(rows)}, []any{word("data.version"), rq.snap.Version}, []any{word("data.version.at"), f.AsOf},
		[]any{word("book.address"), rq.self()}, []any{word("data.version.program"), "gongkai " + rq.Program})
	if f.Simulated != "" {
		out = append(out, []any{word("simulated"), f.Simulated})
	}
	return out
}

// bookHeads are the columns in words: a column of one field has its head, of
// several each its own name.
func (t *Table) bookHeads() []string {
	var out []string
	for _, c := range t.Columns {
		if c.Drawn {
			continue
		}
		for _, code := range c.Codes {
			name, _ := fieldWords(code)
			if name == "" || len(c.Codes) == 1 && c.Head != "" {
				name = c.Head
			}
			out = append(out, name)
		}
	}
	return out
}

// fieldWords are the name of a field and what it means beyond its name.
func fieldWords(code string) (name, meaning string) {
	name, meaning, _ = strings.Cut(words()["field."+code], word("colon"))
	if meaning == "" {
		meaning = words()["column."+code]
	}
	return name, meaning
}

// bookRow is a row for people: numbers as numbers, and words where the other
// formats have codes.
func (t *Table) bookRow(r Row) []any {
	fields, kinds := t.record(r), t.fieldKinds()
	out := make([]any, 0, len(fields))
	for i, c := range t.Columns {
		if c.Drawn {
			continue
		}
		for _, code := range c.Codes {
			n := len(out)
			field, kind := fields[n], kinds[n]
			switch {
			case (kind == isNumber || kind == isOrdinal) && decimal(field):
				out = append(out, workbook.Number{Text: field, Grouped: kind == isNumber})
			case len(c.Codes) == 1 && i < len(r.Cells) && r.Cells[i].Text != "" && field != "":
				out = append(out, spoken(code, kind, r.Cells[i].Text))
			default:
				out = append(out, spoken(code, kind, field))
			}
		}
	}
	return out
}

// families are the words of codes that a table does not show.
var families = map[string]string{"severity": "severity.", "machine_state": "outcome.", "outcome": "outcome.", "human_state": "finding.state.",
	"report_state": "state.", "status": "status.", "section": "rules.section.", "needs": "needs.", "scope": "scope."}

// spoken is a field in words, where there are any.
func spoken(code string, kind fieldKind, field string) string {
	switch {
	case field == "":
		return ""
	case kind == isTruth && (field == "true" || field == "false"):
		return yesNo(field == "true")
	case code == "position" || code == "place":
		return place(field)
	}
	if text, ok := words()[families[code]+field]; ok && families[code] != "" {
		return text
	}
	return field
}
