package analytics

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"strings"
)

//go:embed views/*.sql
var views embed.FS

// Derive adds the views, macros and summary tables to a database that holds
// the loaded tables of data/schema.sql: the files of views/ in the order of
// their names, staging before marts; then what the rules find, see Judge. It
// runs once on a new version; running it again on the same database is an error,
// and after an error the database is of no use.
func Derive(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx) // the variables of a step belong to a connection
	if err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	defer conn.Close()
	if err := execFiles(ctx, conn, views, "views", whole); err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	if err := checkpoint(ctx, conn); err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	if err := Judge(ctx, db); err != nil {
		return err
	}
	if err := execFiles(ctx, db, checks, "checks/comments", whole); err != nil {
		return fmt.Errorf("deriving: %w", err)
	}
	return nil
}

// checkpoint brings what was made to the disk: until then all of it is in memory.
func checkpoint(ctx context.Context, db runner) error {
	_, err := db.ExecContext(ctx, "CHECKPOINT")
	return err
}

func whole(text string) string { return text }

// fewMeasures begins a file whose statement is run for some measures after the
// other, such that what is summed at once does not grow with the number of
// reports. Measures follow one another in the order in which rows are stored.
const fewMeasures = "-- for a few measures at a time\n"

// summedTogether is about how many values of bodies, years and measures are
// summed at once: a database limited to 384 MB can do such a step. Each step
// looks through the cells of all reports, so that smaller ones take longer. Tests
// sum fewer.
var summedTogether = 100_000

// execByMeasures runs a statement for all measures, a few at a time.
func execByMeasures(ctx context.Context, db runner, statement string) error {
	var codes string
	var years int
	if err := db.QueryRowContext(ctx, `SELECT (SELECT coalesce(string_agg(code, ' ' ORDER BY code), '') FROM measure),
		(SELECT count(*) FROM agency_year)`).Scan(&codes, &years); err != nil {
		return err
	}
	left := strings.Fields(codes)
	for len(left) > 0 {
		n := min(len(left), max(1, summedTogether/max(1, years)))
		if _, err := db.ExecContext(ctx, fmt.Sprintf("SET VARIABLE first_measure = '%s'; SET VARIABLE last_measure = '%s'; %s RESET VARIABLE first_measure; RESET VARIABLE last_measure",
			left[0], left[n-1], statement)); err != nil {
			return err
		}
		if err := checkpoint(ctx, db); err != nil {
			return err
		}
		left = left[n:]
	}
	return nil
}
