package ingest

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"gongkai/ingest/archive"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// Outcome is what became of a file.
type Outcome string

const (
	Published Outcome = "published" // in the version that readers see
	Held      Outcome = "held"      // waits for a person
	Rejected  Outcome = "rejected"  // no readable report
	Duplicate Outcome = "duplicate" // says what another file says
	Ignored   Outcome = "ignored"   // no source at all
)

// candidate is a received report and what was decided on it.
type candidate struct {
	sha, name, receivedOn string
	report                *report.Report // identified; its head, see keep
	cells                 cellsDigest    // of what its cells print
	body                  warehouse.Body
	adopted               int64          // seq of the event that first published it, 0 for never
	accepted              bool           // a person took it as a revision
	decision              *archive.Event // the last decision of a person on it, nil for none

	outcome  Outcome
	revision int
	current  bool
	same     *candidate    // a duplicate's original
	second   []report.Held // why a different report of the same agency and year is held
}

// slot is what one report is wanted for.
type slot struct {
	agency string
	year   int
}

// decide settles every candidate from the whole set alone: neither the order
// of arrival nor the runs they came in matter, only which reports readers have
// seen already (adopted) and what people decided (accepted).
func decide(candidates []*candidate) {
	slots := map[slot][]*candidate{}
	for _, c := range candidates {
		c.outcome, c.revision, c.current, c.same, c.second = "", 0, false, nil, nil
		switch {
		case c.report.Error != nil:
			c.outcome = Rejected
		case len(c.report.Held) > 0:
			c.outcome = Held
		default:
			key := slot{c.report.Agency.ID, *c.report.Year}
			slots[key] = append(slots[key], c)
		}
	}
	for _, list := range slots {
		settle(list)
	}
}

// settle decides on all readable reports of one agency and year. What readers
// have seen stays. What a person accepted follows it. Of the rest, a report
// that is alone is published; one that differs from another is held, since
// nobody knows which is right.
func settle(list []*candidate) {
	var revisions, others []*candidate
	for _, c := range withoutDuplicates(list) {
		if c.adopted != 0 || c.accepted {
			revisions = append(revisions, c)
		} else {
			others = append(others, c)
		}
	}
	if len(revisions) == 0 && len(others) == 1 {
		revisions, others = others, nil
	}
	numberRevisions(revisions)
	for _, c := range others {
		c.outcome = Held
		c.second = []report.Held{secondReport(c, revisions, others)}
	}
}

// withoutDuplicates marks reports that print the same in every cell as another
// one. The original is the one that readers have seen, else the one accepted,
// else the one with the smallest sha256.
func withoutDuplicates(list []*candidate) []*candidate {
	list = slices.SortedFunc(slices.Values(list), func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(seen(a), seen(b)), cmp.Compare(a.sha, b.sha))
	})
	originals := map[cellsDigest]*candidate{}
	var out []*candidate
	for _, c := range list {
		if original, ok := originals[c.cells]; ok && c.cells != (cellsDigest{}) {
			c.outcome, c.same = Duplicate, original
			continue
		}
		originals[c.cells] = c
		out = append(out, c)
	}
	return out
}

// seen orders candidates by when readers first saw them; accepted ones come
// behind, all others last.
func seen(c *candidate) int64 {
	switch {
	case c.adopted != 0:
		return c.adopted
	case c.accepted:
		return 1<<62 - 1
	}
	return 1 << 62
}

// cellsDigest is equal for reports that print the same in every cell, and zero
// for one without any printed cell, which equals only itself.
type cellsDigest [sha256.Size]byte

func cellsOf(r *report.Report) cellsDigest {
	var lines []string
	printed := false
	for _, o := range r.Observations {
		value := ""
		if o.Value != nil {
			value = o.Value.String()
		}
		printed = printed || o.Status != report.Absent
		lines = append(lines, o.Code+"\t"+string(o.Status)+"\t"+value)
	}
	if !printed {
		return cellsDigest{}
	}
	slices.Sort(lines)
	return sha256.Sum256([]byte(strings.Join(lines, "\n")))
}

// numberRevisions publishes the revisions in the order in which readers came to see
// them, those of one moment by publication date and sha256. The last one is
// current unless an earlier one states a later publication date.
func numberRevisions(revisions []*candidate) {
	slices.SortFunc(revisions, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(seen(a), seen(b)), cmp.Compare(publishedOn(a), publishedOn(b)), cmp.Compare(a.sha, b.sha))
	})
	newest, latest := 0, ""
	for i, c := range revisions {
		c.outcome, c.revision = Published, i+1
		// A report without a date is as new as what it follows.
		if day := publishedOn(c); day == "" || day >= latest {
			newest, latest = i, max(latest, day)
		}
	}
	if len(revisions) > 0 {
		revisions[newest].current = true
	}
}

func publishedOn(c *candidate) string {
	if c.report.PublishedOn == nil {
		return ""
	}
	return *c.report.PublishedOn
}

func secondReport(c *candidate, revisions, others []*candidate) report.Held {
	h := report.Held{Code: "second_report"}
	for _, other := range append(slices.Clone(revisions), others...) {
		h.Candidates = append(h.Candidates, other.name)
	}
	slices.Sort(h.Candidates)
	what := fmt.Sprintf("%s %d 年", c.report.Agency.Name, *c.report.Year)
	if len(revisions) > 0 {
		h.Message = what + "已发布另一份数字不同的年报，需要确认以哪份为准"
	} else {
		h.Message = what + "有几份数字不同的年报，需要确认以哪份为准"
	}
	h.Message += "：" + strings.Join(h.Candidates, "、")
	return h
}
