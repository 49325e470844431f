package analytics_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/registry"
	"gongkai/ingest/warehouse"
)

func TestEverythingIsCommented(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.duckdb")
	if _, err := warehouse.Build(t.Context(), path, warehouse.Content{Program: "test", Registry: &registry.Registry{}}, analytics.Derive); err != nil {
		t.Fatal(err)
	}
	db, err := warehouse.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for what, query := range map[string]string{
		"views":  `SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL`,
		"tables": `SELECT table_name FROM duckdb_tables() WHERE NOT internal AND comment IS NULL`,
		"columns": `SELECT c.table_name || '.' || c.column_name FROM duckdb_columns() AS c JOIN duckdb_tables() AS t USING (table_name)
			WHERE NOT c.internal AND c.comment IS NULL`,
	} {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%s without a comment: %s", what, name)
		}
		rows.Close()
	}
}

// TestSQLFiles: one statement that creates a view or table a file, named like
// it, and every query file starts by saying what it answers.
func TestSQLFiles(t *testing.T) {
	files, _ := filepath.Glob("views/*.sql")
	for _, file := range files {
		text := read(t, file)
		name := strings.TrimSuffix(filepath.Base(file), ".sql")[3:]
		if name == "macros" {
			continue
		}
		if table, ok := strings.CutSuffix(name, "_rows"); ok {
			if !strings.HasPrefix(text, "-- for a few measures at a time\nINSERT INTO "+table+" ") {
				t.Errorf("%s does not fill %s a few measures at a time", file, table)
			}
			continue
		}
		if strings.Count(text, "CREATE ") != 1 || !strings.Contains(text, " "+name+" AS\n") {
			t.Errorf("%s does not create %s and nothing else", file, name)
		}
	}
	queries, _ := filepath.Glob("queries/*.sql")
	if len(files) == 0 || len(queries) == 0 {
		t.Fatal("no SQL files found")
	}
	for _, file := range queries {
		if !strings.HasPrefix(read(t, file), "-- ") {
			t.Errorf("%s does not say what it answers", file)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestLockedVersion asks a version as the server opens it: a file, read only
// and locked down.
func TestLockedVersion(t *testing.T) {
	content := warehouse.Content{Program: "test", Seq: 7, Registry: agencies(), Held: heldFiles, Rejected: rejectedFiles}
	for _, f := range county() {
		content.Filed = append(content.Filed, f.filed(t))
	}
	path := filepath.Join(t.TempDir(), "v.duckdb")
	meant, err := warehouse.Build(t.Context(), path, content, analytics.Derive)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := warehouse.Verify(t.Context(), path, meant); err != nil {
		t.Fatal(err)
	}
	db, err := warehouse.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	p, _ := line(t, analytics.New(db), jia, received).At(2022)
	check(t, "2022", words(p), "53 reported 3/3/1/4 0 | coverage – –")
	if err := analytics.Derive(t.Context(), db); err == nil {
		t.Error("deriving twice must fail")
	}
}

// TestEmptyVersion: a home without reports answers with nothing, not with an
// error.
func TestEmptyVersion(t *testing.T) {
	_, a := open(t, nil, nil, nil)
	s, err := a.Series(t.Context(), jia, []string{received}, analytics.Years{})
	if err != nil || len(s.Lines) != 1 || len(s.Lines[0].Points) != 0 {
		t.Errorf("%+v %v", s, err)
	}
	c, err := a.Coverage(t.Context(), "990001", analytics.Years{})
	if err != nil || len(c.Years) != 0 {
		t.Errorf("%+v %v", c, err)
	}
	if m, err := a.Meta(t.Context()); err != nil || m.Reports != 0 || m.FirstYear != 0 {
		t.Errorf("%+v %v", m, err)
	}
	db, err := warehouse.OpenMemory(t.Context(), warehouse.Content{Program: "test"}, analytics.Derive)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if regions, err := analytics.New(db).Regions(t.Context()); err != nil || len(regions) != 0 {
		t.Errorf("%+v %v", regions, err)
	}
	if m, err := analytics.New(db).Meta(t.Context()); err != nil || m.Simulated {
		t.Errorf("%+v %v", m, err)
	}
}
