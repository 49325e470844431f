// Package ingest turns the files that an office receives into a version of the
// data: sources into the archive, the archive into reports, the reports into a
// DuckDB file. read.go reads one file, run.go is the run.
package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"

	"gongkai/ingest/document"
	"gongkai/ingest/form"
	"gongkai/ingest/html"
	"gongkai/ingest/ole2"
	"gongkai/ingest/pdf"
	"gongkai/ingest/prose"
	"gongkai/ingest/report"
	"gongkai/ingest/sheet"
	"gongkai/ingest/text"
	"gongkai/ingest/word"
)

// Read reads one file by its content; the name is only reported. It never
// fails: what is no readable report has Error set. The agency is the name in
// the title, its ID is for the registry to find.
func Read(name string, content []byte) *report.Report {
	r := &report.Report{File: name, SHA256: hashOf(content), Format: sniff(content)}
	defer r.Normalize()
	doc, rejected := parse(r.Format, name, content)
	if rejected != nil {
		r.Error = rejected
		return r
	}
	fill(r, doc)
	if n := typeNote(name, r.Format); n != nil && r.Error == nil {
		r.Notes = append(r.Notes, *n)
	}
	return r
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// fill reads title, tables and sections. The title's year is needed only to
// list the cells of a table that is absent, the tables' blocks to keep their
// text out of the sections.
func fill(r *report.Report, doc *document.Document) {
	if r.Error = ownChecklist(doc); r.Error != nil {
		return
	}
	tables := form.Read(doc, func() int { return prose.Read(doc, nil).Title.Year })
	if r.Error = refusal(doc, tables); r.Error != nil {
		return
	}
	words := prose.Read(doc, tables.InTable)
	if period := prose.PartOfYear(words.Title.Text); period != "" {
		r.Error = &report.Rejected{Code: "not_annual", Place: string(words.Title.At), Message: "标题写的是“" + period + "”，不是年度报告", Hint: "请报送年度报告"}
		return
	}
	if words.Title.Other != "" {
		r.Error = &report.Rejected{Code: "not_the_report", Place: string(words.Title.At), Message: "标题写的是“" + words.Title.Other + "”，不是年度报告本身", Hint: "请报送年度报告"}
		return
	}
	r.Title, r.Scope, r.Sections = words.Title.Text, words.Scope, words.Sections
	if words.Title.Agency != "" {
		r.Agency = &report.Agency{Name: words.Title.Agency}
	}
	if words.Title.Year != 0 {
		r.Year = &words.Title.Year
	}
	if words.PublishedOn != "" {
		r.PublishedOn = &words.PublishedOn
	}
	facts := words.Facts()
	r.Figures, r.Mentions, r.Sentences = facts.Figures, facts.Mentions, facts.Sentences
	r.Observations, r.Editions, r.Edition = tables.Observations, tables.Editions, tables.Editions["2"]
	r.Held = append(append(words.Held, tables.Held...), unreadTables(r, doc)...)
	if len(tables.Held) == 0 {
		r.Held = append(r.Held, severalTitles(doc, tables, words.Title)...)
	}
	noteAll(r, doc, tables.Notes)
}

// severalTitles holds a file with the titles of two reports: one between the
// tables, or anywhere where a second table stands in the file.
func severalTitles(doc *document.Document, tables form.Result, title prose.Title) []report.Held {
	other := prose.TitleBetween(doc, title, tables.InTable)
	if other.Text == "" && tables.Copies {
		other = prose.OtherTitle(doc, title)
	}
	if other.Text == "" {
		return nil
	}
	return []report.Held{{Code: "several_reports", Place: string(title.At) + "; " + string(other.At),
		Message: "同一文件中有两份年报：" + title.Text + "；" + other.Text, Candidates: []string{title.Text, other.Text}}}
}

// parse is the one switch over formats.
func parse(format, name string, content []byte) (*document.Document, *report.Rejected) {
	var doc *document.Document
	var err error
	switch format {
	case "text":
		var decoded string
		if decoded, _, err = document.Decode(content); err == nil {
			doc = text.Parse(decoded)
		}
	case "html":
		doc, err = parsePage(content)
	case "docx":
		doc, err = word.ParseDOCX(content)
	case "doc":
		doc, err = word.ParseDOC(content)
	case "xlsx":
		doc, err = sheet.ParseXLSX(content)
	case "xls":
		doc, err = sheet.ParseXLS(content)
	case "pdf":
		doc, err = pdf.Parse(content)
	case "encrypted":
		err = ole2.ErrEncrypted
	case "empty":
		return nil, &report.Rejected{Code: "empty_file", Message: "文件是空的", Hint: "请重新导出或重新索取这份文件"}
	default:
		return nil, notSupported(format, name)
	}
	if err != nil {
		return nil, unreadable(err, len(content))
	}
	return doc, nil
}

// parsePage reads a web page by its bytes, and notes where they are not in the
// character set that the page names.
func parsePage(content []byte) (*document.Document, error) {
	decoded, charset, err := document.Decode(content)
	if err != nil {
		return nil, err
	}
	doc, err := html.Parse(decoded)
	if err != nil {
		return nil, err
	}
	if n := charsetNote(html.Declared(content), charset); n != nil {
		doc.Notes = append(doc.Notes, *n)
	}
	return doc, nil
}

// MaxFile is the largest file that is read, in bytes.
const MaxFile = 50 << 20

// ReadFile reads the file of that name with the function given, that of a Pool
// or Read, and every file inside it when it is a bundle: one report each. The error is that of opening it: a
// file that was opened but is no report has Error set in the result.
func ReadFile(name string, read func(string, []byte) *report.Report) ([]*report.Report, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", name, errNotAFile)
	}
	var out []*report.Report
	for i, s := range expand([]*source{newSource(name, name, info)}) {
		if s.bundle || i > 0 && s.ignored != "" {
			continue
		}
		content, rejected := []byte(nil), s.rejected
		if rejected == nil {
			content, rejected = s.content()
		}
		if rejected == nil {
			out = append(out, read(s.name, content))
			continue
		}
		r := &report.Report{File: s.name, Error: rejected}
		r.Normalize()
		out = append(out, r)
	}
	return out, nil
}

var errNotAFile = errors.New("不是普通文件")
