package analytics

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed checks/*.sql
var checks embed.FS

// Judge runs the checking rules over a database that holds the loaded tables
// of data/schema.sql: the files of checks/ in the order of their names, in one
// transaction. It leaves the tables finding and check_count. It needs no view
// of Derive, so that one draft is judged as quickly as it can be; running it
// again on the same database is an error.
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
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
