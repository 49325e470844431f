package analytics

// FindingState is how a finding stands: the machine's word where no person has
// spoken, the person's where one has.
type FindingState string

// The states. Open and Confirmed still wait for the report to be put right.
const (
	Unassessed FindingState = "not_assessable" // the machine could not judge
	Open       FindingState = "open"           // fails, and nobody has spoken
	Confirmed  FindingState = "confirmed"      // a person agrees
	Explained  FindingState = "explained"      // a person gave a good reason
	OurError   FindingState = "our_error"      // a person says that we misread
)

// State tells how a finding stands.
func (f *Finding) State() FindingState {
	switch {
	case f.Outcome != "fail":
		return Unassessed
	case f.Verdict.Verdict == "":
		return Open
	}
	return FindingState(f.Verdict.Verdict)
}

// Unsettled tells whether a finding still waits for the report to be put right:
// it fails, and no person has explained it or called it our mistake.
func (f *Finding) Unsettled() bool {
	s := f.State()
	return s == Open || s == Confirmed
}

// Tally counts the findings of a report, a body, a year or a region. Settled
// ones are those that a person explained or called our mistake; they are in no
// other count.
type Tally struct {
	Errors, Warnings, Infos int // unsettled, by severity
	Settled, Unassessed     int
	ErrorReports            int // reports with an unsettled error
	WarningReports          int // reports with an unsettled warning
	Elsewhere               int // unsettled errors and warnings of no single report: of a region, of a missing report
}

// Open is the number of unsettled errors and warnings.
func (t Tally) Open() int { return t.Errors + t.Warnings }

// TallyOf counts those findings that a condition lets through; nil lets all.
func TallyOf(list []Finding, of func(*Finding) bool) Tally {
	var t Tally
	reports := map[[2]string]bool{}
	for i := range list {
		f := &list[i]
		if of != nil && !of(f) {
			continue
		}
		switch state := f.State(); {
		case state == Unassessed:
			t.Unassessed++
			continue
		case !f.Unsettled():
			t.Settled++
			continue
		}
		switch f.Severity {
		case "error":
			t.Errors++
		case "warning":
			t.Warnings++
		default:
			t.Infos++
			continue
		}
		if f.ReportID == "" {
			t.Elsewhere++
			continue
		}
		reports[[2]string{f.Severity, f.ReportID}] = true
	}
	for key := range reports {
		if key[0] == "error" {
			t.ErrorReports++
		} else {
			t.WarningReports++
		}
	}
	return t
}
