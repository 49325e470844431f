package prose

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// share is a part of a whole with its percentage: 8件,占80%. The second group
// is what stands between 占 and the percentage.
var share = regexp.MustCompile(`(\d+)(?:件|宗|份|例|起|条|个)[^,;:。()\d]{0,12},?(?:约|共|分别)?占([^,;:。()\d]{0,20}?)(\d+(?:\.\d+)?)%`)

// whole is a count of a sentence.
var whole = regexp.MustCompile(`(\d+)(件|宗|份|例|起|条|个)`)

// percentages mentions each share of a sentence with the counts that it should
// follow from: the part before it, and of the other counts the one that gives
// it or, where none does, the first. Counts that are shares themselves are no
// wholes, but their whole may be the sum of those before that are not. Percentages of
// several parts (分别占), rough ones and those of a whole that is told elsewhere
// (占全省) are left out.
func (x *extractor) percentages(s *sentence) {
	if !strings.Contains(s.text, "%") || !strings.Contains(s.text, "占") {
		return
	}
	shares := share.FindAllStringSubmatchIndex(s.text, -1)
	counts := slices.DeleteFunc(whole.FindAllStringSubmatchIndex(s.text, -1), func(c []int) bool {
		return slices.ContainsFunc(shares, func(m []int) bool { return m[2] == c[2] })
	})
	for _, m := range shares {
		part, percent, of := s.text[m[2]:m[3]], s.text[m[6]:m[7]], s.text[m[4]:m[5]]
		if strings.Contains(s.text[m[0]:m[1]], "分别") || x.approxBefore.in(s.text[m[3]:m[6]]) || x.otherWhole.in(of) {
			continue
		}
		var wholes []string
		sum, before := 0, 0
		for _, c := range counts {
			if s.text[c[4]:c[5]] == s.text[m[3]:m[3]+c[5]-c[4]] {
				wholes = append(wholes, s.text[c[2]:c[3]])
				if n, _ := strconv.Atoi(s.text[c[2]:c[3]]); c[2] < m[2] {
					sum, before = sum+n, before+1
				}
			}
		}
		if before > 1 {
			wholes = append(wholes, strconv.Itoa(sum))
		}
		if len(wholes) > 0 {
			x.mention(s, "percent", percent, part+"/"+strings.Join(wholes, "|"))
		}
	}
}
