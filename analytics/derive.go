package analytics

import (
	"context"
	"database/sql"
	"embed"
	"errors"
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
	return errors.Join(err, giveBack(ctx, db))
}

// cacheLeft is what a build's database may keep of its file between two steps:
// next to nothing, since reading it again costs little.
const cacheLeft = "1MB"

// giveBack makes a database in a file give back what it holds and does not need:
// what it cached of the file, and what its allocator keeps for later. It does
// both when a limit is set. Its cache would else grow with the file up to the limit.
func giveBack(ctx context.Context, db runner) error {
	var limit string
	err := db.QueryRowContext(ctx, `SELECT current_setting('memory_limit') FROM duckdb_databases()
		WHERE database_name = current_database() AND path IS NOT NULL`).Scan(&limit)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // in memory: what is given back there is written beside the program
	}
	if err != nil {
		return err
	}
	// Where it needs more this fails, and yet the setting shows the lower limit: the
	// old one is set again in any case.
	_, _ = db.ExecContext(ctx, "SET memory_limit = '"+cacheLeft+"'")
	// The limit is shown with one digit behind the point, the others cut off: with a
	// 5 behind it the same is shown the next time.
	_, err = db.ExecContext(ctx, "SET memory_limit = '"+strings.Replace(limit, " ", "5 ", 1)+"'")
	return err
}

func whole(text string) string { return text }

// fewMeasures begins a file whose statement is run for some measures after the
// other, such that what is summed at once does not grow with the number of
// reports. Measures follow one another in the order in which rows are stored.
const fewMeasures = "-- for a few measures at a time\n"

// summedTogether is about how many values of bodies, years and measures are
// summed at once. A step reads only the rows of observation between which the
// cells of its measures lie, so that small ones cost little more. Tests sum fewer.
var summedTogether = 50_000

// measureRows tells of each measure the first and the last row of observation,
// which is sorted by code, that hold cells of it; none lie between 0 and -1.
const measureRows = `WITH lies AS (
    SELECT code, min(rowid) AS first_row, max(rowid) AS last_row FROM observation GROUP BY code
)
SELECT m.code, coalesce(min(l.first_row), 0), coalesce(max(l.last_row), -1)
FROM measure AS m
LEFT JOIN measure_term AS t ON t.measure = m.code
LEFT JOIN lies AS l ON l.code = t.code
GROUP BY m.code
ORDER BY m.code`

// measureStep is what is_summed and stg_observation ask while a step runs.
type measureStep struct {
	first, last       string // codes of measures
	firstRow, lastRow int64  // of observation
	values            int    // about how many are summed
}

// measureSteps are all measures, a few at a time.
func measureSteps(ctx context.Context, db runner) ([]measureStep, error) {
	var years int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM agency_year").Scan(&years); err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, measureRows)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var steps []measureStep
	for left := 0; rows.Next(); left-- {
		var m measureStep
		if err := rows.Scan(&m.first, &m.firstRow, &m.lastRow); err != nil {
			return nil, err
		}
		m.last, m.values = m.first, years
		if left == 0 {
			left = max(1, summedTogether/max(1, years))
			steps = append(steps, m)
			continue
		}
		step := &steps[len(steps)-1]
		step.last = m.last
		step.values += years
		if m.firstRow <= m.lastRow {
			if step.firstRow > step.lastRow {
				step.firstRow, step.lastRow = m.firstRow, m.lastRow
			}
			step.firstRow, step.lastRow = min(step.firstRow, m.firstRow), max(step.lastRow, m.lastRow)
		}
	}
	return steps, rows.Err()
}

// keptInMemory is how many values are summed before they are brought to the disk.
const keptInMemory = 100_000

// execByMeasures runs a statement for all measures, a few at a time.
func execByMeasures(ctx context.Context, db runner, statement string) error {
	steps, err := measureSteps(ctx, db)
	if err != nil {
		return err
	}
	kept := 0
	for i, s := range steps {
		_, err := db.ExecContext(ctx, fmt.Sprintf(`SET VARIABLE first_measure = '%s'; SET VARIABLE last_measure = '%s';
			SET VARIABLE first_row = %d; SET VARIABLE last_row = %d`, s.first, s.last, s.firstRow, s.lastRow))
		if err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return err
		}
		end := giveBack
		if kept += s.values; kept >= keptInMemory || i == len(steps)-1 {
			end, kept = checkpoint, 0
		}
		if err := end(ctx, db); err != nil {
			return err
		}
	}
	_, err = db.ExecContext(ctx, "RESET VARIABLE first_measure; RESET VARIABLE last_measure; RESET VARIABLE first_row; RESET VARIABLE last_row")
	return err
}
