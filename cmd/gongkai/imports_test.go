package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport is the direction in which the packages know each other
// (ARCHITECTURE.md). A package that is not here, or an edge that is not, fails.
var mayImport = map[string][]string{
	"data":             {},
	"ingest/document":  {},
	"ingest/report":    {},
	"ingest/text":      {"ingest/document"},
	"ingest/html":      {"ingest/document"},
	"ingest/ole2":      {},
	"ingest/ooxml":     {},
	"ingest/word":      {"ingest/document", "ingest/ole2", "ingest/ooxml"},
	"ingest/sheet":     {"ingest/document", "ingest/ole2", "ingest/ooxml"},
	"ingest/pdf":       {"ingest/document"},
	"ingest/scan":      {"ingest/document", "ingest/pdf"},
	"ingest/form":      {"ingest/document", "ingest/report", "data"},
	"ingest/prose":     {"ingest/document", "ingest/report", "data"},
	"ingest/registry":  {"data"},
	"ingest/archive":   {"ingest/report"},
	"ingest/warehouse": {"ingest/report", "ingest/registry", "data"},
	"ingest/sample":    {"data"},
	"ingest/badinput":  {},
	"ingest": {
		"ingest/document", "ingest/text", "ingest/html", "ingest/ole2", "ingest/word", "ingest/sheet", "ingest/pdf", "ingest/scan", "ingest/form", "ingest/prose",
		"ingest/report", "ingest/registry", "ingest/archive", "ingest/warehouse", "data",
	},
	"workbook":  {},
	"checklist": {"ingest/report", "workbook", "data"},
	"analytics": {"data"},
	"dashboard": {"analytics", "workbook", "data"},
	"cmd/gongkai": {
		"ingest", "ingest/report", "ingest/registry", "ingest/archive", "ingest/warehouse", "ingest/sample",
		"analytics", "dashboard", "checklist", "data",
	},
}

// libraryOf says which one package may import a library, by the start of the
// import path. Text encodings are an exception: the reader and the sample
// each have their own, because they must not share code. Workbooks are another:
// reading them and writing them have nothing in common.
var libraryOf = map[string][]string{
	"github.com/marcboeker/go-duckdb/":  {"ingest/warehouse"},
	"github.com/PuerkitoBio/goquery":    {"ingest/html"},
	"golang.org/x/net/html":             {"ingest/html"},
	"github.com/richardlehane/mscfb":    {"ingest/ole2"},
	"github.com/segmentio/":             {"ingest"},
	"github.com/tdewolff/parse/":        {"ingest/ooxml", "ingest/html"}, // XML here, style sheets there
	"github.com/andybalholm/cascadia":   {"ingest/html"},
	"github.com/xuri/excelize/":         {"ingest/sheet", "workbook", "checklist"}, // one reads what comes from outside, the others write
	"github.com/klippa-app/go-pdfium":   {"ingest/pdf"},
	"github.com/tetratelabs/wazero":     {"ingest/pdf"},
	"golang.org/x/image/":               {"ingest/scan"},
	"golang.org/x/text/":                {"ingest/document", "ingest/sample", "ingest/badinput"},
	"github.com/gofiber/fiber/":         {"dashboard"},
	"github.com/valyala/fasthttp":       {"dashboard"},
	"github.com/go-echarts/go-echarts/": {"dashboard"},
	"golang.org/x/sync/singleflight":    {"dashboard"},
	"github.com/spf13/cobra":            {"cmd/gongkai"},
	"github.com/schollz/progressbar/":   {"cmd/gongkai"},
	"golang.org/x/term":                 {"cmd/gongkai"},
}

const module = "gongkai/"

// importsOf returns the imports of every package of the module, by its folder,
// test files left out.
func importsOf(t *testing.T, root string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		folder = filepath.ToSlash(folder)
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			out[folder] = append(out[folder], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestImportDirections(t *testing.T) {
	packages := importsOf(t, filepath.Join("..", ".."))
	if len(packages) < 10 {
		t.Errorf("found %d packages only", len(packages))
	}
	for folder, imports := range packages {
		allowed, known := mayImport[folder]
		if !known {
			t.Errorf("package %s is not in the list of directions", folder)
		}
		for _, name := range imports {
			if own, ok := strings.CutPrefix(name, module); ok && !slices.Contains(allowed, own) {
				t.Errorf("%s imports %s: no such direction", folder, own)
			}
		}
	}
}

func TestLibrariesEnterInOnePackage(t *testing.T) {
	for folder, imports := range importsOf(t, filepath.Join("..", "..")) {
		for _, name := range imports {
			if host, _, _ := strings.Cut(name, "/"); !strings.Contains(host, ".") {
				continue // the standard library, or ours
			}
			if owners := ownersOf(name); !slices.Contains(owners, folder) {
				t.Errorf("%s imports %s, which belongs to %v", folder, name, owners)
			}
		}
	}
}

func ownersOf(name string) []string {
	for prefix, owners := range libraryOf {
		if name == strings.TrimSuffix(prefix, "/") || strings.HasPrefix(name, prefix) {
			return owners
		}
	}
	return nil
}
