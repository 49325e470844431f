package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime/debug"
	"sync"
)

// programID names the program and its build: what one build read is not read
// again by the same build, and is read anew by any other. A build from a clean
// checkout is named by its commit, any other by its executable.
var programID = sync.OnceValue(func() string {
	revision, modified := "", true
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				revision = s.Value
			case "vcs.modified":
				modified = s.Value == "true"
			}
		}
	}
	if !modified && len(revision) >= 12 {
		return program + "+" + revision[:12]
	}
	return program + "+dev." + executableID()
})

// executableID tells one build of a changed tree from another by what the
// executable holds.
func executableID() string {
	path, err := os.Executable()
	if err != nil {
		return "unknown"
	}
	f, err := os.Open(path)
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "unknown"
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}
