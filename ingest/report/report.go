// Package report is the plain data that reading a file yields: one agency, one
// year, its observations, prose and doubts. Its JSON is the contract of
// `gongkai read --json` (ARCHITECTURE.md, commands).
package report

// Status says what a cell of the form holds.
type Status string

const (
	Reported      Status = "reported"       // a number, 0 included
	Blank         Status = "blank"          // printed empty
	NotApplicable Status = "not_applicable" // "/", "-", "—", 无, 不适用
	Unreadable    Status = "unreadable"     // something is there but its number is not certain
	Absent        Status = "absent"         // its row, column or table is not in the file
)

// Scope says whose activity a report covers.
type Scope string

const (
	Own          Scope = "own"    // the body's own
	Rollup       Scope = "rollup" // a government of county level or above, its departments included
	UnknownScope Scope = "unknown"
)

// Report is what one file says. A file that is no readable report has Error
// set and everything else empty.
type Report struct {
	File        string  `json:"file"`
	SHA256      string  `json:"sha256"`
	Format      string  `json:"format"`
	Agency      *Agency `json:"agency"`
	Year        *int    `json:"year"`
	Edition     *string `json:"edition"` // of table 2; null when the tables do not tell
	Scope       Scope   `json:"scope"`
	Title       string  `json:"title"`
	PublishedOn *string `json:"published_on"` // YYYY-MM-DD
	// Editions is the edition of each table by its number, null where the
	// table is missing or does not tell. Real reports mix editions.
	Editions     map[string]*string `json:"editions"`
	Observations []Observation      `json:"observations"`
	Sections     []Section          `json:"sections"`
	Figures      []Figure           `json:"figures"`
	Mentions     []Mention          `json:"mentions"`
	Sentences    []Sentence         `json:"sentences"`
	Findings     []Finding          `json:"findings"`
	Held         []Held             `json:"held"`
	Notes        []Note             `json:"notes"`
	Error        *Rejected          `json:"error"`
}

// Agency is the body in the title. ID is empty while it is not known.
type Agency struct {
	Name string `json:"name"`
	ID   string `json:"id,omitempty"`
	OCR  bool   `json:"ocr,omitempty"` // the name was made out in a picture
}

// Observation is one cell of the form as a file prints it.
type Observation struct {
	Code    string  `json:"code"`
	Value   *Number `json:"value"` // null unless Status is reported
	Unit    string  `json:"unit"`
	Status  Status  `json:"status"`
	Raw     string  `json:"raw"` // the cell's text as printed
	At      string  `json:"at"`  // where it stands in the file; empty when absent
	Edition string  `json:"edition"`
	OCR     bool    `json:"ocr,omitempty"` // made out in a picture
}

// Section is the prose of one of the six parts of a report.
type Section struct {
	Key  string `json:"key"`
	Text string `json:"text"`
	OCR  bool   `json:"ocr,omitempty"` // made out in a picture
}

// Note is something about a file that a person should know, though the report
// is published: what was left out, cleaned or not believed.
type Note struct {
	Code    string `json:"code"`
	Place   string `json:"place"`
	Message string `json:"message"`
}

// What people read for a report that is held and a source that is rejected.
const (
	HeldWords     = "待人工确认"
	RejectedWords = "不能读取"
)

// Held is one reason why a person must decide before a report is published.
type Held struct {
	Code       string   `json:"code"`
	Place      string   `json:"place"`
	Message    string   `json:"message"`
	Candidates []string `json:"candidates"`
}

// Rejected says why a source is no readable report, and what to do.
type Rejected struct {
	Code    string `json:"code"`
	Place   string `json:"place"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// Error makes a Rejected usable as an error: parsers return it.
func (r *Rejected) Error() string { return r.Code + ": " + r.Message }

// Normalize replaces nil lists by empty ones, so that the JSON always has them.
func (r *Report) Normalize() {
	r.Observations = nonNil(r.Observations)
	r.Sections = nonNil(r.Sections)
	r.Figures = nonNil(r.Figures)
	r.Mentions = nonNil(r.Mentions)
	r.Sentences = nonNil(r.Sentences)
	r.Findings = nonNil(r.Findings)
	r.Held = nonNil(r.Held)
	r.Notes = nonNil(r.Notes)
	for i := range r.Held {
		r.Held[i].Candidates = nonNil(r.Held[i].Candidates)
	}
	if r.Editions == nil {
		r.Editions = map[string]*string{"2": nil, "3": nil, "4": nil}
	}
	if r.Scope == "" {
		r.Scope = UnknownScope
	}
}

func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
