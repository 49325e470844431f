package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// startServer makes the county, ingests it and serves it; it returns the
// address of the pages and the home folder.
func startServer(t testing.TB) (base, home string) {
	t.Helper()
	dir := t.TempDir()
	if code := run([]string{"sample", filepath.Join(dir, "sample"), "--agencies", "45", "--years", "2019..2025"}, io.Discard, io.Discard); code != exitDone {
		t.Fatalf("gongkai sample: exit %d", code)
	}
	home = filepath.Join(dir, "home")
	return serveFolder(t, filepath.Join(dir, "sample"), home), home
}

// serveFolder ingests the registry and the reports of a folder and serves them.
func serveFolder(t testing.TB, folder, home string) (base string) {
	t.Helper()
	for _, args := range [][]string{
		{"--home", home, "agencies", "import", filepath.Join(folder, "registry")},
		{"--home", home, "ingest", "-q", filepath.Join(folder, "reports")},
	} {
		var words strings.Builder
		if code := run(args, io.Discard, &words); code != exitDone {
			t.Fatalf("gongkai %s: exit %d\n%s", strings.Join(args, " "), code, words.String())
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- serve(ctx, listener, home, io.Discard) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("serving: %v", err)
		}
	})
	return "http://" + listener.Addr().String()
}

// browser opens a Chromium tab that reports what must not happen: console
// errors, policy violations and requests that leave the machine.
func browser(t *testing.T, base string, width int64, script bool) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium on this machine: the pages are not walked in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-quic", true))
	ctx, cancel := context.WithTimeout(startChromium(t, options), 3*time.Minute)
	t.Cleanup(cancel)
	listen(t, ctx, base)
	if err := chromedp.Run(ctx, network.Enable(), log.Enable(), runtime.Enable(),
		emulation.SetDeviceMetricsOverride(width, 900, 1, width < 600), emulation.SetScriptExecutionDisabled(!script)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// startChromium starts a Chromium. One that dies before it can be talked to says
// nothing of the pages, so up to two more are started.
func startChromium(t *testing.T, options []chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	for try := 1; ; try++ {
		allocator, endAllocator := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, end := chromedp.NewContext(allocator)
		err := chromedp.Run(ctx)
		if err == nil {
			t.Cleanup(endAllocator)
			t.Cleanup(end)
			return ctx
		}
		end()
		endAllocator()
		if try == 3 {
			t.Fatal(err)
		}
		t.Logf("Chromium, started for the %d. time, ended: %v", try, err)
	}
}

func listen(t *testing.T, ctx context.Context, base string) {
	var mu sync.Mutex
	ended := false
	t.Cleanup(func() { mu.Lock(); ended = true; mu.Unlock() })
	report := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		if !ended {
			t.Errorf(format, args...)
		}
	}
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			report("script error: %s", e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
				report("console %s: %s", e.Type, e.Args[0].Value)
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError || e.Entry.Source == log.SourceSecurity {
				report("browser log: %s %s", e.Entry.Text, e.Entry.URL)
			}
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; !strings.HasPrefix(u, base) && !strings.HasPrefix(u, "data:") {
				report("request that leaves the server: %s", u)
			}
		}
	})
}

// link is a link of the page that is open.
type link struct{ href, text string }

// open goes to a page and lists the links inside the element named: "main"
// holds what the page says, "body" also the ways around it.
func open(t *testing.T, ctx context.Context, address, inside string) (links []link) {
	t.Helper()
	var nodes []*cdp.Node
	err := chromedp.Run(ctx, chromedp.Navigate(address), chromedp.Nodes(inside+" a[href]", &nodes, chromedp.ByQueryAll, chromedp.AtLeast(0), chromedp.Populate(2, false)))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		if to, err := base.Parse(n.AttributeValue("href")); err == nil {
			links = append(links, link{to.String(), textOf(n)})
		}
	}
	return links
}

func textOf(n *cdp.Node) string {
	if n.NodeType == cdp.NodeTypeText {
		return n.NodeValue
	}
	var b strings.Builder
	for _, c := range n.Children {
		b.WriteString(textOf(c))
	}
	return strings.TrimSpace(b.String())
}

var (
	figure     = regexp.MustCompile(`^[↑↓+−-]?\s?[0-9][0-9,.]*( 件| 家)?`)
	cellPath   = regexp.MustCompile(`/agencies/[^/]+/reports/\d+/cells/`)
	reportPath = regexp.MustCompile(`/agencies/[^/]+/reports/\d+(\?|$|#)`)
	agencyPath = regexp.MustCompile(`/agencies/[^/?]+(\?|$|#)`)
)

// down orders links by how near they lead to a cell.
func down(links []link) []link {
	var out []link
	for _, path := range []*regexp.Regexp{cellPath, reportPath, agencyPath, regexp.MustCompile(`/agencies\?`), regexp.MustCompile(`/applications`)} {
		for _, l := range links {
			if path.MatchString(l.href) && !strings.Contains(l.href, ".csv") {
				out = append(out, l)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return out
}

// From random figures of the first page, by links only, down to the source of
// a cell and back up, wide and narrow, with script and without.
func TestWalkFromFigureToSourceAndBack(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser")
	}
	base, _ := startServer(t)
	t.Run("findings", func(t *testing.T) { walkFindings(t, base) })
	for _, width := range []int64{1440, 390} {
		for _, script := range []bool{true, false} {
			t.Run(fmt.Sprintf("%d script=%t", width, script), func(t *testing.T) {
				ctx := browser(t, base, width, script)
				chance := rand.New(rand.NewPCG(uint64(width), 7))
				first := open(t, ctx, base+"/", "main")
				var figures []link
				for _, l := range first {
					if figure.MatchString(l.text) && !strings.Contains(l.href, "/method") && !strings.Contains(l.href, ".csv") {
						figures = append(figures, l)
					}
				}
				if len(figures) < 5 {
					t.Fatalf("the first page has %d figures with links, want at least 5: %v", len(figures), figures)
				}
				for range 4 {
					walk(t, ctx, base, figures[chance.IntN(len(figures))], chance)
				}
			})
		}
	}
}

func walk(t *testing.T, ctx context.Context, base string, from link, chance *rand.Rand) {
	t.Helper()
	path := []string{from.text}
	at := from.href
	for step := 0; !cellPath.MatchString(at); step++ {
		next := down(open(t, ctx, at, "main"))
		if len(next) == 0 || step > 5 {
			t.Errorf("from %q no way to a cell: stuck at %s after %v", from.text, at, path)
			return
		}
		chosen := next[chance.IntN(len(next))]
		path = append(path, chosen.text)
		at = chosen.href
	}
	links := open(t, ctx, at, "body")
	var page string
	if err := chromedp.Run(ctx, chromedp.OuterHTML("main", &page, chromedp.ByQuery)); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"原文", "位置", "sha256"} {
		if !strings.Contains(page, word) {
			t.Errorf("%s does not say %q", at, word)
		}
	}
	for _, up := range []*regexp.Regexp{reportPath, agencyPath} {
		l, ok := find(links, up)
		if !ok {
			t.Errorf("%s has no link up to %s", at, up)
			return
		}
		at = l.href
		links = open(t, ctx, at, "body")
	}
	if _, ok := find(links, regexp.MustCompile("^"+regexp.QuoteMeta(base)+`/(overview)?(\?|$)`)); !ok {
		t.Errorf("%s has no link back to the first page", at)
	}
}

func find(links []link, path *regexp.Regexp) (link, bool) {
	for _, l := range links {
		if path.MatchString(l.href) && !cellPath.MatchString(l.href) && !strings.Contains(l.href, ".csv") {
			return l, true
		}
	}
	return link{}, false
}
