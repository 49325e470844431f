package prose

import (
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/ingest/report"
)

// pronoun mentions a pronoun that does not fit the body, such as 我镇 in the
// report of a bureau. Words in which it only begins (我局部) do not count.
func (x *extractor) pronoun(s *sentence, m *data.MentionWord, at int) {
	if x.own == "" || x.scope != report.Own || strings.Contains(s.text, "“") || x.begunPronoun(s.text, at, m.Word) {
		return
	}
	fits := strings.Split(m.Value, "|")
	if slices.ContainsFunc(fits, func(ending string) bool { return strings.HasSuffix(x.own, shortened(ending)) }) {
		return
	}
	if !opposite(x.own, m.Word) {
		return
	}
	x.mention(s, "body", m.Word, "pronoun")
}

// begunPronoun tells whether what stands at a place of a text is a part of a
// longer word (自我局限, 我乡村振兴局).
func (x *extractor) begunPronoun(text string, at int, pronoun string) bool {
	return slices.ContainsFunc(x.notPronoun, func(word string) bool {
		i := strings.Index(word, pronoun)
		return i >= 0 && at >= i && strings.HasPrefix(text[at-i:], word)
	})
}

// opposite tells a body that certainly isn't called so: a township is no
// bureau, a bureau no township. Of committees and offices nothing is certain.
func opposite(own, pronoun string) bool {
	township := strings.HasSuffix(own, "镇政府") || strings.HasSuffix(own, "乡政府") || strings.HasSuffix(own, "镇") || strings.HasSuffix(own, "乡") || strings.HasSuffix(own, "街道")
	switch pronoun {
	case "我镇", "我乡", "我街道":
		return strings.HasSuffix(own, "局") || strings.HasSuffix(own, "委员会") && !strings.HasSuffix(own, "管理委员会") || township
	}
	return township
}

// otherBody mentions another body with its full name as the subject of a
// figure in the report of a single body. Only a body is meant that the report
// could have been copied from: a bureau, office or township (not a station, a
// centre, a school) of the same rank or below. Where the sentence also speaks
// of the body itself, the other one is only a part of the story.
func (x *extractor) otherBody(s *sentence, name string) {
	own := func(h scopeHit) bool { return h.scope == report.Own }
	switch {
	case x.own == "" || x.scope != report.Own || len(name) > 60 || x.scopeWords.in(name):
		return
	case x.peer.suffix(name) == "" || x.notPeer.in(name) || strings.Contains(s.text, x.own) || slices.ContainsFunc(x.scopeHits, own):
		return
	case strings.HasPrefix(x.own, shortened(name)) || strings.Contains(shortened(name), x.own) || rank(name) < rank(x.own):
		return
	}
	runes := []rune(name)
	for i := 1; i+2 < len(runes); i++ {
		if strings.ContainsRune("省市州县区旗盟镇乡", runes[i]) && !data.GenericRegions()[string(runes[:i+1])] {
			x.mention(s, "body", name, "name")
			return
		}
	}
}

// rank is that of the lowest region that a name tells: 1 of a province, 2 of a
// city, 3 of a county, 0 when it tells none.
func rank(name string) int {
	lowest := 0
	for i, ranks := range []string{"省", "市州盟", "县区旗"} {
		if strings.ContainsAny(name, ranks) {
			lowest = i + 1
		}
	}
	return lowest
}

// speaker mentions another body where a sentence begins with its full name and
// goes on with what a body says of itself. Governments and their offices are
// named so in the reports of others too.
func (x *extractor) speaker(s *sentence, at int) {
	name := x.subject(s.text[:at], s.text[:at])
	switch {
	case strings.ContainsAny(name, ",;:、。") || x.bodyEnding.suffix(name) == "" || strings.HasSuffix(x.own, shortened(name)):
	case strings.HasSuffix(shortened(name), "政府") || strings.HasSuffix(shortened(name), "政府办") || strings.HasSuffix(name, "委"):
	default:
		x.otherBody(s, name)
	}
}
