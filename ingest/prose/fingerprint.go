package prose

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/ingest/report"
)

// minFingerprint is how many characters a sentence must have that is worth
// comparing: shorter ones are equal by chance.
const minFingerprint = 12

// fingerprints makes the hashes by which copied sentences are found.
type fingerprints struct {
	names  *strings.Replacer // the body's own name
	buffer []byte
}

func newFingerprints(agency string) *fingerprints {
	var pairs []string
	if agency != "" {
		pairs = append(pairs, agency, "")
		for i, r := range agency { // without its region: 水务局 of 盐池县水务局
			if strings.ContainsRune("省市州县区旗盟", r) && len(agency)-i > 4*utf8.RuneLen(r) {
				pairs = append(pairs, agency[i+utf8.RuneLen(r):], "")
			}
		}
	}
	return &fingerprints{names: strings.NewReplacer(pairs...)}
}

// of hashes the letters of a sentence, numbers and the body's name left out.
func (f *fingerprints) of(s *sentence) (report.Sentence, bool) {
	f.buffer = f.buffer[:0]
	n := 0
	for _, r := range f.names.Replace(s.text) {
		if unicode.IsLetter(r) {
			f.buffer = utf8.AppendRune(f.buffer, r)
			n++
		}
	}
	if n < minFingerprint {
		return report.Sentence{}, false
	}
	h := fnv.New64a()
	h.Write(f.buffer)
	return report.Sentence{Section: s.par.section, Hash: fmt.Sprintf("%016x", h.Sum64()), Length: n}, true
}
