package ingest

import (
	"fmt"
	"time"

	"gongkai/ingest/archive"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// Kinds of received source.
const (
	reportKind   = "report"
	bundleKind   = "bundle" // a zip whose files are received by themselves
	registryKind = "registry"
	// recognitionKind is what was made out in the pictures of a source. The last
	// one counts.
	recognitionKind = "recognition"
)

// acceptRevision is the decision to publish a second report of an agency and
// year as a revision.
const acceptRevision = "accept_revision"

// acceptReport and rejectReport are a person's decisions on a held report.
const (
	acceptReport = "accept"
	rejectReport = "reject"
)

// known is what archive and journal say.
type known struct {
	candidates []*candidate // without report yet, in the order of receipt
	bySHA      map[string]*candidate
	agencies   string // sha256 of the registry's files in force, "" before any import
	events     string
	seq        int64                     // of the last event that contents depend on
	settled    map[string]bool           // sources that were there when a version was last published
	verdicts   map[string]report.Verdict // by finding: what a person said last
}

// knownFrom reads the journal's events.
func knownFrom(events []archive.Event) *known {
	k := &known{bySHA: map[string]*candidate{}, settled: map[string]bool{}, verdicts: map[string]report.Verdict{}}
	for i, e := range events {
		switch e.Event {
		case archive.ReceivedEvent:
			k.seq = e.Seq
			switch {
			case e.Kind == reportKind:
				k.add(e.SHA256, e.Name, e.Time)
			case e.Kind == recognitionKind:
				if c := k.bySHA[e.Of]; c != nil {
					c.recognition = e.SHA256
				}
			case e.Kind == registryKind && i+1 < len(events) && events[i+1].Kind == registryKind && events[i+1].Run == e.Run:
				// The two files of a registry are journalled one after the other;
				// a pair that was cut in two by a kill does not count.
				k.agencies, k.events = e.SHA256, events[i+1].SHA256
			}
		case archive.DecidedEvent:
			k.seq = e.Seq
			if e.Finding != "" {
				k.judge(e)
			} else if c := k.bySHA[e.SHA256]; c != nil {
				c.decide(e)
			}
		case archive.PublishedEvent:
			k.adopt(e)
		}
	}
	return k
}

// add notes a received report; the first name under which it came stays.
func (k *known) add(sha, name string, when time.Time) {
	if k.bySHA[sha] != nil {
		return
	}
	c := &candidate{sha: sha, name: name, receivedOn: when.Format(time.DateOnly)}
	k.bySHA[sha] = c
	k.candidates = append(k.candidates, c)
}

func (k *known) adopt(e archive.Event) {
	for _, sha := range e.Adopted {
		if c := k.bySHA[sha]; c != nil && c.adopted == 0 {
			c.adopted = e.Seq
		}
	}
	for _, c := range k.candidates {
		k.settled[c.sha] = true
	}
}

// LoadRegistry returns the registry in force in a home, an empty one before
// any import.
func LoadRegistry(home *archive.Home) (*registry.Registry, error) {
	reg, _, err := LoadRegistryAndVerdicts(home)
	return reg, err
}

// LoadRegistryAndVerdicts returns the registry in force in a home and what
// people last said of findings there, reading its journal once.
func LoadRegistryAndVerdicts(home *archive.Home) (*registry.Registry, []warehouse.Verdict, error) {
	events, err := home.EventsAbout(`"kind":"`+registryKind+`"`, `"finding":`)
	if err != nil {
		return nil, nil, err
	}
	k := knownFrom(events)
	reg, err := k.registry(home)
	return reg, k.verdictList(), err
}

func (k *known) registry(home *archive.Home) (*registry.Registry, error) {
	if k.agencies == "" {
		return &registry.Registry{}, nil
	}
	agencies, err := home.Load(k.agencies)
	if err != nil {
		return nil, fmt.Errorf("reading the registry: %w", err)
	}
	events, err := home.Load(k.events)
	if err != nil {
		return nil, fmt.Errorf("reading the registry: %w", err)
	}
	reg, err := registry.Read(agencies, events)
	if err != nil {
		return nil, fmt.Errorf("reading the registry: %w", err)
	}
	return reg, nil
}
