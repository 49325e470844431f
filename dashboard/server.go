package dashboard

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

const (
	readTimeout  = 15 * time.Second
	writeTimeout = 60 * time.Second
	idleTimeout  = 60 * time.Second
	headerBytes  = 16384
)

// server joins the parts behind one app.
type server struct {
	Config
	pages   *templates
	assets  *assets
	cache   *cache
	facts   factStore
	exports chan struct{} // streamed exports running
	etagEnd string        // of everything but the version that a page depends on
}

// New returns the app that serves the pages. The caller listens and shuts it
// down.
func New(config Config) (*fiber.App, error) {
	if config.Log == nil {
		config.Log = slog.Default()
	}
	a, err := loadAssets()
	if err != nil {
		return nil, fmt.Errorf("loading assets: %w", err)
	}
	pages, err := parseTemplates(a)
	if err != nil {
		return nil, fmt.Errorf("parsing templates: %w", err)
	}
	s := &server{Config: config, pages: pages, assets: a, cache: newCache(), exports: make(chan struct{}, 2)}
	s.etagEnd = config.Program + "-" + a.hash + pages.hash

	app := fiber.New(fiber.Config{
		AppName: "gongkai", DisableStartupMessage: true,
		Immutable: true, ReadBufferSize: headerBytes, BodyLimit: 64 << 10,
		ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		ErrorHandler: s.fail,
	})
	app.Use(s.recover, func(c *fiber.Ctx) error {
		setHeaders(c)
		if m := c.Method(); m != fiber.MethodGet && m != fiber.MethodHead {
			c.Set(fiber.HeaderAllow, "GET, HEAD")
			return fiber.ErrMethodNotAllowed
		}
		return c.Next()
	})
	app.Get("/healthz", s.health)
	app.Get("/static/*", a.serve)
	app.Get("/favicon.ico", func(c *fiber.Ctx) error { return c.Redirect(a.urls["icon.svg"], fiber.StatusFound) })
	s.register(app)
	app.Use(func(*fiber.Ctx) error { return fiber.ErrNotFound })
	return app, nil
}

// recover turns a panic in a handler into an error page; the process lives.
func (s *server) recover(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return c.Next()
}

func (s *server) health(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	snap, release := s.Current()
	defer release()
	if snap == nil {
		return c.Status(fiber.StatusServiceUnavailable).SendString("no version published\n")
	}
	return c.SendString("ok " + snap.Version + "\n")
}

// register adds every page of the list and its twins in the other formats.
func (s *server) register(app *fiber.App) {
	for _, r := range routes() {
		if r.raw != nil {
			app.Get(r.path, func(c *fiber.Ctx) error { return r.raw(s, c) })
			continue
		}
		for _, as := range formats {
			if r.path != "/" {
				app.Get(r.path+"."+string(as), func(c *fiber.Ctx) error { return s.serve(c, r, as) })
			}
		}
		bare := asPage
		if r.api {
			bare = asJSON
		}
		app.Get(r.path, func(c *fiber.Ctx) error { return s.serve(c, r, bare) })
	}
}

// noticePlace is where a page says which parts of its address it ignored; the
// cached page has it empty.
var noticePlace = []byte(`<div id="notices"></div>`)

// known sets the headers of what hangs on the version alone, and tells whether
// the browser has it already. If so its tag is set too; else whoever answers
// sets it.
func (s *server) known(c *fiber.Ctx, snap *Snapshot) (etag string, known bool) {
	etag = `"` + snap.Version + "-" + s.etagEnd + `"`
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if known = strings.Contains(c.Get(fiber.HeaderIfNoneMatch), etag); known {
		c.Set(fiber.HeaderETag, etag)
	}
	return etag, known
}

// serve answers a page: from the browser's cache, from ours, or by building it.
func (s *server) serve(c *fiber.Ctx, r route, as format) error {
	snap, release := s.Current()
	defer release()
	if snap == nil {
		return errNoVersion
	}
	etag, known := s.known(c, snap)
	if known {
		return c.SendStatus(fiber.StatusNotModified)
	}
	ctx, cancel := context.WithTimeout(context.Background(), buildTimeout)
	defer cancel()
	facts, err := s.facts.of(ctx, snap)
	if err != nil {
		return err
	}
	rq := &request{server: s, snap: snap, facts: facts, route: r, path: strings.TrimSuffix(c.Path(), "."+string(as)),
		query: parseQuery(c, r.keys, facts), format: as, params: map[string]string{}}
	if r.api {
		if err := rq.query.strict(c); err != nil {
			return err
		}
	}
	for _, name := range c.Route().Params {
		if rq.params[name], err = url.PathUnescape(c.Params(name)); err != nil {
			return fiber.ErrNotFound
		}
	}
	if as == asPage {
		rq.query.Tab, rq.query.Excel = "", false // they choose a download, and must not multiply pages
	} else {
		rq.query.View = ""
	}
	if rq.query.redirect {
		return c.Redirect(rq.self(), fiber.StatusSeeOther)
	}
	if alone, ok := facts.rollupOnly(rq.query.Region); ok && r.sums && as == asPage {
		return c.Redirect(rq.to(agencyPath(alone.ID)), fiber.StatusFound)
	}
	key := fmt.Sprint(snap.Version, " ", rq.path, "?", rq.query.canonical(facts), " r=", rq.query.Region, " ", as)
	b, err := s.cache.get(key, rq.answer)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, etag)
	return s.send(c, b, rq.query.Notices)
}

func (s *server) send(c *fiber.Ctx, b *body, notices []string) error {
	c.Set(fiber.HeaderContentType, b.contentType)
	if b.fileName != "" {
		c.Set(fiber.HeaderContentDisposition, attachment(b.fileName))
	}
	if len(notices) > 0 && b.fileName == "" {
		c.Response().Header.Del(fiber.HeaderETag)
		if b.contentType == jsonType {
			list, err := json.Marshal(notices)
			if err != nil {
				return err
			}
			return c.Send(bytes.Replace(b.plain, noticePlaceJSON, append([]byte(`"ignored":`), list...), 1))
		}
		html, err := s.pages.render("notices", notices)
		if err != nil {
			return err
		}
		return c.Send(bytes.Replace(b.plain, noticePlace, html, 1))
	}
	if acceptsEncoding(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(b.gzip)
	}
	return c.Send(b.plain)
}

// attachment names a download: an ASCII name for old browsers, the real one
// beside it.
func attachment(name string) string {
	ascii := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '.' || r == '-' || r == '_' {
			return r
		}
		return -1
	}, name)
	if strings.HasPrefix(ascii, ".") || ascii == "" {
		ascii = "gongkai" + ascii
	}
	return `attachment; filename="` + strings.TrimLeft(ascii, "_-") + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

var errNoVersion = errors.New("no version is published")
