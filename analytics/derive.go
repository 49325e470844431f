package analytics

import (
	"context"
	"database/sql"
	"embed"
	"fmt"

	"gongkai/data"
)

//go:embed views/*.sql
var views embed.FS

// formEdition holds which edition is in force when: the only fact that the
// views need and the schema does not carry.
const formEdition = `
CREATE TABLE form_edition (edition VARCHAR NOT NULL, first_year INTEGER NOT NULL, last_year INTEGER);
COMMENT ON TABLE form_edition IS 'Editions of the form and the report years that they are in force for';
COMMENT ON COLUMN form_edition.edition IS 'Edition';
COMMENT ON COLUMN form_edition.first_year IS 'First report year';
COMMENT ON COLUMN form_edition.last_year IS 'Last report year, NULL while in force'`

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
	if err := deriveIn(ctx, tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	return Judge(ctx, db)
}

func deriveIn(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, formEdition); err != nil {
		return fmt.Errorf("deriving form_edition: %w", err)
	}
	for _, e := range data.Editions() {
		last := sql.NullInt64{Int64: int64(e.LastYear), Valid: e.LastYear != 0}
		if _, err := tx.ExecContext(ctx, "INSERT INTO form_edition VALUES (?, ?, ?)", e.Name, e.FirstYear, last); err != nil {
			return fmt.Errorf("deriving form_edition: %w", err)
		}
	}
	if err := execFiles(ctx, tx, views, "views"); err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	return nil
}
