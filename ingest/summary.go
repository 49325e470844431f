package ingest

import (
	"strings"

	"gongkai/ingest/report"
)

// Summary is what a run did. Received is the sum of the five outcomes.
type Summary struct {
	Received  int `json:"received"`
	Published int `json:"published"`
	Held      int `json:"held"`
	Rejected  int `json:"rejected"`
	Duplicate int `json:"duplicate"`
	Ignored   int `json:"ignored"`

	Files   []File `json:"files"`   // one a file of this run, by name
	Version string `json:"version"` // that readers see after the run, "" when there is none
	Changed bool   `json:"changed"` // this run published it
	// NoEngine says that pictures were to be read and tesseract is not installed.
	NoEngine bool `json:"no_engine,omitempty"`
}

// File is what became of one file.
type File struct {
	Path     string  `json:"path"` // as it was named or found
	Name     string  `json:"name"` // as it is recorded
	SHA256   string  `json:"sha256,omitempty"`
	Outcome  Outcome `json:"outcome"`
	Code     string  `json:"code,omitempty"` // of the reason to hold or reject
	Place    string  `json:"place,omitempty"`
	Message  string  `json:"message,omitempty"`
	Hint     string  `json:"hint,omitempty"`
	Agency   string  `json:"agency,omitempty"` // as printed
	AgencyID string  `json:"agency_id,omitempty"`
	Year     int     `json:"year,omitempty"`

	Notes []report.Note `json:"notes,omitempty"` // what a person should know of a readable file
}

func (s *Summary) add(f File) {
	s.Received++
	switch f.Outcome {
	case Published:
		s.Published++
	case Held:
		s.Held++
	case Rejected:
		s.Rejected++
	case Duplicate:
		s.Duplicate++
	case Ignored:
		s.Ignored++
	}
	s.Files = append(s.Files, f)
}

// summarize tells the outcome of every file of the run. A file that was
// received before and still can't be published is told as held or rejected
// again: whoever runs twice still wants to know.
func (r *run) summarize(k *known, sources []*source, adopted []string) Summary {
	s := Summary{Files: []File{}, NoEngine: r.noEngine}
	fresh := map[string]bool{}
	for _, sha := range adopted {
		fresh[sha] = true
	}
	first := map[string]*source{}
	for _, src := range sources {
		if src.bundle {
			continue
		}
		f := File{Path: src.path, Name: src.name, SHA256: src.sha}
		c := k.bySHA[src.sha]
		switch {
		case src.ignored != "":
			f.Outcome, f.Message = Ignored, src.ignored
		case src.rejected != nil:
			f.reject(src.rejected)
		case first[src.sha] != nil:
			f.describe(c)
			f.duplicate("与本次的 "+first[src.sha].name+" 完全相同", c)
		case k.settled[src.sha] && !fresh[src.sha] && c.outcome != Held && c.outcome != Rejected:
			f.describe(c)
			f.duplicate("以前已收到", c)
		default:
			f.describe(c)
			f.decided(c)
		}
		if src.sha != "" && first[src.sha] == nil {
			first[src.sha] = src
		}
		s.add(f)
	}
	return s
}

func (f *File) describe(c *candidate) {
	if c.report.Agency != nil {
		f.Agency, f.AgencyID = c.report.Agency.Name, c.report.Agency.ID
	}
	if c.report.Year != nil {
		f.Year = *c.report.Year
	}
	f.Notes = c.report.Notes
}

func (f *File) decided(c *candidate) {
	f.Outcome = c.outcome
	switch c.outcome {
	case Rejected:
		f.reject(c.report.Error)
	case Held:
		f.hold(c)
	case Duplicate:
		f.duplicate("数字与 "+c.same.name+" 完全相同", c.same)
	}
}

func (f *File) reject(e *report.Rejected) {
	f.Outcome, f.Code, f.Place, f.Message, f.Hint = Rejected, e.Code, e.Place, e.Message, e.Hint
}

// hold gives the first reason; the data list all of them.
func (f *File) hold(c *candidate) {
	first := c.reasons()[0]
	f.Outcome, f.Code, f.Place, f.Message, f.Hint = Held, first.Code, first.Place, first.Message, HeldHint(first.Code)
}

// HeldHint says what a person can do about a report that is held.
func HeldHint(code string) string {
	switch {
	case strings.HasPrefix(code, "agency_"):
		return "请查明单位后用 gongkai accept 编号 --agency 单位编号，或 gongkai reject"
	case strings.HasPrefix(code, "year_"):
		return "请查明年度后用 gongkai accept 编号 --year 年度，或 gongkai reject"
	case code == "several_reports":
		return "请拆成两个文件重新报送"
	case code == "ocr_unproven":
		return "请报送原文件；或对照图片逐格核对后用 gongkai accept"
	case code == "table_unreadable":
		return "请按法定表格改正后重新报送；gongkai accept 会把这些格记为不能确定"
	case code == "styles_unread":
		return "请在浏览器里打开后另存为 PDF，或改用 DOCX；对照原网页逐格核对后可用 gongkai accept"
	case code == "tracked_changes":
		return "请在 Word 中接受或拒绝修订后重新报送；gongkai accept 会把这几格记为不能确定"
	}
	return "请看清差别（gongkai held 逐格列出），再用 gongkai accept 采用一份，用 gongkai reject 退回其余"
}

// duplicate says what the file repeats, and what is still open about that.
func (f *File) duplicate(message string, original *candidate) {
	f.Outcome, f.Message = Duplicate, message
	switch original.outcome {
	case Held:
		f.Message += "，仍" + report.HeldWords
	case Rejected:
		f.Message += "，仍" + report.RejectedWords
	}
}

// reasons are all reasons why a candidate is held.
func (c *candidate) reasons() []report.Held {
	if c.second != nil {
		return c.second
	}
	return c.report.Held
}
