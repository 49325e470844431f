package report

// Figure is a number said in prose: "收到申请5件", "近6000条", "未收到". Which
// cells of the form it may mean is not decided here but by data/figures.csv.
type Figure struct {
	Code    string  `json:"code"` // of data/figures.csv
	Value   *Number `json:"value"`
	Unit    string  `json:"unit"`             // as said: 件, 条, 万元 …; the value is in this unit, 万 before 条 or 件 counted in
	Approx  bool    `json:"approx,omitempty"` // said as about, nearly, more than
	Year    *int    `json:"year"`             // the year that its sentence names for it; null: none, so the report's
	Scope   Scope   `json:"scope"`            // own: 本机关, 本单位; rollup: 全县, 全区; unknown: the sentence does not say
	Section string  `json:"section"`          // key of the section it stands in, "preamble" before the first
	Said    string  `json:"said"`             // the words that say the number: 5件, 未收到, 均为0
	// Sentence holds it, whole.
	Sentence string `json:"sentence"`
	At       string `json:"at"`
}

// Mention is something that the prose names and that a rule asks about: a year,
// a notice, a body, a topic, a percentage. Kinds and their values are listed in
// data/mentions.csv.
type Mention struct {
	Kind     string `json:"kind"`
	Value    string `json:"value"`
	Context  string `json:"context"` // of a year: data, plan, comparison, document …; else ""
	Section  string `json:"section"`
	Sentence string `json:"sentence"`
	At       string `json:"at"`
}

// Sentence is the fingerprint of one sentence of the prose, by which copied
// text is found. Equal sentences have equal hashes; numbers, years and the
// body's own name do not count.
type Sentence struct {
	Section string `json:"section"`
	Hash    string `json:"hash"`   // 16 hex digits
	Length  int    `json:"length"` // characters that count
}

// Finding is what a rule of data/rules.csv says of a report. Passes are not
// listed.
type Finding struct {
	ID         string   `json:"id"` // stays the same while rule, agency, year, cells and their printed texts do
	Rule       string   `json:"rule"`
	Outcome    string   `json:"outcome"`  // fail, not_assessable
	Severity   string   `json:"severity"` // error, warning, info
	Message    string   `json:"message"`
	Cells      []string `json:"cells"` // codes
	Left       string   `json:"left"`
	Right      string   `json:"right"`
	Difference string   `json:"difference"` // left minus right, "" when it is none of numbers
	Formula    string   `json:"formula"`    // the comparison written out with its numbers
	Quote      string   `json:"quote"`      // the sentence it rests on
	At         string   `json:"at"`
	Todo       string   `json:"todo"`              // what to do
	Verdict    *Verdict `json:"verdict,omitempty"` // a person's, beside the machine's
}

// Verdict is what a person said of a finding.
type Verdict struct {
	Verdict string `json:"verdict"` // confirmed, explained, our_error
	Reason  string `json:"reason"`
	By      string `json:"by"`
	On      string `json:"on"` // YYYY-MM-DD
}
