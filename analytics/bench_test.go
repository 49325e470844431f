package analytics_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/registry"
	"gongkai/ingest/warehouse"
)

// wide makes n bodies of one region and their reports of seven years: about
// one cell in twelve is no number, and some reports are missing.
func wide(n int, seed uint64) (*registry.Registry, []filing) {
	random := rand.New(rand.NewPCG(seed, 1))
	kinds := []string{"gov_office", "constituent_dept", "direct_agency", "township", "vertical"}
	r := &registry.Registry{}
	var filings []filing
	for i := 1; i <= n; i++ {
		id := fmt.Sprintf("990004-a%03d", i)
		r.Agencies = append(r.Agencies, registry.Agency{ID: id, RegionCode: "990004", RegionName: "己县", Name: id, ShortName: id,
			Type: kinds[i%len(kinds)], Level: "county", MustReport: i%9 != 0, InRollup: i%7 != 0, Order: i, Simulated: true})
		for year := 2019; year <= 2025; year++ {
			if random.IntN(25) == 0 {
				continue
			}
			edition := "2021"
			if year < 2021 || random.IntN(15) == 0 {
				edition = "2019"
			}
			filings = append(filings, filing{agency: id, name: id, year: year, edition: edition, cells: randomCells(random, edition)})
		}
	}
	return r, filings
}

func randomCells(random *rand.Rand, edition string) cells {
	out := cells{}
	for _, code := range codesOf(edition) {
		switch random.IntN(60) {
		case 0, 1:
			out[code] = ""
		case 2:
			out[code] = "/"
		case 3:
			out[code] = "?"
		case 4:
			out[code] = []string{"absent", "gone"}[random.IntN(2)]
		default:
			out[code] = fmt.Sprint(random.IntN(40))
		}
	}
	return out
}

// BenchmarkDerive loads about 2,000 reports once and derives again and again:
// the time of a build that views and summaries take.
func BenchmarkDerive(b *testing.B) {
	r, filings := wide(300, 1)
	content := warehouse.Content{Program: "bench", Registry: r}
	for _, f := range filings {
		content.Filed = append(content.Filed, f.filed(b))
	}
	b.ReportMetric(float64(len(filings)), "reports")
	for b.Loop() {
		b.StopTimer()
		db, err := warehouse.OpenMemory(b.Context(), content, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := analytics.Derive(b.Context(), db); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		db.Close()
		b.StartTimer()
	}
}

// BenchmarkAnswers asks what the pages ask, of about 2,000 reports.
func BenchmarkAnswers(b *testing.B) {
	r, filings := wide(300, 1)
	a := openWith(b, r, filings)
	ctx, sel := b.Context(), analytics.Selection{Region: "990004"}
	id := r.Agencies[0].ID
	cards := []string{received, concluded, publicRate, reviews, inForce}
	for _, q := range []struct {
		name string
		ask  func() error
	}{
		{"Series/region", func() error { _, err := a.Series(ctx, sel, cards, analytics.Years{}); return err }},
		{"Series/types", func() error {
			_, err := a.Series(ctx, analytics.Selection{Region: "990004", Types: []string{"township"}}, cards, analytics.Years{})
			return err
		}},
		{"Series/agency", func() error {
			_, err := a.Series(ctx, analytics.Selection{Agencies: []string{id}}, cards, analytics.Years{})
			return err
		}},
		{"YearOnYear", func() error { _, err := a.YearOnYear(ctx, sel, cards, 2024); return err }},
		{"Outcomes", func() error { _, err := a.Outcomes(ctx, sel, analytics.Years{}); return err }},
		{"RefusalReasons", func() error { _, err := a.RefusalReasons(ctx, sel, 2024); return err }},
		{"Applicants", func() error { _, err := a.Applicants(ctx, sel, analytics.Years{}); return err }},
		{"AgencyValues", func() error { _, err := a.AgencyValues(ctx, sel, received, 2024); return err }},
		{"ChangeByAgency", func() error { _, err := a.ChangeByAgency(ctx, sel, received, 2024); return err }},
		{"Missing", func() error { _, err := a.Missing(ctx, sel, received, 2024); return err }},
		{"Coverage", func() error { _, err := a.Coverage(ctx, "990004", analytics.Years{}); return err }},
		{"Rollup", func() error { _, err := a.Rollup(ctx, "990004", 2024); return err }},
		{"Reports", func() error { _, err := a.Reports(ctx, analytics.ReportFilter{Region: "990004"}); return err }},
		{"Report", func() error { _, err := a.Report(ctx, id, 2024, 0); return err }},
		{"Cell", func() error { _, err := a.Cell(ctx, id, 2024, 0, received); return err }},
		{"Regions", func() error { _, err := a.Regions(ctx); return err }},
		{"Years", func() error { _, err := a.Years(ctx, "990004"); return err }},
		{"Meta", func() error { _, err := a.Meta(ctx); return err }},
		{"Observations", func() error {
			return a.Observations(ctx, analytics.ObservationFilter{}, func(analytics.Tidy) error { return nil })
		}},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if err := q.ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
