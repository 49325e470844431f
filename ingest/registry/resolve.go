package registry

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

// Names finds agencies by any name under which they file. Make it with
// Registry.Names; it keeps pointers into that registry.
type Names struct {
	full  map[string][]named // current and former names
	short map[string][]named // aliases and short names
	ids   map[string]*Agency
}

// named is an agency under one name in the report years of that name; 0 is
// open.
type named struct {
	agency   *Agency
	from, to int
}

// Names indexes the registry by name.
func (r *Registry) Names() *Names {
	n := &Names{full: map[string][]named{}, short: map[string][]named{}, ids: map[string]*Agency{}}
	add := func(index map[string][]named, name string, entry named) {
		if key := normalName(name); key != "" {
			index[key] = append(index[key], entry)
		}
	}
	for i := range r.Agencies {
		a := &r.Agencies[i]
		n.ids[a.ID] = a
		add(n.full, a.Name, named{a, a.ValidFrom, a.ValidTo})
		for _, f := range a.Former {
			add(n.full, f.Name, named{a, f.From, f.To})
		}
		for _, alias := range append([]string{a.ShortName}, a.Aliases...) {
			add(n.short, alias, named{a, a.ValidFrom, a.ValidTo})
		}
	}
	return n
}

// Resolve finds the body that filed a report of a year under a name. Full
// names, current or former, go before aliases and short names; among several
// bodies the year decides. A name used outside its years still finds its body,
// because sites retitle old reports. When more than one body remains, match is
// nil and candidates are all of them; when none, both are nil. Year 0 is
// unknown.
func (n *Names) Resolve(name string, year int) (match *Agency, candidates []*Agency) {
	key := normalName(name)
	for _, index := range []map[string][]named{n.full, n.short} {
		entries := index[key]
		if len(entries) == 0 {
			continue
		}
		found := agenciesIn(entries, year)
		if len(found) == 0 {
			found = agenciesIn(entries, 0)
		}
		if len(found) == 1 {
			return found[0], nil
		}
		return nil, found
	}
	return nil, nil
}

// agenciesIn lists the different agencies of the entries whose years hold year.
func agenciesIn(entries []named, year int) []*Agency {
	var out []*Agency
	seen := map[*Agency]bool{}
	for _, e := range entries {
		if year != 0 && (e.from != 0 && year < e.from || e.to != 0 && year > e.to) {
			continue
		}
		if !seen[e.agency] {
			seen[e.agency] = true
			out = append(out, e.agency)
		}
	}
	return out
}

// brackets maps every bracket met in names to one pair.
var brackets = strings.NewReplacer("（", "(", "）", ")", "〔", "(", "〕", ")", "【", "(", "】", ")", "[", "(", "]", ")", "［", "(", "］", ")")

// normalName drops spaces and unifies brackets, which reports set at will.
func normalName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}, name)
	return brackets.Replace(name)
}

// UnregisteredID is the id of a body that the registry does not have:
// x-<8 hex> made from its name.
func UnregisteredID(name string) string {
	sum := sha256.Sum256([]byte(normalName(name)))
	return "x-" + hex.EncodeToString(sum[:4])
}

// ByID returns the agency with an id, nil when there is none.
func (n *Names) ByID(id string) *Agency { return n.ids[id] }
