package dashboard

import "gongkai/analytics"

// fileNote is one thing to know of a file, with the place in it.
func fileNote(n analytics.FileNote) Sentence {
	if n.Place == "" {
		return plain(n.Message)
	}
	return plain(n.Message + word("coverage.place", place(n.Place)))
}

// fileNotesTable lists what is to be known of published reports.
func (rq *request) fileNotesTable(notes []analytics.ReportNotes) *Table {
	t := &Table{Name: "notes", Columns: []Column{{Head: word("col.agency"), Codes: []string{"agency_name", "agency_id"}}, col(word("col.year"), "year"),
		{Head: word("report.notes"), Codes: []string{"code", "message", "place", "count"}, Class: "wide"}}}
	for _, n := range notes {
		message := Cell{Text: n.Message, Export: []string{n.Code, n.Message, n.Place, itoa(n.Count)}}
		if n.Count > 1 {
			message.Text = word("coverage.notes.more", n.Message, n.Count)
		}
		if n.Place != "" {
			message.Mark = word("coverage.place", place(n.Place))
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: n.ShortName, Href: rq.to(reportPath(n.AgencyID, n.Year)) + "#notes", Export: []string{n.Agency, n.AgencyID}},
			text(itoa(n.Year)), message}})
	}
	return t
}
