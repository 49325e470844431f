package dashboard

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

// templates are parsed once, at start: a mistake in one ends the start.
type templates struct {
	byName map[string]*template.Template
	hash   string // of all templates and words
}

// shared files hold the parts that every page uses.
var shared = []string{"templates/layout.html", "templates/parts.html"}

func parseTemplates(a *assets) (*templates, error) {
	functions := template.FuncMap{
		"w":     func(key string, args ...any) string { return word(key, args...) },
		"asset": func(name string) string { return a.urls[name] },
		"lines": func(s string) []string { return strings.Split(s, "\n") },
	}
	base, err := template.New("shared").Funcs(functions).ParseFS(templateFiles, shared...)
	if err != nil {
		return nil, err
	}
	out := &templates{byName: map[string]*template.Template{}}
	sum := sha256.New()
	sum.Write([]byte(wordsTXT))
	err = fs.WalkDir(templateFiles, "templates", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := templateFiles.ReadFile(path)
		if err != nil {
			return err
		}
		sum.Write(text)
		if path == shared[0] || path == shared[1] {
			return nil
		}
		page, err := base.Clone()
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, "templates/"), ".html")
		if out.byName[name], err = page.Parse(string(text)); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
	out.hash = hex.EncodeToString(sum.Sum(nil)[:4])
	return out, err
}

// render fills a template. A page's template defines "main" inside the layout;
// one that defines no page is rendered alone.
func (t *templates) render(name string, data any) ([]byte, error) {
	page, ok := t.byName[name]
	if !ok {
		return nil, fmt.Errorf("no template %s", name)
	}
	start := "layout"
	if page.Lookup("main") == nil {
		start = "alone"
	}
	var out bytes.Buffer
	if err := page.ExecuteTemplate(&out, start, data); err != nil {
		return nil, fmt.Errorf("rendering %s: %w", name, err)
	}
	return out.Bytes(), nil
}
