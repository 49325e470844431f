package dashboard

import (
	"context"
	"strconv"

	"gongkai/analytics"

	"github.com/gofiber/fiber/v2"
)

// original sends the file of a report as it was received: always as an
// attachment of unknown type, so that no browser runs what is in it.
func (s *server) original(c *fiber.Ctx) error {
	snap, release := s.Current()
	defer release()
	if snap == nil {
		return errNoVersion
	}
	year, err := strconv.Atoi(c.Params("year"))
	if err != nil || s.Original == nil {
		return fiber.ErrNotFound
	}
	revision := c.QueryInt("rev")
	ctx, cancel := context.WithTimeout(context.Background(), buildTimeout)
	defer cancel()
	free, err := s.cache.admit(ctx)
	if err != nil {
		return err
	}
	defer free()
	r, err := snap.Answers.Report(ctx, c.Params("id"), year, revision)
	if err != nil {
		return err
	}
	bytes, err := s.Original(r.SHA256)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	c.Set(fiber.HeaderContentDisposition, attachment(originalName(r.ReportHead)))
	c.Set(fiber.HeaderContentSecurityPolicy, "sandbox; default-src 'none'")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.Send(bytes)
}

// originalName is the last part of the name as received.
func originalName(r analytics.ReportHead) string {
	name := r.File
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '/' || name[i] == '\\' || name[i] == '!' {
			name = name[i+1:]
			break
		}
	}
	if name == "" {
		return r.SHA256
	}
	return name
}
