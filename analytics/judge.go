package analytics

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed checks/*.sql
var checks embed.FS

// Judge runs the checking rules over a database that holds the loaded tables
// of data/schema.sql: the files of checks/ in the order of their names. It leaves the tables finding and check_count. It needs no view
// of Derive, so that one draft is judged as quickly as it can be; running it
// again on the same database is an error.
//
// Most of the time that one draft takes is spent on planning, so a file that
// begins with "-- only if <condition>" is left out where that is false. There
// is no transaction around it all: inside one, the database knows nothing of
// the size of the tables that the first files make, and plans badly. After an
// error the database is of no use.
func Judge(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx) // temporary tables belong to a connection
	if err != nil {
		return fmt.Errorf("judging: %w", err)
	}
	defer conn.Close()
	if err := execFiles(ctx, conn, checks, "checks"); err != nil {
		return fmt.Errorf("judging: %w", err)
	}
	return nil
}

// runner is a transaction or a connection.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// execFiles runs the SQL files of a folder in the order of their names.
func execFiles(ctx context.Context, db runner, files fs.FS, folder string) error {
	names, err := fs.Glob(files, folder+"/*.sql") // sorted by name
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		needed, err := isNeeded(ctx, db, string(text))
		if err == nil && needed {
			_, err = db.ExecContext(ctx, string(text))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// isNeeded asks the condition in the first line of a file.
func isNeeded(ctx context.Context, db runner, text string) (bool, error) {
	line, _, _ := strings.Cut(text, "\n")
	condition, ok := strings.CutPrefix(line, "-- only if ")
	if !ok {
		return true, nil
	}
	needed := false
	err := db.QueryRowContext(ctx, "SELECT coalesce("+condition+", FALSE)").Scan(&needed)
	return needed, err
}
