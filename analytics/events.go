package analytics

import "context"

// Event is a reform that breaks a body's series.
type Event struct {
	PredecessorID, PredecessorName string // "" for a new body
	SuccessorID, SuccessorName     string // "" for an abolished one
	Date                           string // YYYY-MM-DD
	Year                           int
	Kind                           string // merge, split, transfer, new, abolished
	Note, SourceURL                string
	Verified                       bool
}

func (e *Event) fields() []any {
	return []any{&e.PredecessorID, &e.PredecessorName, &e.SuccessorID, &e.SuccessorName, &e.Date, &e.Year, &e.Kind,
		&e.Note, &e.SourceURL, &e.Verified}
}

// Events lists the reforms that touch the bodies of a selection, oldest first.
func (a *Answers) Events(ctx context.Context, sel Selection) ([]Event, error) {
	m, err := a.eventMembers(ctx, sel)
	if err != nil {
		return nil, err
	}
	return list(ctx, a.db, "events", (*Event).fields, texts("ids", m))
}

// eventMembers are the registered bodies of a selection, ended ones and those
// outside the total included: a reform may touch any.
func (a *Answers) eventMembers(ctx context.Context, sel Selection) ([]string, error) {
	agencies, err := a.Agencies(ctx, sel)
	ids := make([]string, len(agencies))
	for i := range agencies {
		ids[i] = agencies[i].ID
	}
	return ids, err
}

// Break is a change of form or law that charts mark between Year-1 and Year.
type Break struct {
	Year          int
	Kind          string // edition or law
	Topic         string // all, or the topic it touches
	Label, NoteZH string
}

// Breaks lists them, oldest first.
func (a *Answers) Breaks(ctx context.Context) ([]Break, error) {
	return list(ctx, a.db, "breaks", func(b *Break) []any {
		return []any{&b.Year, &b.Kind, &b.Topic, &b.Label, &b.NoteZH}
	})
}
