package dashboard

import (
	"context"

	"github.com/gofiber/fiber/v2"
)

// route is one page, with a twin in each of the formats. A raw one answers by
// itself and has none.
type route struct {
	path  string
	nav   string   // item of the navigation that is lit
	keys  []string // of the query, besides alwaysKnown
	sums  bool     // shows the bodies of a region together
	api   bool     // for programs: JSON unless another format is named, and nothing in the address is ignored
	build func(*request, context.Context) (*view, error)
	raw   func(*server, *fiber.Ctx) error
}

// routes is every page there is. /healthz and /static/ are in server.go.
func routes() []route {
	return []route{
		{path: "/", nav: "overview", keys: []string{"y"}, sums: true, build: (*request).overview},
		{path: "/overview", nav: "overview", keys: []string{"y"}, sums: true, build: (*request).overview},
		{path: "/applications", nav: "applications", keys: []string{"y", "from", "to", "a", "t"}, sums: true, build: (*request).applications},

		{path: "/agencies", nav: "agencies", keys: []string{"y", "t", "m", "q"}, sums: true, build: (*request).agencies},
		{path: "/agencies/:id", nav: "agencies", keys: []string{"y", "from", "to"}, build: (*request).agency},
		{path: "/agencies/:id/reports/:year", nav: "agencies", keys: []string{"rev"}, build: (*request).report},
		{path: "/agencies/:id/reports/:year/cells/:code", nav: "agencies", keys: []string{"rev"}, build: (*request).cell},
		{path: "/agencies/:id/reports/:year/original", raw: (*server).original},

		{path: "/quality.xlsx", raw: (*server).checklist}, // before the page; it passes on what asks for another table
		{path: "/quality", nav: "quality", keys: []string{"y", "a", "rule", "s", "sev"}, build: (*request).quality},
		{path: "/rules", nav: "quality", keys: []string{"y"}, build: (*request).rules},

		{path: "/coverage", nav: "coverage", keys: []string{"y", "from", "to"}, build: (*request).coverage},

		{path: "/api/v1/findings", keys: findingKeys, api: true, build: (*request).findings},

		{path: "/data/observations.csv", raw: (*server).observations},
		{path: "/data", nav: "data", build: (*request).data},
		{path: "/data/reports", nav: "data", keys: []string{"y", "a", "t"}, build: (*request).dataReports},
		{path: "/data/agencies", nav: "data", keys: []string{"a", "t"}, build: (*request).dataAgencies},
		{path: "/data/measures", nav: "data", build: (*request).dataMeasures},

		{path: "/method", nav: "method", keys: []string{"q"}, build: (*request).method},
		{path: "/method/:code", nav: "method", build: (*request).measure},
		{path: "/about", nav: "about", build: (*request).about},
	}
}

// navigation is the head of every page, in order.
var navigation = []struct{ name, path string }{
	{"overview", "/"}, {"applications", "/applications"}, {"agencies", "/agencies"}, {"quality", "/quality"}, {"coverage", "/coverage"},
	{"data", "/data"}, {"method", "/method"}, {"about", "/about"},
}
