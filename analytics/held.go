package analytics

import (
	"context"
	"slices"
	"strings"
)

// HeldReason is one reason why a file waits for a decision.
type HeldReason struct {
	Code, Place, Message string
	Candidates           []string // values to choose from
}

// HeldFile is a report that a person must decide on.
type HeldFile struct {
	SHA256, File string
	AgencyID     string // "" where it is not certain
	AgencyName   string // as printed, or the registered name; "" when none was found
	Region       string // of the agency, "" where it is not certain
	Year         int    // 0 where it is not certain
	Simulated    bool   // of a made-up body
	Reasons      []HeldReason
}

// Held lists them by year, agency and file name; those without a year first.
func (a *Answers) Held(ctx context.Context) ([]HeldFile, error) {
	var out []HeldFile
	var file HeldFile
	var reason HeldReason
	var candidates string
	err := each(ctx, a.db, "held", []any{&file.SHA256, &file.File, &file.AgencyID, &file.AgencyName, &file.Region, &file.Year,
		&file.Simulated, &reason.Code, &reason.Place, &reason.Message, &candidates}, func() error {
		at := slices.IndexFunc(out, func(f HeldFile) bool { return f.SHA256 == file.SHA256 })
		if at < 0 {
			at, out = len(out), append(out, file)
		}
		reason.Candidates = nil
		if candidates != "" {
			reason.Candidates = strings.Split(candidates, "|")
		}
		out[at].Reasons = append(out[at].Reasons, reason)
		return nil
	})
	return out, err
}

// RejectedFile is a source that is no readable report.
type RejectedFile struct {
	SHA256, File               string
	Code, Place, Message, Hint string
}

// Rejected lists them by file name.
func (a *Answers) Rejected(ctx context.Context) ([]RejectedFile, error) {
	return list(ctx, a.db, "rejected", func(f *RejectedFile) []any {
		return []any{&f.SHA256, &f.File, &f.Code, &f.Place, &f.Message, &f.Hint}
	})
}
