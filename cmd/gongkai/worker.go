package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"gongkai/ingest"
)

// gongkai read-worker is what the program starts itself as, to read files from
// outside in a process that may fail.
func newWorker() *cobra.Command {
	return &cobra.Command{
		Use:    ingest.WorkerCommand,
		Hidden: true,
		Args:   takes(0, ""),
		RunE: func(*cobra.Command, []string) error {
			if err := ingest.Work(os.Stdin, os.Stdout); err != nil {
				return fmt.Errorf("worker: %w", err)
			}
			return nil
		},
	}
}
