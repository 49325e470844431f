package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Facts are what a verified version says of itself, for its manifest.
type Facts struct {
	DuckDB string                 `json:"duckdb"` // version of the library that wrote it
	Tables map[string]TableDigest `json:"tables"`
}

// verifying is how a version is opened to be verified: no step of it needs as
// much, and beyond that the database would only keep the file in its cache.
var verifying = map[string]string{"memory_limit": "128MB"}

// Verify opens a built version as readers will and compares it with what was
// meant to be written: rows by table, cells by status, sums by code. It reads
// every value once, and checks that both orders of the observations hold the
// same rows. The error names everything that differs.
func Verify(ctx context.Context, path string, meant *Meant) (Facts, error) {
	db, err := openLocked(path, verifying)
	if err != nil {
		return Facts{}, fmt.Errorf("verifying a version: %w", err)
	}
	defer db.Close()
	facts := Facts{}
	if facts.Tables, err = Digest(ctx, db); err != nil {
		return Facts{}, fmt.Errorf("verifying a version: %w", err)
	}
	if err := db.QueryRowContext(ctx, "SELECT version()").Scan(&facts.DuckDB); err != nil {
		return Facts{}, fmt.Errorf("verifying a version: %w", err)
	}
	err = errors.Join(meant.checkRows(facts.Tables), meant.checkStatuses(ctx, db),
		meant.checkSums(ctx, db), meant.checkOrders(ctx, db, facts.Tables))
	if err != nil {
		return Facts{}, fmt.Errorf("verifying a version: %w", err)
	}
	return facts, nil
}

// checkOrders compares the two observation tables, and looks for a cell that a
// report holds twice.
func (m *Meant) checkOrders(ctx context.Context, db *sql.DB, found map[string]TableDigest) error {
	if found[byMeasureTable] != found[byReportTable] {
		return fmt.Errorf("%s and %s differ", byMeasureTable, byReportTable)
	}
	for first, last := range m.steps() {
		got, err := pairs(ctx, db, `SELECT report_id || ' ' || code, CAST(count(*) AS VARCHAR)
			FROM observation WHERE code BETWEEN ? AND ? GROUP BY report_id, code HAVING count(*) > 1`, first, last)
		if err == nil {
			err = comparePairs("rows of cell", nil, got)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func pairs(ctx context.Context, db *sql.DB, query string, args ...any) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return nil, err
		}
		out[key] = value
	}
	return out, rows.Err()
}

func comparePairs(what string, want, got map[string]string) error {
	var wrong []string
	for key, value := range want {
		if got[key] != value {
			wrong = append(wrong, fmt.Sprintf("%s %s: found %q, meant %q", what, key, got[key], value))
		}
	}
	for key, value := range got {
		if _, ok := want[key]; !ok {
			wrong = append(wrong, fmt.Sprintf("%s %s: found %q, meant none", what, key, value))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return errors.New(strings.Join(wrong, "\n"))
}
