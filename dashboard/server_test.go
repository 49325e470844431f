package dashboard

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// everyAddress is every route once, its twin, and the ways to fail.
func everyAddress() []string {
	out := []string{"/healthz", "/data/observations.csv", "/agencies/" + off + "/reports/2019/original", "/favicon.ico",
		"/nothing", "/static/nothing.js", "/agencies/nobody", "/agencies/" + off + "/reports/2030", "/agencies/" + off + "/reports/x",
		"/agencies/" + off + "/reports/2019/cells/nothing", "/method/nothing", "/agencies/%00", "/agencies/..%2f..%2fetc%2fpasswd", "/%2e%2e/etc/passwd"}
	for _, p := range pages {
		path, query, _ := strings.Cut(p, "?")
		out = append(out, p)
		if path != "/" {
			out = append(out, path+".csv"+suffix(query))
		}
	}
	return out
}

func checkHeaders(t *testing.T, r *http.Response, what string) {
	t.Helper()
	for _, h := range securityHeaders {
		if got := r.Header.Get(h[0]); got != h[1] && !(h[0] == "Content-Security-Policy" && strings.HasPrefix(got, "sandbox;")) {
			t.Errorf("%s: %s = %q", what, h[0], got)
		}
	}
	if r.Header.Get("Server") != "" || r.Header.Get(requestIDHeader) == "" {
		t.Errorf("%s: Server %q, request id %q", what, r.Header.Get("Server"), r.Header.Get(requestIDHeader))
	}
	if csp := r.Header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") {
		t.Errorf("%s: %s", what, csp)
	}
}

func TestEveryResponseHasTheHeaders(t *testing.T) {
	app := testApp(t)
	for _, address := range everyAddress() {
		var length string
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions, http.MethodDelete, "TRACE", "PATCH"} {
			r, body := ask(t, app, method, address)
			checkHeaders(t, r, method+" "+address)
			switch method {
			case http.MethodGet:
				if r.StatusCode >= 500 {
					t.Errorf("%s: %d", address, r.StatusCode)
				}
				length = r.Header.Get("Content-Length")
			case http.MethodHead:
				if body != "" || r.StatusCode < 300 && !strings.Contains(address, "observations") && r.Header.Get("Content-Length") != length {
					t.Errorf("HEAD %s: body of %d, length %s, GET %s", address, len(body), r.Header.Get("Content-Length"), length)
				}
			default:
				if r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
					t.Errorf("%s %s: %d, Allow %q", method, address, r.StatusCode, r.Header.Get("Allow"))
				}
			}
		}
	}
}

func TestPagesThatAreNotThere(t *testing.T) {
	app := testApp(t)
	for _, address := range []string{"/nothing", "/agencies/nobody", "/agencies/" + off + "/reports/2030", "/agencies/" + off + "/reports/x", "/method/nothing",
		"/agencies/" + off + "/reports/2019/cells/nothing", "/agencies/" + off + "/reports/2019?rev=9", "/static/../words.txt", "/about/x", "/nothing.csv"} {
		r, body := ask(t, app, http.MethodGet, address)
		if r.StatusCode != http.StatusNotFound || !strings.Contains(body, r.Header.Get(requestIDHeader)) || !strings.Contains(body, word("error.404")) {
			t.Errorf("%s: %d\n%s", address, r.StatusCode, body)
		}
		if r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("ETag") != "" {
			t.Errorf("%s may be cached: %q %q", address, r.Header.Get("Cache-Control"), r.Header.Get("ETag"))
		}
	}
}

func TestNotModifiedAsksNothing(t *testing.T) {
	snap := snapshot(t)
	app := newApp(t, func() *Snapshot { return snap })
	r, _ := ask(t, app, http.MethodGet, "/")
	etag := r.Header.Get("ETag")
	if etag == "" || etag[0] != '"' {
		t.Fatalf("ETag %q", etag)
	}
	snap = &Snapshot{Version: snap.Version} // answering anything would fail
	r, body := ask(t, app, http.MethodGet, "/", "If-None-Match", etag)
	if r.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("%d %q", r.StatusCode, body)
	}
	snap = snapshot(t)
	snap.Version = "000008-00000000"
	if r, _ := ask(t, app, http.MethodGet, "/", "If-None-Match", etag); r.StatusCode != http.StatusOK || r.Header.Get("ETag") == etag {
		t.Errorf("another version: %d, ETag %q", r.StatusCode, r.Header.Get("ETag"))
	}
}

func TestUnknownKeysAreIgnoredAloud(t *testing.T) {
	app := testApp(t)
	_, want := ask(t, app, http.MethodGet, "/applications?y=2020..2023")
	for _, query := range []string{"utm=1", "y=2020..2023&x=%3Cscript%3E", "a=990001-nobody", "t=nobody", "m=x", "y=2023..2020", "y=abc", "y=2050", "r=999", "view=x"} {
		address := "/applications?" + query
		r, body := ask(t, app, http.MethodGet, address)
		if r.StatusCode != 200 || !strings.Contains(body, word("notice.ignored")) || strings.Contains(body, "x=<script>") {
			t.Errorf("%s: %d, no notice", address, r.StatusCode)
		}
	}
	if _, body := ask(t, app, http.MethodGet, "/applications?y=2020..2023&utm=2"); strings.ReplaceAll(body, "\n", "")[:400] != strings.ReplaceAll(want, "\n", "")[:400] {
		t.Error("the page with an unknown key is another page")
	}
	if strings.Contains(want, word("notice.ignored")) {
		t.Error("a notice where nothing was ignored")
	}
}

// The cache must not grow with meaningless keys, and the order of keys is no
// other question.
func TestCanonicalQuery(t *testing.T) {
	app := testApp(t)
	for _, same := range [][]string{
		{"/applications?a=" + off + "&y=2020..2022", "/applications?y=2020..2022&a=" + off, "/applications?y=2020..2022&a=" + off + "&a=" + off + "&z=1"},
		{"/", "/?r=990001", "/?y=", "/?junk=1"},
	} {
		var bodies []string
		for _, address := range same {
			_, body := ask(t, app, http.MethodGet, address)
			if i := strings.Index(body, "<main"); i >= 0 {
				bodies = append(bodies, body[i:])
			}
		}
		if len(slices.Compact(bodies)) != 1 {
			t.Errorf("%v are not one page", same)
		}
	}
	for query, want := range map[string]string{"from=2020&to=2022&a=" + off: "?a=" + off + "&y=2020..2022", "from=2022&to=2020": "?y=2020..2022",
		"from=2021": "?y=2021..2023", "from=2019&to=2023": "", "to=2019": "?y=2019"} {
		r, _ := ask(t, app, http.MethodGet, "/applications?"+query)
		if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/applications"+want {
			t.Errorf("a form's years %s: %d %s", query, r.StatusCode, r.Header.Get("Location"))
		}
	}
}

func TestCacheBuildsOnceAndForgetsTheOldest(t *testing.T) {
	c := newCache()
	var mu sync.Mutex
	built := 0
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			_, err := c.get("k", func(context.Context) (*body, error) {
				mu.Lock()
				defer mu.Unlock()
				built++
				return &body{plain: []byte("x")}, nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if built != 1 {
		t.Errorf("built %d times", built)
	}
	for i := range 40 {
		noise := make([]byte, 4<<20)
		for j := range noise {
			noise[j] = byte(i*j>>8 ^ j*j>>3)
		}
		if _, err := c.get(fmt.Sprint(i), func(context.Context) (*body, error) { return &body{plain: noise}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if c.size > cacheBytes || c.find("k") != nil || c.find("39") == nil {
		t.Errorf("size %d of %d", c.size, cacheBytes)
	}
	if _, err := c.get("bad", func(context.Context) (*body, error) { return nil, io.EOF }); err != io.EOF || c.find("bad") != nil {
		t.Errorf("a failure was kept: %v", err)
	}
}

// Requests that the HTTP parser refuses get the page and the headers too.
func TestOversizedHeaderOverTheWire(t *testing.T) {
	app := testApp(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go app.Listener(listener)
	defer app.Shutdown()
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\n\r\n", strings.Repeat("a", 2*headerBytes))
	r, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	checkHeaders(t, r, "long header")
	if r.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d", r.StatusCode)
	}
}

func TestCompression(t *testing.T) {
	app := testApp(t)
	for accept, want := range map[string]string{"gzip, deflate, br": "gzip", "": "", "gzip;q=0": "", "identity": ""} {
		if r, _ := ask(t, app, http.MethodGet, "/about", "Accept-Encoding", accept); r.Header.Get("Content-Encoding") != want || r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: %q, Vary %q", accept, r.Header.Get("Content-Encoding"), r.Header.Get("Vary"))
		}
	}
}

func TestOriginalIsAnAttachment(t *testing.T) {
	r, body := ask(t, testApp(t), http.MethodGet, "/agencies/"+bad+"/reports/2023/original")
	if r.StatusCode != 200 || !strings.HasPrefix(body, "original 0a") || r.Header.Get("Content-Type") != "application/octet-stream" ||
		!strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment; ") || !strings.HasPrefix(r.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%d %v %q", r.StatusCode, r.Header, body)
	}
	if d := r.Header.Get("Content-Disposition"); strings.ContainsAny(d, "\r\n<>") || strings.Count(d, `"`) != 2 {
		t.Errorf("unsafe name: %s", d)
	}
}
