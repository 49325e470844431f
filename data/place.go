package data

import (
	"strings"
)

// placeWords are the parts of a position, as the readers of files say it, in
// words. A number goes into the gap.
var placeWords = map[string][2]string{
	"table": {"第 ", " 张表"}, "row": {"第 ", " 行"}, "column": {"第 ", " 列"}, "line": {"第 ", " 行"}, "paragraph": {"第 ", " 段"},
	"page": {"第 ", " 页"}, "picture": {"第 ", " 幅图"}, "box": {"坐标 ", ""},
}

// PlaceWords says the position of a cell to people: "table 2 row 4 column 3" is
// 第 2 张表，第 4 行，第 3 列. What is no position stays, as the name of a part
// before one does.
func PlaceWords(position string) string {
	if first, rest, several := strings.Cut(position, ";"); several {
		return PlaceWords(first) + "；" + PlaceWords(strings.TrimSpace(rest))
	}
	fields := strings.Fields(position)
	if len(fields) > 1 && fields[0] == "sheet" {
		return "工作表“" + strings.Join(fields[1:], " ") + "”"
	}
	var out []string
	for i := 0; i < len(fields); i += 2 {
		words, known := placeWords[fields[i]]
		switch {
		case known && i+1 < len(fields):
			out = append(out, words[0]+fields[i+1]+words[1])
		case i == 0 && len(fields)%2 == 1 && len(fields) > 1: // word/document.xml line 1 column 9
			out = append(out, fields[0])
			i--
		default:
			return position
		}
	}
	return strings.Join(out, "，")
}
