package ingest_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/ingest"
	"gongkai/ingest/report"
)

// The real reports that the product ships read as the figures that their
// agencies published: text, HTML and DOCX.
func TestRealSample(t *testing.T) {
	const dir = "../data/sample/real"
	printed := map[string]map[string]string{}
	for _, r := range lines(t, filepath.Join(dir, "figures.csv")) {
		key := r["agency"] + " " + r["year"]
		if printed[key] == nil {
			printed[key] = map[string]string{}
		}
		printed[key][r["code"]] = r["printed"]
	}
	files, err := filepath.Glob(filepath.Join(dir, "reports", "*"))
	if err != nil || len(files) != 8 || len(printed) != 8 {
		t.Fatalf("%d files, figures of %d reports, want 8 (%v)", len(files), len(printed), err)
	}
	for _, file := range files {
		reports, err := ingest.ReadFile(file, ingest.Read)
		if err != nil {
			t.Fatal(err)
		}
		r := reports[0]
		if r.Error != nil || len(r.Held) > 0 || r.Agency == nil || r.Year == nil || len(r.Sections) != 6 {
			t.Errorf("%s: error %v, held %v, agency %v, year %v, %d sections", file, r.Error, r.Held, r.Agency, r.Year, len(r.Sections))
			continue
		}
		want := printed[fmt.Sprintf("%s %d", r.Agency.Name, *r.Year)]
		found := 0
		for _, o := range r.Observations {
			text, ok := want[o.Code]
			switch {
			case !ok && o.Status == report.Unreadable: // the one figure that is not known is printed as an ellipsis
			case !ok:
				t.Errorf("%s: %s is %s %q, no such figure was published", file, o.Code, o.Status, o.Raw)
			case text == "" && o.Status != report.Blank, text != "" && o.Status != report.Reported, o.Raw != text:
				t.Errorf("%s: %s is %s %q, published %q", file, o.Code, o.Status, o.Raw, text)
			case text != "" && o.Value.String() != strings.TrimSuffix(strings.Split(text, "（")[0], "元"):
				t.Errorf("%s: %s is %s, published %q", file, o.Code, o.Value, text)
			default:
				found++
			}
		}
		if found != len(want) {
			t.Errorf("%s: %d of %d figures", file, found, len(want))
		}
	}
}
