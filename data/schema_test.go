package data

import (
	"regexp"
	"strings"
	"testing"
)

var (
	createTable   = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\);`)
	columnName    = regexp.MustCompile(`(?m)^\s+(\w+)\s+[A-Z]`)
	commentTable  = regexp.MustCompile(`COMMENT ON TABLE (\w+) IS '[^']+`)
	commentColumn = regexp.MustCompile(`COMMENT ON COLUMN (\w+\.\w+) IS '[^']+`)
)

func TestEveryColumnOfTheSchemaIsExplained(t *testing.T) {
	explained := map[string]int{}
	for _, re := range []*regexp.Regexp{commentTable, commentColumn} {
		for _, m := range re.FindAllStringSubmatch(SchemaSQL(), -1) {
			explained[m[1]]++
		}
	}
	tables := createTable.FindAllStringSubmatch(SchemaSQL(), -1)
	if want := strings.Count(SchemaSQL(), "CREATE TABLE"); len(tables) != want || want == 0 {
		t.Fatalf("found %d tables, schema.sql creates %d", len(tables), want)
	}
	for _, table := range tables {
		names := []string{table[1]}
		for _, m := range columnName.FindAllStringSubmatch(table[2], -1) {
			names = append(names, table[1]+"."+m[1])
		}
		if len(names) == 1 {
			t.Errorf("table %s: no columns found", table[1])
		}
		for _, name := range names {
			if explained[name] != 1 {
				t.Errorf("%s has %d comments in schema.sql, want 1", name, explained[name])
			}
			delete(explained, name)
		}
	}
	for name := range explained {
		t.Errorf("schema.sql explains %s, which is not there", name)
	}
}
