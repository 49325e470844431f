package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/analytics"
	"gongkai/ingest"
	"gongkai/ingest/sample"
)

// BenchmarkIngest2000 times the whole run over some 2,000 made-up reports of
// all families and styles: receive, read, build, verify, publish.
func BenchmarkIngest2000(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "county")
	made, err := sample.Write(dir, sample.Options{Agencies: 300, Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		home := filepath.Join(b.TempDir(), "home")
		options := ingest.Options{Program: "bench", Workers: runtime.NumCPU(), Derive: analytics.Derive}
		if _, err := ingest.ImportRegistry(context.Background(), home, filepath.Join(dir, "registry"), options); err != nil {
			b.Fatal(err)
		}
		summary, err := ingest.Run(context.Background(), home, []string{filepath.Join(dir, "reports")}, options)
		if err != nil {
			b.Fatal(err)
		}
		if summary.Published != made.Reports {
			b.Fatalf("%d of %d reports published", summary.Published, made.Reports)
		}
	}
	b.ReportMetric(float64(made.Reports*b.N)/b.Elapsed().Seconds(), "reports/s")
}

// BenchmarkCachedPage times the first page from the cache against a static
// answer of the same size through Fiber, over the same kind of connection.
func BenchmarkCachedPage(b *testing.B) {
	base, _ := startServer(b)
	page := fetch(b, base+"/")
	static := fiber.New(fiber.Config{DisableStartupMessage: true})
	static.Get("/", func(c *fiber.Ctx) error { return c.Type("html").Send(page) })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = static.Listener(listener) }() // ends with Shutdown below
	b.Cleanup(func() { _ = static.Shutdown() })
	floor := "http://" + listener.Addr().String() + "/"
	fetch(b, floor)
	b.ResetTimer()
	for range b.N {
		fetch(b, base+"/")
	}
	b.StopTimer()
	start := time.Now()
	for range b.N {
		fetch(b, floor)
	}
	b.ReportMetric(float64(b.Elapsed())/float64(time.Since(start)), "x-static")
	b.ReportMetric(float64(len(page)), "bytes")
}

// plainly asks for no compression: both servers send the same bytes, and the
// client has nothing to unpack.
var plainly = &http.Client{Transport: &http.Transport{DisableCompression: true}}

func fetch(b *testing.B, address string) []byte {
	b.Helper()
	response, err := plainly.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		b.Fatalf("%s: %s, %v", address, response.Status, err)
	}
	return body
}
