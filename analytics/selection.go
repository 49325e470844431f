package analytics

import (
	"context"
	"database/sql"
	"fmt"
)

// Selection says whose numbers are summed.
//
// A region alone: its registered bodies that count in its total, by their own
// reports. With Types: those of these kinds. With one agency: that body
// whatever it is, so that the page of a roll-up or of an unregistered body
// works too. With several agencies: the registered ones among them, by their
// own reports. Agencies win over Region and Types. A roll-up is never added to
// the bodies it sums.
type Selection struct {
	Region   string   // region code; may be empty when Agencies names bodies
	Types    []string // keys of agency types; empty means all
	Agencies []string // agency ids; empty means all of the region
}

// Years is a range of report years, both ends included. 0 leaves an end open:
// the first or last year that the region has.
type Years struct{ From, To int }

// members is a selection resolved to bodies.
type members struct {
	ids       []string
	region    string
	alone     bool // one body, seen by itself
	whole     bool // all of a region
	simulated bool
}

// resolve finds the bodies of a selection. ErrNotFound when it names a region
// or bodies that are not there; kinds that a region lacks give an empty one.
func (a *Answers) resolve(ctx context.Context, sel Selection) (members, error) {
	if sel.Region == "" && len(sel.Agencies) == 0 {
		return members{}, ErrNoSelection
	}
	out := members{ids: []string{}, region: sel.Region, alone: len(sel.Agencies) == 1,
		whole: len(sel.Agencies) == 0 && len(sel.Types) == 0}
	var id string
	var simulated bool
	err := each(ctx, a.db, "selection", []any{&id, &simulated}, func() error {
		out.ids = append(out.ids, id)
		out.simulated = out.simulated || simulated
		return nil
	}, sql.Named("region", sel.Region), texts("types", sel.Types), texts("agencies", sel.Agencies))
	if err != nil {
		return members{}, err
	}
	if len(out.ids) == 0 && len(sel.Types) == 0 {
		return members{}, fmt.Errorf("selection of region %q and agencies %q: %w", sel.Region, sel.Agencies, ErrNotFound)
	}
	return out, nil
}

// args are the parameters by which queries know the bodies.
func (m members) args() []any {
	return []any{texts("ids", m.ids), sql.Named("region", m.region), sql.Named("alone", m.alone), sql.Named("whole", m.whole)}
}
