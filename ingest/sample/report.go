package sample

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"

	"gongkai/data"
)

// report is one report before it is printed in a style.
type report struct {
	agency    *agency
	name      string // the body's name in that year
	year      int
	scope     string         // own or rollup
	editions  map[int]string // edition of each table
	numbers   figures
	published string // YYYY-MM-DD; "" prints no date
	recipe    recipe
	cells     map[string]printed // what the tables print, by code
	titles    []string           // lines of the title
	before    []string           // paragraphs between title and section one
	sections  map[string][]string
	path      string // overrides file()

	fault    *injected // nil in a report without a fault
	missing  bool      // never filed
	again    bool      // filed a second time with another number
	without  string    // row of table 3 that is not printed
	leaveOut string    // section that is not printed, with its table
	extra    string    // sentence at the end of section five
	fees     string    // section six instead of its statement of fees
}

// printed is one cell as it stands in the file, and how it must be read.
type printed struct {
	text   string
	status string // reported, blank, not_applicable, refused
	value  string // exact decimal, "" unless reported
}

func reported(text, value string) printed { return printed{text, "reported", value} }

// edition is that of table 2, as for a report in gongkai's words.
func (r *report) edition() string { return r.editions[2] }

// file is the report's path below the sample folder.
func (r *report) file() string {
	if r.path != "" {
		return r.path
	}
	extension := map[string]string{"text": "txt", "html": "html", "docx": "docx"}[r.recipe.family]
	return fmt.Sprintf("reports/%d/%s.%s", r.year, r.agency.slug, extension)
}

// reports makes all reports of the county, by year and official order; the
// roll-up of a year comes first.
func (c *county) reports() []*report {
	var out []*report
	for year := c.opt.FirstYear; year <= c.opt.LastYear; year++ {
		sum := figures{}
		rollup := c.report(c.agencies[0], year, "rollup", sum)
		out = append(out, rollup)
		for _, a := range c.agencies[1:] {
			if !a.active(year) {
				continue
			}
			if a.ValidFrom == year {
				c.hand(a)
			}
			numbers := c.ledgers[a.ID].year(year, a.ValidTo == year)
			if key(a.ID, year) == c.notFiled {
				continue
			}
			for code, n := range numbers {
				sum[code] += n
			}
			out = append(out, c.report(a, year, "own", numbers))
		}
	}
	return out
}

// hand gives a successor what its predecessors left.
func (c *county) hand(successor *agency) {
	for _, e := range c.events {
		if e.Successor == successor.ID {
			c.ledgers[successor.ID].inherit(c.ledgers[e.Predecessor])
		}
	}
}

func (c *county) report(a *agency, year int, scope string, numbers figures) *report {
	edition := data.EditionFor(year)
	name := a.Name
	if former := c.history[key(a.ID, year)]; former != "" {
		name = former
	}
	return &report{
		agency: a, name: name, year: year, scope: scope, numbers: numbers,
		editions: map[int]string{2: edition, 3: edition, 4: edition}, published: c.published(a, year),
	}
}

// published draws the day of publication: before the deadline, but for the
// one late report.
func (c *county) published(a *agency, year int) string {
	switch {
	case key(a.ID, year) == c.late:
		return fmt.Sprintf("%d-03-09", year+1)
	case a.Type == "county_rollup":
		return fmt.Sprintf("%d-03-%02d", year+1, 6+hash(key(a.ID, year))%22)
	}
	return fmt.Sprintf("%d-01-%02d", year+1, 9+hash(key(a.ID, year))%22)
}

// random returns the report's own source of chance.
func (r *report) random(purpose string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(purpose))
	return rand.New(rand.NewPCG(hash(key(r.agency.ID, r.year)), h.Sum64()))
}

// number returns a figure of the report.
func (r *report) number(code string) int64 { return r.numbers[code] }

// eachCell calls do for every cell of the report's three tables.
func (r *report) eachCell(do func(data.Cell)) {
	for number := 2; number <= 4; number++ {
		for _, cell := range data.FormTable(number, r.editions[number]).Cells {
			do(cell)
		}
	}
}

// print fills the cells with plain numbers; the style's values variant then
// changes them.
func (r *report) print() {
	r.cells = map[string]printed{}
	r.eachCell(func(c data.Cell) { r.cells[c.Code] = plain(c, r.numbers[c.Code]) })
}

func plain(c data.Cell, n int64) printed {
	s := strconv.FormatInt(n, 10)
	if c.Kind == data.AmountWan {
		s = tenThousands(n)
	}
	return reported(s, s)
}

// tenThousands prints an amount of 元 in 万元, exactly.
func tenThousands(yuan int64) string {
	s := fmt.Sprintf("%d.%04d", yuan/10000, yuan%10000)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
