package sheet

import (
	"math"
	"strings"
	"testing"
)

func TestShow(t *testing.T) {
	for _, c := range []struct {
		v    float64
		code string
		want string
	}{
		{12, "General", "12"}, {12, "G/通用格式", "12"}, {0.1 + 0.2, "General", "0.3"}, {12, "0.00", "12.00"}, {12.4, "0", "12.4?"}, {1234, "#,##0", "1,234"},
		{12, `0"件"`, "12件"}, {12, "yyyy", "12?"}, {12, "d", "12?"}, {12, "0%", "12?"}, {12, "0.00E+00", "12?"}, {12000, "0,", "12000?"},
		{-3, "0;(0)", "-3?"}, {-3, "0;-0", "-3"}, {0, `0;-0;"-"`, "0?"}, {0, `0;-0;0`, "0"}, {5, "[Red]0", "5"}, {5, "[h]", "5?"}, {5, "_ * #,##0_ ", "5"},
		{0.5, "0.##", "0.5"}, {5, "# ?/?", "5?"}, {math.NaN(), "0", "NaN?"}, {math.NaN(), "General", "NaN?"}, {math.Inf(1), "General", "+Inf?"},
		{0, "General", "0"}, {math.Copysign(0, -1), "General", "-0"}, {-7, "@", "-7"}, {999999999999999, "General", "999999999999999"},
		{1234567890123456, "General", "1234567890123460"}, // as Excel, which shows fifteen digits
	} {
		got := show(c.v, c.code)
		text := got.text
		if got.doubt != "" {
			text += "?"
		}
		if text != c.want {
			t.Errorf("%v as %s shows %s, want %s", c.v, c.code, text, c.want)
		}
	}
	if got := strings.Join([]string{letters(0), letters(25), letters(26), letters(701), letters(702)}, " "); got != "A Z AA ZZ AAA" {
		t.Errorf("columns are named %s", got)
	}
}
