package dashboard

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every number that was made out in a picture says so on the report's page, on
// its own page and in the exports; no other does.
func TestPicturesAreMarked(t *testing.T) {
	for _, year := range []int{scannedYear, scannedYear - 1} {
		path := reportPath(edu, year)
		want, cells := "false", 0
		if year == scannedYear {
			want, cells = "true", 200
		}
		html := page(t, path)
		if marks := strings.Count(html, word("ocr.mark")+"</span>"); marks != cells {
			t.Errorf("%d: %d cells are marked, want %d", year, marks, cells)
		}
		if said := strings.Contains(html, say("ocr.note", 200).String()); said != (cells > 0) {
			t.Errorf("%d: the page says how many: %v", year, said)
		}
		if said := strings.Contains(page(t, cellPath(edu, year, 0, mReceived)), "<dd>"+word("ocr.label")+"</dd>"); said != (cells > 0) {
			t.Errorf("%d: the cell's page says so: %v", year, said)
		}
		for _, export := range []string{path + ".csv", "/data/observations.csv?a=" + edu + "&y=" + strconv.Itoa(year)} {
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(page(t, export), "\ufeff"))).ReadAll()
			if err != nil || len(rows) < 100 {
				t.Fatalf("%s: %d rows, %v", export, len(rows), err)
			}
			column, yearColumn := slices.Index(rows[0], "ocr"), slices.Index(rows[0], "year")
			for _, row := range rows[1:] {
				if row[yearColumn] == strconv.Itoa(year) && row[column] != want {
					t.Errorf("%s: a row says %q, want %q: %v", export, row[column], want, row)
					break
				}
			}
		}
	}
}
