package dashboard

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

//go:embed words.txt
var wordsTXT string

// words is the catalogue: key → Chinese text with places {1}, {2} …
var words = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for n, line := range strings.Split(wordsTXT, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, text, ok := strings.Cut(line, " = ")
		if _, twice := out[key]; !ok || twice {
			panic(fmt.Sprintf("words.txt line %d: not a new key = text", n+1))
		}
		out[key] = text
	}
	return out
})

// Part is a piece of a sentence; with Href it is a link.
type Part struct {
	Text, Href string
}

// Sentence is text in which numbers may be links one level down.
type Sentence []Part

// String is the sentence without links, for titles and labels.
func (s Sentence) String() string {
	var b strings.Builder
	for _, p := range s {
		b.WriteString(p.Text)
	}
	return b.String()
}

func link(text, href string) Part { return Part{Text: text, Href: href} }

var places = regexp.MustCompile(`\{[0-9]\}`)

// say fills a catalogue text. An argument is a string, a number, a Part (which
// may be a link) or a Sentence.
func say(key string, args ...any) Sentence {
	text, ok := words()[key]
	if !ok {
		return Sentence{{Text: key}}
	}
	var out Sentence
	last := 0
	for _, at := range places.FindAllStringIndex(text, -1) {
		out = out.add(Part{Text: text[last:at[0]]})
		n, _ := strconv.Atoi(text[at[0]+1 : at[1]-1])
		if n >= 1 && n <= len(args) {
			out = out.addArg(args[n-1])
		}
		last = at[1]
	}
	return out.add(Part{Text: text[last:]})
}

func (s Sentence) add(p Part) Sentence {
	switch n := len(s); {
	case p.Text == "":
		return s
	case n > 0 && p.Href == "" && s[n-1].Href == "":
		s[n-1].Text += p.Text
		return s
	default:
		return append(s, p)
	}
}

func (s Sentence) addArg(arg any) Sentence {
	switch a := arg.(type) {
	case Part:
		return s.add(a)
	case Sentence:
		for _, p := range a {
			s = s.add(p)
		}
		return s
	default:
		return s.add(Part{Text: fmt.Sprint(a)})
	}
}

// word is say without links.
func word(key string, args ...any) string { return say(key, args...).String() }

// join puts a separator of the catalogue between sentences.
func join(list []Sentence, separator string) Sentence {
	var out Sentence
	for i, s := range list {
		if i > 0 {
			out = out.add(Part{Text: word(separator)})
		}
		out = out.addArg(s)
	}
	return out
}
