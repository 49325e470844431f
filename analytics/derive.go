package analytics

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
)

//go:embed views/*.sql
var views embed.FS

// Derive adds the views, macros and summary tables to a database that holds
// the loaded tables of data/schema.sql: the files of views/ in the order of
// their names, staging before marts, in one transaction; then what the rules
// find, see Judge. It runs once on a new version; running it again on the same database is an error.
func Derive(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	defer tx.Rollback() // does nothing after Commit
	if err := execFiles(ctx, tx, views, "views"); err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	if err := Judge(ctx, db); err != nil {
		return err
	}
	if err := execFiles(ctx, db, checks, "checks/comments"); err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	return nil
}
