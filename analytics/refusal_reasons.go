package analytics

import "context"

// ReasonGroup is one of 不予公开, 无法提供, 不予处理 with its reasons.
type ReasonGroup struct {
	Subtotal Compared   // the group's own measure
	Reasons  []Compared // in the order of the form
}

// RefusalReasons is why requests were not granted, in a year and the one before.
type RefusalReasons struct {
	Selection      Selection
	Year, PrevYear int
	Simulated      bool
	Groups         []ReasonGroup
}

// RefusalReasons answers the reasons of one year with the year before. A year
// that the region does not have is ErrNotFound.
func (a *Answers) RefusalReasons(ctx context.Context, sel Selection, year int) (RefusalReasons, error) {
	return RefusalReasons{}, errNotYet
}
