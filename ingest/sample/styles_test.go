package sample

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
)

// Every style that must be read meets every edition that it can in the default
// county.
func TestEveryStyleMeetsEveryEdition(t *testing.T) {
	dir, _ := defaultCounty()
	seen := map[string]bool{}
	for _, r := range lines(t, filepath.Join(dir, "truth_reports.csv")) {
		for _, name := range strings.Split(r["style"], "+") {
			seen[name+" "+r["edition"]] = true
		}
	}
	for _, s := range Styles() {
		for _, edition := range data.Editions() {
			named := !s.Refused && (!s.Default || s.Facet == "layout") // defaults beyond the layout go unnamed
			if named && s.meets(edition.Name) && !seen[s.Name+" "+edition.Name] {
				t.Errorf("%s never meets edition %s", s.Name, edition.Name)
			}
			if s.Refused && seen[s.Name+" "+edition.Name] {
				t.Errorf("%s must be refused and is part of the default county", s.Name)
			}
		}
	}
}

// Every layout of both editions meets every encoding of its family.
func TestEveryLayoutMeetsEveryEncoding(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range assigned(t, Options{Seed: 1}, "all") {
		seen[r.recipe.styles["layout"].Name+" "+r.recipe.styles["encoding"].Name] = true
	}
	for _, layout := range Styles() {
		for _, encoding := range Styles() {
			if layout.Facet == "layout" && len(layout.Editions) == 0 && !layout.Refused && encoding.Facet == "encoding" && layout.Family == encoding.Family &&
				!seen[layout.Name+" "+encoding.Name] {
				t.Errorf("%s never meets %s", layout.Name, encoding.Name)
			}
		}
	}
}

func TestStylesAreNamedOnceAndDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Styles() {
		if seen[s.Name] || s.Description == "" || !slices.Contains(facets, s.Facet) || !slices.Contains([]string{"text", "html", "docx"}, s.Family) {
			t.Errorf("style %+v", s)
		}
		seen[s.Name] = true
		if _, ok := keeps[s.blanks]; !ok {
			t.Errorf("%s: blanks %q", s.Name, s.blanks)
		}
		if s.Facet == "values" && !s.Default && valueStyles[s.short] == nil {
			t.Errorf("%s prints nothing otherwise", s.Name)
		}
		if s.Facet == "title" && titleStyles[s.short] == nil {
			t.Errorf("%s has no title", s.Name)
		}
	}
}

// Asking for one style gives that style and plain ones beside it.
func TestOneStyle(t *testing.T) {
	for _, name := range []string{"text-lines", "html-clean", "docx-values-units"} {
		used := 0
		for _, r := range assigned(t, Options{Agencies: 20, FirstYear: 2022, LastYear: 2023, Seed: 1}, name) {
			family, _, _ := strings.Cut(name, "-")
			if r.recipe.family != family {
				t.Errorf("%s: %s is %s", name, r.file(), r.recipe.family)
			}
			for facet, s := range r.recipe.styles {
				if s.Name == name {
					used++
				} else if !s.Default {
					t.Errorf("%s: %s has %s %s", name, r.file(), facet, s.Name)
				}
			}
		}
		if used < 30 {
			t.Errorf("%s is used %d times", name, used)
		}
	}
}

// Styles that destroy information claim no number as readable: layouts none at
// all, others none in the cells that they spoil.
func TestRefusedStylesClaimNothing(t *testing.T) {
	for _, s := range Styles() {
		if !s.Refused {
			continue
		}
		dir, summary := makeCounty(t, Options{Agencies: 8, FirstYear: 2020, LastYear: 2021, Seed: 1, Styles: []string{s.Name}})
		spoiled := 0
		for _, c := range lines(t, filepath.Join(dir, "truth.csv")) {
			switch {
			case s.Facet == "layout" && c["status"] != "refused", c["status"] != "reported" && c["value"] != "":
				t.Errorf("%s: %s %s is %s %q", s.Name, c["file"], c["code"], c["status"], c["value"])
			case c["status"] == "unreadable":
				spoiled++
			}
		}
		if s.Facet == "layout" && summary.Styles[s.Name] != summary.Reports || s.Facet != "layout" && spoiled == 0 {
			t.Errorf("%s is used in %d of %d reports and spoils %d cells", s.Name, summary.Styles[s.Name], summary.Reports, spoiled)
		}
	}
}

// The cells of a laid-out table are those of the form, in its order, and no
// two share a place in the grid.
func TestSheetsHoldTheWholeForm(t *testing.T) {
	for _, edition := range data.Editions() {
		for number := 2; number <= 4; number++ {
			form := data.FormTable(number, edition.Name)
			r := &report{editions: map[int]string{number: edition.Name}, cells: map[string]printed{}}
			for _, c := range form.Cells {
				r.cells[c.Code] = printed{text: c.Code}
			}
			s := r.sheetOf(number)
			var codes []string
			for i, row := range s.rows {
				for k, c := range row {
					if c.code != "" {
						codes = append(codes, c.code)
					}
					if k > 0 && row[k-1].col+row[k-1].cols > c.col || c.col+c.cols > s.width {
						t.Errorf("table %d of %s, row %d: cell %q at column %d", number, edition.Name, i, c.text, c.col)
					}
				}
			}
			var want []string
			for _, c := range form.Cells {
				want = append(want, c.Code)
			}
			if !slices.Equal(codes, want) {
				t.Errorf("table %d of %s prints %d cells, the form has %d, or in another order", number, edition.Name, len(codes), len(want))
			}
		}
	}
}

// Where the reader of a file must find a number, the file prints it.
func TestTextFilesPrintTheirTruth(t *testing.T) {
	dir, _ := makeCounty(t, Options{Agencies: 20, FirstYear: 2020, LastYear: 2021, Seed: 1, Styles: []string{"text-pipes", "text-values-units", "text-values-notes"}})
	content := allFiles(t, dir)
	for _, c := range lines(t, filepath.Join(dir, "truth.csv")) {
		text := strings.ReplaceAll(content["/"+c["file"]], "\n", "\n| ")
		if c["status"] == "reported" && !strings.Contains(text, "| "+c["printed"]+" |") {
			t.Errorf("%s does not print %q for %s", c["file"], c["printed"], c["code"])
		}
	}
}
