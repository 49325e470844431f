package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"

	duckdb "github.com/marcboeker/go-duckdb/v2"

	"gongkai/data"
)

// batchRows is how many rows one transaction loads: about 500 reports.
const batchRows = 100_000

// sortedCopy makes the table that measures read, many times faster than the
// order in which reports arrive.
const sortedCopy = `INSERT INTO observation SELECT * FROM observation_by_report ORDER BY code, year, report_id`

// Build writes a version to path, which must not exist yet: schema, rows,
// whatever derive adds, one checkpoint. After an error the file is worthless
// and the caller deletes it. Success is only what was said to be written; ask
// Verify before publishing.
func Build(ctx context.Context, path string, content Content, derive Derive) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("building a version: %s exists already or cannot be looked at (%v)", path, err)
	}
	db, err := openFile(path, map[string]string{"checkpoint_threshold": "1TB"})
	if err != nil {
		return err
	}
	if err := fill(ctx, db, content.sorted(), derive); err != nil {
		db.Close()
		return err
	}
	if _, err := db.ExecContext(ctx, "CHECKPOINT"); err != nil {
		db.Close()
		return fmt.Errorf("building a version: checkpoint: %w", err)
	}
	if err := db.Close(); err != nil {
		return fmt.Errorf("building a version: closing: %w", err)
	}
	if _, err := os.Lstat(path + ".wal"); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("building a version: a write-ahead log is left beside it (%v)", err)
	}
	return nil
}

// fill loads sorted content into an empty database and derives the rest.
func fill(ctx context.Context, db *sql.DB, content Content, derive Derive) error {
	if err := checkCells(&content); err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("building a version: %w", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, data.SchemaSQL()); err != nil {
		return fmt.Errorf("building a version: schema: %w", err)
	}
	for _, t := range allTables() {
		if err := loadTable(ctx, conn, t, &content); err != nil {
			return fmt.Errorf("building a version: loading %s: %w", t.name, err)
		}
	}
	if _, err := conn.ExecContext(ctx, sortedCopy); err != nil {
		return fmt.Errorf("building a version: sorting observations: %w", err)
	}
	if derive == nil {
		return nil
	}
	if err := derive(ctx, db); err != nil {
		return fmt.Errorf("building a version: views and summaries: %w", err)
	}
	return nil
}

// checkCells refuses content that breaks what every view relies on: a report
// holds a cell once, and stands once under its id.
func checkCells(content *Content) error {
	ids := map[string]bool{}
	for i := range content.Filed {
		f := &content.Filed[i]
		if ids[f.ID()] {
			return fmt.Errorf("building a version: report %s is there twice", f.ID())
		}
		ids[f.ID()] = true
		seen := make(map[string]bool, len(f.Report.Observations))
		for _, o := range f.Report.Observations {
			if seen[o.Code] {
				return fmt.Errorf("building a version: report %s holds the cell %s twice", f.ID(), o.Code)
			}
			seen[o.Code] = true
		}
	}
	return nil
}

func loadTable(ctx context.Context, conn *sql.Conn, t table, content *Content) error {
	return conn.Raw(func(raw any) error {
		batch := &batch{ctx: ctx, conn: raw.(*duckdb.Conn), table: t.name}
		for row := range t.rows(content) {
			if err := batch.add(row); err != nil {
				batch.abandon()
				return err
			}
		}
		return batch.commit()
	})
}

// batch appends rows to one table, a transaction for every batchRows.
type batch struct {
	ctx      context.Context
	conn     *duckdb.Conn
	table    string
	appender *duckdb.Appender // nil between transactions
	rows     int
}

func (b *batch) add(row []driver.Value) error {
	if b.appender == nil {
		if err := b.exec("BEGIN TRANSACTION"); err != nil {
			return err
		}
		appender, err := duckdb.NewAppenderFromConn(b.conn, "", b.table)
		if err != nil {
			return err
		}
		b.appender = appender
	}
	if err := b.appender.AppendRow(row...); err != nil {
		return err
	}
	if b.rows++; b.rows%batchRows == 0 {
		return b.commit()
	}
	return nil
}

func (b *batch) commit() error {
	if b.appender == nil {
		return b.ctx.Err()
	}
	err := b.appender.Close()
	b.appender = nil
	if err != nil {
		return err
	}
	return b.exec("COMMIT")
}

// abandon frees the appender after an error; the build is thrown away.
func (b *batch) abandon() {
	if b.appender != nil {
		b.appender.Close()
	}
}

func (b *batch) exec(statement string) error {
	_, err := b.conn.ExecContext(b.ctx, statement, nil)
	return err
}
