package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// TableDigest is what a table holds, whatever the order of its rows.
type TableDigest struct {
	Rows int64  `json:"rows"`
	Hash string `json:"hash"`
}

// Digest reads every column of every row of every table, derived ones
// included, and returns a digest a table. Equal tables have equal digests in
// any row order. The hash is DuckDB's own, so digests compare only between
// files of the same DuckDB version.
func Digest(ctx context.Context, db *sql.DB) (map[string]TableDigest, error) {
	names, err := tableNames(ctx, db)
	if err != nil {
		return nil, err
	}
	out := map[string]TableDigest{}
	for _, name := range names {
		d, err := digestTable(ctx, db, name)
		if err != nil {
			return nil, err
		}
		out[name] = d
	}
	return out, nil
}

func tableNames(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY table_name`)
	if err != nil {
		return nil, fmt.Errorf("listing tables: %w", err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("listing tables: %w", err)
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func digestTable(ctx context.Context, db *sql.DB, name string) (TableDigest, error) {
	var d TableDigest
	var sum, xor string
	query := `SELECT count(*), CAST(coalesce(sum(CAST(hash(t) AS HUGEINT)), 0) AS VARCHAR),
	                 CAST(coalesce(bit_xor(hash(t)), 0) AS VARCHAR) FROM ` + quoted(name) + ` AS t`
	if err := db.QueryRowContext(ctx, query).Scan(&d.Rows, &sum, &xor); err != nil {
		return d, fmt.Errorf("reading table %s: %w", name, err)
	}
	d.Hash = sum + "-" + xor
	return d, nil
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
