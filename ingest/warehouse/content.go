// Package warehouse turns what gongkai knows into one immutable DuckDB file, a
// version, and back into a database handle. In goes Content, plain Go data; out
// comes a complete, checkpointed and verified file. It is the only package that
// imports the DuckDB driver, and it knows neither the archive nor any view:
// whoever builds a version passes the function that creates views and
// summaries.
package warehouse

import (
	"cmp"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"hash"
	"slices"
	"strconv"
	"time"

	"gongkai/data"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

// Content is everything that a version holds. Equal Content, in any order of
// its lists, makes equal tables.
type Content struct {
	Program  string // version of the program that builds
	Seq      int64  // journal sequence number of the last event used
	Registry *registry.Registry
	Filed    []Filed
	Held     []Held
	Rejected []Rejected
	Verdicts []Verdict
	// Load returns the whole report of a Filed that holds only its head, from
	// several goroutines at once. Nil where every Filed holds all of it.
	Load func(*Filed) (*report.Report, error)
}

// Filed is a published report. Its Agency has an ID and its Year is known.
type Filed struct {
	Report     *report.Report // whole, or only agency and year of it: see Content.Load
	Body       Body           // of the whole report; zero where Report is whole
	Revision   int            // from 1
	Current    bool
	ReceivedOn string // YYYY-MM-DD
	FileName   string // as received
}

// Body is a digest of all rows that a report makes, without the number of its
// revision and when and how it came.
type Body [sha256.Size]byte

// BodyOf computes it for a report whose agency has an ID and whose year is
// known.
func BodyOf(r *report.Report) Body {
	d := digester{hash: sha256.New()}
	f := Filed{Report: r}
	for _, t := range reportTables {
		d.add(t.name)
		for row := range t.rows(&f) {
			d.row(row)
		}
	}
	return Body(d.hash.Sum(nil))
}

// ID is <agency id>/<year>/<revision>.
func (f *Filed) ID() string {
	return f.Report.Agency.ID + "/" + strconv.Itoa(*f.Report.Year) + "/" + strconv.Itoa(f.Revision)
}

// Held is one reason why a report waits for a person.
type Held struct {
	SHA256, FileName string
	AgencyID         string // "" where it is not certain
	AgencyName       string // as printed, "" when none was found
	Year             int    // 0 where it is not certain
	Reason           report.Held
}

// Rejected is a source that is no readable report.
type Rejected struct {
	SHA256, FileName string
	Reason           report.Rejected
}

// sorted returns a copy whose lists stand in the order in which they are
// stored, so that the order in which they were found leaves no trace.
func (c Content) sorted() Content {
	c.Filed, c.Held, c.Rejected = slices.Clone(c.Filed), slices.Clone(c.Held), slices.Clone(c.Rejected)
	slices.SortFunc(c.Filed, func(a, b Filed) int {
		return cmp.Or(cmp.Compare(a.Report.Agency.ID, b.Report.Agency.ID),
			cmp.Compare(*a.Report.Year, *b.Report.Year), cmp.Compare(a.Revision, b.Revision))
	})
	slices.SortFunc(c.Held, func(a, b Held) int {
		return cmp.Or(cmp.Compare(a.SHA256, b.SHA256), cmp.Compare(a.Reason.Code, b.Reason.Code),
			cmp.Compare(a.Reason.Place, b.Reason.Place), cmp.Compare(a.Reason.Message, b.Reason.Message))
	})
	slices.SortFunc(c.Rejected, func(a, b Rejected) int { return cmp.Compare(a.SHA256, b.SHA256) })
	c.Verdicts = slices.Clone(c.Verdicts)
	slices.SortFunc(c.Verdicts, func(a, b Verdict) int { return cmp.Compare(a.FindingID, b.FindingID) })
	if c.Registry == nil {
		c.Registry = &registry.Registry{}
	}
	return c
}

// Digest is the sha256, in hex, of everything that a version of this content
// would hold except the journal position: two contents with equal digests need
// no second version.
func (c Content) Digest() string {
	c = c.sorted()
	d := digester{hash: sha256.New()}
	d.add(c.Program)
	d.add(data.SchemaSQL())
	for _, t := range tables {
		d.add(t.name)
		for row := range t.rows(&c) {
			d.row(row)
		}
	}
	for i := range c.Filed {
		f := &c.Filed[i]
		body := f.Body
		if body == (Body{}) {
			body = BodyOf(f.Report)
		}
		d.row([]driver.Value{f.ID(), f.Current, f.ReceivedOn, f.FileName, string(body[:])})
	}
	return hex.EncodeToString(d.hash.Sum(nil))
}

// digester hashes values so that no two different rows look alike: of each
// value its kind, its length, its text.
type digester struct {
	hash   hash.Hash
	buffer []byte
}

func (d *digester) row(row []driver.Value) {
	for _, v := range row {
		d.add(v)
	}
}

func (d *digester) add(v driver.Value) {
	kind, text := byte('s'), ""
	switch x := v.(type) {
	case nil:
		kind = 'n'
	case string:
		text = x
	case bool:
		kind, text = 'b', strconv.FormatBool(x)
	case int:
		kind, text = 'i', strconv.Itoa(x)
	case int64:
		kind, text = 'i', strconv.FormatInt(x, 10)
	case time.Time:
		kind, text = 'd', x.Format(time.DateOnly)
	default:
		panic("warehouse: a row holds a value of an unexpected kind")
	}
	d.buffer = strconv.AppendInt(append(d.buffer[:0], kind), int64(len(text)), 10)
	d.buffer = append(append(d.buffer, ':'), text...)
	d.hash.Write(d.buffer)
}
