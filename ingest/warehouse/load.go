package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"iter"
	"sync"

	duckdb "github.com/marcboeker/go-duckdb/v2"
)

// loader appends the rows of a Content to the tables of an empty database, a
// transaction and a checkpoint for every stepRows, and counts what it was given.
type loader struct {
	ctx       context.Context
	target    target
	conn      *duckdb.Conn
	meant     *Meant
	rows      int                         // since the last checkpoint
	appenders map[string]*duckdb.Appender // nil between transactions
}

// all loads sorted content: first what stands beside the reports, then one
// report after the other.
func (l *loader) all(content *Content) error {
	for _, t := range append([]table{{versionTable, versionRows}}, tables...) {
		if err := l.table(t.name, t.rows(content)); err != nil {
			return err
		}
	}
	if err := l.commit(); err != nil {
		return err
	}
	ids := make(map[string]bool, len(content.Filed))
	for f, err := range content.reports(l.ctx) {
		if err == nil && ids[f.ID()] {
			err = fmt.Errorf("report %s is there twice", f.ID())
		}
		if err != nil {
			return err
		}
		ids[f.ID()] = true
		if err := l.report(f); err != nil {
			return err
		}
		if l.rows >= stepRows {
			if err := errors.Join(l.commit(), l.target.checkpoint(l.exec)); err != nil {
				return err
			}
			l.rows = 0
		}
	}
	return errors.Join(l.commit(), l.target.checkpoint(l.exec))
}

func (l *loader) report(f *Filed) error {
	if err := l.meant.add(f); err != nil {
		return err
	}
	for _, t := range reportTables {
		if err := l.table(t.name, t.rows(f)); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) table(name string, list rows) error {
	if l.appenders == nil {
		if err := l.exec("BEGIN TRANSACTION"); err != nil {
			return err
		}
		l.appenders = map[string]*duckdb.Appender{}
	}
	appender := l.appenders[name]
	if appender == nil {
		var err error
		if appender, err = duckdb.NewAppenderFromConn(l.conn, "", name); err != nil {
			return fmt.Errorf("loading %s: %w", name, err)
		}
		l.appenders[name] = appender
	}
	n := 0
	for row := range list {
		if err := appender.AppendRow(row...); err != nil {
			return fmt.Errorf("loading %s: %w", name, err)
		}
		n++
	}
	l.meant.rows[name] += int64(n)
	l.rows += n
	return nil
}

func (l *loader) commit() error {
	if l.appenders == nil {
		return l.ctx.Err()
	}
	if err := l.close(); err != nil {
		return err
	}
	return l.exec("COMMIT")
}

// close flushes and frees the appenders; after an error the build is thrown
// away.
func (l *loader) close() error {
	var errs []error
	for name, appender := range l.appenders {
		if err := appender.Close(); err != nil {
			errs = append(errs, fmt.Errorf("loading %s: %w", name, err))
		}
	}
	l.appenders = nil
	return errors.Join(errs...)
}

func (l *loader) exec(statement string) error {
	_, err := l.conn.ExecContext(l.ctx, statement, []driver.NamedValue(nil))
	return err
}

// ahead is how many reports are loaded before they are asked for.
const ahead = 8

// reports yields every filed report in its order, whole, a few of them being
// loaded at once. A report that is not the one that was decided on is an error.
func (c *Content) reports(ctx context.Context) iter.Seq2[*Filed, error] {
	return func(yield func(*Filed, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		queue := make(chan chan loaded, ahead)
		var group sync.WaitGroup
		defer group.Wait()
		defer stop()
		group.Go(func() {
			defer close(queue)
			for i := range c.Filed {
				next := make(chan loaded, 1)
				select {
				case queue <- next:
					group.Go(func() { next <- c.load(c.Filed[i]) })
				case <-ctx.Done():
					return
				}
			}
		})
		for next := range queue {
			if l := <-next; !yield(&l.filed, l.err) {
				return
			}
		}
	}
}

type loaded struct {
	filed Filed
	err   error
}

func (c *Content) load(f Filed) loaded {
	if c.Load == nil {
		return loaded{f, nil}
	}
	whole, err := c.Load(&f)
	if err != nil {
		return loaded{f, fmt.Errorf("report %s: %w", f.ID(), err)}
	}
	if BodyOf(whole) != f.Body {
		return loaded{f, fmt.Errorf("report %s: what was read of its source has changed since it was decided on", f.ID())}
	}
	f.Report = whole
	return loaded{f, nil}
}
