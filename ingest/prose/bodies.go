package prose

import (
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/ingest/report"
)

// pronoun mentions a pronoun that does not fit the body, such as 我镇 in the
// report of a bureau. Words in which it only begins (我局部) do not count.
func (x *extractor) pronoun(s *sentence, m *data.MentionWord) {
	if x.own == "" || x.scope != report.Own || strings.Contains(s.text, "“") {
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
// figure in the report of a single body.
func (x *extractor) otherBody(s *sentence, name string) {
	if x.own == "" || x.scope != report.Own || len(name) > 60 || x.scopeWords.in(name) {
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
