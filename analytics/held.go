package analytics

import "context"

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
func (a *Answers) Held(ctx context.Context) ([]HeldFile, error) { return nil, errNotYet }

// RejectedFile is a source that is no readable report.
type RejectedFile struct {
	SHA256, File               string
	Code, Place, Message, Hint string
}

// Rejected lists them by file name.
func (a *Answers) Rejected(ctx context.Context) ([]RejectedFile, error) { return nil, errNotYet }
