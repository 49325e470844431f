package dashboard

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"gongkai/analytics"

	"github.com/gofiber/fiber/v2"
)

// errorPage is what a reader sees of a failure: what to do, and the id under
// which the log has the rest.
type errorPage struct {
	frame
	Status    int
	Advice    string
	RequestID string
}

// status maps an error to a response code: the one place that does.
func status(err error) int {
	var httpErr *fiber.Error
	var bad *badKeys
	switch {
	case errors.As(err, &bad):
		return fiber.StatusBadRequest
	case errors.As(err, &httpErr):
		return httpErr.Code
	case errors.Is(err, analytics.ErrNotFound):
		return fiber.StatusNotFound
	case errors.Is(err, errNoVersion), errors.Is(err, errBusy), errors.Is(err, context.DeadlineExceeded):
		return fiber.StatusServiceUnavailable
	}
	return fiber.StatusInternalServerError
}

// fail answers every error with the same page and never shows its text.
func (s *server) fail(c *fiber.Ctx, err error) error {
	setHeaders(c)
	code := status(err)
	if code >= fiber.StatusInternalServerError {
		s.Log.Error("request failed", "request_id", requestID(c), "path", c.Path(), "status", code, "error", err.Error())
	}
	for _, h := range []string{fiber.HeaderETag, fiber.HeaderContentEncoding, fiber.HeaderContentDisposition} {
		c.Response().Header.Del(h)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	if code == fiber.StatusServiceUnavailable {
		c.Set(fiber.HeaderRetryAfter, "2")
	}
	if strings.HasPrefix(c.Path(), "/api/") {
		return failJSON(c, code, err)
	}
	key := "error." + strconv.Itoa(code)
	if errors.Is(err, errNoVersion) {
		key = "error.noversion"
	}
	if _, ok := words()[key]; !ok {
		key = "error.other"
	}
	page := errorPage{frame: frame{Finding: say(key), Title: word(key), Styles: s.assets.urls["app.css"]},
		Status: code, Advice: word(key + ".advice"), RequestID: requestID(c)}
	html, renderErr := s.pages.render("error", page)
	if renderErr != nil {
		s.Log.Error("rendering the error page", "request_id", requestID(c), "error", renderErr.Error())
		html = []byte(requestID(c))
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Status(code).Send(html)
}
