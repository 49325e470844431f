package prose

import (
	"regexp"
	"strings"
)

// share is a part of a whole with its percentage: 8件,占80%.
var share = regexp.MustCompile(`(\d+)(?:件|宗|份|例|起|条|个)[^,;:。()\d]{0,12},?(?:约|共|分别)?占[^,;:。()\d]{0,20}?(\d+(?:\.\d+)?)%`)

// whole is a count of a sentence.
var whole = regexp.MustCompile(`(\d+)(件|宗|份|例|起|条|个)`)

// percentages mentions each share of a sentence with the counts that it should
// follow from: the part before it, and of the other counts the one that gives
// it or, where none does, the first.
func (x *extractor) percentages(s *sentence) {
	if !strings.Contains(s.text, "%") || !strings.Contains(s.text, "占") {
		return
	}
	counts := whole.FindAllStringSubmatchIndex(s.text, -1)
	for _, m := range share.FindAllStringSubmatchIndex(s.text, -1) {
		part, percent := s.text[m[2]:m[3]], s.text[m[4]:m[5]]
		var wholes []string
		for _, c := range counts {
			if c[2] < m[2] && s.text[c[4]:c[5]] == s.text[m[3]:m[3]+c[5]-c[4]] {
				wholes = append(wholes, s.text[c[2]:c[3]])
			}
		}
		if len(wholes) > 0 {
			x.mention(s, "percent", percent, part+"/"+strings.Join(wholes, "|"))
		}
	}
}
