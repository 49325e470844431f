package dashboard

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"gongkai/analytics"
)

// format is how a table leaves: the end of the address. The page itself is "".
type format string

const (
	asPage format = ""
	asCSV  format = "csv"
	asXLSX format = "xlsx"
	asJSON format = "json"
)

// formats are what every page of tables can be had in.
var formats = []format{asXLSX, asCSV, asJSON}

var contentTypes = map[format]string{asCSV: "text/csv; charset=utf-8", asJSON: jsonType, asXLSX: xlsxType}

const (
	jsonType = "application/json; charset=utf-8"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// export makes a page's table, the one that tab names or else the first, in the
// format asked for: the same rows in the same order in each.
func (rq *request) export(v *view) (*body, error) {
	t := tableNamed(v.tables, rq.query.Tab)
	if t == nil {
		return nil, analytics.ErrNotFound
	}
	out := &body{contentType: contentTypes[rq.format]}
	var err error
	switch rq.format {
	case asCSV:
		out.plain, err = csvBody(t, rq.snap.Version, v.frame.Simulated != "", rq.query.Excel)
	case asXLSX:
		if len(t.Rows) > workbookRows {
			return nil, errTooMany
		}
		out.plain, err = rq.workbook(v, t)
	default:
		out.plain, err = rq.envelope(t)
		return out, err // shown, not saved
	}
	out.fileName = rq.fileName(v, t) + "." + string(rq.format)
	return out, err
}

// tableNamed is nil where a page has no such table: another one in its place
// would be taken for it.
func tableNamed(tables []*Table, name string) *Table {
	if name == "" && len(tables) > 0 {
		return tables[0]
	}
	if i := slices.IndexFunc(tables, func(t *Table) bool { return t.Name == name }); i >= 0 {
		return tables[i]
	}
	return nil
}

// fieldKind is what the field under a code holds, wherever the code stands.
type fieldKind int

const (
	isText fieldKind = iota
	isNumber
	isOrdinal // a number that is never grouped: a year
	isTruth
	isList // values parted by spaces
)

// kinds names the codes that hold something else than text. Numeric columns
// hold numbers without being named here.
var kinds = map[string]fieldKind{
	"year": isOrdinal, "revision": isOrdinal, "table_no": isOrdinal, "valid_from": isOrdinal, "valid_to": isOrdinal,
	"value": isNumber, "diff": isNumber, "min_base": isNumber, "small_base": isNumber, "min_coverage": isNumber, "sign": isNumber,
	"simulated": isTruth, "in_total": isTruth, "is_current": isTruth, "must_report": isTruth, "in_rollup": isTruth, "additive": isTruth, "enabled": isTruth, "ocr": isTruth,
	"cells": isList,
}

// fieldKinds are the kinds of the fields of a record, in its order.
func (t *Table) fieldKinds() []fieldKind {
	var out []fieldKind
	for _, c := range t.Columns {
		if c.Drawn {
			continue
		}
		for _, code := range c.Codes {
			kind := kinds[code]
			if kind == isText && c.Numeric {
				kind = isNumber
			}
			out = append(out, kind)
		}
	}
	return out
}

// records are the rows that leave: headings between rows hold no data.
func (t *Table) records() [][]string {
	out := make([][]string, 0, len(t.Rows))
	for _, r := range t.Rows {
		if r.Kind != "group" {
			out = append(out, t.record(r))
		}
	}
	return out
}

// noticePlaceJSON is where an answer says which parts of its address it
// ignored; the cached one has it empty. In a text of the data its quotes would
// be escaped.
var noticePlaceJSON = []byte(`"ignored":[]`)

// envelope is a table as JSON: numbers as numbers, lists as lists, what is not
// there as null.
func (rq *request) envelope(t *Table) ([]byte, error) {
	names, kinds := t.header(), t.fieldKinds()
	data := []map[string]any{}
	for _, record := range t.records() {
		row := map[string]any{}
		for i, field := range record {
			row[names[i]] = jsonValue(kinds[i], field)
		}
		data = append(data, row)
	}
	filters := map[string]string{}
	for _, pair := range strings.Split(rq.query.canonical(rq.facts), "&") {
		if key, value, ok := strings.Cut(pair, "="); ok && key != "bom" {
			filters[key] = value
		}
	}
	if rq.query.Region != "" {
		filters["r"] = rq.query.Region
	}
	return json.Marshal(map[string]any{"ok": true, "data": data, "meta": map[string]any{"count": len(data), "truncated": false, "next": nil,
		"table": t.Name, "generated_at": rq.snap.Published.UTC().Format(time.RFC3339), "data_version": rq.snap.Version, "filters": filters, "ignored": []string{}}})
}

// decimal tells whether a field can stand as a number: 007 is text.
func decimal(field string) bool {
	digits := strings.TrimPrefix(field, "-")
	return plainNumber(field) && (len(digits) == 1 || digits[0] != '0' || digits[1] == '.')
}

func jsonValue(kind fieldKind, field string) any {
	switch {
	case kind == isList:
		return strings.Fields(field)
	case field == "":
		return nil
	case kind == isTruth:
		return field == "true"
	case (kind == isNumber || kind == isOrdinal) && decimal(field):
		return json.Number(field)
	}
	return field
}
