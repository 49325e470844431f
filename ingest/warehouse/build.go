package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	duckdb "github.com/marcboeker/go-duckdb/v2"

	"gongkai/data"
)

// sortedCopy makes the table that measures read, many times faster than the
// order in which reports arrive.
const sortedCopy = `INSERT INTO observation SELECT * FROM observation_by_report ORDER BY code, year, report_id`

// building is how a version is built: sorting and summing use no more memory
// than this and spill beside the file, and the log is kept to the one
// checkpoint at the end.
var building = map[string]string{"checkpoint_threshold": "1TB", "memory_limit": "768MB"}

// Build writes a version to path, which must not exist yet: schema, rows,
// whatever derive adds, one checkpoint. It holds one report after the other in
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
	meant, err := fill(ctx, db, content.sorted(), derive)
	if err != nil {
		db.Close()
		return nil, err
	}
	if _, err := db.ExecContext(ctx, "CHECKPOINT"); err != nil {
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

// fill loads sorted content into an empty database and derives the rest.
func fill(ctx context.Context, db *sql.DB, content Content, derive Derive) (*Meant, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("building a version: %w", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, data.SchemaSQL()); err != nil {
		return nil, fmt.Errorf("building a version: schema: %w", err)
	}
	meant := newMeant()
	err = conn.Raw(func(raw any) error {
		load := &loader{ctx: ctx, conn: raw.(*duckdb.Conn), meant: meant}
		return errors.Join(load.all(&content), load.close())
	})
	if err != nil {
		return nil, fmt.Errorf("building a version: %w", err)
	}
	if _, err := conn.ExecContext(ctx, sortedCopy); err != nil {
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
