package report

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Number is an exact decimal with up to six places and twelve digits before
// the point: counts and amounts of money. It is held in millionths, so no
// value ever passes through floating point.
type Number struct{ micro int64 }

// Places is how many decimals a Number keeps.
const Places = 6

const scale = 1_000_000

// limit is the largest value of DECIMAL(18,6), in millionths.
const limit = 999_999_999_999_999_999

// FromMicro makes a Number from millionths.
func FromMicro(micro int64) Number { return Number{micro} }

// FromInt makes a whole Number.
func FromInt(n int64) Number { return Number{n * scale} }

// Micro returns the value in millionths.
func (n Number) Micro() int64 { return n.micro }

// ParseNumber reads plain digits with an optional sign and decimal point. It
// refuses more than six decimals and values beyond DECIMAL(18,6).
func ParseNumber(s string) (Number, error) {
	if v, err := strconv.ParseInt(s, 10, 64); err == nil && len(s) <= 12 { // a plain count; cannot pass the limit
		return FromInt(v), nil
	}
	whole, fraction, _ := strings.Cut(s, ".")
	if len(fraction) > Places {
		return Number{}, fmt.Errorf("%q has more than %d decimals", s, Places)
	}
	digits := whole + fraction + "000000"[len(fraction):]
	if len(digits) <= 18 { // cannot pass the limit
		v, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return Number{}, fmt.Errorf("%q is not a number", s)
		}
		return Number{v}, nil
	}
	v, ok := new(big.Int).SetString(digits, 10)
	if !ok || strings.Contains(digits, "_") {
		return Number{}, fmt.Errorf("%q is not a number", s)
	}
	if v.CmpAbs(big.NewInt(limit)) > 0 {
		return Number{}, fmt.Errorf("%q is too large", s)
	}
	return Number{v.Int64()}, nil
}

// IsWhole tells whether the value has no decimals.
func (n Number) IsWhole() bool { return n.micro%scale == 0 }

// String prints the shortest exact form: "12", "-3", "0.092".
func (n Number) String() string {
	if n.IsWhole() {
		return strconv.FormatInt(n.micro/scale, 10)
	}
	sign, v := "", n.micro
	if v < 0 {
		sign, v = "-", -v
	}
	return strings.TrimRight(fmt.Sprintf("%s%d.%06d", sign, v/scale, v%scale), "0")
}

// MarshalJSON prints the exact decimal.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalJSON reads what MarshalJSON prints.
func (n *Number) UnmarshalJSON(b []byte) error {
	v, err := ParseNumber(string(b))
	if err != nil {
		return err
	}
	*n = v
	return nil
}
