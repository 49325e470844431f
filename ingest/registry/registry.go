// Package registry holds the agencies and reforms of a home: who must report,
// under which names, and what counts in whose total. It reads agencies.csv and
// events.csv, whose columns data/README.md describes.
package registry

// Registry is the agencies and events of a home. The zero value is empty.
type Registry struct {
	Agencies []Agency
	Events   []Event
}

// Agency is a reporting body. A rename keeps the ID.
type Agency struct {
	ID         string // <region code>-<slug>
	RegionCode string
	RegionName string
	Name       string // current full name
	ShortName  string
	Former     []FormerName
	Aliases    []string
	Type       string // key of data/agency_types.csv
	Level      string // province, city, county, township, unknown
	ParentID   string
	ValidFrom  int // report years; 0 means open
	ValidTo    int
	MustReport bool
	InRollup   bool
	Deadline   string // MM-DD, "" for the statutory one of its type
	Simulated  bool
	Order      int // official order: the line number in the file
}

// FormerName is a name that a body had in some report years.
type FormerName struct {
	Name     string
	From, To int // 0 means open
}

// Event is a reform that breaks a series.
type Event struct {
	PredecessorID, SuccessorID string
	EffectiveDate              string // YYYY-MM-DD
	Kind                       string // merge, split, transfer, new, abolished
	Note, SourceURL            string
	Verified                   bool
}
