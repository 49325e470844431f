package warehouse

import (
	"database/sql/driver"
	"maps"
	"slices"

	"gongkai/data"
	"gongkai/ingest/registry"
)

func regionRows(c *Content) rows {
	type region struct{ code, name string }
	simulated := map[region]bool{}
	for _, a := range c.Registry.Agencies {
		key := region{a.RegionCode, a.RegionName}
		simulated[key] = simulated[key] || a.Simulated
	}
	keys := slices.SortedFunc(maps.Keys(simulated), func(a, b region) int {
		return compareStrings(a.code, b.code, a.name, b.name)
	})
	return func(yield func([]driver.Value) bool) {
		for _, r := range keys {
			if !yield([]driver.Value{text(r.code), text(r.name), simulated[r]}) {
				return
			}
		}
	}
}

// agencyRows are the registered bodies in official order, then the
// unregistered ones that filed, by id.
func agencyRows(c *Content) rows {
	deadlines := map[string]string{}
	for _, t := range data.AgencyTypes() {
		deadlines[t.Key] = t.Deadline
	}
	return func(yield func([]driver.Value) bool) {
		for _, a := range registered(c) {
			deadline := a.Deadline
			if deadline == "" {
				deadline = deadlines[a.Type]
			}
			if !yield([]driver.Value{a.ID, text(a.RegionCode), text(a.Name), text(a.ShortName), a.Type, a.Level, optional(a.ParentID),
				optionalYear(a.ValidFrom), optionalYear(a.ValidTo), a.MustReport, a.InRollup, optional(deadline),
				a.Simulated, true, a.Order}) {
				return
			}
		}
		for _, u := range unregistered(c) {
			if !yield([]driver.Value{u.id, "", text(u.name), text(u.name), "other", data.LevelOfName(u.name), nil,
				nil, nil, false, false, nil, false, false, lastOrder}) {
				return
			}
		}
	}
}

// lastOrder sorts unregistered bodies behind every registered one.
const lastOrder = 1_000_000

func registered(c *Content) []registry.Agency {
	return slices.SortedFunc(slices.Values(c.Registry.Agencies), func(a, b registry.Agency) int {
		if a.Order != b.Order {
			return a.Order - b.Order
		}
		return compareStrings(a.ID, b.ID)
	})
}

type unregisteredBody struct{ id, name string }

// unregistered lists the bodies of filed reports that the registry lacks. A
// body whose reports spell its name differently gets the smallest spelling.
func unregistered(c *Content) []unregisteredBody {
	known := map[string]bool{}
	for _, a := range c.Registry.Agencies {
		known[a.ID] = true
	}
	names := map[string]string{}
	for _, f := range c.Filed {
		id, name := f.Report.Agency.ID, f.Report.Agency.Name
		if earlier, ok := names[id]; !known[id] && (!ok || name < earlier) {
			names[id] = name
		}
	}
	var out []unregisteredBody
	for _, id := range slices.Sorted(maps.Keys(names)) {
		out = append(out, unregisteredBody{id, names[id]})
	}
	return out
}

func agencyNameRows(c *Content) rows {
	return func(yield func([]driver.Value) bool) {
		for _, a := range registered(c) {
			rows := [][]driver.Value{{a.ID, text(a.Name), "current", nil, nil}}
			for _, f := range a.Former {
				rows = append(rows, []driver.Value{a.ID, text(f.Name), "former", optionalYear(f.From), optionalYear(f.To)})
			}
			for _, alias := range a.Aliases {
				rows = append(rows, []driver.Value{a.ID, text(alias), "alias", nil, nil})
			}
			for _, row := range rows {
				if !yield(row) {
					return
				}
			}
		}
		for _, u := range unregistered(c) {
			if !yield([]driver.Value{u.id, text(u.name), "current", nil, nil}) {
				return
			}
		}
	}
}

func agencyEventRows(c *Content) rows {
	events := slices.SortedFunc(slices.Values(c.Registry.Events), func(a, b registry.Event) int {
		return compareStrings(a.EffectiveDate, b.EffectiveDate, a.PredecessorID, b.PredecessorID,
			a.SuccessorID, b.SuccessorID, a.Kind, b.Kind, a.Note, b.Note)
	})
	return func(yield func([]driver.Value) bool) {
		for _, e := range events {
			if !yield([]driver.Value{optional(e.PredecessorID), optional(e.SuccessorID), date(e.EffectiveDate), e.Kind,
				optional(e.Note), optional(e.SourceURL), e.Verified}) {
				return
			}
		}
	}
}

// compareStrings compares pair by pair.
func compareStrings(pairs ...string) int {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] != pairs[i+1] {
			if pairs[i] < pairs[i+1] {
				return -1
			}
			return 1
		}
	}
	return 0
}
