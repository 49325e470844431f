package html

import (
	"errors"
	"fmt"
	"maps"
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
		{"parts that do not stand in one line", `<table><tr><td><span style="float:right">1</span>2</td><td><span style="display:block">3</span>4</td><td><span style="position:absolute">5</span>6</td></tr></table>`, "1/2@0+1 3/4@1+1 5/6@2+1"},
		{"cell to the end of its group", `<table><tbody><tr><td rowspan=0>a<td>b</tr><tr><td>c</tr></tbody><tbody><tr><td>d<td>e</tr></tbody></table>`, "a@0+1 b@1+1; c@1+1; d@0+1 e@1+1"},
		{"cell that would reach into the next group", `<table><tbody><tr><td rowspan=9>a<td>b</tr></tbody><tbody><tr><td>c<td>d</tr></tbody></table>`, "a@0+1 b@1+1; c@0+1 d@1+1"},
		{"spans with more than digits", `<table><tr><td colspan="2px">a<td colspan=0>b<td colspan="x3">c</tr></table>`, "a@0+2 b@2+1 c@3+1"},
		{"small table in a data table", `<table><tr><td>规章<td>5</tr><tr><td>规章<td><table><tr><td>7</tr></table></tr></table>`, "规章@0+1 5@1+1; 规章@0+1 7@1+1"},
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

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " \n": "", "规章": "规章", "a b": "a b", " a\u3000": "a", "a  b": "a b", "a\nb": "a b", "a\tb": "a b", "a\u0085b": "a b", "a\u00a0b": "a b",
		"a\u2003b": "a b", "a\u2028b": "a b", "a\u3000b": "a b", "a \u00a0 b": "a b", "a\u200bb": "a\u200bb", "规 章、“制”": "规 章、“制”", "a\xffb c": "a\xffb c",
	} {
		if got := oneLine(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// A page's words about itself: the last of two under one name, the first title.
func TestMeta(t *testing.T) {
	doc, err := Parse(`<head><meta charset=utf-8><meta name=" PubDate " content="2023-01-05"><meta name=pubdate content="2023-01-06">
		<meta name=author><meta content=x><title> 年报 </title></head><body><svg><title>图</title></svg><meta name=ContentSource content=局>`)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"pubdate": "2023-01-06", "title": "年报", "contentsource": "局"}
	if !maps.Equal(doc.Meta, want) {
		t.Errorf("got %q, want %q", doc.Meta, want)
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
		{"of one pixel", `<td><span style="font-size:1px">3</span>5</td>`, document.HiddenDoubt},
		{"of a tenth", `<td><span style="font-size:0.1em">3</span>5</td>`, document.HiddenDoubt},
		{"small", `<td><span style="font-size:.8em">35</span></td>`, ""},
		{"pale", `<td><span style="opacity:0.01">3</span>5</td>`, document.HiddenDoubt},
		{"half pale", `<td><span style="opacity:.5">35</span></td>`, ""},
		{"clipped", `<td><span style="position:absolute;clip:rect(0,0,0,0)">3</span>5</td>`, document.HiddenDoubt},
		{"clipped by a shape", `<td><span style="clip-path: inset(50%)">3</span>5</td>`, document.HiddenDoubt},
		{"of no width", `<td><span style="display:inline-block;width:0;overflow:hidden">3</span>5</td>`, document.HiddenDoubt},
		{"of no height", `<td><div style="height: 0px; overflow: hidden">3</div>5</td>`, document.HiddenDoubt},
		{"of no width, but shown", `<td style="width:0">5</td>`, ""},
		{"cut to its width", `<td style="width:60px;overflow:hidden">5</td>`, ""},
		{"far to the right", `<td><span style="position:absolute;left:9999px">3</span>5</td>`, document.HiddenDoubt},
		{"far left by its margin", `<td><span style="margin-left:-9999px">3</span>5</td>`, document.HiddenDoubt},
		{"far left in em", `<td><span style="text-indent:-99em">3</span>5</td>`, document.HiddenDoubt},
		{"shown as dots", `<td style="-webkit-text-security:disc">5</td>`, document.HiddenDoubt},
		{"digits over each other", `<td style="letter-spacing:-1em">35</td>`, document.HiddenDoubt},
		{"nearly white", `<td><font color="#fefefe">3</font>5</td>`, document.WhiteDoubt},
		{"white by its parts", `<td><span style="color:rgb(255, 255, 255)">3</span>5</td>`, document.WhiteDoubt},
		{"transparent by its digits", `<td><span style="color:#00000000">3</span>5</td>`, document.WhiteDoubt},
		{"white on white", `<td style="background:#fff"><span style="color:#fff">3</span>5</td>`, document.WhiteDoubt},
		{"red on red", `<td><span style="color:red;background:red">3</span>5</td>`, document.HiddenDoubt},
		{"another direction", `<td><bdo dir="rtl">35</bdo></td>`, document.TurnedDoubt},
		{"another direction by style", `<td><span style="unicode-bidi:bidi-override;direction:rtl">35</span></td>`, document.TurnedDoubt},
		{"upside down", `<td><span style="display:inline-block;transform:rotate(180deg)">16</span></td>`, document.TurnedDoubt},
		{"from the right", `<td style="display:flex;flex-direction:row-reverse"><b>3</b><b>5</b></td>`, document.TurnedDoubt},
		{"higher than its line", `<td>5<span style="position:relative;top:-5px">1</span></td>`, document.RaisedDoubt},
		{"raised by a length", `<td>5<span style="vertical-align:4px">1</span></td>`, document.RaisedDoubt},
		{"mirrored by a turn", `<td><span style="display:inline-block;transform:rotateY(180deg)">16</span></td>`, document.TurnedDoubt},
		{"moved away", `<td><span style="display:inline-block;transform:translateX(-9999px)">3</span>5</td>`, document.HiddenDoubt},
		{"of no scale", `<td><span style="display:inline-block;transform:scale(0)">3</span>5</td>`, document.HiddenDoubt},
		{"transparent on blue", `<td style="background:#00f"><span style="color:transparent">3</span>5</td>`, document.WhiteDoubt},
		{"white around black", `<td style="color:#fff"><span style="color:#000">35</span></td>`, ""},
		{"white link", `<td style="color:#fff"><a href="x">35</a></td>`, ""},
		{"white in a blue part", `<td style="color:#fff"><span style="background:#00f">35</span></td>`, ""},
		{"white in a white part of blue", `<td style="background:#00f"><span style="background:#fff;color:#fff">35</span></td>`, document.WhiteDoubt},
		{"numbered", `<td><ol><li>5</li></ol></td>`, document.AddedDoubt},
		{"table in the cell", `<td><table><tr><td>5</td></tr></table></td>`, document.InnerDoubt},
		{"the later of two counts", `<td style="font-size:0;font-size:14px">5</td>`, ""},
		{"but not after an important one", `<td style="visibility:hidden !important;visibility:visible">5</td>`, document.HiddenDoubt},
		{"written by a script", `<td>5<script>document.write(1)</script></td>`, document.AddedDoubt},
		{"signs for digits", `<td style="font-family:'Wingdings 2',serif">5</td>`, document.SymbolDoubt},
		{"signs for digits by its font", `<td><font face="Webdings">5</font></td>`, document.SymbolDoubt},
		{"input", `<td><input value="5"></td>`, fieldDoubt},
		{"picture of a number", `<td><img src="5.png"></td>`, document.PictureDoubt},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Parse("<table><tr><td>规章</td>" + c.cell + "<td>7</td></tr></table>")
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Blocks[0].Table.Rows[0][1].Doubt; got != c.want {
				t.Errorf("doubt %q, want %q", got, c.want)
			}
		})
	}
}

// What is said around a table counts for each of its cells, where nothing in the
// table can take it back.
func TestDoubtAroundATable(t *testing.T) {
	for _, c := range []struct{ around, want string }{
		{`<div>%s</div>`, ""},
		{`<del>%s</del>`, document.StruckDoubt},
		{`<s><div>%s</div></s>`, document.StruckDoubt},
		{`<div style="text-decoration:line-through"><div>%s</div></div>`, document.StruckDoubt},
		{`<table style="text-decoration:line-through"><tr><td>%s</td></tr></table>`, document.StruckDoubt},
		{`<bdo dir=rtl>%s</bdo>`, document.TurnedDoubt},
		{`<div style="unicode-bidi:bidi-override;direction:rtl">%s</div>`, document.TurnedDoubt},
		{`<div style="transform:scale(0.9)">%s</div>`, ""},
		{`<div style="color:#fff">%s</div>`, ""}, // without a DOCTYPE a table takes its colour from the body
		{`<!DOCTYPE html><div style="color:#fff">%s</div>`, document.WhiteDoubt},
		{`<!DOCTYPE html><font color=white>%s</font>`, document.WhiteDoubt},
		{`<!DOCTYPE html><div style="color:#fff;background:#036">%s</div>`, ""},
		{`<!DOCTYPE html><div style="background:#036"><div style="color:#fff">%s</div></div>`, ""},
		{`<!DOCTYPE html><div style="color:#fff"><div style="background:#036">%s</div></div>`, ""},
		{`<!DOCTYPE html><div style="background:#036"><div style="color:#fff"><div style="background:#fff">%s</div></div></div>`, document.WhiteDoubt},
		{`<!DOCTYPE html><div style="color:#fff"><div style="color:#333">%s</div></div>`, ""},
		{`<!DOCTYPE html><div style="color:#fff;background:rgba(0,0,0,.01)">%s</div>`, document.WhiteDoubt},
		{`<!DOCTYPE html><div style="color:#fff;background:url(x.png)">%s</div>`, ""},
		{`<!DOCTYPE html><div style="color:transparent;background:#036">%s</div>`, document.WhiteDoubt},
		{`<!DOCTYPE html><div style="color:red"><div style="background:#f00">%s</div></div>`, document.HiddenDoubt},
		{`<!DOCTYPE html><div style="color:red"><div style="background:#fee">%s</div></div>`, ""},
		{`<body text=white>%s</body>`, document.WhiteDoubt},
		{`<body text=white bgcolor=#003366>%s</body>`, ""},
		{`<body style="color:#fff">%s</body>`, document.WhiteDoubt},
		{`<style>body{color:#fff}</style>%s`, document.WhiteDoubt},
		{`<style>table{display:none} body{color:#fff}</style>%s`, ""}, // as it stands before its script runs
		{`<style>body{color:#fff;background:#036}</style>%s`, ""},
		{`<style>body{color:#fff} td{color:#333}</style>%s`, ""},
		{`<!DOCTYPE html><style>.a{color:#fff} .b{background:#036}</style><div class=b><div class=a>%s</div></div>`, ""},
		{`<!DOCTYPE html><style>.a{color:#fff} .b{background:#036}</style><div class=b></div><div class=a>%s</div>`, document.WhiteDoubt},
		{`<!DOCTYPE html><style>.a{color:#c00} .b{background:#CC0000}</style><div class=a><div class=b>%s</div></div>`, document.HiddenDoubt},
		{`<!DOCTYPE html><style>.b{background:#c00}</style><div style="color:#c00"><div class=b>%s</div></div>`, document.HiddenDoubt},
		{`<!DOCTYPE html><style>.a{color:#c00} .b{background:#c00}</style><div class=a>%s</div><p class=b>1</p>`, ""},
		{`<div style="transform:scaleX(-1)">%s</div>`, document.TurnedDoubt},
		{`<div style="transform: rotate(180deg)">%s</div>`, document.TurnedDoubt},
		{`<div style="transform:rotateY(0.5turn)">%s</div>`, document.TurnedDoubt},
		{`<div style="scale:-1 1">%s</div>`, document.TurnedDoubt},
		{`<div style="transform:matrix(-1,0,0,1,0,0)">%s</div>`, document.TurnedDoubt},
		{`<style>body{transform:scaleX(-1)}</style>%s`, document.TurnedDoubt},
		{`<style>.x{transform:scaleX(-1)}</style><div class=x>%s</div>`, document.TurnedDoubt},
		{`<div style="transform:rotateX(180deg)"><div style="transform:rotateX(180deg)">%s</div></div>`, ""}, // to have the scroll bar on top
		{`<style>.x,.x table{transform:rotateX(180deg)}</style><div class=x>%s</div>`, ""},
		{`<div style="transform:translate3d(0,0,0) rotate(0deg)">%s</div>`, ""},
		{`<div style="position:absolute;left:50%%;transform:translate(-50%%,-50%%)">%s</div>`, ""},
		{`<div style="transform:rotate(3deg)">%s</div>`, ""},
		{`<div style="filter:grayscale(100%%)">%s</div>`, ""}, // on days of mourning
		{`<div style="opacity:.9">%s</div>`, ""},
	} {
		doc, err := Parse(fmt.Sprintf(c.around, `<table><tr><td>规章</td><td>12</td></tr></table>`))
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.Blocks[0].Table.Rows[0][1].Doubt; got != c.want {
			t.Errorf("in %s: doubt %q, want %q", c.around, got, c.want)
		}
	}
}
