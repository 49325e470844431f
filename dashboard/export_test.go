package dashboard

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// answered is the envelope of every JSON answer.
type answered struct {
	OK   bool             `json:"ok"`
	Data []map[string]any `json:"data"`
	Meta struct {
		Count     int               `json:"count"`
		Truncated bool              `json:"truncated"`
		Version   string            `json:"data_version"`
		Filters   map[string]string `json:"filters"`
		Ignored   []string          `json:"ignored"`
		Table     string            `json:"table"`
	} `json:"meta"`
}

func fromJSON(t *testing.T, text string) answered {
	t.Helper()
	var a answered
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&a); err != nil {
		t.Fatalf("%v: %.200s", err, text)
	}
	return a
}

// sheetOf is a sheet of a workbook, numbers as they are stored.
func sheetOf(t *testing.T, text, name string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatalf("%v: %.200s", err, text)
	}
	defer f.Close()
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// twin is the address of a page in another format.
func twin(address, format, more string) string {
	path, query, _ := strings.Cut(address, "?")
	if path == "/" {
		path = "/overview"
	}
	query = strings.Trim(query+"&"+more, "&")
	return path + "." + format + suffix(query)
}

// exported are all pages of tables, with the tables that are compared: "" is
// the main one.
var exported = map[string][]string{
	"/":             {"", "years"},
	"/applications": {""}, "/agencies?m=rate.disclosed_or_partial&y=2021": {""}, "/agencies/" + off: {"", "reports", "checks"},
	"/agencies/" + bad + "/reports/2023":                                    {"", "findings"},
	"/agencies/" + bad + "/reports/2023/cells/proactive.coercion.decisions": {"", "checks"},
	"/coverage":                           {"", "held", "rejected", "notes", "unregistered"},
	"/quality?y=2019..2023&s=all&sev=all": {"findings", "rules", "states"},
	"/rules?y=2023":                       {""},
	"/data":                               {"", "statuses", "version"}, "/data/reports": {""}, "/data/agencies": {""}, "/data/measures": {""},
	"/method": {""}, "/method/rate.carry_forward": {""}, "/about": {""},
	"/api/v1/findings": {""}, "/api/v1/findings?s=open&a=" + bad: {""},
}

// Each table of each page is the same in every format: the same fields, the same
// rows in the same order, the same numbers.
func TestFormatsHoldTheSameTable(t *testing.T) {
	app := testApp(t)
	named := map[string]bool{}
	for address, tables := range exported {
		for _, tab := range tables {
			more := ""
			if tab != "" {
				more = "tab=" + tab
			}
			_, text := ask(t, app, http.MethodGet, twin(address, "csv", more))
			table := records(t, text)
			_, text = ask(t, app, http.MethodGet, twin(address, "json", more))
			answer := fromJSON(t, text)
			if !answer.OK || answer.Meta.Count != len(table)-1 || len(answer.Data) != len(table)-1 || answer.Meta.Version == "" {
				t.Errorf("%s %s: %d rows in the CSV, %d in the JSON that counts %d", address, tab, len(table)-1, len(answer.Data), answer.Meta.Count)
				continue
			}
			r, book := ask(t, app, http.MethodGet, twin(address, "xlsx", more))
			if r.Header.Get("Content-Type") != xlsxType || !strings.Contains(r.Header.Get("Content-Disposition"), ".xlsx") {
				t.Errorf("%s %s: %d %v", address, tab, r.StatusCode, r.Header)
				continue
			}
			for _, code := range compareFormats(t, address+" "+tab, table, answer.Data, book) {
				named[code] = true
			}
		}
	}
	for key := range words() {
		if code, ok := strings.CutPrefix(key, "field."); ok && !named[code] {
			t.Errorf("no table has the field %s", code)
		}
	}
}

// compareFormats returns the codes of the table.
func compareFormats(t *testing.T, what string, table [][]string, data []map[string]any, book string) []string {
	t.Helper()
	sheet, dictionary := sheetOf(t, book, word("book.data")), sheetOf(t, book, word("book.dictionary"))
	var codes []string
	for _, row := range dictionary[1:] {
		codes = append(codes, row[1])
	}
	if len(sheet) != len(table) || !slices.Equal(codes, table[0][:len(codes)]) || slices.Contains(sheet[0], "") || len(sheet[0]) != len(codes) {
		t.Errorf("%s: %d rows of %v in the workbook, %d of %v in the CSV, heads %v", what, len(sheet), codes, len(table), table[0], sheet[0])
		return codes
	}
	for i, record := range table[1:] {
		for k, code := range codes {
			field, shown := record[k], ""
			if k < len(sheet[i+1]) {
				shown = sheet[i+1][k]
			}
			var told string
			switch v := data[i][code].(type) {
			case nil:
			case []any:
				told = strings.Trim(fmt.Sprint(v), "[]")
			default:
				told = fmt.Sprint(v)
			}
			if told != field {
				t.Errorf("%s row %d %s: %q in the CSV, %q in the JSON", what, i, code, field, told)
			}
			number, isNumber := data[i][code].(json.Number)
			if isNumber && plainly(number.String()) != shown || (shown == "") != (field == "") {
				t.Errorf("%s row %d %s: %q in the CSV, %q in the workbook", what, i, code, field, shown)
			}
		}
	}
	return codes
}

// plainly is a number without zeros that say nothing: 0.0 is 0.
func plainly(number string) string {
	if strings.Contains(number, ".") {
		number = strings.TrimSuffix(strings.TrimRight(number, "0"), ".")
	}
	return number
}

// What an address has that a page does not know is told; a table that a page
// does not have is not another one.
func TestDownloadsTellWhatTheyIgnore(t *testing.T) {
	app := testApp(t)
	_, text := ask(t, app, http.MethodGet, "/quality.json?y=2023&x=1&a=nobody")
	if a := fromJSON(t, text); !slices.Equal(a.Meta.Ignored, []string{"x", "a=nobody"}) || a.Meta.Filters["y"] != "2023" {
		t.Errorf("%+v", a.Meta)
	}
	_, text = ask(t, app, http.MethodGet, "/quality.json?y=2023")
	if a := fromJSON(t, text); len(a.Meta.Ignored) != 0 {
		t.Errorf("%+v", a.Meta)
	}
	for _, address := range []string{"/quality.json?tab=nothing", "/overview.csv?tab=nothing", "/quality.xlsx?tab=nothing", "/agencies/nobody.json", "/about.pdf"} {
		if r, body := ask(t, app, http.MethodGet, address); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d %.80s", address, r.StatusCode, body)
		}
	}
}

// The cover says what was asked, in words.
func TestCoverSaysWhatWasAsked(t *testing.T) {
	app := testApp(t)
	for address, want := range map[string][]string{
		"/quality.xlsx?tab=findings&y=2023&sev=error&a=" + bad: {evil, word("year", 2023), word("severities.error"), word("finding.filter.open"), word("simulated")},
		"/api/v1/findings.xlsx?y=2023&s=confirmed":             {word("bar.anyregion"), "2023", word("whole.any"), word("finding.filter.confirmed"), word("severities.all")},
	} {
		_, book := ask(t, app, http.MethodGet, address)
		cover := fmt.Sprint(sheetOf(t, book, word("book.cover")))
		for _, text := range append(want, "000007-abcdef12") {
			if !strings.Contains(cover, text) {
				t.Errorf("%s: the cover does not say %q: %s", address, text, cover)
			}
		}
	}
}
