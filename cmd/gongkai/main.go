// Command gongkai reads government information disclosure reports into DuckDB
// and serves what they say as chart pages. This package is the only place that
// joins the others; each command is one file.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// Exit codes, see ARCHITECTURE.md.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitDoubts  = 3 // done, but something was held or rejected, or a check found an error
	exitLocked  = 75
	programName = "gongkai"
)

// program is the version of the program; parse results and data versions are
// tied to it.
const program = "0.1.0"

// exitError carries an exit code; an empty message means that all is said.
type exitError struct {
	code    int
	message string
}

func (e *exitError) Error() string { return e.message }

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is main without the process: it returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(context.Background())
	var exit *exitError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &exit):
		if exit.message != "" {
			fmt.Fprintln(stderr, programName+": "+exit.message)
		}
		return exit.code
	}
	fmt.Fprintln(stderr, programName+": "+err.Error())
	return exitFailed
}

// usageError marks an error as wrong usage.
func usageError(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Sprintf(format, args...)}
}

type rootFlags struct {
	home  string
	quiet bool
}

func newRoot() *cobra.Command {
	flags := &rootFlags{}
	root := &cobra.Command{
		Use:   programName,
		Short: "读取政府信息公开工作年度报告，核对、汇总并以图表呈现",
		Example: `  gongkai read 年报.docx               看这份文件读出了什么，不保存
  gongkai check 待公布的年报/          公布前逐条核对，不保存
  gongkai ingest 收到的年报/           读入文件夹里的全部年报
  gongkai serve                        在 http://127.0.0.1:8080 查看图表`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError("没有 %q 这个命令（见 %s --help）", args[0], cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	home := os.Getenv("GONGKAI_HOME")
	if home == "" {
		home = "gongkai-home"
	}
	root.PersistentFlags().StringVar(&flags.home, "home", home, "数据文件夹（默认取环境变量 GONGKAI_HOME）")
	root.PersistentFlags().BoolVarP(&flags.quiet, "quiet", "q", false, "不显示进度")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError("%v（见 %s --help）", err, cmd.CommandPath())
	})
	root.AddCommand(newRead(flags), newCheck(flags), newIngest(flags), newServe(flags), newAgencies(flags), newHeld(flags), newAccept(flags), newReject(flags), newVerdict(flags), newSample(flags), newWorker())
	speakChinese(root)
	return root
}
