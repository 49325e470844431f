package analytics_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"gongkai/analytics"
	"gongkai/ingest/warehouse"
)

// A database that needs more than what is left between two steps keeps its limit.
func TestGiveBackKeepsTheLimit(t *testing.T) {
	for name, fill := range map[string]string{
		"little": "SELECT 1",
		"much":   "SET max_temp_directory_size = '0MB'; CREATE TEMP TABLE much AS SELECT hash(i) AS a, hash(i + 1) AS b FROM range(10_000_000) AS r(i)",
	} {
		_, err := warehouse.Build(t.Context(), filepath.Join(t.TempDir(), "v.duckdb"), warehouse.Content{}, func(ctx context.Context, db *sql.DB) error {
			conn, err := db.Conn(ctx)
			if err != nil {
				return err
			}
			defer conn.Close()
			if _, err := conn.ExecContext(ctx, fill); err != nil {
				return err
			}
			limit := func() (out string) {
				if err := conn.QueryRowContext(ctx, "SELECT current_setting('memory_limit')").Scan(&out); err != nil {
					t.Fatal(err)
				}
				return out
			}
			before := limit()
			for range 2 {
				if err := analytics.GiveBack(ctx, conn); err != nil {
					return err
				}
				if got := limit(); got != before {
					t.Errorf("%s: the limit is %s, it was %s", name, got, before)
				}
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
