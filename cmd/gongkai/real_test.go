package main

import (
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// The first page of every region of the real sample says the figure that its
// agency published; a region of which only the roll-up report is there leads to
// that report's agency, and two years of different bodies are not compared.
func TestRealSamplePages(t *testing.T) {
	base := serveFolder(t, "../../data/sample/real", filepath.Join(t.TempDir(), "home"))
	for region, want := range map[string]string{
		"640323": "全县新收申请 5 件",
		"320813": "淮安市洪泽区人民政府 2023 年新收申请 21 件",
		"320831": "金湖县人民政府 2023 年新收申请 143 件",
		"321300": "宿迁市人民政府 2024 年新收申请 3,525 件，比上年多 14 件",
		"310000": "全市新收申请 1,295 件，两年都有数的单位太少，不作比较",
	} {
		response, err := http.Get(base + "/?r=" + region)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if text := tags.ReplaceAllString(string(body), ""); response.StatusCode != http.StatusOK || !strings.Contains(text, want) {
			t.Errorf("region %s: %s, the page does not say %q", region, response.Status, want)
		}
	}
}
