package sample

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Line is one line of a CSV file by column name.
type Line map[string]string

// ReadTable reads a CSV file with a header, as Write makes them and as the
// figures of the real reports stand in.
func ReadTable(path string) ([]Line, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading a table of the sample: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err == nil && len(rows) == 0 {
		err = errors.New("no header")
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", filepath.Base(path), err)
	}
	var out []Line
	for _, row := range rows[1:] {
		l := Line{}
		for i, column := range rows[0] {
			l[column] = row[i]
		}
		out = append(out, l)
	}
	return out, nil
}
