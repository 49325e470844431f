package report

import (
	"encoding/json"
	"reflect"
	"strconv"
	"testing"
)

// fill sets every field to a value of its own, lists to two entries.
func fill(v reflect.Value, n *int) {
	*n++
	if v.Type() == reflect.TypeFor[Number]() {
		v.Set(reflect.ValueOf(FromMicro(int64(*n) * 7)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("字" + strconv.Itoa(*n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 2 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(key, n)
			fill(value, n)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic("a field of a kind that frames do not know: " + v.Type().String())
	}
}

func whole() *Report {
	var r Report
	n := 0
	fill(reflect.ValueOf(&r).Elem(), &n)
	return &r
}

// What a frame carries is what JSON carries: every field, nothing and an empty
// list apart, repeated texts, bytes that are no text.
func TestFrameCarriesWhatJSONDoes(t *testing.T) {
	normal, zero, wrong, many := &Report{}, 0, whole(), &Report{}
	normal.Normalize()
	wrong.Title, wrong.Sections[0].Text = "\xff\xe4\xbd县", string(make([]byte, 100))+"\xe4\xbd\xff"
	for i := range 3000 { // more than are remembered
		micro := FromMicro(int64(i) - 1500)
		many.Observations = append(many.Observations, Observation{Code: strconv.Itoa(i % 1700), Value: &micro, Unit: "件", Raw: strconv.Itoa(i % 3), At: "table 2 row " + strconv.Itoa(i)})
	}
	var reader FrameReader
	for i, r := range []*Report{whole(), {}, normal, {Year: &zero, Editions: map[string]*string{}, Notes: []Note{}}, wrong, many, whole()} {
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var want, got Report
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		if err := reader.Read(AppendFrame(nil, r), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("report %d: %v\n%+v, want\n%+v", i, err, got, want)
		}
	}
	if got := AppendFrame([]byte("before"), normal); string(got[:6]) != "before" || string(got[6:]) != string(AppendFrame(nil, normal)) {
		t.Error("a frame is not appended to what stands before it")
	}
}

// A frame that is cut off, goes on, is another build's or holds a number that no
// report does is refused.
func TestFrameIsRefused(t *testing.T) {
	good := AppendFrame(nil, whole())
	huge := FromMicro(limit + 1)
	cases := map[string][]byte{
		"nothing": nil, "longer": append(good[:len(good):len(good)], 0), "another build's": append([]byte{good[0] + 1}, good[1:]...),
		"a number beyond all": AppendFrame(nil, &Report{Observations: []Observation{{Value: &huge}}}),
		"a long list":         append(AppendFrame(nil, &Report{})[:8+5+4], 0xff, 0xff, 0xff, 0xff, 0x0f),
	}
	for n := range good {
		cases["cut off at "+strconv.Itoa(n)] = good[:n]
	}
	for name, frame := range cases {
		if err := new(FrameReader).Read(frame, &Report{}); err == nil {
			t.Errorf("%s: it is read", name)
		}
	}
}

// No bytes break the reader, and what it takes for a report is one: it can be
// written and is read again as the same, whatever was read before.
func FuzzFrame(f *testing.F) {
	for _, r := range []*Report{whole(), {}, {Held: []Held{{Candidates: []string{"甲", "乙"}}}}} {
		f.Add(AppendFrame(nil, r)[8:])
	}
	var used FrameReader
	f.Fuzz(func(t *testing.T, b []byte) {
		frame := append(AppendFrame(nil, &Report{})[:8], b...)
		var first, second, third Report
		err := new(FrameReader).Read(frame, &first)
		if again := used.Read(frame, &second); (again == nil) != (err == nil) {
			t.Fatalf("%v, then %v", err, again)
		}
		if err != nil {
			return
		}
		if err := used.Read(AppendFrame(nil, &first), &third); err != nil || !reflect.DeepEqual(first, second) || !reflect.DeepEqual(first, third) {
			t.Fatalf("%v: %+v, then %+v, written and read %+v", err, first, second, third)
		}
	})
}
