package prose

import (
	"sync"

	"gongkai/data"
	"gongkai/ingest/report"
)

// words is what data/ says of prose, ready to be looked for.
type words struct {
	dictionary  *dictionary
	anchors     [][]*pattern          // by word id: the patterns that begin with it
	mentions    [][]*data.MentionWord // by word id
	scopeOfWord []report.Scope        // by word id; "" for other words
	timeOfWord  []string              // by word id; span or outlook, "" for other words
	lengths     []int                 // by word id, in bytes

	filler, approxBefore, approxAfter, notCounted wordSet
	scopeWords, leadWords, partial                wordSet
	notBody, bodyEnding, placeWords               wordSet
	yearBefore, yearAfter, sentenceBefore         wordSet
	relativeYear, planned, compared               wordSet
	intent, outlook, thisYear                     wordSet
	peer, notPeer, notPronoun, otherWhole         wordSet
	yearBeforeContext, yearAfterContext           map[string]string
	relative                                      map[string]string
}

var loadedWords = sync.OnceValue(func() *words {
	of := data.ProseWords()
	w := &words{
		filler: newWordSet(of["filler"]), approxBefore: newWordSet(of["approx_before"]), approxAfter: newWordSet(of["approx_after"]),
		notCounted: newWordSet(of["not_counted"]), scopeWords: newWordSet(of["scope"]), leadWords: newWordSet(of["lead"]), partial: newWordSet(of["partial"]),
		notBody: newWordSet(of["not_body"]), placeWords: newWordSet(of["place"]), bodyEnding: newWordSet(setOf(data.BodyEndings())),
		yearBefore: newWordSet(of["year_before"]), yearAfter: newWordSet(of["year_after"]), sentenceBefore: newWordSet(of["sentence_before"]),
		relativeYear: newWordSet(of["relative_year"]), yearBeforeContext: of["year_before"], yearAfterContext: of["year_after"],
		relative: of["relative_year"], planned: newWordSet(of["planned"]), compared: newWordSet(of["compared"]),
		intent: newWordSet(of["intent"]), outlook: newWordSet(of["outlook"]), thisYear: newWordSet(of["this_year"]),
		peer: newWordSet(of["peer"]), notPeer: newWordSet(of["not_peer"]), notPronoun: newWordSet(of["not_pronoun"]), otherWhole: newWordSet(of["other_whole"]),
	}
	figures := map[string]*figure{}
	for _, f := range data.FigureCodes() {
		figures[f.Code] = &figure{f, newWordSet(setOf(f.Units))}
	}
	var entries []entry
	ids := map[string]int{}
	id := func(word string) int {
		if _, ok := ids[word]; !ok {
			ids[word] = len(entries)
			entries = append(entries, entry{word, len(entries)})
			w.anchors = append(w.anchors, nil)
			w.mentions = append(w.mentions, nil)
			w.scopeOfWord = append(w.scopeOfWord, "")
			w.timeOfWord = append(w.timeOfWord, "")
			w.lengths = append(w.lengths, len(word))
		}
		return ids[word]
	}
	for _, p := range data.FigurePatterns() {
		compiled := compile(p, figures[p.Code])
		for _, first := range compiled.steps[0].words {
			i := id(first)
			w.anchors[i] = append(w.anchors[i], compiled)
		}
	}
	w.addMentions(id)
	for word, scope := range of["scope"] {
		w.scopeOfWord[id(word)] = report.Scope(scope)
	}
	w.addTimes(of, id)
	w.dictionary = newDictionary(entries)
	return w
})

func (w *words) addTimes(of map[string]map[string]string, id func(word string) int) {
	for _, kind := range []string{"span", "outlook"} {
		for word := range of[kind] {
			w.timeOfWord[id(word)] = kind
		}
	}
}

// extractor reads the facts of one report.
type extractor struct {
	*words
	own       string // name of the body, shortened; "" when not known
	scope     report.Scope
	year      int         // 0 when not known
	tokens    []yearToken // of the sentence at hand
	scopeHits []scopeHit  // of the sentence at hand
	facts     Facts
	fits      []found // of the sentence at hand, kept for its memory

	spans            []int         // of the sentence at hand: where words of several years stand
	outlookAt        int           // in the paragraph at hand: where it begins to speak of what is to come
	paragraphFigures int           // place of the first figure of the paragraph at hand
	otherYears       []yearMention // of the paragraph at hand
}

// yearMention is a mention of another year whose figures the report's own year
// may be compared with.
type yearMention struct {
	mention, figures int // places of the mention, and of its sentence's first figure
}

// hit is a word of the dictionary in a sentence.
type hit struct{ id, at int }

// scopeHit is a word of a sentence that says whose figures follow.
type scopeHit struct {
	at, end int
	scope   report.Scope
}
