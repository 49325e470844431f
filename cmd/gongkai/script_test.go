package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"gongkai/ingest"
)

// TestMain also lets the test binary be the worker that commands start.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == ingest.WorkerCommand {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){
		"gongkai": func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// Whole commands, as their users type them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: func(env *testscript.Env) error {
		env.Setenv("GONGKAI_HOME", env.WorkDir+"/home")
		return nil
	}})
}
