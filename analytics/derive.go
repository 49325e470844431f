package analytics

import (
	"context"
	"database/sql"
)

// Derive adds the views, macros and summary tables to a database that holds
// the loaded tables of data/schema.sql. It runs once on a new version, in one
// transaction; running it again on the same database is an error.
func Derive(ctx context.Context, db *sql.DB) error {
	return errNotYet
}
