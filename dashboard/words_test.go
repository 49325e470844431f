package dashboard

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"gongkai/analytics"
	"gongkai/data"
)

// Words that are put together from a prefix and a key of the data.
func builtKeys() map[string]bool {
	out := map[string]bool{}
	add := func(prefix string, keys ...string) {
		for _, k := range keys {
			out[prefix+k] = true
		}
	}
	statuses := []string{"reported", "blank", "not_applicable", "unreadable", "absent"}
	add("status.", append(statuses, "not_in_edition", "not_filed", "held", "not_own", "not_expected")...)
	add("status.name.", statuses...)
	add("cell.lead.", statuses...)
	add("state.", "filed", "held", "not_filed", "not_expected")
	add("punctual.", "on_time", "late", "unknown")
	notes := []string{"both_zero", "missing_now", "missing_prev", "break", "coverage"}
	add("change.", append(notes, "up", "down", "pp.up", "pp.down")...)
	add("change.short.", notes...)
	add("arrow.", "up", "down")
	add("chart.break.", "edition", "law")
	add("break.", "edition", "law")
	add("trend.break.", "yes", "part", "no")
	add("comparable.", "yes", "part", "no", "means.yes", "means.part", "means.no")
	add("scope.", "own", "rollup", "unknown")
	add("event.", "merge", "split", "transfer", "new", "abolished")
	add("level.", "province", "city", "county", "township", "unknown")
	add("part.", "num", "den")
	add("cell.use.", "num", "den")
	add("group.col.", "", "review", "litigation_direct", "litigation_after_review")
	add("group.", "applications", "reasons", "rate")
	add("applicant.", "1", "2", "3", "4", "5", "6")
	add("data.file.", "observations", "reports", "agencies", "measures", "findings")
	add("data.about.", "observations", "reports", "agencies", "measures", "findings")
	add("data.list.", "reports", "agencies", "measures")
	add("error.", "400", "404", "405", "413", "431", "500", "503", "noversion", "other")
	add("error.", "400.advice", "413.advice", "404.advice", "405.advice", "431.advice", "500.advice", "503.advice", "noversion.advice", "other.advice")
	add("outcomes.", "sub")
	add("applicants.", "sub")
	add("", "card.forward.few")
	add("severity.", "error", "warning", "info")
	add("severities.", append(findingSeverities, "both")...)
	add("finding.filter.", findingStates...)
	add("quality.listed.", findingStates...)
	add("quality.listed.with.", "all", "info")
	for _, s := range []analytics.FindingState{analytics.Unassessed, analytics.Open, analytics.Confirmed, analytics.Explained, analytics.OurError} {
		add("finding.state.", string(s))
	}
	add("machine.", "fail", "not_assessable")
	add("outcome.", "fail", "pass", "not_assessable")
	for _, r := range data.Rules() {
		add("needs.", r.Needs)
		add("rules.section.", r.Section)
	}
	for _, n := range navigation {
		add("nav.", n.name)
	}
	for _, c := range analytics.TidyColumns {
		add("column.", c)
	}
	for _, m := range data.Measures() {
		add("topic.", m.Topic)
		add("kind.", m.Kind)
	}
	return out
}

var templateKey = regexp.MustCompile(`\{\{ ?w "([^"]+)"|\(w "([^"]+)"|="\{\{w "([^"]+)"`)

// Every word used is in the catalogue, and every word of the catalogue is used.
func TestCatalogueIsComplete(t *testing.T) {
	used := builtKeys()
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := strconv.Unquote(lit.Value)
				if _, known := words()[text]; known {
					used[text] = true
				}
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			name, ok := call.Fun.(*ast.Ident)
			lit, isText := call.Args[0].(*ast.BasicLit)
			if ok && isText && (name.Name == "word" || name.Name == "say") {
				key, _ := strconv.Unquote(lit.Value)
				used[key] = true
			}
			return true
		})
	}
	fs.WalkDir(templateFiles, "templates", func(path string, d fs.DirEntry, _ error) error {
		text, _ := templateFiles.ReadFile(path)
		for _, m := range templateKey.FindAllStringSubmatch(string(text), -1) {
			used[m[1]+m[2]+m[3]] = true
		}
		return nil
	})
	for key := range used {
		if _, ok := words()[key]; !ok && key != "" {
			t.Errorf("no word for %q", key)
		}
	}
	for key := range words() {
		if !used[key] && !strings.HasPrefix(key, "field.") { // TestFormatsHoldTheSameTable sees to these
			t.Errorf("the word %q is used nowhere", key)
		}
	}
}

// What users read is in the catalogue, not in code, templates, styles or script.
func TestNoWordsOutsideTheCatalogue(t *testing.T) {
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0) // without comments
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && han(lit.Value) && lit.Value != `"零一二三四五六七八九十"` {
				t.Errorf("%s: %s", name, lit.Value)
			}
			return true
		})
	}
	for _, pattern := range []string{"templates/*.html", "assets/*.js", "assets/*.css"} {
		names, _ := filepath.Glob(pattern)
		for _, name := range names {
			if text, _ := os.ReadFile(name); han(string(text)) {
				t.Errorf("%s has words", name)
			}
		}
	}
}

func han(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func TestSayKeepsLinks(t *testing.T) {
	s := say("notes.coverage", 2023, link("3/4 家", "/coverage"))
	if s.String() != "2023 年合计含 3/4 家；未报送、待人工确认的单位未计入，不按 0 计。" || len(s) != 3 || s[1].Href != "/coverage" {
		t.Errorf("%q %v", s.String(), s)
	}
}

func TestNumbersInWords(t *testing.T) {
	for in, want := range map[analytics.Number]string{0: "0", analytics.Int(999): "999", analytics.Int(1000): "1,000", analytics.Int(-1234567): "−1,234,567", 7730280000: "7,730.28", 92000: "0.092"} {
		if got := grouped(in); got != want {
			t.Errorf("grouped(%d) = %q, want %q", in, got, want)
		}
	}
}
