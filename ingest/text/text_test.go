package text

import (
	"strings"
	"testing"

	"gongkai/ingest/document"
)

// fields lists what a document holds, one string a field; ¶ marks paragraphs.
func fields(doc *document.Document) string {
	var out []string
	for _, b := range doc.Blocks {
		if b.Paragraph != nil {
			if b.Paragraph.Text != "" {
				out = append(out, "¶"+b.Paragraph.Text)
			}
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				out = append(out, c.Text)
			}
		}
	}
	return strings.Join(out, ",")
}

// One table row in the separators of layouts.md §1.
func TestSeparators(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"tabs", "规章\t0\t\t7", "规章,0,,7"},
		{"trailing pipe", "规章 | 0 | | 7 |", "规章,0,,7"},
		{"colspan leftovers", "行政许可 | 0 | ||", "行政许可,0,,"},
		{"leading pipe", "| 规章 | 0 | | 7 | ", "规章,0,,7"},
		{"no outer pipes, blank last cell", "规章 | 0 | 1\n行政处罚 | 3 | 1\n行政许可 | 0 | ", "规章,0,1,行政处罚,3,1,行政许可,0,"},
		{"a cell a line with pipe", "规章 |\n0 |\n|\n7 |", "规章,0,,7"},
		{"a pipe alone on its line", "规章\n|\n0\n|\n|\n7\n|\n||", "¶规章,¶0,,¶7,,"},
		{"a cell a line", "规章\n0\n\n7", "¶规章,¶0,¶7"},
		{"markdown rule", "| a | b |\n|---|:-:|\n| 1 | 2 |", "a,b,1,2"},
		{"aligned", "规章               0          5", "规章,0,5"},
		{"prose with a wide gap", "  一是加强领导，认真履行各项工作职责，不断提升质效；  二是强化监督，持续推进全县各项政务公开工作落实见效", "¶一是加强领导，认真履行各项工作职责，不断提升质效；  二是强化监督，持续推进全县各项政务公开工作落实见效"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fields(Parse(c.content)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestPositions(t *testing.T) {
	doc := Parse("标题\r\n规章 | 0 | 12 |\r\n")
	cell := doc.Blocks[1].Table.Rows[0][2]
	if cell.At != "line 2 column 10" || cell.Text != "12" {
		t.Errorf("got %q at %q, want 12 at line 2 column 10", cell.Text, cell.At)
	}
}

func TestBlankLinesAreKept(t *testing.T) {
	if n := len(Parse("1\n\n\n1").Blocks); n != 4 {
		t.Errorf("%d blocks, want 4: blank lines may be blank cells", n)
	}
}
