package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"gongkai/ingest/archive"
	"gongkai/ingest/registry"
)

// RegistrySummary is what importing a registry did.
type RegistrySummary struct {
	Agencies int    `json:"agencies"`
	Events   int    `json:"events"`
	Held     int    `json:"held"` // reports that wait for a person under this registry
	Version  string `json:"version"`
	Changed  bool   `json:"changed"`
}

// ImportRegistry takes agencies.csv and events.csv of a folder as the registry
// of a home, archives both, decides anew on everything received, and publishes
// a version if its contents changed. The error joins every registry.Problem.
func ImportRegistry(ctx context.Context, home, dir string, options Options) (RegistrySummary, error) {
	var files [2][]byte
	var err error
	for i, name := range []string{registry.AgenciesFile, registry.EventsFile} {
		if files[i], err = os.ReadFile(filepath.Join(dir, name)); err != nil {
			return RegistrySummary{}, fmt.Errorf("reading the registry: %w", err)
		}
	}
	if _, err := registry.Read(files[0], files[1]); err != nil {
		return RegistrySummary{}, err
	}
	r, done, err := begin(ctx, home, options)
	if err != nil {
		return RegistrySummary{}, err
	}
	defer done()
	if r.writer == nil {
		return RegistrySummary{}, errors.New("a registry cannot be imported in a dry run")
	}
	if err := r.receiveRegistry(files); err != nil {
		return RegistrySummary{}, err
	}
	k, reg, err := r.settle(ctx, nil)
	if err != nil {
		return RegistrySummary{}, err
	}
	s := RegistrySummary{Agencies: len(reg.Agencies), Events: len(reg.Events)}
	for _, c := range k.candidates {
		if c.outcome == Held {
			s.Held++
		}
	}
	s.Version, s.Changed, err = r.publish(ctx, k, reg, newlyPublished(k.candidates))
	return s, err
}

// receiveRegistry archives and journals both files unless they are in force.
func (r *run) receiveRegistry(files [2][]byte) error {
	events, err := r.events()
	if err != nil {
		return err
	}
	k := knownFrom(events)
	var received []archive.Received
	for i, name := range []string{registry.AgenciesFile, registry.EventsFile} {
		sha, err := r.writer.Stage(files[i])
		if err != nil {
			return fmt.Errorf("receiving the registry: %w", err)
		}
		received = append(received, archive.Received{Kind: registryKind, SHA256: sha, Name: name, Size: int64(len(files[i]))})
	}
	if k.agencies == received[0].SHA256 && k.events == received[1].SHA256 {
		received = nil
	}
	return r.writer.Receive(received)
}
