package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"

	duckdb "github.com/marcboeker/go-duckdb/v2"

	"gongkai/data"
)

// building is how a version is built: sorting, summing and judging use no more
// memory than this and spill beside the file, and checkpoints come only where
// the build asks for them. All is done in steps that stay below it, however many
// reports there are. With half of that the database itself crashes now and then:
// grouping that has begun to spill, while other threads go on
// (https://github.com/duckdb/duckdb/pull/23757, mended after the version used here).
var building = map[string]string{"checkpoint_threshold": "1TB", "memory_limit": "512MB"}

// Build writes a version to path, which must not exist yet: schema, rows,
// whatever derive adds, a checkpoint. It holds one report after the other in
// memory. After an error the file is worthless and the caller deletes it.
// Success is only what was said to be written; ask Verify, with what was meant,
// before publishing.
func Build(ctx context.Context, path string, content Content, derive Derive) (*Meant, error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("building a version: %s exists already or cannot be looked at (%v)", path, err)
	}
	db, err := openFile(path, building)
	if err != nil {
		return nil, err
	}
	t := target{schema: data.SchemaSQL(), onDisk: true}
	meant, err := fill(ctx, db, t, content.sorted(), derive)
	if err != nil {
		db.Close()
		return nil, err
	}
	err = t.checkpoint(func(statement string) error {
		_, err := db.ExecContext(ctx, statement)
		return err
	})
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("building a version: checkpoint: %w", err)
	}
	if err := db.Close(); err != nil {
		return nil, fmt.Errorf("building a version: closing: %w", err)
	}
	if _, err := os.Lstat(path + ".wal"); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("building a version: a write-ahead log is left beside it (%v)", err)
	}
	return meant, nil
}

// target is what is filled: the schema of its tables, and where they lie.
type target struct {
	schema string
	onDisk bool
}

// checkpoint brings what was done to the disk, if there is one, and makes the
// database give back what it cached and what its allocator keeps: it does so
// when a limit is set.
func (t target) checkpoint(exec func(statement string) error) error {
	if !t.onDisk {
		return nil
	}
	if err := exec("CHECKPOINT"); err != nil {
		return err
	}
	_ = exec("SET memory_limit = '1MB'") // fails where it needs more, and shows the lower limit all the same
	return exec("SET memory_limit = '" + building["memory_limit"] + "'")
}

// sortedCopy makes the part of the table that measures read between two codes:
// in its order they read it many times faster than in the order of reports.
const sortedCopy = `INSERT INTO observation SELECT * FROM observation_by_report
WHERE code BETWEEN ? AND ? ORDER BY code, year, report_id`

// stepRows is about how many rows are loaded or sorted before they are brought
// to the disk: what a build holds in memory does not grow with the number of
// reports.
const stepRows = 250_000

// sortObservations copies the observations in the order of code, year, report,
// so many codes at a time that sorting them takes little memory.
func sortObservations(ctx context.Context, conn *sql.Conn, t target, meant *Meant) error {
	exec := func(statement string, args ...any) error {
		_, err := conn.ExecContext(ctx, statement, args...)
		return err
	}
	for first, last := range meant.steps() {
		if err := exec(sortedCopy, first, last); err != nil {
			return err
		}
		if err := t.checkpoint(func(statement string) error { return exec(statement) }); err != nil {
			return err
		}
	}
	return nil
}

// fill makes the tables of a target in an empty database, loads sorted content
// into them and derives the rest.
func fill(ctx context.Context, db *sql.DB, t target, content Content, derive Derive) (*Meant, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("building a version: %w", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, t.schema); err != nil {
		return nil, fmt.Errorf("building a version: schema: %w", err)
	}
	meant := newMeant()
	err = conn.Raw(func(raw any) error {
		load := &loader{ctx: ctx, target: t, conn: raw.(*duckdb.Conn), meant: meant}
		return errors.Join(load.all(&content), load.close())
	})
	if err != nil {
		return nil, fmt.Errorf("building a version: %w", err)
	}
	if t.onDisk {
		debug.FreeOSMemory() // what loading left: from here on the database does the work
	}
	if err := sortObservations(ctx, conn, t, meant); err != nil {
		return nil, fmt.Errorf("building a version: sorting observations: %w", err)
	}
	if derive == nil {
		return meant, nil
	}
	if err := derive(ctx, db); err != nil {
		return nil, fmt.Errorf("building a version: views and summaries: %w", err)
	}
	return meant, nil
}
