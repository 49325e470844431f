package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "write pictures of the pages into this folder")

// pictured are the pages of docs/screenshots.
var pictured = []struct{ name, path string }{
	{"overview", "/"},
	{"applications", "/applications"},
	{"agency", "/agencies/990101-police"},
	{"report", "/agencies/990101-police/reports/2024"},
	{"quality", "/quality"},
	{"rules", "/rules"},
}

// No page is wider than a phone: nothing has to be scrolled sideways. With
// -screenshots the pages are also pictured, wide and narrow.
func TestPagesFitAPhone(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser")
	}
	base, _ := startServer(t)
	for _, width := range []int64{390, 1440} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			ctx := browser(t, base, width, true)
			paths := []string{"/coverage", "/agencies", "/data", "/method", "/about", "/method/applications.new_received.total",
				"/agencies/990101-police/reports/2024/cells/applications.new_received.total"}
			for _, p := range pictured {
				paths = append(paths, p.path)
			}
			for _, path := range paths {
				var wide int64
				if err := chromedp.Run(ctx, chromedp.Navigate(base+path), chromedp.Evaluate("document.documentElement.scrollWidth", &wide)); err != nil {
					t.Fatalf("%s: %v", path, err)
				}
				if wide > width {
					t.Errorf("%s is %d wide on a screen of %d", path, wide, width)
				}
			}
			if *screenshots != "" {
				picture(t, ctx, base, width)
			}
		})
	}
}

func picture(t *testing.T, ctx context.Context, base string, width int64) {
	t.Helper()
	if err := os.MkdirAll(*screenshots, 0o750); err != nil {
		t.Fatal(err)
	}
	for _, p := range pictured {
		var png []byte
		// Charts are drawn after the page has loaded; the first of them tells.
		err := chromedp.Run(ctx, chromedp.Navigate(base+p.path), chromedp.ActionFunc(func(ctx context.Context) error {
			return waitForCharts(ctx)
		}), chromedp.FullScreenshot(&png, 100))
		if err != nil {
			t.Fatalf("%s: %v", p.path, err)
		}
		if err := os.WriteFile(filepath.Join(*screenshots, fmt.Sprintf("%s-%d.png", p.name, width)), png, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// waitForCharts polls until every chart of the page is drawn.
func waitForCharts(ctx context.Context) error {
	return chromedp.Poll(`Array.prototype.every.call(document.querySelectorAll('script[type="application/json"][data-chart]'),
		function (s) { return document.querySelectorAll('svg').length > 0 })`, nil, chromedp.WithPollingTimeout(10*time.Second)).Do(ctx)
}
