package analytics

import "context"

// Meta says what a version holds.
type Meta struct {
	Program   string // version of the program that built it
	BuiltFrom int64  // journal sequence number of the last event used
	Digest    string // over everything loaded, hex

	Regions, Agencies, Unregistered int
	Reports, Revisions              int // current reports; all, superseded ones included
	Observations                    int64
	HeldFiles, RejectedFiles        int
	FirstYear, LastYear             int  // of the published reports, 0 when none
	Simulated                       bool // made-up bodies are in it
	AllSimulated                    bool // all bodies are made up
}

// Meta answers what this version is.
func (a *Answers) Meta(ctx context.Context) (Meta, error) {
	return first(ctx, a.db, "meta", func(m *Meta) []any {
		return []any{&m.Program, &m.BuiltFrom, &m.Digest, &m.Regions, &m.Agencies, &m.Unregistered, &m.Reports,
			&m.Revisions, &m.Observations, &m.HeldFiles, &m.RejectedFiles, &m.FirstYear, &m.LastYear,
			&m.Simulated, &m.AllSimulated}
	})
}
