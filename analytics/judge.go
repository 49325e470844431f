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
// of data/schema.sql: the files of checks/ in the order of their names, in one
// transaction. It leaves the tables finding and check_count. It needs no view
// of Derive, so that one draft is judged as quickly as it can be; running it
// again on the same database is an error.
//
// Most of the time that one draft takes is spent on planning, so a file that
// begins with "-- only if <condition>" is left out where that is false.
func Judge(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("judging: %w", err)
	}
	defer tx.Rollback() // does nothing after Commit
	if err := execFiles(ctx, tx, checks, "checks"); err != nil {
		return fmt.Errorf("judging: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("judging: %w", err)
	}
	return nil
}

// execFiles runs the SQL files of a folder in the order of their names.
func execFiles(ctx context.Context, tx *sql.Tx, files fs.FS, folder string) error {
	names, err := fs.Glob(files, folder+"/*.sql") // sorted by name
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		needed, err := isNeeded(ctx, tx, string(text))
		if err == nil && needed {
			_, err = tx.ExecContext(ctx, string(text))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// isNeeded asks the condition in the first line of a file.
func isNeeded(ctx context.Context, tx *sql.Tx, text string) (bool, error) {
	line, _, _ := strings.Cut(text, "\n")
	condition, ok := strings.CutPrefix(line, "-- only if ")
	if !ok {
		return true, nil
	}
	needed := false
	err := tx.QueryRowContext(ctx, "SELECT coalesce("+condition+", FALSE)").Scan(&needed)
	return needed, err
}
