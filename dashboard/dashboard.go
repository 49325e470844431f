// Package dashboard serves the pages of gongkai. What enters: a function that
// hands out the current version (its answers and its name) and one that fetches
// the bytes of a source. What leaves: HTML pages and their CSV twins, in
// Chinese, for GET and HEAD only. The pages are listed in routes.go, one file a
// page; every word that a user reads is in words.txt.
//
// A request is parsed (query.go), answered from the cache or built once
// (cache.go, page.go), and rendered from a typed struct (templates/). Charts
// are option objects inside the page; assets/app.js draws them. A page is
// complete without script.
package dashboard

import (
	"context"
	"log/slog"
	"time"

	"gongkai/analytics"
)

// Config is what the dashboard needs from outside.
type Config struct {
	// Current returns the version to read and a function to call when the
	// reading is over. A nil snapshot means that nothing is published yet.
	Current func() (*Snapshot, func())
	// Original returns the bytes of a source by its sha256. Nil: originals
	// are not offered.
	Original func(sha256 string) ([]byte, error)
	// Checklist writes findings as a workbook, the 核对单. Nil: not offered.
	Checklist func(context.Context, *analytics.Answers, []analytics.Finding) ([]byte, error)
	// Program is the version of the program; pages name it and caches depend on it.
	Program string
	// Log receives errors and their request ids. Nil: the default logger.
	Log *slog.Logger
}

// Snapshot is one version of the data: complete and immutable.
type Snapshot struct {
	Answers   *analytics.Answers
	Version   string    // name, as pages and exports print it
	Published time.Time // when it became current
}
