package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"unicode"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"gongkai/data"
	"gongkai/ingest"
	"gongkai/ingest/archive"
	"gongkai/ingest/report"
)

// gongkai ingest PATH... reads files into the home folder and publishes a
// version.
func newIngest(flags *rootFlags) *cobra.Command {
	var asJSON bool
	var accept, dry, ocr bool
	workers := runtime.NumCPU()
	cmd := &cobra.Command{
		Use:   "ingest PATH...",
		Short: "读入年报文件或文件夹，发布新的数据版本",
		Example: `  gongkai ingest 收到的年报/
  gongkai ingest 水务局2024年报.docx --accept-revisions
  gongkai ingest 收到的年报/ --dry-run`,
		Args: needs(1, "要读入的文件或文件夹"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			options, done, err := runOptions()
			if err != nil {
				return err
			}
			defer done()
			options.AcceptRevisions, options.DryRun, options.Workers = accept, dry, workers
			if !ocr {
				options.Recognize = nil
			}
			progress, finish := newProgress(cmd.ErrOrStderr(), flags.quiet)
			options.Progress = progress
			summary, err := ingest.Run(ctx, flags.home, args, options)
			finish()
			if err != nil {
				return writerError(err)
			}
			if asJSON {
				encoder := json.NewEncoder(cmd.OutOrStdout())
				encoder.SetEscapeHTML(false)
				if err := encoder.Encode(summary); err != nil {
					return fmt.Errorf("writing JSON: %w", err)
				}
			}
			printSummary(cmd.ErrOrStderr(), summary, dry)
			if summary.Held+summary.Rejected > 0 {
				return &exitError{code: exitDoubts}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&accept, "accept-revisions", false, "同一单位同一年度的不同年报作为更正版收下（发布日期最晚的为准）")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "只说会怎样，不保存、不发布")
	ocrFlag(cmd, &ocr)
	cmd.Flags().IntVar(&workers, "workers", workers, "同时读几个文件")
	cmd.Flags().BoolVar(&asJSON, "json", false, "在标准输出给出 JSON 汇总")
	return cmd
}

// writerError gives another writer at work its exit code.
func writerError(err error) error {
	var busy *archive.BusyError
	if errors.As(err, &busy) {
		return &exitError{exitLocked, busy.Error()}
	}
	return err
}

// newProgress draws a bar on a terminal only.
func newProgress(out io.Writer, quiet bool) (progress func(done, total int), finish func()) {
	if file, ok := out.(*os.File); quiet || !ok || !isTerminal(file) {
		return nil, func() {}
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
			if bar == nil {
				bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription("读取"),
					progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
			}
			_ = bar.Set(done) // a bar that can't be drawn stops nothing
		}, func() {
			if bar != nil {
				_ = bar.Finish()
			}
		}
}

func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// printSummary says what became of the files; the parts add up to the whole.
func printSummary(out io.Writer, s ingest.Summary, dry bool) {
	if s.NoEngine {
		fmt.Fprintln(out, noEngine)
	}
	s.Files = namedApart(s.Files)
	for _, f := range s.Files {
		switch f.Outcome {
		case ingest.Held:
			say(out, report.HeldWords, f.Name, f.Code, data.PlaceWords(f.Place), f.Message, f.Hint)
		case ingest.Rejected:
			say(out, report.RejectedWords, f.Name, f.Code, data.PlaceWords(f.Place), f.Message, f.Hint)
		}
	}
	printNotes(out, s.Files)
	fmt.Fprintf(out, "收到 %d 个文件 = 发布 %d + %s %d + %s %d + 重复 %d + 忽略 %d\n",
		s.Received, s.Published, report.HeldWords, s.Held, report.RejectedWords, s.Rejected, s.Duplicate, s.Ignored)
	switch {
	case dry:
		fmt.Fprintln(out, "这是试运行：没有保存，也没有发布。")
	case s.Changed:
		fmt.Fprintf(out, "已发布数据版本 %s。接下来：gongkai serve\n", s.Version)
	case s.Version == "":
		fmt.Fprintln(out, "没有可发布的内容。")
	default:
		fmt.Fprintf(out, "内容没有变化，数据版本仍是 %s。\n", s.Version)
	}
}

// namedApart names files by their path where several of a run have one name, as
// those of two folders that were named: nobody knew which of them is meant.
func namedApart(files []ingest.File) []ingest.File {
	paths := map[string]string{}
	several := map[string]bool{}
	for _, f := range files {
		if path, ok := paths[f.Name]; ok && path != f.Path {
			several[f.Name] = true
		}
		paths[f.Name] = f.Path
	}
	out := slices.Clone(files)
	for i, f := range out {
		if !several[f.Name] {
			continue
		}
		out[i].Name = f.Path
		zip := filepath.Base(f.Path)
		if at := strings.Index(f.Name, zip+"!"); at >= 0 {
			out[i].Name += f.Name[at+len(zip):]
		}
	}
	return out
}

// shownNotes is how many notes of one kind a run prints; --json has them all.
const shownNotes = 10

func printNotes(out io.Writer, files []ingest.File) {
	var first []report.Note // of each kind
	count := map[string]int{}
	for _, f := range files {
		for _, n := range f.Notes {
			if count[n.Code]++; count[n.Code] == 1 {
				first = append(first, n)
			}
			if count[n.Code] <= shownNotes {
				say(out, "提醒", f.Name, data.PlaceWords(n.Place), n.Message)
			}
		}
	}
	if len(first) > 0 {
		fmt.Fprintln(out, "提醒  写明“没有采用”的，请对照原件，有误的改正后重新报送；其余供了解。")
	}
	for _, n := range first {
		if more := count[n.Code] - shownNotes; more > 0 {
			fmt.Fprintf(out, "提醒  另有 %d 处与“%s”同类（%s），用 gongkai read 逐份列出\n", more, shorten(oneLine(n.Message), longestQuote), n.Code)
		}
	}
}

// say prints one line about a file: what of it is empty is left out. One that is
// held or rejected is told with its code, by which programs know the kind.
func say(out io.Writer, kind, name string, parts ...string) {
	line := kind + "  文件 " + oneLine(name)
	for _, part := range parts {
		if part != "" {
			line += " · " + oneLine(part)
		}
	}
	fmt.Fprintln(out, line)
}

// oneLine makes a text that comes from outside safe for a terminal and a log:
// what does not print, or turns the direction of writing, is shown as its
// escape.
func oneLine(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == ' ' || unicode.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRune(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}
