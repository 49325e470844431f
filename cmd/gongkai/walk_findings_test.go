package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

var findingPath = regexp.MustCompile(`/agencies/[^/]+/reports/\d+#f-`)

// From the list of what does not add up to a report with the place marked, from
// the finding to its cell and by the mark back; a folded finding is unfolded.
func walkFindings(t *testing.T, base string) {
	ctx := browser(t, base, 1440, true)
	marked := 0
	for _, page := range []string{"/quality?y=2019..2025", "/quality?y=2019..2025&sev=info"} {
		var reports []string
		for _, l := range open(t, ctx, base+page, "#findings") {
			if findingPath.MatchString(l.href) && len(reports) < 4 {
				reports = append(reports, l.href)
			}
		}
		if len(reports) == 0 {
			t.Fatalf("%s leads to no report", page)
		}
		for _, address := range reports {
			var seen bool
			var back string
			err := chromedp.Run(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address),
				chromedp.Evaluate(`document.getElementById(location.hash.slice(1)).getClientRects().length > 0`, &seen),
				chromedp.Evaluate(`(function () {
					var cell = document.querySelector('[id="' + location.hash.slice(1) + '"]' + ' .at a[href^="#c-"]');
					if (!cell) { return ''; }
					cell.click();
					var mark = document.getElementById(location.hash.slice(1)).querySelector('a.no');
					if (!mark) { return ''; }
					mark.click();
					return location.hash;
				}())`, &back))
			if err != nil {
				t.Fatalf("%s: %v", address, err)
			}
			if !seen {
				t.Errorf("%s: the finding is not seen", address)
			}
			if back != "" {
				marked++
				if !strings.HasPrefix(back, "#f-") {
					t.Errorf("%s: its mark leads to %s", address, back)
				}
			}
		}
	}
	if marked == 0 {
		t.Error("no finding led to a marked cell and back: the test tests nothing")
	}
}
