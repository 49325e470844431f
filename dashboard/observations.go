package dashboard

import (
	"bufio"
	"context"
	"fmt"
	"io"
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
	reader, writer := io.Pipe()
	log, id := s.Log, requestID(c)
	go func() {
		defer free()
		err := writeObservations(writer, snap, filter, excel)
		if err != nil {
			log.Error("export failed", "request_id", id, "error", err.Error())
		}
		writer.CloseWithError(err) // breaks the connection off: half a file must not look whole
	}()
	stream := bufio.NewReaderSize(reader, 64<<10)
	if _, err := stream.Peek(1); err != nil {
		return err
	}
	c.Context().SetBodyStream(struct {
		io.Reader
		io.Closer
	}{stream, reader}, -1)
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

// writeObservations writes everything or returns an error. Nothing leaves it
// before the first row is there, so that a failing query is still an error page.
func writeObservations(out io.Writer, snap *Snapshot, filter analytics.ObservationFilter, excel bool) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), exportTimeout)
	defer cancel()
	w := newCSVWriter(out, excel)
	if err := w.write(append(append([]string{}, analytics.TidyColumns...), "data_version")); err != nil {
		return err
	}
	err = snap.Answers.Observations(ctx, filter, func(t analytics.Tidy) error {
		return w.write(append(t.Record(), snap.Version))
	})
	if err != nil {
		return err
	}
	return w.flush()
}
