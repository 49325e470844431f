package dashboard

import (
	"bufio"
	"context"
	"fmt"
	"time"

	"gongkai/analytics"

	"github.com/gofiber/fiber/v2"
)

const exportTimeout = 30 * time.Second

// observations streams every cell of the current reports as a CSV. It is not
// kept in memory; two run at a time.
func (s *server) observations(c *fiber.Ctx) error {
	snap, release := s.Current()
	if snap == nil {
		release()
		return errNoVersion
	}
	filter, excel, err := s.observationFilter(c, snap)
	if err != nil {
		release()
		return err
	}
	select {
	case s.exports <- struct{}{}:
	default:
		release()
		return errBusy
	}
	free := func() { <-s.exports; release() }
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, attachment(word("data.file.observations")+"_"+snap.Version+".csv"))
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if c.Method() == fiber.MethodHead {
		free()
		return nil
	}
	log, id := s.Log, requestID(c)
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer free()
		defer func() {
			if r := recover(); r != nil {
				log.Error("export failed", "request_id", id, "error", fmt.Sprint(r))
			}
		}()
		if err := writeObservations(w, snap, filter, excel); err != nil {
			log.Error("export failed", "request_id", id, "error", err.Error())
			panic(err) // breaks the connection off: half a file must not look whole
		}
	})
	return nil
}

func (s *server) observationFilter(c *fiber.Ctx, snap *Snapshot) (analytics.ObservationFilter, bool, error) {
	ctx, cancel := context.WithTimeout(context.Background(), buildTimeout)
	defer cancel()
	facts, err := s.facts.of(ctx, snap)
	if err != nil {
		return analytics.ObservationFilter{}, false, err
	}
	q := parseQuery(c, []string{"y", "a", "t", "m"}, facts)
	f := analytics.ObservationFilter{Region: c.Query("r"), Types: q.Types, Agencies: q.Agencies, Years: analytics.Years{From: q.From, To: q.To}}
	if f.Region != q.Region {
		f.Region = "" // no region asked: all of them, unregistered bodies too
	}
	if q.Measure != "" {
		f.Codes = []string{q.Measure}
	}
	return f, q.Excel, nil
}

func writeObservations(out *bufio.Writer, snap *Snapshot, filter analytics.ObservationFilter, excel bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), exportTimeout)
	defer cancel()
	w := newCSVWriter(out, excel)
	if err := w.write(append(append([]string{}, analytics.TidyColumns...), "data_version")); err != nil {
		return err
	}
	err := snap.Answers.Observations(ctx, filter, func(t analytics.Tidy) error {
		return w.write(append(t.Record(), snap.Version))
	})
	if err != nil {
		return err
	}
	return w.flush()
}
