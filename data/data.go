// Package data holds the facts that gongkai does not compute: the statutory
// form in its two editions, the measures and how they are summed, the kinds of
// agency, the breaks in the series and the database schema. Every file is
// embedded; nothing here is read from disk at run time. Each file is described
// in README.md beside it, and data_test.go lints all of them.
package data

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed *.csv forms/*.csv schema.sql
var files embed.FS

// SchemaSQL is the DDL of a version: one complete, immutable DuckDB file.
func SchemaSQL() string { return string(mustRead("schema.sql")) }

// TablesSQL is SchemaSQL without the comments, which take nine tenths of its
// time: for a database that is judged and forgotten.
var TablesSQL = sync.OnceValue(func() string {
	var tables strings.Builder
	for line := range strings.Lines(SchemaSQL()) {
		if !strings.HasPrefix(line, "COMMENT ON ") {
			tables.WriteString(line)
		}
	}
	return tables.String()
})

// CSV returns an embedded data file by its path below data/, for example
// "measures.csv", so that it can be loaded into a version as it stands.
func CSV(name string) []byte { return mustRead(name) }

func mustRead(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Errorf("reading embedded data: %w", err))
	}
	return b
}

// record is one CSV line by column name.
type record map[string]string

func mustRecords(name string) []record {
	rows, err := csv.NewReader(bytes.NewReader(mustRead(name))).ReadAll()
	if err != nil {
		panic(fmt.Errorf("parsing embedded data/%s: %w", name, err))
	}
	out := make([]record, 0, len(rows)-1)
	for _, row := range rows[1:] {
		r := record{}
		for i, column := range rows[0] {
			r[column] = row[i]
		}
		out = append(out, r)
	}
	return out
}

func (r record) int(column string) int {
	n, err := strconv.Atoi(r[column])
	if err != nil && r[column] != "" {
		panic(fmt.Errorf("embedded data: %s=%q is not a number", column, r[column]))
	}
	return n
}

// micro reads a decimal number as millionths.
func (r record) micro(column string) int64 {
	whole, fraction, _ := strings.Cut(r[column], ".")
	n, err := strconv.ParseInt(whole+(fraction + "000000")[:6], 10, 64)
	if err != nil || len(fraction) > 6 {
		panic(fmt.Errorf("embedded data: %s=%q is no number of at most 6 decimals", column, r[column]))
	}
	return n
}

func list(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}

// Edition is one edition of the statutory form.
type Edition struct {
	Name                string // "2019", "2021"
	FirstYear, LastYear int    // report years it is in force for; LastYear 0 means still in force
	Document            string // number of the notice that fixed it
	NameZH              string
}

// Section is one of the six parts of a report.
type Section struct {
	Number  int
	Key     string // "overview", "proactive", …
	Heading string
	Aliases []string
	Table   int // number of the table it holds, 0 for prose
}

// Names lists the heading and its aliases.
func (s Section) Names() []string { return append([]string{s.Heading}, s.Aliases...) }

// AgencyType is a kind of reporting body.
type AgencyType struct {
	Key, NameZH string
	Order       int
	Deadline    string   // statutory MM-DD of the following year, "" where local rules decide
	Enforces    bool     // may have power to license, penalise or coerce
	Endings     []string // of names that tell a body of township level even if nobody registered it
	Note        string
}

// Status says what a cell holds; the words of ARCHITECTURE.md.
type Status struct {
	Name    string // "reported", "blank", …
	Where   string // "cell" for a cell of a report, "answer" for statuses that only answers have
	LabelZH string
	Meaning string
}

// Measure is a quantity that people look at: a cell, a sum of cells or a rate.
type Measure struct {
	Code       string
	Topic      string // applications, reasons, disputes, proactive
	Order      int
	NameZH     string
	NameEN     string
	Kind       string // count, amount, change, rate
	Unit       string
	Comparable string // across the 2020|2021 break: yes, part, no
	Additive   bool   // may be summed over agencies
	MinBase    int    // below it no percentage is shown
	SmallBase  int    // below it a rate is marked as resting on a small number
	// MinCoverage is the percent of the expected bodies that must have a value
	// in both years; below it two totals are not compared.
	MinCoverage int
	Formula     string
	Caveat      string
}

// MeasureTerm is one cell that enters a measure.
type MeasureTerm struct {
	Measure, Edition, Part, Code string
	Sign                         int
}

// Break is a change of form or law that a series must show.
type Break struct {
	Year    int // the first report year after the change
	Kind    string
	Topic   string // "all" or a measure's topic
	LabelZH string
	NoteZH  string
}

// Editions lists the editions, oldest first.
var Editions = sync.OnceValue(func() []Edition {
	var out []Edition
	for _, r := range mustRecords("forms/editions.csv") {
		out = append(out, Edition{r["edition"], r.int("first_year"), r.int("last_year"), r["document"], r["name_zh"]})
	}
	return out
})

// EditionFor returns the edition in force for a report year, or "" when gongkai
// knows none (before 2019).
func EditionFor(year int) string {
	for _, e := range Editions() {
		if year >= e.FirstYear && (e.LastYear == 0 || year <= e.LastYear) {
			return e.Name
		}
	}
	return ""
}

// Sections lists the six parts in statutory order.
var Sections = sync.OnceValue(func() []Section {
	var out []Section
	for _, r := range mustRecords("forms/sections.csv") {
		out = append(out, Section{r.int("number"), r["key"], r["heading"], list(r["aliases"], "|"), r.int("table")})
	}
	return out
})

// AgencyTypes lists the kinds of body in official order.
var AgencyTypes = sync.OnceValue(func() []AgencyType {
	var out []AgencyType
	for _, r := range mustRecords("agency_types.csv") {
		out = append(out, AgencyType{r["key"], r["name_zh"], r.int("order"), r["deadline"], r["enforces"] == "yes", strings.FieldsFunc(r["endings"], func(c rune) bool { return c == '|' }), r["note"]})
	}
	return out
})

// LevelOfName is the rank of government that the name of an unregistered body
// tells: township, or unknown.
func LevelOfName(name string) string {
	for _, t := range AgencyTypes() {
		for _, ending := range t.Endings {
			if strings.HasSuffix(name, ending) {
				return "township"
			}
		}
	}
	return "unknown"
}

// Statuses lists the words for what a cell or an answer holds.
var Statuses = sync.OnceValue(func() []Status {
	var out []Status
	for _, r := range mustRecords("statuses.csv") {
		out = append(out, Status{r["status"], r["where"], r["label_zh"], r["meaning_zh"]})
	}
	return out
})

// Measures lists the measures in their display order.
var Measures = sync.OnceValue(func() []Measure {
	var out []Measure
	for _, r := range mustRecords("measures.csv") {
		out = append(out, Measure{
			Code: r["code"], Topic: r["topic"], Order: r.int("order"), NameZH: r["name_zh"], NameEN: r["name_en"],
			Kind: r["kind"], Unit: r["unit"], Comparable: r["comparable"], Additive: r["additive"] == "yes",
			MinBase: r.int("min_base"), SmallBase: r.int("small_base"), MinCoverage: r.int("min_coverage"), Formula: r["formula_zh"], Caveat: r["caveat_zh"],
		})
	}
	return out
})

// MeasureTerms lists which cells enter which measure, by edition.
var MeasureTerms = sync.OnceValue(func() []MeasureTerm {
	var out []MeasureTerm
	for _, r := range mustRecords("measure_terms.csv") {
		out = append(out, MeasureTerm{r["measure"], r["edition"], r["part"], r["code"], r.int("sign")})
	}
	return out
})

// Breaks lists the breaks that charts mark.
var Breaks = sync.OnceValue(func() []Break {
	var out []Break
	for _, r := range mustRecords("breaks.csv") {
		out = append(out, Break{r.int("year"), r["kind"], r["topic"], r["label_zh"], r["note_zh"]})
	}
	return out
})

// Simplified maps traditional characters that occur in labels to simplified ones.
var Simplified = sync.OnceValue(func() map[rune]rune {
	out := map[rune]rune{}
	for _, r := range mustRecords("forms/traditional.csv") {
		out[[]rune(r["traditional"])[0]] = []rune(r["simplified"])[0]
	}
	return out
})

// BodyEndings lists how the names of reporting bodies end.
var BodyEndings = sync.OnceValue(func() []string {
	var out []string
	for _, r := range mustRecords("forms/body_endings.csv") {
		out = append(out, r["ending"])
	}
	return out
})

// GenericRegions are words that end like the name of a region but name none,
// such as 城市 in 城市管理局: a body called so has no full name.
var GenericRegions = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, r := range mustRecords("generic_regions.csv") {
		out[r["word"]] = true
	}
	return out
})
