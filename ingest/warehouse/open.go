package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	duckdb "github.com/marcboeker/go-duckdb/v2"

	"gongkai/data"
)

// Derive creates the views and summaries over the loaded tables.
type Derive func(context.Context, *sql.DB) error

// locked are the settings of a handle that only reads: no way out to files,
// network or extensions, and no way to change that again.
var locked = map[string]string{
	"access_mode":                  "READ_ONLY",
	"enable_external_access":       "false",
	"allow_community_extensions":   "false",
	"autoinstall_known_extensions": "false",
	"autoload_known_extensions":    "false",
	"memory_limit":                 "512MB",
	"max_temp_directory_size":      "2GB",
	"lock_configuration":           "true",
}

// Open opens a version for reading, locked down: external access is off and no
// setting can be changed. It fails when the file is missing or damaged.
func Open(path string) (*sql.DB, error) {
	return openLocked(path, map[string]string{"threads": strconv.Itoa(min(4, runtime.NumCPU()))})
}

// openLocked is Open with settings of its own.
func openLocked(path string, settings map[string]string) (*sql.DB, error) {
	all := maps.Clone(locked)
	maps.Copy(all, settings)
	return openFile(path, all)
}

// openFile opens a database file with the given settings.
func openFile(path string, settings map[string]string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("opening a version: %w", err)
	}
	if strings.ContainsAny(path, "?%#") {
		return nil, fmt.Errorf("opening a version: the path %q holds one of ? %% #, which the database cannot open", path)
	}
	query := url.Values{}
	for k, v := range settings {
		query.Set(k, v)
	}
	connector, err := duckdb.NewConnector(path+"?"+query.Encode(), nil)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", filepath.Base(path), err)
	}
	return sql.OpenDB(connector), nil
}

// FewReports are so few that a second thread costs more than it helps: waiting
// for one another takes a quarter of the time.
const FewReports = 100

// OpenMemory builds a version in memory, for judging files that are stored
// nowhere, and for tests. Its tables have no comments. Closing the handle
// forgets it.
func OpenMemory(ctx context.Context, content Content, derive Derive) (*sql.DB, error) {
	settings := ""
	if len(content.Filed) <= FewReports {
		settings = "?threads=1"
	}
	connector, err := duckdb.NewConnector(settings, nil)
	if err != nil {
		return nil, fmt.Errorf("opening a database in memory: %w", err)
	}
	db := sql.OpenDB(connector)
	if _, err := fill(ctx, db, target{schema: data.TablesSQL()}, content.sorted(), derive); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}
