package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/big"
	"slices"

	"gongkai/ingest/report"
)

// Meant is what a build was given to write, counted from the reports and not
// by the database.
type Meant struct {
	rows     map[string]int64 // by table
	cells    map[string]int64 // by code
	statuses map[report.Status]int64
	sums     map[string]*big.Int // by code, in millionths
}

func newMeant() *Meant {
	m := &Meant{rows: map[string]int64{versionTable: 0}, cells: map[string]int64{}, statuses: map[report.Status]int64{}, sums: map[string]*big.Int{}}
	for _, t := range tables {
		m.rows[t.name] = 0
	}
	for _, t := range reportTables {
		m.rows[t.name] = 0
	}
	return m
}

// add counts a report. It refuses one that holds a cell twice: every view
// relies on that.
func (m *Meant) add(f *Filed) error {
	seen := make(map[string]bool, len(f.Report.Observations))
	for _, o := range f.Report.Observations {
		if seen[o.Code] {
			return fmt.Errorf("report %s holds the cell %s twice", f.ID(), o.Code)
		}
		seen[o.Code] = true
		m.cells[o.Code]++
		m.statuses[o.Status]++
		sum := m.sums[o.Code]
		if sum == nil {
			sum = new(big.Int)
			m.sums[o.Code] = sum
		}
		if o.Value != nil {
			sum.Add(sum, big.NewInt(o.Value.Micro()))
		}
	}
	return nil
}

// steps cuts the codes, in their order, so that the cells of one step are about
// stepRows: the first and the last code of each.
func (m *Meant) steps() iter.Seq2[string, string] {
	return func(yield func(first, last string) bool) {
		codes := slices.Sorted(maps.Keys(m.cells))
		for len(codes) > 0 {
			n, rows := 0, int64(0)
			for n < len(codes) && (n == 0 || rows+m.cells[codes[n]] <= stepRows) {
				rows += m.cells[codes[n]]
				n++
			}
			if !yield(codes[0], codes[n-1]) {
				return
			}
			codes = codes[n:]
		}
	}
}

func (m *Meant) checkRows(found map[string]TableDigest) error {
	want := maps.Clone(m.rows)
	want[byReportTable] = 0
	for _, n := range m.cells {
		want[byReportTable] += n
	}
	want[byMeasureTable] = want[byReportTable]
	var wrong []error
	for name, n := range want {
		if got, ok := found[name]; !ok || got.Rows != n {
			wrong = append(wrong, fmt.Errorf("table %s has %d rows, %d were meant", name, got.Rows, n))
		}
	}
	return errors.Join(wrong...)
}

func (m *Meant) checkStatuses(ctx context.Context, db *sql.DB) error {
	want := map[string]string{}
	for status, n := range m.statuses {
		want[string(status)] = fmt.Sprint(n)
	}
	got, err := pairs(ctx, db, `SELECT status, CAST(count(*) AS VARCHAR) FROM observation GROUP BY status`)
	if err != nil {
		return err
	}
	return comparePairs("cells with status", want, got)
}

func (m *Meant) checkSums(ctx context.Context, db *sql.DB) error {
	want := map[string]string{}
	for code, sum := range m.sums {
		want[code] = sum.String()
	}
	got, err := pairs(ctx, db, `SELECT code, replace(CAST(coalesce(sum(value), 0) AS VARCHAR), '.', '') FROM observation GROUP BY code`)
	if err != nil {
		return err
	}
	for code, digits := range got {
		if v, ok := new(big.Int).SetString(digits, 10); ok {
			got[code] = v.String()
		}
	}
	return comparePairs("sum in millionths of", want, got)
}
