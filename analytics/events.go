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

// Events lists the reforms that touch the bodies of a selection, oldest first.
func (a *Answers) Events(ctx context.Context, sel Selection) ([]Event, error) {
	return nil, errNotYet
}

// Break is a change of form or law that charts mark between Year-1 and Year.
type Break struct {
	Year          int
	Kind          string // edition or law
	Topic         string // all, or the topic it touches
	Label, NoteZH string
}

// Breaks lists them, oldest first.
func (a *Answers) Breaks(ctx context.Context) ([]Break, error) { return nil, errNotYet }
