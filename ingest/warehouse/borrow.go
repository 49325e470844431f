package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"strings"

	duckdb "github.com/marcboeker/go-duckdb/v2"
)

// ErrOtherSchema means that a version was built by a program whose tables are
// not those of this one.
var ErrOtherSchema = errors.New("version has other tables than this program")

// borrowed names the reports of an attached version that judging the reports of
// this database wants: of the same bodies and of all that reforms tie to them,
// all years, since these are compared together; of the same county and year,
// every body. A report that is here itself is not taken from there.
const borrowed = `
CREATE TEMP TABLE borrowed AS
WITH RECURSIVE kin AS (
    SELECT agency_id FROM report
    UNION
    SELECT CASE kin.agency_id WHEN e.successor_id THEN e.predecessor_id ELSE e.successor_id END
    FROM agency_event AS e JOIN kin ON kin.agency_id IN (e.predecessor_id, e.successor_id)
    WHERE e.predecessor_id IS NOT NULL AND e.successor_id IS NOT NULL
), place AS (
    SELECT DISTINCT left(a.region_code, 6) AS county, r.year FROM report AS r JOIN agency AS a USING (agency_id) WHERE a.registered
), member AS (
    SELECT a.agency_id, p.year FROM agency AS a JOIN place AS p ON p.county = left(a.region_code, 6) WHERE a.registered
)
SELECT DISTINCT h.report_id
FROM home.report AS h
WHERE h.is_current
  AND (h.agency_id IN (SELECT agency_id FROM kin) OR (h.agency_id, h.year) IN (SELECT (agency_id, year) FROM member))
  AND (h.agency_id, h.year) NOT IN (SELECT (agency_id, year) FROM report)`

// firstOnes tells when a report was first published that is here itself, as a
// correction is: that counts for its deadline.
const firstOnes = `
INSERT INTO report BY NAME
SELECT h.* REPLACE (h.report_id || '/first' AS report_id, 0 AS revision, FALSE AS is_current)
FROM home.report AS h
WHERE h.revision = 1 AND (h.agency_id, h.year) IN (SELECT (agency_id, year) FROM report)`

// compared are the tables that a report needs to be compared with: nothing is
// said of what else it holds.
var compared = []string{"report", byReportTable, "sentence"}

// Borrow adds to a database in memory the reports of a version file that belong
// beside its own when these are judged, with their cells and sentences: other
// years of the same bodies and of those that reforms tie to them, and the rest
// of the same counties and years; and, as revision 0 without cells, when the
// reports that are here themselves were first published. The version is only
// read. ErrOtherSchema means that nothing was borrowed.
func Borrow(ctx context.Context, db *sql.DB, version string) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("borrowing reports: %w", err)
	}
	defer conn.Close()
	run := func(statement string) {
		if err == nil {
			_, err = conn.ExecContext(ctx, statement)
		}
	}
	run("ATTACH '" + strings.ReplaceAll(version, "'", "''") + "' AS home (READ_ONLY)")
	if err != nil {
		return fmt.Errorf("borrowing reports: %w", err)
	}
	same, err := sameTables(ctx, conn)
	if err == nil && !same {
		err = ErrOtherSchema
	}
	run(borrowed)
	run(firstOnes)
	for _, name := range compared {
		run("INSERT INTO " + name + " BY NAME SELECT * FROM home." + name + " WHERE report_id IN (SELECT report_id FROM borrowed)")
	}
	run("DROP TABLE borrowed")
	if err != nil {
		return errors.Join(fmt.Errorf("borrowing reports: %w", err), detach(ctx, conn))
	}
	return detach(ctx, conn)
}

func detach(ctx context.Context, conn *sql.Conn) error {
	if _, err := conn.ExecContext(ctx, "DETACH home"); err != nil {
		return fmt.Errorf("borrowing reports: %w", err)
	}
	return nil
}

// sameTables tells whether the tables that are borrowed from have the same
// columns there as here. The database's own list of columns would hold those of
// all its system tables too, and takes ten times as long.
func sameTables(ctx context.Context, conn *sql.Conn) (bool, error) {
	for _, name := range compared {
		here, err := columns(ctx, conn, name)
		if err != nil {
			return false, err
		}
		there, err := columns(ctx, conn, "home."+name)
		if failed := (*duckdb.Error)(nil); errors.As(err, &failed) && failed.Type == duckdb.ErrorTypeCatalog {
			return false, nil // it has no such table
		}
		if err != nil || !maps.Equal(here, there) {
			return false, err
		}
	}
	return true, nil
}

// columns are the types of a table's columns by their names.
func columns(ctx context.Context, conn *sql.Conn, table string) (map[string]string, error) {
	rows, err := conn.QueryContext(ctx, "SELECT * FROM "+table+" LIMIT 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list, err := rows.ColumnTypes()
	types := map[string]string{}
	for _, column := range list {
		types[column.Name()] = column.DatabaseTypeName()
	}
	return types, err
}
