package analytics_test

import (
	"encoding/json"
	"testing"

	"gongkai/analytics"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		micro                analytics.Number
		text, one, none, six string
	}{
		{0, "0", "0.0", "0", "0.000000"},
		{12_000_000, "12", "12.0", "12", "12.000000"},
		{92_000, "0.092", "0.1", "0", "0.092000"},
		{-3_500_000, "-3.5", "-3.5", "-4", "-3.500000"},
		{44_950_000, "44.95", "45.0", "45", "44.950000"}, // half away from zero
		{-250_000, "-0.25", "-0.3", "0", "-0.250000"},
		{-40_000, "-0.04", "0.0", "0", "-0.040000"}, // no minus nought
		{999_999_999_999_999_999, "999999999999.999999", "1000000000000.0", "1000000000000", "999999999999.999999"},
	} {
		check(t, "String", c.micro.String(), c.text)
		check(t, "Fixed(1)", c.micro.Fixed(1), c.one)
		check(t, "Fixed(0)", c.micro.Fixed(0), c.none)
		check(t, "Fixed(6)", c.micro.Fixed(6), c.six)
		b, err := json.Marshal(c.micro)
		if err != nil {
			t.Fatal(err)
		}
		check(t, "JSON", string(b), c.text)
	}
	if analytics.Int(7) != 7_000_000 || !analytics.Int(7).IsWhole() || analytics.Number(1).IsWhole() || analytics.Number(1_500_000).Float() != 1.5 {
		t.Error("whole numbers")
	}
}

// TestPercentMacro: rounding half away from zero, exact far beyond what a
// float holds.
func TestPercentMacro(t *testing.T) {
	db := countyDB(t)
	for _, c := range []struct{ part, whole, want string }{
		{"1", "3", "33.333333"},
		{"2", "3", "66.666667"},
		{"-2", "3", "-66.666667"},
		{"1", "200000000", "0.000001"},   // 0.0000005 %
		{"-1", "200000000", "-0.000001"}, //
		{"1", "200000001", "0.000000"},   // just below the half
		{"0", "7", "0.000000"},           //
		{"7", "0", ""},                   // nothing to divide by
		{"7", "-5", ""},                  //
		{"999999999999.999999", "0.000001", "99999999999999999900.000000"},
		{"123456789012345.678901", "123456789012345.678900", "100.000000"},
	} {
		var got *string
		err := db.QueryRow(`SELECT CAST(percent(CAST($1 AS DECIMAL(24, 6)), CAST($2 AS DECIMAL(24, 6))) AS VARCHAR)`, c.part, c.whole).Scan(&got)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if got == nil {
			got = new(string)
		}
		check(t, c.part+"/"+c.whole, *got, c.want)
	}
}

// TestNotes goes through the note codes one by one.
func TestNotes(t *testing.T) {
	db := countyDB(t)
	for _, c := range []struct {
		kind, now, before, nowDen, beforeDen, nowStatus, beforeStatus, nowGroup, beforeGroup, want string
	}{
		{"count", "31", "10", "", "", "reported", "reported", "all", "all", "ok"},
		{"count", "31", "9", "", "", "reported", "reported", "all", "all", "small_base"},
		{"count", "31", "1", "", "", "reported", "reported", "all", "all", "small_base"},
		{"change", "31", "-20", "", "", "reported", "reported", "2021", "2021", "small_base"},
		{"count", "31", "0", "", "", "reported", "reported", "all", "all", "zero_base"},
		{"count", "0", "0", "", "", "reported", "reported", "all", "all", "both_zero"},
		{"rate", "1", "1", "10", "10", "reported", "reported", "all", "all", "rate_pp"},
		{"rate", "1", "1", "10", "9", "reported", "reported", "all", "all", "rate_small"},
		{"rate", "0", "1", "0", "40", "reported", "reported", "all", "all", "rate_small"},
		{"count", "", "10", "", "", "blank", "reported", "all", "all", "missing_now"},
		{"count", "10", "", "", "", "reported", "not_filed", "all", "", "missing_prev"},
		{"rate", "5", "5", "", "40", "absent", "reported", "all", "all", "missing_now"},
		{"count", "5", "5", "", "", "reported", "reported", "2021", "2019", "break"},
		{"count", "5", "5", "", "", "reported", "reported", "mixed", "mixed", "break"},
		{"count", "5", "", "", "", "reported", "not_in_edition", "2021", "2019", "break"},
		{"count", "", "", "", "", "not_in_edition", "not_in_edition", "2021", "2021", "missing_now"},
		{"count", "", "", "", "", "not_filed", "not_in_edition", "", "2019", "missing_now"},
	} {
		var got string
		err := db.QueryRow(`SELECT note_code($1, 10, is_known($1, n, nd), n, nd, $6, nullif($8, ''), is_known($1, b, bd), b, bd, $7, nullif($9, ''))
			FROM (SELECT CAST(nullif($2, '') AS DECIMAL(24, 6)) AS n, CAST(nullif($3, '') AS DECIMAL(24, 6)) AS b,
			             CAST(nullif($4, '') AS DECIMAL(24, 6)) AS nd, CAST(nullif($5, '') AS DECIMAL(24, 6)) AS bd)`,
			c.kind, c.now, c.before, c.nowDen, c.beforeDen, c.nowStatus, c.beforeStatus, c.nowGroup, c.beforeGroup).Scan(&got)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
	}
}
