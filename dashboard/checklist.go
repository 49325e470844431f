package dashboard

import (
	"context"
	"fmt"
	"slices"

	"gongkai/analytics"

	"github.com/gofiber/fiber/v2"
)

// checklistReports is how many reports one 核对单 holds; more are refused.
const checklistReports = 120

// checklist answers /quality.xlsx: the findings that /quality lists, as a
// workbook that an office sends back to the agencies. With tab= it is a table of
// the page, as on any page.
func (s *server) checklist(c *fiber.Ctx) error {
	if c.Query("tab") != "" {
		return c.Next()
	}
	snap, release := s.Current()
	defer release()
	switch {
	case snap == nil:
		return errNoVersion
	case s.Checklist == nil:
		return fiber.ErrNotFound
	}
	ctx, cancel := context.WithTimeout(context.Background(), buildTimeout)
	defer cancel()
	facts, err := s.facts.of(ctx, snap)
	if err != nil {
		return err
	}
	q := parseQuery(c, findingKeys, facts)
	years := q.qualityYears(facts)
	key := fmt.Sprint(snap.Version, " /quality.xlsx?", q.canonical(facts))
	b, err := s.cache.get(key, func(ctx context.Context) (*body, error) {
		list, err := snap.Answers.Findings(ctx, q.findingFilter(years))
		if err != nil {
			return nil, err
		}
		reports := map[string]bool{}
		for i := range list {
			reports[list[i].ReportID] = true
		}
		if len(reports) > checklistReports {
			return nil, errTooMany
		}
		plain, err := s.Checklist(ctx, snap.Answers, list)
		name := fmt.Sprint(facts.regions[q.Region].Name, "_", word("quality.checklist"), "_", yearsText(years.From, years.To), "_", snap.Version, ".xlsx")
		return &body{contentType: xlsxType, plain: plain, fileName: name}, err
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	return s.send(c, b, nil)
}

// qualityYears are the years of the quality page: the region's last unless the
// address names others.
func (q query) qualityYears(f *facts) analytics.Years {
	if q.To == 0 {
		last := f.regions[q.Region].LastYear
		return analytics.Years{From: last, To: last}
	}
	return analytics.Years{From: q.From, To: q.To}
}

// offerChecklist puts the 核对单 of some findings among the downloads.
func (rq *request) offerChecklist(f *frame, pairs ...string) {
	if rq.Checklist != nil {
		f.Extra = slices.Insert(f.Extra, 0, link(word("quality.checklist.link"), rq.to("/quality.xlsx", pairs...)))
	}
}
