package analytics

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

//go:embed checks
var checks embed.FS

// judgedTogether is how many reports are judged together at most, but for
// those that cannot be judged apart: memory grows with it, and each batch costs
// as much as some four thousand reports by itself, for planning and starting.
const judgedTogether = 5_000

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
// One draft costs little but the planning and starting of statements, so a
// file that begins with "-- only if <condition>" is left out where that is
// false, and what follows a line "-- passes" where passes are not counted. There
// is no transaction around it all: inside one, the database knows nothing of
// the size of the tables that the first files make, and plans badly. After an
// error the database is of no use.
func Judge(ctx context.Context, db *sql.DB) error {
	return judgeBatches(ctx, db, judgedTogether, nil)
}

// JudgeDrafts is Judge for a database in memory that is asked for the findings
// of some of its reports, by their ids, and for those of their counties: the
// other reports are only compared with, and check_count stays empty.
func JudgeDrafts(ctx context.Context, db *sql.DB, drafts []string) error {
	return judgeBatches(ctx, db, judgedTogether, drafts)
}

func judgeBatches(ctx context.Context, db *sql.DB, together int, drafts []string) error {
	conn, err := db.Conn(ctx) // temporary tables belong to a connection
	if err != nil {
		return fmt.Errorf("judging: %w", err)
	}
	// A connection that is called bad is closed, and what is temporary goes with it.
	defer conn.Raw(func(any) error { return driver.ErrBadConn })
	j := &judging{ctx: ctx, conn: conn, counts: drafts == nil}
	j.exec(fmt.Sprintf("SET VARIABLE together = %d; SET VARIABLE drafts = %s", together, listLiteral(drafts)))
	j.files("checks/begin")
	kept := j.list("SELECT table_name FROM duckdb_tables() WHERE temporary")
	batches := j.list("SELECT CAST(b.batch AS VARCHAR) FROM (SELECT DISTINCT batch FROM body) AS b ORDER BY b.batch")
	for i, batch := range batches {
		j.exec("SET VARIABLE batch = " + batch)
		j.files("checks/batch")
		if i < len(batches)-1 {
			j.forget(kept)
			if j.err == nil {
				j.err = checkpoint(j.ctx, j.conn) // what was found need not stay in memory
			}
		}
	}
	j.files("checks/end")
	if j.err != nil {
		return fmt.Errorf("judging: %w", j.err)
	}
	return nil
}

// listLiteral writes texts as the database reads a list of them; NULL for nil.
func listLiteral(texts []string) string {
	if texts == nil {
		return "NULL"
	}
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// judging runs one statement after the other; after the first error none.
type judging struct {
	ctx    context.Context
	conn   *sql.Conn
	counts bool // what passes too
	err    error
}

func (j *judging) exec(statement string) {
	if j.err == nil {
		_, j.err = j.conn.ExecContext(j.ctx, statement)
	}
}

func (j *judging) files(folder string) {
	if j.err == nil {
		j.err = execFiles(j.ctx, j.conn, checks, folder, j.prepare)
	}
}

// passes is the part of a statement that counts what passed: from a line with
// that word to the end.
var passes = regexp.MustCompile(`(?s)\n-- passes\n.*?;`)

// prepare takes out of a file what is not asked for.
func (j *judging) prepare(text string) string {
	if j.counts {
		return text
	}
	return passes.ReplaceAllString(text, ";")
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

// runner is a connection, or the database.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// execFiles runs the SQL files of a folder in the order of their names, as
// prepare leaves them.
func execFiles(ctx context.Context, db runner, files fs.FS, folder string, prepare func(string) string) error {
	names, err := fs.Glob(files, folder+"/*.sql") // sorted by name
	if err != nil {
		return err
	}
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		text := prepare(string(b))
		needed, err := isNeeded(ctx, db, text)
		if statement, ok := strings.CutPrefix(text, fewMeasures); ok {
			err = execByMeasures(ctx, db, statement)
		} else if err == nil && needed {
			_, err = db.ExecContext(ctx, text)
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
