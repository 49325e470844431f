package analytics

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed checks
var checks embed.FS

// judgedTogether is how many reports are judged together at most, but for
// those that cannot be judged apart: memory grows with it, and each batch
// looks through the rows of all reports for its own.
const judgedTogether = 10_000

// Judge runs the checking rules over a database that holds the loaded tables
// of data/schema.sql and leaves the tables finding and check_count. It needs no
// view of Derive, so that one draft is judged as quickly as it can be; running
// it again on the same database is an error.
//
// Whole counties are judged in batches, so that what is held in memory does not
// grow with the number of reports; what is found does not depend on how they
// are cut. checks/begin runs once, checks/batch for each batch, checks/end once
// more, the files of each in the order of their names; the temporary tables of a
// batch are gone before the next. checks/comments is left to Derive: a draft's
// tables need none.
//
// Most of the time that one draft takes is spent on planning, so a file that
// begins with "-- only if <condition>" is left out where that is false. There
// is no transaction around it all: inside one, the database knows nothing of
// the size of the tables that the first files make, and plans badly. After an
// error the database is of no use.
func Judge(ctx context.Context, db *sql.DB) error {
	return judgeBatches(ctx, db, judgedTogether)
}

func judgeBatches(ctx context.Context, db *sql.DB, together int) error {
	conn, err := db.Conn(ctx) // temporary tables belong to a connection
	if err != nil {
		return fmt.Errorf("judging: %w", err)
	}
	defer conn.Close()
	j := &judging{ctx: ctx, conn: conn}
	j.exec(fmt.Sprintf("SET VARIABLE together = %d", together))
	j.files("checks/begin")
	kept := j.list("SELECT table_name FROM duckdb_tables() WHERE temporary")
	batches := j.list("SELECT CAST(b.batch AS VARCHAR) FROM (SELECT DISTINCT batch FROM body) AS b ORDER BY b.batch")
	for i, batch := range batches {
		j.exec("SET VARIABLE batch = " + batch)
		j.files("checks/batch")
		j.forget(kept)
		if i < len(batches)-1 {
			j.exec("CHECKPOINT") // what was found need not stay in memory
		}
	}
	j.files("checks/end")
	j.forget(nil)
	if j.err != nil {
		return fmt.Errorf("judging: %w", j.err)
	}
	return nil
}

// judging runs one statement after the other; after the first error none.
type judging struct {
	ctx  context.Context
	conn *sql.Conn
	err  error
}

func (j *judging) exec(statement string) {
	if j.err == nil {
		_, j.err = j.conn.ExecContext(j.ctx, statement)
	}
}

func (j *judging) files(folder string) {
	if j.err == nil {
		j.err = execFiles(j.ctx, j.conn, checks, folder)
	}
}

// forget drops the temporary tables but those that are kept.
func (j *judging) forget(kept []string) {
	var drops strings.Builder
	for _, name := range j.list("SELECT table_name FROM duckdb_tables() WHERE temporary") {
		if !slices.Contains(kept, name) {
			drops.WriteString("DROP TABLE temp." + name + ";")
		}
	}
	if drops.Len() > 0 {
		j.exec(drops.String())
	}
}

// list returns the texts that a query answers.
func (j *judging) list(query string) []string {
	if j.err != nil {
		return nil
	}
	rows, err := j.conn.QueryContext(j.ctx, query)
	if err != nil {
		j.err = err
		return nil
	}
	defer rows.Close()
	var out []string
	for rows.Next() && j.err == nil {
		var text string
		j.err = rows.Scan(&text)
		out = append(out, text)
	}
	if j.err == nil {
		j.err = rows.Err()
	}
	return out
}

// runner is a transaction or a connection.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// execFiles runs the SQL files of a folder in the order of their names.
func execFiles(ctx context.Context, db runner, files fs.FS, folder string) error {
	names, err := fs.Glob(files, folder+"/*.sql") // sorted by name
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		needed, err := isNeeded(ctx, db, string(text))
		if statement, ok := strings.CutPrefix(string(text), fewMeasures); ok {
			err = execByMeasures(ctx, db, statement)
		} else if err == nil && needed {
			_, err = db.ExecContext(ctx, string(text))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// isNeeded asks the condition in the first line of a file.
func isNeeded(ctx context.Context, db runner, text string) (bool, error) {
	line, _, _ := strings.Cut(text, "\n")
	condition, ok := strings.CutPrefix(line, "-- only if ")
	if !ok {
		return true, nil
	}
	needed := false
	err := db.QueryRowContext(ctx, "SELECT coalesce("+condition+", FALSE)").Scan(&needed)
	return needed, err
}
