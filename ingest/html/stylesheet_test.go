package html

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/document"
)

// A page's own style sheets hide text as the style of an element does.
func TestStyleSheets(t *testing.T) {
	const table = `<table><tr><td>规章</td><td>0</td></tr></table>`
	for _, c := range []struct{ name, sheet, body, want string }{
		{"class", `.x{display:none}`, `<p class=x>1</p><p>2</p>` + table, "¶2; 规章@0+1 0@1+1"},
		{"id and element", `p#x, div {Display : None}`, `<p id=x>1</p><div>2</div><p>3</p>` + table, "¶3; 规章@0+1 0@1+1"},
		{"in a comment, as Word writes it", "<!-- .x\n\t{display:none;} -->", `<p class=x>1</p><p>2</p>` + table, "¶2; 规章@0+1 0@1+1"},
		{"outdone by a closer rule", `.tab.on{display:block} .tab{display:none}`, `<div class=tab>1</div><div class="tab on">2</div>` + table, "¶2; 规章@0+1 0@1+1"},
		{"outdone by a later rule", `.a{display:none} .b{display:block}`, `<p class="a b">1</p>` + table, "¶1; 规章@0+1 0@1+1"},
		{"not outdone where important", `.a{display:none !important} .b{display:block}`, `<p class="a b">1</p>` + table, "规章@0+1 0@1+1"},
		{"outdone by the element", `.a{display:none}`, `<p class=a style="display:block">1</p>` + table, "¶1; 规章@0+1 0@1+1"},
		{"cell", `td.x{display:none}`, `<table><tr><td>规章</td><td class=x>7</td><td>0</td></tr></table>`, "规章@0+1 0@1+1"},
		{"row", `tr.x{display:none}`, `<table><tr class=x><td>规章</td><td>7</td></tr><tr><td>规章</td><td>0</td></tr></table>`, "规章@0+1 0@1+1"},
		{"in print only", `@media print{.x{display:none}}`, `<p class=x>1</p>` + table, "¶1; 规章@0+1 0@1+1"},
		{"on small screens only", `@media (max-width:600px){.x{display:none}}`, `<p class=x>1</p>` + table, "¶1; 规章@0+1 0@1+1"},
		{"on screens", `@media screen{.x{display:none}}`, `<p class=x>1</p>` + table, "规章@0+1 0@1+1"},
		{"what stands before an element", `.x::before{display:none} .x:hover{display:none}`, `<p class=x>1</p>` + table, "¶1; 规章@0+1 0@1+1"},
		{"invisible", `.x{visibility:hidden}`, `<p class=x>1</p><p>2</p>` + table, "¶2; 规章@0+1 0@1+1"},
		{"invisible by its own style", ``, `<p style="visibility: hidden">1</p><p>2</p>` + table, "¶2; 规章@0+1 0@1+1"},
		{"outdone by the sheet where important", `.a{display:none !important}`, `<p class=a style="display:block">1</p>` + table, "规章@0+1 0@1+1"},
		{"by one of several selectors", `:is(.a, .b):not(.c){display:none}`, `<p class=a>1</p><p class=b>2</p><p class="a c">3</p>` + table, "¶3; 规章@0+1 0@1+1"},
		{"by a class behind another", `div.a.b p{display:none}`, `<div class="b a"><p>1</p></div><p>2</p>` + table, "¶2; 规章@0+1 0@1+1"},
		{"by a name that is not Latin", `.甲乙{display:none} .甲{color:#000}`, `<p class="甲乙">1</p><p class=甲>2</p>` + table, "¶2; 规章@0+1 0@1+1"},
		{"a box of no height", `.a{height:0} .a,.b{overflow:hidden}`, `<div class=a>1</div><div class=b>2</div>` + table, "¶2; 规章@0+1 0@1+1"},
		{"for a screen reader only", `.sr-only{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}`, `<p class=sr-only>1</p><p>2</p>` + table, "¶2; 规章@0+1 0@1+1"},
		{"a dialog that is not open", ``, `<dialog><p>1</p></dialog><p>2</p>` + table, "¶2; 规章@0+1 0@1+1"},
		{"broken sheet", `.x{display:none} } {{ @media`, `<p class=x>1</p><p>2</p>` + table, "¶2; 规章@0+1 0@1+1"},
		{"all of the page until its script runs", `main{display:none}`, `<main><p>1</p>` + table + `</main>`, "¶1; 规章@0+1 0@1+1"},
		{"raised digits in prose", `.n{vertical-align:super}`, `<p>收到5<sup>1</sup>件、6<span class=n>2</span>件，7<sup>注</sup>件</p>` + table, "¶收到5[1]件、6[2]件，7注件; 规章@0+1 0@1+1"},
		{"struck text in prose", ``, `<p>收到<span style="text-decoration:line-through">5</span>6件</p>` + table, "¶收到; ¶5; ¶6件; 规章@0+1 0@1+1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Parse("<html><head><style>" + c.sheet + "</style></head><body>" + c.body + "</body></html>")
			if err != nil {
				t.Fatal(err)
			}
			if got := show(doc); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestDoubtsOfStyleSheets(t *testing.T) {
	for _, c := range []struct{ name, sheet, cell, want string }{
		{"raised", `.x{vertical-align:super}`, `<td>5<span class=x>1</span></td>`, document.RaisedDoubt},
		{"struck", `.x{text-decoration:line-through}`, `<td><span class=x>3</span>5</td>`, document.StruckDoubt},
		{"invisible", `.x{visibility:hidden}`, `<td><span class=x>3</span>5</td>`, document.HiddenDoubt},
		{"white", `.x{color:#FFF}`, `<td><span class=x>3</span>5</td>`, document.WhiteDoubt},
		{"white on blue", `.x{color:#FFF} .x{background:#00f}`, `<td class=x>5</td>`, ""},
		{"of no width", `.x{width:0} span{overflow:hidden}`, `<td><span class=x>3</span>5</td>`, document.HiddenDoubt},
		{"clipped", `.x{clip:rect(0 0 0 0)}`, `<td><span class=x>3</span>5</td>`, document.HiddenDoubt},
		{"another direction", `.x{unicode-bidi:bidi-override;direction:rtl}`, `<td><span class=x>35</span></td>`, document.TurnedDoubt},
		{"digits before it", `.x::before{content:"1"}`, `<td class=x>5</td>`, document.AddedDoubt},
		{"digits in a blank cell", `.x:after{content:"\31"}`, `<td class=x></td>`, document.AddedDoubt},
		{"number of the row before it", `.x::before{content:counter(n)}`, `<td class=x>5</td>`, document.AddedDoubt},
		{"a mark before it", `.x::before{content:"\e601"}`, `<td class=x>5</td>`, ""},
		{"white row", `tr{color:#fff}`, `<td>5</td>`, document.WhiteDoubt},
		{"white table, black cell", `table{color:#fff} td{color:#000}`, `<td style="color:#000">5</td>`, ""},
		{"white table, black cell by the sheet", `table{color:#fff} td{color:#000}`, `<td>5</td>`, ""},
		{"white heading on blue", `th{color:#fff} tr{background:#036}`, `<th>5</th>`, ""},
		{"struck table", `table{text-decoration:line-through}`, `<td>5</td>`, document.StruckDoubt},
		{"black after all", `.x{color:#FFF} td .x{color:#000}`, `<td><span class=x>5</span></td>`, ""},
		{"struck row", `tr{text-decoration:line-through}`, `<td>5</td>`, document.StruckDoubt},
		{"struck blank row", `tr{text-decoration:line-through}`, `<td> </td>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Parse("<style>" + c.sheet + "</style><table><tr><td>规章</td>" + c.cell + "</tr></table>")
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Blocks[0].Table.Rows[0][1].Doubt; got != c.want {
				t.Errorf("doubt %q, want %q", got, c.want)
			}
		})
	}
}

// A font that the page brings along may draw other digits than its text has.
func TestFontsOfThePage(t *testing.T) {
	const own = `@font-face{font-family:"My Font";src:url(x.woff)} `
	const doubted = document.FontDoubt
	for _, c := range []struct{ name, sheet, cell, want string }{
		{"by its style", own, `<td style="font-family:'My Font',serif">12</td>`, doubted},
		{"by the sheet", own + `td{font-family:My Font}`, `<td>12</td>`, doubted},
		{"by a part of the cell", own, `<td><span style="font-family:my font">12</span></td>`, doubted},
		{"by its attribute", own, `<td><font face="My Font">12</font></td>`, doubted},
		{"by what is around", own + `body{font-family:"My Font"}`, `<td>12</td>`, doubted},
		{"by the property that sets all", own + `body{font:bold 14px/1.5 "My Font",serif}`, `<td>12</td>`, doubted},
		{"behind a font that may not be there", own + `td{font-family:"Some Font","My Font"}`, `<td>12</td>`, doubted},
		{"in the sheet itself", `@font-face{font-family:F;src:url("data:font/woff2;base64,AAAA") format("woff2")} td{font-family:F}`, `<td>12</td>`, doubted},
		{"with digits only", own[:len(own)-2] + `;unicode-range:U+30-39} td{font-family:My Font}`, `<td>12</td>`, doubted},
		{"from the computer or else from the page", `@font-face{font-family:F;src:local("SimSun"),url(x.woff)} td{font-family:F}`, `<td>12</td>`, doubted},
		{"in place of a common one", `@font-face{font-family:Arial;src:url(x.woff)} td{font-family:Arial}`, `<td>12</td>`, doubted},
		{"in a page that is hidden until its script runs", own + `table{display:none} td{font-family:My Font}`, `<td>12</td>`, doubted},
		{"text without digits", own + `td{font-family:My Font}`, `<td>无</td>`, ""},
		{"set back by the cell", own + `body{font-family:My Font}`, `<td style="font-family:宋体">12</td>`, ""},
		{"set back by the sheet", own + `body{font-family:My Font} td{font-family:SimSun}`, `<td>12</td>`, ""},
		{"behind a common one", own + `td{font-family:"Microsoft YaHei","My Font"}`, `<td>12</td>`, ""},
		{"icons beside the number", own + `i{font-family:"My Font"}`, `<td><i>&#xe601;</i>12</td>`, ""},
		{"of the computer only", `@font-face{font-family:F;src:local("SimSun")} td{font-family:F}`, `<td>12</td>`, ""},
		{"without digits", own[:len(own)-2] + `;unicode-range:U+4E00-9FFF,U+3??? } td{font-family:My Font}`, `<td>12</td>`, ""},
		{"in print only", `@media print{` + own + `} td{font-family:My Font}`, `<td>12</td>`, ""},
		{"not used", own, `<td style="font-family:Other">12</td>`, ""},
		{"not brought along", ``, `<td style="font-family:My Font">12</td>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Parse("<style>" + c.sheet + "</style><table><tr><td>规章</td>" + c.cell + "</tr></table>")
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Blocks[0].Table.Rows[0][1].Doubt; got != c.want {
				t.Errorf("doubt %q, want %q", got, c.want)
			}
		})
	}
}

// What stands around a table hides it as what hides text anywhere does.
func TestTablesHiddenFromAround(t *testing.T) {
	const table = `<table><tr><td>规章</td><td>%d</td></tr></table>`
	for _, around := range []string{
		`<div style="opacity:0.01">%s</div>`, `<div style="text-indent:-9999px">%s</div>`, `<div style="clip-path:inset(100%%)">%s</div>`,
		`<div style="position:absolute;clip:rect(0,0,0,0)">%s</div>`, `<div style="height:0;overflow:hidden">%s</div>`, `<div style="filter:opacity(0)">%s</div>`,
		`<div style="transform:scale(0)">%s</div>`, `<div style="transform:translateX(-9999px)">%s</div>`, `<div style="visibility:hidden">%s</div>`,
		`<table style="visibility:hidden"><tr><td>%s</td></tr></table>`, `<table style="opacity:0"><tr><td><p>1</p>%s</td></tr></table>`,
		`<style>.x{transform:translate(-9999px)}</style><div class=x>%s</div>`, `<style>.x{opacity:0}</style><table class=x><tr><td>%s</td></tr></table>`,
	} {
		doc, err := Parse(fmt.Sprintf(around, fmt.Sprintf(table, 7)) + fmt.Sprintf(table, 0))
		if err != nil {
			t.Fatal(err)
		}
		if got := show(doc); got != "规章@0+1 0@1+1" || len(doc.Notes) != 1 || doc.Notes[0].Code != "hidden_text" {
			t.Errorf("in %s: got %s, notes %+v", around, got, doc.Notes)
		}
	}
}

// A hidden table is not read without a word.
func TestHiddenTableIsNoted(t *testing.T) {
	const table = `<table><tr><td>规章</td><td>0</td></tr></table>`
	doc, err := Parse(`<style>.x{display:none}</style><div class=x>` + strings.Replace(table, "0", "7", 1) + `</div>` + table)
	if err != nil {
		t.Fatal(err)
	}
	if got := show(doc); got != "规章@0+1 0@1+1" || len(doc.Notes) != 1 || doc.Notes[0].Code != "hidden_text" {
		t.Errorf("got %s, notes %+v", got, doc.Notes)
	}
}

// Where not all style sheets of a page were compared with all of its elements,
// what they hide cannot be told, and that is said.
func TestStyleSheetsThatAreNotRead(t *testing.T) {
	const table = `<table><tr><td>规章</td><td>0</td></tr></table>`
	for _, c := range []struct{ name, sheet, body, want string }{
		{"too many", strings.Repeat("i *{display:none}", 2500), strings.Repeat("<i><b>1</b></i>", 5000), "styles_unread"},
		{"too long", ".x{display:none}/*" + strings.Repeat("x", maxSheet) + "*/", "", "styles_unread"},
		{"too many of colours", strings.Repeat("td{color:#c00}", 2500) + "p{background:#c00}", "<table>" + strings.Repeat("<tr><td>1</td><td>2</td></tr>", 2500) + "</table>", "styles_unread"},
		{"many that are about other elements", strings.Repeat(".x{display:none}", 2500), strings.Repeat("<i><b>1</b></i>", 5000), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Parse("<style>" + c.sheet + "</style>" + table + c.body)
			if err != nil {
				t.Fatal(err)
			}
			code := ""
			for _, n := range doc.Notes {
				code += n.Code
			}
			if code != c.want {
				t.Errorf("notes %q, want %q", code, c.want)
			}
		})
	}
}
