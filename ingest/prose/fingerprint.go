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
	names  []string // the body's own name, whole and without its regions
	buffer []byte
}

func newFingerprints(agency string) *fingerprints {
	f := &fingerprints{}
	if agency == "" {
		return f
	}
	f.names = append(f.names, agency)
	for i, r := range agency { // without its region: 水务局 of 盐池县水务局
		if end := i + utf8.RuneLen(r); strings.ContainsRune("省市州县区旗盟", r) && len(agency)-end >= shortestName {
			f.names = append(f.names, agency[end:])
		}
	}
	return f
}

// shortestName is how many bytes of a name are left without its region, for it
// to name the body.
const shortestName = len("水务局")

// of hashes the letters of a sentence, numbers and the body's name left out.
func (f *fingerprints) of(s *sentence) (report.Sentence, bool) {
	if len(s.text) < minFingerprint {
		return report.Sentence{}, false
	}
	text := s.text
	for _, name := range f.names {
		if strings.Contains(text, name) {
			text = strings.ReplaceAll(text, name, "")
		}
	}
	f.buffer = f.buffer[:0]
	n := 0
	for _, r := range text {
		if r >= 0x4e00 && r <= 0x9fff || unicode.IsLetter(r) {
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
