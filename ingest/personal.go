package ingest

import "strings"

// personal is a number in a text that names a person, by its bytes.
type personal struct {
	kind       string
	start, end int
}

// findPersonal finds numbers of identity cards (with their check digit), mobile
// telephones and bank cards (with theirs) in a text.
func findPersonal(text string) []personal {
	var out []personal
	for i := 0; i < len(text); i++ {
		if !digit(text[i]) {
			continue
		}
		start := i
		for i < len(text) && digit(text[i]) {
			i++
		}
		end := i
		if i-start == 17 && i < len(text) && (text[i] == 'X' || text[i] == 'x') {
			end++
		}
		if end-start < 11 {
			continue
		}
		if kind := personalKind(text[start:end]); kind != "" {
			out = append(out, personal{kind, start, end})
		}
	}
	return out
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func personalKind(number string) string {
	digits := strings.TrimRight(number, "Xx")
	switch {
	case len(number) == 18 && identityCheck(number):
		return "身份证号"
	case len(number) != len(digits):
		return ""
	case len(digits) == 11 && digits[0] == '1' && digits[1] >= '3':
		return "手机号"
	case len(digits) >= 16 && len(digits) <= 19 && digits[0] >= '3' && digits[0] <= '6' && luhn(digits):
		return "银行卡号"
	}
	return ""
}

// identityCheck holds for a number of 18 places whose month and check digit
// (GB 11643) are right.
func identityCheck(number string) bool {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		if !digit(number[i]) {
			return false
		}
		sum += w * int(number[i]-'0')
	}
	month := int(number[10]-'0')*10 + int(number[11]-'0')
	return month >= 1 && month <= 12 && "10X98765432"[sum%11] == strings.ToUpper(number)[17]
}

// luhn is the check of bank cards.
func luhn(digits string) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// maskPersonal replaces the middle of personal numbers by asterisks.
func maskPersonal(text string) string {
	found := findPersonal(text)
	if len(found) == 0 {
		return text
	}
	var b strings.Builder
	last := 0
	for _, p := range found {
		b.WriteString(text[last:p.start] + text[p.start:p.start+3] + strings.Repeat("*", p.end-p.start-5) + text[p.end-2:p.end])
		last = p.end
	}
	return b.String() + text[last:]
}
