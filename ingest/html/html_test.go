package html

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/document"
)

func show(doc *document.Document) string {
	var out []string
	for _, b := range doc.Blocks {
		if b.Paragraph != nil {
			out = append(out, "¶"+b.Paragraph.Text)
			continue
		}
		for _, row := range b.Table.Rows {
			var cells []string
			for _, c := range row {
				cells = append(cells, fmt.Sprintf("%s@%d+%d", strings.ReplaceAll(c.Text, "\n", "/"), c.Col, c.ColSpan))
			}
			out = append(out, strings.Join(cells, " "))
		}
	}
	return strings.Join(out, "; ")
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"spans", `<table><tr><td rowspan=2>a<td colspan=2>b</tr><tr><td>c<td>d</tr></table>`, "a@0+1 b@1+2; c@1+1 d@2+1"},
		{"blank cells", `<table><tr><td>a</td><td><p align=center>&nbsp;</p></td><td><o:p> </o:p></td></tr></table>`, "a@0+1 @1+1 @2+1"},
		{"broken label", `<table><tr><td><p>本年新<br />制作数量</p></td><td>1</td></tr></table>`, "本年新/制作数量@0+1 1@1+1"},
		{"label in spans", `<table><tr><td><span>（</span><span>三</span><font>）不予公开</font></td><td>1</td></tr></table>`, "（三）不予公开@0+1 1@1+1"},
		{"layout table", `<table><tr><td><p>标题</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table>`, "¶标题; 规章@0+1 0@1+1"},
		{"heading after a break", `<p><br />四、政府信息公开</p>`, "¶四、政府信息公开"},
		{"script and hidden", `<script>1</script><p style="display: none">2</p><p>3</p>`, "¶3"},
		{"evil name is text", `<p>&lt;script&gt;alert(1)&lt;/script&gt;局</p>`, "¶<script>alert(1)</script>局"},
		{"prose row", `<table><tr><td colspan=2>` + strings.Repeat("长", 81) + `</td></tr><tr><td>规章</td><td>0</td></tr></table>`, "¶" + strings.Repeat("长", 81) + "; 规章@0+1 0@1+1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Parse(c.content)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(doc); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	wide := "<table>" + strings.Repeat("<tr><td colspan=100000 rowspan=3>x</td></tr>", 20000) + "</table>"
	if _, err := Parse(strings.Replace(wide, "<td", "<td>a</td><td", 1)); !errors.Is(err, ErrGrid) {
		t.Errorf("a huge grid gives %v, want %v", err, ErrGrid)
	}
	if _, err := Parse(strings.Repeat("<div>", 100000)); err == nil {
		t.Error("100,000 nested elements are read")
	}
}

// What a cell does not show as plain text is in doubt: 5 with a raised 1 is
// not 51.
func TestDoubtedCells(t *testing.T) {
	for _, c := range []struct{ name, cell, want string }{
		{"plain", `<td style="color:#000;vertical-align:middle;font-size:0.9em">5</td>`, ""},
		{"footnote mark", `<td>5<sup>1</sup></td>`, document.RaisedDoubt},
		{"raised by style", `<td>5<span style="vertical-align: super">1</span></td>`, document.RaisedDoubt},
		{"empty mark", `<td>5<sup></sup></td>`, ""},
		{"struck", `<td><s>3</s>5</td>`, document.StruckDoubt},
		{"deleted", `<td><del>3</del>5</td>`, document.StruckDoubt},
		{"struck by style", `<td><span style="TEXT-DECORATION: line-through">3</span>5</td>`, document.StruckDoubt},
		{"invisible", `<td><span style="visibility:hidden">3</span>5</td>`, document.HiddenDoubt},
		{"of no size", `<td><span style="font-size: 0px;">3</span>5</td>`, document.HiddenDoubt},
		{"off the page", `<td><span style="position:absolute;left:-9999px">3</span>5</td>`, document.HiddenDoubt},
		{"white", `<td><font color="#FFFFFF">3</font>5</td>`, document.WhiteDoubt},
		{"white on blue", `<td style="background:#00f"><font color="#FFFFFF">3</font></td>`, ""},
		{"not shown at all", `<td><span style="display:none;vertical-align:super">3</span>5</td>`, ""},
		{"input", `<td><input value="5"></td>`, fieldDoubt},
		{"picture of a number", `<td><img src="5.png"></td>`, document.PictureDoubt},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Parse("<table><tr><td>规章</td>" + c.cell + "</tr></table>")
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Blocks[0].Table.Rows[0][1].Doubt; got != c.want {
				t.Errorf("doubt %q, want %q", got, c.want)
			}
		})
	}
}
