package report

import "testing"

// A number is its exact decimal, or refused: never rounded, cut or wrapped.
func TestParseNumber(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "-0": "0", "12": "12", "-3": "-3", "007": "7", "0.092": "0.092", "-0.000001": "-0.000001", "1.50": "1.5",
		"999999999999": "999999999999", "-999999999999": "-999999999999", "99999999999.5": "99999999999.5",
		"1000000000000": "", "-1000000000000": "", "9223372036854775807": "", "9999999999999999999999": "",
		"1.0000001": "", "1_000": "", "1e3": "", "0x1F": "", "1,000": "", "12 ": "", "五": "", "--1": "", "1.-5": "",
	} {
		n, err := ParseNumber(text)
		if got := n.String(); err == nil && got != want || err != nil && want != "" {
			t.Errorf("%q is %s (%v), want %q", text, got, err, want)
		}
	}
}
