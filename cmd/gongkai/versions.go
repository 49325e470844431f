package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"gongkai/analytics"
	"gongkai/dashboard"
	"gongkai/ingest/archive"
	"gongkai/ingest/warehouse"
)

// look is how often the server looks whether another version is current.
const look = time.Second

// openVersion is a version that requests read; it is closed when it is no
// longer current and its last reader has gone.
type openVersion struct {
	snapshot dashboard.Snapshot
	db       *sql.DB
	readers  int
	retired  bool
}

// versions hands out the current version and swaps it when CURRENT changes.
type versions struct {
	home *archive.Home
	log  io.Writer
	mu   sync.Mutex
	now  *openVersion
	told string // the last problem that was printed
}

func openVersions(home *archive.Home, log io.Writer) *versions {
	v := &versions{home: home, log: log}
	v.refresh()
	return v
}

// watch follows CURRENT until the context ends.
func (v *versions) watch(ctx context.Context) {
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			v.refresh()
		}
	}
}

// current pins the current version for one request.
func (v *versions) current() (*dashboard.Snapshot, func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	version := v.now
	if version == nil {
		return nil, func() {}
	}
	version.readers++
	return &version.snapshot, func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		version.readers--
		version.closeIfUnused()
	}
}

// refresh opens the version that CURRENT names if it is another one. The old
// one serves on while the new one can't be opened.
func (v *versions) refresh() {
	name, err := v.home.CurrentName()
	if err == nil && v.named(name) {
		return
	}
	found, err := v.home.Current()
	switch {
	case errors.Is(err, archive.ErrNoVersion):
		return
	case err != nil:
		v.tell(err.Error())
		return
	case found.Notice != "":
		v.tell(found.Notice)
	}
	if v.named(found.Name) {
		return
	}
	db, err := warehouse.Open(found.Path)
	if err != nil {
		v.tell(err.Error())
		return
	}
	v.swap(&openVersion{db: db, snapshot: dashboard.Snapshot{Answers: analytics.New(db), Version: found.Name, Published: found.Built}})
}

func (v *versions) named(name string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now != nil && v.now.snapshot.Version == name
}

func (v *versions) swap(next *openVersion) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if old := v.now; old != nil {
		old.retired = true
		old.closeIfUnused()
	}
	v.now = next
}

func (o *openVersion) closeIfUnused() {
	if o.retired && o.readers == 0 && o.db != nil {
		o.db.Close()
		o.db = nil
	}
}

// tell prints a problem once, not every second.
func (v *versions) tell(problem string) {
	if problem != v.told {
		v.told = problem
		fmt.Fprintln(v.log, programName+": "+problem)
	}
}

func (v *versions) close() { v.swap(nil) }
