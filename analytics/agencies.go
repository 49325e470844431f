package analytics

import (
	"context"
	"database/sql"
	"fmt"
)

// Agency is a reporting body.
type Agency struct {
	ID, Region, RegionName string
	Name, ShortName        string
	Type, TypeName         string // key and official word of the kind of body
	Level                  string
	ParentID               string
	ValidFrom, ValidTo     int // report years, 0 open
	MustReport, InRollup   bool
	Deadline               string // MM-DD that counts: its own, else the statutory one; "" when none is known
	Registered, Simulated  bool
	Order                  int // official order
}

// fields are the columns of the view stg_agency.
func (a *Agency) fields() []any {
	return []any{&a.ID, &a.Region, &a.RegionName, &a.Name, &a.ShortName, &a.Type, &a.TypeName, &a.Level, &a.ParentID,
		&a.ValidFrom, &a.ValidTo, &a.MustReport, &a.InRollup, &a.Deadline, &a.Registered, &a.Simulated, &a.Order}
}

// AgencyName is a name under which a body files or filed.
type AgencyName struct {
	Name     string
	Kind     string // current, former, alias
	From, To int    // report years, 0 open
}

func (n *AgencyName) fields() []any { return []any{&n.Name, &n.Kind, &n.From, &n.To} }

// AgencyPage is one body with its names and reforms.
type AgencyPage struct {
	Agency Agency
	Names  []AgencyName
	Events []Event
	// Years has one entry a year of its region (of its reports when it is
	// unregistered), oldest first.
	Years []CoverageCell
}

// Agencies lists the registered bodies of a selection in official order,
// roll-ups included.
func (a *Answers) Agencies(ctx context.Context, sel Selection) ([]Agency, error) {
	return list(ctx, a.db, "agencies", (*Agency).fields, sql.Named("region", sel.Region),
		texts("types", sel.Types), texts("agencies", sel.Agencies))
}

// Agency returns one body, registered or not; ErrNotFound when there is none.
func (a *Answers) Agency(ctx context.Context, id string) (AgencyPage, error) {
	agency, err := a.agency(ctx, id)
	if err != nil {
		return AgencyPage{}, err
	}
	names, err := list(ctx, a.db, "agency_names", (*AgencyName).fields, sql.Named("agency", id))
	if err != nil {
		return AgencyPage{}, err
	}
	events, err := a.Events(ctx, Selection{Agencies: []string{id}})
	if err != nil {
		return AgencyPage{}, err
	}
	rows, err := a.coverageRows(ctx, "", []string{id}, Years{})
	if err != nil {
		return AgencyPage{}, err
	}
	page := AgencyPage{Agency: agency, Names: names, Events: events}
	if len(rows) > 0 {
		page.Years = rows[0].Cells
	}
	return page, nil
}

func (a *Answers) agency(ctx context.Context, id string) (Agency, error) {
	agency, err := first(ctx, a.db, "agencies", (*Agency).fields, sql.Named("region", ""),
		texts("types", nil), texts("agencies", []string{id}))
	if err != nil {
		return Agency{}, fmt.Errorf("agency %q: %w", id, err)
	}
	return agency, nil
}

// Unregistered is a body that filed and is not in the registry. It enters no
// total.
type Unregistered struct {
	ID, Name            string
	Reports             int // published
	FirstYear, LastYear int
}

func (u *Unregistered) fields() []any {
	return []any{&u.ID, &u.Name, &u.Reports, &u.FirstYear, &u.LastYear}
}

// Unregistered lists them by name.
func (a *Answers) Unregistered(ctx context.Context) ([]Unregistered, error) {
	return list(ctx, a.db, "unregistered", (*Unregistered).fields)
}

// AgencyType is a kind of body with how many registered bodies a region has.
type AgencyType struct {
	Key, Name string
	Agencies  int
}

// AgencyTypes lists the kinds that a region has, in official order.
func (a *Answers) AgencyTypes(ctx context.Context, region string) ([]AgencyType, error) {
	return list(ctx, a.db, "agency_types", func(t *AgencyType) []any { return []any{&t.Key, &t.Name, &t.Agencies} },
		sql.Named("region", region))
}
