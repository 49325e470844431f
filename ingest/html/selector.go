package html

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// candidates are declarations by the last part of their selectors, so that an
// element is compared only with those that may match it: "#id", ".class", the
// name of an element, or "" for all others.
type candidates map[string][]*declaration

var lastPart = regexp.MustCompile(`^([\w-]*)(?:([#.])([\w-]+))?`)

func (c candidates) add(d *declaration) {
	text := d.selector.String()
	if i := strings.LastIndexAny(text, " >+~"); i >= 0 && !strings.ContainsAny(text, `([\`) {
		text = text[i+1:]
	}
	key := ""
	if m := lastPart.FindStringSubmatch(text); m != nil && !strings.ContainsAny(text, `([\`) {
		switch rest := text[len(m[0]):]; {
		case rest != "" && !strings.ContainsAny(rest[:1], "#.:"): // a name in other letters
		case m[3] != "":
			key = m[2] + m[3]
		default:
			key = m[1]
		}
	}
	c[key] = append(c[key], d)
}

// of visits the declarations that may be about an element.
func (c candidates) of(n *html.Node, visit func(*declaration)) {
	all := func(key string) {
		for _, d := range c[key] {
			visit(d)
		}
	}
	all("")
	all(n.Data)
	for _, a := range n.Attr {
		switch a.Key {
		case "id":
			all("#" + a.Val)
		case "class":
			for _, class := range strings.Fields(a.Val) {
				all("." + class)
			}
		}
	}
}

// maxAlternatives is into how many selectors one is spread.
const maxAlternatives = 64

var either = regexp.MustCompile(`:(?:is|where|-webkit-any|-moz-any)\(([^()]*)\)`)

// alternatives spreads what a selector says of one place, such as :is(a,b), into
// several selectors, because the library knows none of that.
func alternatives(selector string) []string {
	out := []string{selector}
	for i := 0; i < len(out); {
		m := either.FindStringSubmatchIndex(out[i])
		if m == nil || len(out) > maxAlternatives {
			i++
			continue
		}
		before, after := out[i][:m[0]], out[i][m[1]:]
		var spread []string
		for _, one := range strings.Split(out[i][m[2]:m[3]], ",") {
			spread = append(spread, before+strings.TrimSpace(one)+after)
		}
		out = append(append(out[:i:i], spread...), out[i+1:]...)
	}
	return out
}

var escaped = regexp.MustCompile(`\\([0-9a-f]{1,6})\s?`)

// writes tells the value of content that shows digits, or may.
func writes(content string) bool {
	if strings.Contains(content, "counter") || strings.Contains(content, "attr(") || strings.Contains(content, "url(") {
		return true
	}
	content = escaped.ReplaceAllStringFunc(content, func(s string) string {
		n, err := strconv.ParseUint(strings.TrimSpace(s[1:]), 16, 32)
		if err != nil {
			return ""
		}
		return string(rune(n))
	})
	return strings.ContainsAny(content, "0123456789")
}
