// Package badinput makes the files that try a reader: damaged, hostile,
// ambiguous and odd ones, each with what must become of it, and good reports
// in every format to stand among them. A folder enters, files leave; the same
// bytes every time. Only tests use it.
//
// testdata holds reports that LibreOffice wrote from the ones made here, as DOC,
// XLS and PDF; some cases are made from them.
package badinput

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Outcomes that a file may be expected to have, as in the summary of a run.
const (
	Published = "published"
	Held      = "held"
	Rejected  = "rejected"
	Duplicate = "duplicate"
	Ignored   = "ignored"
)

// Want is what must become of one file.
type Want struct {
	File    string // below the folder of its case; name!inner in a bundle
	Outcome string
	Code    string   // of the reason to hold or reject
	Notes   []string // codes of notes that it must carry
	// Cells are cells that must be read so: printed text to status and value.
	Cells map[string]string
	// AnyCode says that how the reader fails depends on the machine: it runs
	// out of memory or of time, or finds the file damaged first.
	AnyCode bool
}

// Case is one kind of bad input. Its files stand in a folder of its ID.
type Case struct {
	ID, What string
	// Choice is what was decided where more than one end is defensible.
	Choice   string
	Want     []Want
	AnyOrder bool // which of the files ends how is not said
	// NotHere says why the case cannot be tried yet, "" when it can.
	NotHere string

	files []made
	extra func(dir string) error // makes what is no plain file
}

// Cases are all of them, in order.
func Cases() []Case {
	var out []Case
	for _, list := range [][]Case{wordCases(), wordParts(), wordLooks(), oldOffice(), workbooks(), bundles(), bundleEntries(), pages(), pdfs(), texts(), meanings(), folders()} {
		out = append(out, list...)
	}
	return out
}

// Write makes the files of a case below dir.
func (c Case) Write(dir string) error {
	dir = filepath.Join(dir, c.ID)
	for _, f := range c.files {
		path := filepath.Join(dir, f.name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, []byte(f.content()), 0o640)); err != nil {
			return fmt.Errorf("%s: %w", c.ID, err)
		}
	}
	if c.extra != nil {
		if err := errors.Join(os.MkdirAll(dir, 0o750), c.extra(dir)); err != nil {
			return fmt.Errorf("%s: %w", c.ID, err)
		}
	}
	return nil
}

// made is a file of a case; its content is made when it is written.
type made struct {
	name    string
	content func() string
}

func file[T string | []byte](name string, content func() T) made {
	return made{name, func() string { return string(content()) }}
}

// fixed is a file whose content is there.
func fixed(name, content string) made {
	return made{name, func() string { return content }}
}

// one is a case of one file.
func one(id, what, choice string, want Want, f made) Case {
	return Case{ID: id, What: what, Choice: choice, Want: []Want{want}, files: []made{f}}
}

func rejected(name, code string) Want { return Want{File: name, Outcome: Rejected, Code: code} }
func held(name, code string) Want     { return Want{File: name, Outcome: Held, Code: code} }
func published(name string, notes ...string) Want {
	return Want{File: name, Outcome: Published, Notes: notes}
}

// unread is a published report in which the cell printed so has no number.
func unread(name, printed string, notes ...string) Want {
	return Want{File: name, Outcome: Published, Notes: notes, Cells: map[string]string{printed: "unreadable"}}
}

// of is the report of a body made up for one case.
func of(id string) form { return form{agency: "青禾县" + id + "局", year: 2023, n: 3} }

// with replaces the text of value cells: key, text, key, text.
func (f form) with(pairs ...string) form {
	set := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		set[pairs[i]] = pairs[i+1]
	}
	f.set = set
	return f
}

// raw replaces the markup of one value cell.
func (f form) withRaw(key, markup string) form {
	f.raw = map[string]string{key: markup}
	return f
}

// maxSeed is how large a file may be to start fuzzing from.
const maxSeed = 100_000

// Seeds are the contents of the smaller files of all cases whose names end so,
// to start fuzzing from.
func Seeds(extension string) [][]byte {
	var out [][]byte
	for _, c := range Cases() {
		for _, f := range c.files {
			if filepath.Ext(f.name) != extension {
				continue
			}
			if content := f.content(); len(content) <= maxSeed {
				out = append(out, []byte(content))
			}
		}
	}
	return out
}

// WriteGood makes 20 good reports in the formats that are read, and returns
// their names.
func WriteGood(dir string) ([]string, error) {
	var names []string
	for i := range 4 {
		f := form{agency: fmt.Sprintf("青禾县第%d小学", i+1), year: 2021 + i, n: i}
		for _, p := range []part{{"文本.txt", f.text()}, {"网页.html", f.page(`<meta charset="utf-8">`)}, {"文档.docx", string(f.docx())}, {"表格.xlsx", string(f.xlsx())}} {
			f.agency = fmt.Sprintf("青禾县第%d小学", len(names)+1)
			switch filepath.Ext(p.name) {
			case ".html":
				p.content = f.page(`<meta charset="utf-8">`)
			case ".docx":
				p.content = string(f.docx())
			case ".xlsx":
				p.content = string(f.xlsx())
			case ".txt":
				p.content = f.text()
			}
			p.name = fmt.Sprintf("%d%s", i+1, p.name)
			names = append(names, p.name)
			if err := os.WriteFile(filepath.Join(dir, p.name), []byte(p.content), 0o640); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range []string{"1.doc", "3.xls", "3.pdf", "4.pdf"} {
		p := part{name, string(madeElsewhere(name))}
		if name == "3.xls" {
			p.content = renamed(p.content, "第三", "第九")
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(p.content), 0o640); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}
