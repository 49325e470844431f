package analytics

// Status says what a value is, or why there is none (data/statuses.csv).
type Status string

const (
	Reported      Status = "reported"       // a number, 0 included
	Blank         Status = "blank"          // printed empty
	NotApplicable Status = "not_applicable" // "/", "-", 无 …
	Unreadable    Status = "unreadable"     // something is there, its number is not certain
	Absent        Status = "absent"         // its row, column or table is not in the file
	NotInEdition  Status = "not_in_edition" // the edition of the form has no such item
	NotFiled      Status = "not_filed"      // no report of this body and year
	IsHeld        Status = "held"           // a report is there, a person must decide on it
	// NotOwn: the body filed a report, but of a roll-up or of unknown scope, so
	// no total counts it.
	NotOwn Status = "not_own"
	// NotRequired: nothing was expected that year (before its founding, after
	// its end, or not obliged) and nothing came.
	NotRequired Status = "not_expected"
)

// Sample says how far a rate carries.
type Sample string

const (
	Enough Sample = ""      // not a rate, or its denominator reaches small_base
	Small  Sample = "small" // denominator from min_base up to below small_base: 样本偏小
	Tiny   Sample = "tiny"  // denominator below min_base: show n/N, no rate
)

// Value is one measure of one body or of a selection in one year.
type Value struct {
	Status Status
	// Number is nil unless Status is Reported. A rate whose denominator is 0 is
	// Reported with a nil Number: its Num and Den are there. Rates are in
	// percent: 45.5 is 45.5 %.
	Number *Number
	// Num and Den are the two parts of a rate, nil for other measures and for
	// parts without a value.
	Num, Den *Number
	// NotCounted is how many cells inside this sum were blank or not
	// applicable and so added nothing: 不含未填. 0 means that all were reported.
	NotCounted int
	Sample     Sample
}

func (v *Value) fields() []any {
	return []any{&v.Status, &v.Number, &v.Num, &v.Den, &v.NotCounted, &v.Sample}
}

// Note says how two years compare (pages.md 2.4).
type Note string

const (
	NoteOK          Note = "ok"           // both numbers, base large enough for a percentage
	NoteSmallBase   Note = "small_base"   // base below min_base (or negative): no percentage
	NoteZeroBase    Note = "zero_base"    // base 0, now not 0
	NoteBothZero    Note = "both_zero"    // 0 and 0
	NoteRatePP      Note = "rate_pp"      // rate, in percentage points
	NoteRateSmall   Note = "rate_small"   // rate with a denominator below min_base: n/N only
	NoteMissingNow  Note = "missing_now"  // no value this year
	NoteMissingPrev Note = "missing_prev" // no value in the year before
	NoteBreak       Note = "break"        // the two years are not the same quantity
	NoteCoverage    Note = "coverage"     // too few bodies have a value in both years
)

// Change is this year against the year before.
type Change struct {
	Note Note
	// Diff is now minus before, in the unit of the measure; for a rate it is in
	// percentage points and only there when Note is NoteRatePP. Nil when
	// nothing may be said.
	Diff *Number
	// Percent is Diff in percent of the year before; only with NoteOK.
	Percent *Number
}

func (c *Change) fields() []any { return []any{&c.Note, &c.Diff, &c.Percent} }

// State says whether a body has filed for a year.
type State string

const (
	Filed       State = "filed"
	HeldState   State = "held"         // only held files
	NotFiledYet State = "not_filed"    // had to report, nothing came
	NotExpected State = "not_expected" // outside its validity, or not obliged, and nothing came
)

// Punctual says whether a report was published in time.
type Punctual string

const (
	OnTime      Punctual = "on_time"
	Late        Punctual = "late"    // published after the deadline
	TimeUnknown Punctual = "unknown" // no publication date, no deadline, or no report; never late
)
