package ingest

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"gongkai/ingest/report"
)

// What a worker answers, and what lies in parsed/, is taken as the standard
// library takes it, whatever a worker says that was broken into.
func TestDecodesAsTheStandardLibrary(t *testing.T) {
	for _, line := range answers(t) {
		var want, got report.Report
		wanted := json.Unmarshal([]byte(line), &want)
		if err := Decode([]byte(line), &got); (err == nil) != (wanted == nil) {
			t.Errorf("%.60q: %v, want %v", line, err, wanted)
		} else if err == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("%.60q: %+v, want %+v", line, got, want)
		}
	}
}

// And a worker answers in the bytes of the standard library.
func TestAnswersAsTheStandardLibrary(t *testing.T) {
	odd := Read("<&>\u2028\xff", []byte("某县2023年政府信息公开工作年度报告\n规章 | 0 | 1\t\x01\u2029\"\\\xff<&> |\n"))
	odd.Editions = map[string]*string{"b": &odd.File, "a": nil, "</script>": nil}
	book, err := os.ReadFile("testdata/formats/blanks.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	whole := Read("x", book)
	for _, answer := range []any{odd, whole, &report.Report{}, recognizeAnswer{}, recognizeAnswer{Recognized: []byte{0, 1, 255}}} {
		want, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := appendJSON([]byte("before"), answer); err != nil || string(got) != "before"+string(want) {
			t.Errorf("got  %s, %v\nwant %s", got, err, want)
		}
	}
}

// answers are lines that a worker could write: a report, and what is none.
func answers(t testing.TB) []string {
	t.Helper()
	read, err := json.Marshal(Read("x", []byte("某县政府信息公开工作年度报告\n规章 | 0 | 1 | <&> |\n")))
	if err != nil {
		t.Fatal(err)
	}
	return []string{
		string(read), "", "null", "{}", "[]", `{"title":"` + "\xff\xe4\xbd" + `"}`, `{"title":"\ud800 \ud83d\ude00"}`, `{"TITLE":"a"}`,
		`{"unknown":[1,{"a":null}],"title":"a"}`, `{"title":"a","title":"b"}`, `{"title":null,"year":null}`, `{"year":2023.5}`,
		`{"year":1e3}`, `{"year":"2023"}`, `{"observations":[{"value":12.5},{"value":null},{"value":0}]}`,
		`{"observations":[{"value":-0.000001}]}`, `{"observations":[{"value":1e3}]}`, `{"observations":[{"value":1234567890123}]}`,
		`{"observations":null,"editions":{"2":null,"3":"2021"}}`, `{"title":"a"} x`, `{"title":"a"`, "{\"title\":\"a\nb\"}", `{"title":1}`,
	}
}
