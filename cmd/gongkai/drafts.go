package main

import (
	"encoding/json"
	"fmt"
	"os"

	"gongkai/analytics"
	"gongkai/ingest"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// keptWhole is how many reports of a run stay in memory; the others lie in a
// file without a name until they are asked for.
const keptWhole = 500

// draft is a report that is judged and stored nowhere.
type draft struct {
	head     *report.Report // whole, or only what tells of it
	as       *report.Agency // by which it is judged; nil when it cannot be
	body     warehouse.Body
	unread   []string            // codes of cells that hold something but no number
	at, size int64               // of the whole report in the file; size 0 when head is whole
	notes    []report.Note       // of this run, beside those of the report
	findings []analytics.Finding // worst first
	copies   []*draft            // later ones that say the same in every cell and sentence
}

// drafts are the reports of a run in their order.
type drafts struct {
	list []*draft
	file *os.File
	end  int64
}

// add takes a report in. One whose body is not certain is judged as a body of
// its own, so that it is never compared with another's.
func (d *drafts) add(r *report.Report) error {
	one := &draft{head: r}
	for _, o := range r.Observations {
		if o.Status == report.Unreadable {
			one.unread = append(one.unread, o.Code)
		}
	}
	d.list = append(d.list, one)
	if r.Error != nil {
		return nil
	}
	if r.Year != nil {
		one.as = &report.Agency{ID: "x-" + r.SHA256[:8]}
		if r.Agency != nil {
			one.as.Name = r.Agency.Name
			if r.Agency.ID != "" {
				one.as.ID = r.Agency.ID
			}
		}
		one.body = warehouse.BodyOf(one.judged(r))
	}
	if len(d.list) <= keptWhole {
		return nil
	}
	return d.put(one)
}

// judged is the whole report under the body by which it is judged.
func (d *draft) judged(whole *report.Report) *report.Report {
	r := *whole
	r.Agency = d.as
	return &r
}

func (d *drafts) put(one *draft) error {
	if d.file == nil {
		f, err := os.CreateTemp("", "gongkai-check-*")
		if err != nil {
			return fmt.Errorf("setting reports aside: %w", err)
		}
		d.file = f
		// It lives as long as it is open, and no longer than the program.
		if err := os.Remove(f.Name()); err != nil {
			return fmt.Errorf("setting reports aside: %w", err)
		}
	}
	content, err := json.Marshal(one.head)
	if err != nil {
		return fmt.Errorf("setting reports aside: %w", err)
	}
	if _, err := d.file.WriteAt(content, d.end); err != nil {
		return fmt.Errorf("setting reports aside: %w", err)
	}
	one.at, one.size = d.end, int64(len(content))
	d.end += one.size
	r := one.head
	one.head = &report.Report{File: r.File, SHA256: r.SHA256, Format: r.Format, Agency: r.Agency, Year: r.Year, Edition: r.Edition,
		Scope: r.Scope, Held: r.Held, Notes: r.Notes}
	return nil
}

// whole returns all of a report; safe for concurrent use.
func (d *drafts) whole(one *draft) (*report.Report, error) {
	if one.size == 0 {
		return one.head, nil
	}
	content := make([]byte, one.size)
	if _, err := d.file.ReadAt(content, one.at); err != nil {
		return nil, fmt.Errorf("fetching a report set aside: %w", err)
	}
	r := &report.Report{}
	if err := ingest.Decode(content, r); err != nil {
		return nil, fmt.Errorf("fetching a report set aside: %w", err)
	}
	return r, nil
}

func (d *drafts) close() {
	if d.file != nil {
		d.file.Close() // it has no name any more: closing it is the end of it
	}
}
