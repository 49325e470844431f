package analytics

import "context"

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

// AgencyName is a name under which a body files or filed.
type AgencyName struct {
	Name     string
	Kind     string // current, former, alias
	From, To int    // report years, 0 open
}

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
	return nil, errNotYet
}

// Agency returns one body, registered or not; ErrNotFound when there is none.
func (a *Answers) Agency(ctx context.Context, id string) (AgencyPage, error) {
	return AgencyPage{}, errNotYet
}

// Unregistered is a body that filed and is not in the registry. It enters no
// total.
type Unregistered struct {
	ID, Name            string
	Reports             int // published
	FirstYear, LastYear int
}

// Unregistered lists them by name.
func (a *Answers) Unregistered(ctx context.Context) ([]Unregistered, error) {
	return nil, errNotYet
}

// AgencyType is a kind of body with how many registered bodies a region has.
type AgencyType struct {
	Key, Name string
	Agencies  int
}

// AgencyTypes lists the kinds that a region has, in official order.
func (a *Answers) AgencyTypes(ctx context.Context, region string) ([]AgencyType, error) {
	return nil, errNotYet
}
