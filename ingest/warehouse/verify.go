package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"gongkai/ingest/report"
)

// Facts are what a verified version says of itself, for its manifest.
type Facts struct {
	DuckDB string                 `json:"duckdb"` // version of the library that wrote it
	Tables map[string]TableDigest `json:"tables"`
}

// Verify opens a built version as readers will and compares it with what was
// meant to be written, counted here from content and not by the database: rows
// by table, cells by status, sums by code. It reads every value once, and
// checks that both orders of the observations hold the same rows. The error
// names everything that differs.
func Verify(ctx context.Context, path string, content Content) (Facts, error) {
	db, err := Open(path)
	if err != nil {
		return Facts{}, fmt.Errorf("verifying a version: %w", err)
	}
	defer db.Close()
	content = content.sorted()
	facts := Facts{}
	if facts.Tables, err = Digest(ctx, db); err != nil {
		return Facts{}, fmt.Errorf("verifying a version: %w", err)
	}
	if err := db.QueryRowContext(ctx, "SELECT version()").Scan(&facts.DuckDB); err != nil {
		return Facts{}, fmt.Errorf("verifying a version: %w", err)
	}
	err = errors.Join(checkRows(facts.Tables, &content), checkStatuses(ctx, db, &content),
		checkSums(ctx, db, &content), checkOrders(ctx, db, facts.Tables))
	if err != nil {
		return Facts{}, fmt.Errorf("verifying a version: %w", err)
	}
	return facts, nil
}

// checkRows counts rows; those of version are one, so its digest need not be
// computed again.
func checkRows(found map[string]TableDigest, content *Content) error {
	want := map[string]int64{}
	for _, f := range content.Filed {
		want[byReportTable] += int64(len(f.Report.Observations))
	}
	want[byMeasureTable], want[versionTable] = want[byReportTable], 1
	for _, t := range tables {
		if t.name == byReportTable {
			continue
		}
		want[t.name] = 0
		for range t.rows(content) {
			want[t.name]++
		}
	}
	var wrong []error
	for name, n := range want {
		if got, ok := found[name]; !ok || got.Rows != n {
			wrong = append(wrong, fmt.Errorf("table %s has %d rows, %d were meant", name, got.Rows, n))
		}
	}
	return errors.Join(wrong...)
}

func checkStatuses(ctx context.Context, db *sql.DB, content *Content) error {
	want := map[string]string{}
	counts := map[report.Status]int{}
	for _, f := range content.Filed {
		for _, o := range f.Report.Observations {
			counts[o.Status]++
		}
	}
	for status, n := range counts {
		want[string(status)] = fmt.Sprint(n)
	}
	got, err := pairs(ctx, db, `SELECT status, CAST(count(*) AS VARCHAR) FROM observation GROUP BY status`)
	if err != nil {
		return err
	}
	return comparePairs("cells with status", want, got)
}

func checkSums(ctx context.Context, db *sql.DB, content *Content) error {
	sums := map[string]*big.Int{}
	for _, f := range content.Filed {
		for _, o := range f.Report.Observations {
			if sums[o.Code] == nil {
				sums[o.Code] = new(big.Int)
			}
			if o.Value != nil {
				sums[o.Code].Add(sums[o.Code], big.NewInt(o.Value.Micro()))
			}
		}
	}
	want := map[string]string{}
	for code, sum := range sums {
		want[code] = sum.String()
	}
	got, err := pairs(ctx, db, `SELECT code, replace(CAST(coalesce(sum(value), 0) AS VARCHAR), '.', '') FROM observation GROUP BY code`)
	if err != nil {
		return err
	}
	for code, digits := range got {
		if v, ok := new(big.Int).SetString(digits, 10); ok {
			got[code] = v.String()
		}
	}
	return comparePairs("sum in millionths of", want, got)
}

// checkOrders compares the two observation tables, and looks for a cell that a
// report holds twice.
func checkOrders(ctx context.Context, db *sql.DB, found map[string]TableDigest) error {
	if found[byMeasureTable] != found[byReportTable] {
		return fmt.Errorf("%s and %s differ", byMeasureTable, byReportTable)
	}
	got, err := pairs(ctx, db, `SELECT report_id || ' ' || code, CAST(count(*) AS VARCHAR)
		FROM observation_by_report GROUP BY report_id, code HAVING count(*) > 1`)
	if err != nil {
		return err
	}
	return comparePairs("rows of cell", nil, got)
}

func pairs(ctx context.Context, db *sql.DB, query string) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, query)
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
