package analytics

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"math"
)

//go:embed queries/*.sql
var queries embed.FS

// each runs queries/<name>.sql and hands every row to row after scanning it
// into the fields that targets names. Parameters are bound by name.
func each(ctx context.Context, db *sql.DB, name string, targets []any, row func() error, args ...any) error {
	text, err := queries.ReadFile("queries/" + name + ".sql")
	if err != nil {
		return fmt.Errorf("asking %s: %w", name, err)
	}
	rows, err := db.QueryContext(ctx, string(text), args...)
	if err != nil {
		return fmt.Errorf("asking %s: %w", name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return fmt.Errorf("asking %s: %w", name, err)
		}
		if err := row(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("asking %s: %w", name, err)
	}
	return nil
}

// list collects the rows of a query; fields names where the columns of one go.
func list[T any](ctx context.Context, db *sql.DB, name string, fields func(*T) []any, args ...any) ([]T, error) {
	var out []T
	var one T
	err := each(ctx, db, name, fields(&one), func() error {
		out = append(out, one)
		return nil
	}, args...)
	return out, err
}

// first returns the only row of a query, ErrNotFound when there is none.
func first[T any](ctx context.Context, db *sql.DB, name string, fields func(*T) []any, args ...any) (T, error) {
	all, err := list(ctx, db, name, fields, args...)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		var none T
		return none, err
	}
	return all[0], nil
}

// from and to turn open ends into years that nothing lies outside of.
func (y Years) from() int { return y.From }

func (y Years) to() int {
	if y.To == 0 {
		return math.MaxInt32
	}
	return y.To
}

// texts binds a list of strings; nil is an empty list.
func texts(name string, list []string) sql.NamedArg {
	if list == nil {
		list = []string{}
	}
	return sql.Named(name, list)
}
