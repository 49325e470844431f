package sample

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Style is one named way in which a report can be printed. A report combines
// one style of each facet.
type Style struct {
	Name        string   // <family>-<name>, or <family>-<facet>-<name> beyond layouts
	Family      string   // text, html, docx
	Facet       string   // layout, encoding, front, headings, title, labels, values
	Editions    []string // editions of the form that it can meet; nil means all
	Refused     bool     // a reader must refuse the file (layouts) or its cells (others); not part of "all"
	Description string
	Default     bool // what a facet is when no style of it is asked for

	short  string // name within facet and family
	blanks string // a key of keeps: what a layout gives or values need
}

//go:embed styles.csv
var stylesCSV string

// facets in the order in which a recipe is chosen.
var facets = []string{"layout", "encoding", "front", "headings", "title", "labels", "values"}

// Styles lists all styles, the refused ones too.
func Styles() []Style { return slices.Clone(catalogue()) }

var catalogue = sync.OnceValue(func() []Style {
	rows, err := csv.NewReader(strings.NewReader(stylesCSV)).ReadAll()
	if err != nil {
		panic(fmt.Errorf("reading embedded styles.csv: %w", err))
	}
	var out []Style
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		for _, family := range strings.Split(row[2], ";") {
			s := Style{Family: family, Facet: row[0], short: row[1], blanks: row[4], Refused: row[5] == "yes", Description: row[6]}
			s.Name = family + "-" + s.Facet + "-" + s.short
			if s.Facet == "layout" {
				s.Name = family + "-" + s.short
			}
			if row[3] != "" {
				s.Editions = strings.Split(row[3], ";")
			}
			s.Default = !seen[family+s.Facet]
			seen[family+s.Facet] = true
			out = append(out, s)
		}
	}
	return out
})

// meets tells whether the style can be printed in an edition.
func (s Style) meets(edition string) bool {
	return len(s.Editions) == 0 || slices.Contains(s.Editions, edition)
}

// recipe is the styles of one report, by facet.
type recipe struct {
	family string
	styles map[string]Style
}

func (p recipe) is(facet, short string) bool { return p.styles[facet].short == short }

// String names the styles, layout first; defaults beyond the layout are left
// out.
func (p recipe) String() string {
	var names []string
	for _, facet := range facets {
		if s := p.styles[facet]; facet == "layout" || !s.Default {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, "+")
}

func (p recipe) refused() bool { return p.styles["layout"].Refused }

// assigner gives each report its styles in turn, so that every style meets
// every edition that it can: by rota, not by luck.
type assigner struct {
	families []string
	queues   map[string][]Style // by family and facet, and what else the turn is kept for
	allowed  map[string][]Style // by family and facet
	turn     map[string]int     // by edition: reports so far
}

func newAssigner(names []string) (*assigner, error) {
	chosen, err := choose(names)
	if err != nil {
		return nil, err
	}
	a := &assigner{queues: map[string][]Style{}, allowed: map[string][]Style{}, turn: map[string]int{}}
	for _, s := range chosen {
		if !slices.Contains(a.families, s.Family) {
			a.families = append(a.families, s.Family)
		}
		a.allowed[s.Family+s.Facet] = append(a.allowed[s.Family+s.Facet], s)
	}
	for _, s := range catalogue() {
		if s.Default && len(a.allowed[s.Family+s.Facet]) == 0 {
			a.allowed[s.Family+s.Facet] = []Style{s}
		}
	}
	return a, nil
}

func choose(names []string) ([]Style, error) {
	var out []Style
	for _, name := range names {
		found := false
		for _, s := range catalogue() {
			if s.Name == name || name == "all" && !s.Refused {
				out, found = append(out, s), true
			}
		}
		if !found {
			return nil, fmt.Errorf("no style is called %q", name)
		}
	}
	return out, nil
}

// assign chooses a report's styles and fills its cells and words accordingly.
func (a *assigner) assign(r *report) {
	edition := r.edition()
	r.recipe = recipe{family: a.families[a.turn[edition]%len(a.families)], styles: map[string]Style{}}
	if r.fault != nil && r.fault.mistake.family != "" {
		r.recipe.family = r.fault.mistake.family
	}
	a.turn[edition]++
	r.print()
	for _, facet := range facets {
		r.recipe.styles[facet] = a.next(r, facet, edition)
	}
	r.write()
	r.spoil()
}

// next takes the first style of a facet whose turn it is and that fits the
// report, and puts it at the end of the queue.
func (a *assigner) next(r *report, facet, edition string) Style {
	family := r.recipe.family
	if r.fault != nil { // where the mistake stands must not depend on the style
		return defaultStyle(family, facet)
	}
	rota := family + facet + edition
	if facet == "encoding" { // every layout meets every encoding
		rota = family + facet + r.recipe.styles["layout"].short
	}
	queue, ok := a.queues[rota]
	if !ok {
		queue = slices.Clone(a.allowed[family+facet])
		if facet == "encoding" { // and no encoding is always the first
			k := len(a.queues) % len(queue)
			queue = append(queue[k:], queue[:k]...)
		}
	}
	for i, s := range queue {
		if s.meets(edition) && r.fits(s) {
			a.queues[rota] = append(slices.Delete(queue, i, i+1), s)
			return s
		}
	}
	a.queues[rota] = queue
	return defaultStyle(family, facet)
}

func defaultStyle(family, facet string) Style {
	for _, s := range catalogue() {
		if s.Default && s.Family == family && s.Facet == facet {
			return s
		}
	}
	panic("no default style for " + family + " " + facet)
}

// fits tells whether a style can be printed for the report, and applies those
// that change its cells. The county's own report keeps plain cells.
func (r *report) fits(s Style) bool {
	if (s.Facet == "labels" || s.Facet == "values") && r.scope == "rollup" && !s.Default {
		return false
	}
	switch s.Facet {
	case "headings": // run together with the text around it, a heading is known by its number alone
		numbered := s.short != "numbers-lost" && s.short != "numbers-cut" && s.short != "space-for-mark"
		return numbered || r.recipe.family != "text" || !r.recipe.is("front", "layout-table")
	case "labels":
		return r.applyLabels(s.short)
	case "values":
		return allows(r.recipe.styles["layout"].blanks, s.blanks) && r.applyValues(s.short)
	}
	return true
}

// keeps ranks how well blank cells can be told apart in a layout, and how well
// a style of values needs it.
var keeps = map[string]int{
	"":         0, // of values: no blanks
	"lost":     0, // a blank cell leaves no trace
	"trailing": 1, // cells that a span covers leave traces before and after the values
	"kept":     2, // such traces stand before the values only
	"exact":    3, // one trace a cell
	"wanted":   3, // the layout is about blanks and shows nothing without them
}

// allows tells whether a layout prints such values so that they can be read.
func allows(layout, values string) bool {
	if layout == "wanted" && values == "" {
		return false
	}
	return keeps[values] <= keeps[layout]
}
