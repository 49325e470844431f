package analytics

import (
	"fmt"
	"strings"
)

// Number is an exact decimal in millionths: 1_500_000 is 1.5. Counts, amounts,
// percentages and percentage points all use it. Adding and comparing Numbers
// with + - < is exact; formulas are the business of SQL.
type Number int64

// One is the Number 1.
const One Number = 1_000_000

// Int makes a whole Number.
func Int(n int64) Number { return Number(n) * One }

// IsWhole tells whether the value has no decimals.
func (n Number) IsWhole() bool { return n%One == 0 }

// Float is the nearest float, for the coordinates of a chart and nothing else.
func (n Number) Float() float64 { return float64(n) / float64(One) }

// String prints the shortest exact form: "12", "-3", "0.092".
func (n Number) String() string {
	sign, v := "", n
	if v < 0 {
		sign, v = "-", -v
	}
	s := fmt.Sprintf("%s%d", sign, int64(v/One))
	if rest := v % One; rest != 0 {
		s += strings.TrimRight(fmt.Sprintf(".%06d", int64(rest)), "0")
	}
	return s
}

// Fixed prints the value with the given number of decimals (0 to 6), rounded
// half away from zero: 44.95 with one decimal is "45.0" and -0.25 is "-0.3".
func (n Number) Fixed(decimals int) string {
	unit := One
	for range decimals {
		unit /= 10
	}
	sign, v := "", n
	if v < 0 {
		sign, v = "-", -v
	}
	v = (v + unit/2) / unit // in units of the last decimal
	if v == 0 {
		sign = ""
	}
	if decimals == 0 {
		return fmt.Sprintf("%s%d", sign, int64(v))
	}
	return fmt.Sprintf("%s%d.%0*d", sign, int64(v/(One/unit)), decimals, int64(v%(One/unit)))
}

// MarshalJSON prints the exact decimal as a JSON number.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }
