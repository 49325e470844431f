package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"gongkai/analytics"
	"gongkai/ingest"
	"gongkai/ingest/archive"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// checkFlags are what a check is asked for.
type checkFlags struct {
	json, csv, xlsx, all, force, rules, ocr bool
	output                                  string
	only, except                            []string
	workers                                 int
}

// gongkai check PATH... judges drafts before publication and stores nothing.
func newCheck(flags *rootFlags) *cobra.Command {
	f := &checkFlags{workers: runtime.NumCPU()}
	cmd := &cobra.Command{
		Use:   "check PATH...",
		Short: "公布前核对年报，逐条说明哪里对不上，不保存",
		Example: `  gongkai check 水务局2024年报.docx
  gongkai check 待公布的年报/ --xlsx -o 核对单.xlsx
  gongkai check 待公布的年报/ --only error,warning --csv > 核对结果.csv
  gongkai check --rules`,
		Args: func(cmd *cobra.Command, args []string) error {
			if f.rules {
				return takes(0, "")(cmd, args)
			}
			return needs(1, "要核对的文件或文件夹")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCheck(cmd, flags, f, args)
		},
	}
	set := cmd.Flags()
	set.BoolVar(&f.json, "json", false, "每个文件输出一行 JSON")
	set.BoolVar(&f.csv, "csv", false, "每条核对结果输出一行 CSV")
	set.BoolVar(&f.xlsx, "xlsx", false, "写出可发回单位的核对单（须写明 -o）")
	set.StringVarP(&f.output, "output", "o", "", "写到这个文件，不写到标准输出")
	set.BoolVar(&f.force, "force", false, "-o 的文件已存在时覆盖")
	set.BoolVar(&f.all, "all", false, "也列出不能判断的规则")
	set.BoolVar(&f.rules, "rules", false, "列出全部规则，不核对")
	set.StringSliceVar(&f.only, "only", nil, "只看这些规则或程度（规则编号，或 error、warning、info）")
	set.StringSliceVar(&f.except, "except", nil, "不看这些规则或程度")
	ocrFlag(cmd, &f.ocr)
	set.IntVar(&f.workers, "workers", f.workers, "同时读几个文件")
	return cmd
}

// validate says what of the flags does not fit together.
func (f *checkFlags) validate() error {
	formats := 0
	for _, chosen := range []bool{f.json, f.csv, f.xlsx} {
		if chosen {
			formats++
		}
	}
	switch {
	case formats > 1:
		return usageError("--json、--csv、--xlsx 只能选一个")
	case f.xlsx && f.rules:
		return usageError("--rules 没有 --xlsx，请用 --csv 或 --json")
	case f.xlsx && f.output == "":
		return usageError("--xlsx 须用 -o 写明要写的文件")
	case f.workers < 1:
		return usageError("--workers 至少是 1")
	}
	if _, err := os.Lstat(f.output); f.output != "" && err == nil && !f.force {
		return usageError("%s 已存在；要覆盖请加 --force", f.output)
	}
	return nil
}

func runCheck(cmd *cobra.Command, flags *rootFlags, f *checkFlags, paths []string) error {
	selected, err := newSelection(f.only, f.except)
	if err == nil {
		err = f.validate()
	}
	if err != nil {
		return err
	}
	if f.rules {
		return f.toOutput(cmd.OutOrStdout(), func(out io.Writer) error { return printRules(out, f, selected) })
	}
	if err := selected.judged(); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	result, err := check(ctx, cmd, flags, f, paths)
	if err != nil {
		return err
	}
	defer result.drafts.close()
	result.keep(selected)
	result.narrowed = selected.narrows()
	if err := f.toOutput(cmd.OutOrStdout(), func(out io.Writer) error { return result.print(out, cmd.ErrOrStderr(), f) }); err != nil {
		return err
	}
	if result.count().blocked() {
		return &exitError{code: exitDoubts}
	}
	return nil
}

// checked is what a check found.
type checked struct {
	drafts   *drafts
	county   []analytics.Finding
	ignored  int
	narrowed bool // some rules or severities were left out
}

// check reads and judges the files of paths.
func check(ctx context.Context, cmd *cobra.Command, flags *rootFlags, f *checkFlags, paths []string) (*checked, error) {
	home := archive.Open(flags.home)
	j, err := homeJudge(home)
	if err != nil {
		return nil, err
	}
	if err := j.beside(home.CurrentBySize()); err != nil {
		return nil, err
	}
	pool, err := ingest.NewPool()
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	progress, finish := newProgress(cmd.ErrOrStderr(), flags.quiet)
	out := &checked{drafts: &drafts{}}
	out.ignored, err = ingest.ReadDrafts(ctx, paths, ingest.ReadOptions{Read: readerOf(pool, f.ocr, cmd.ErrOrStderr()), Names: j.registry.Names(), ThisYear: time.Now().Year(),
		Workers: f.workers, Home: flags.home, Progress: progress}, out.drafts.add)
	finish()
	if len(out.drafts.list) <= warehouse.FewReports {
		runtime.GOMAXPROCS(1) // one thread judges so few: a second would only look for work
	}
	if err == nil {
		out.county, err = j.all(ctx, out.drafts)
	}
	if err != nil && j.version != "" && j.replaced(home) {
		out.county, err = j.all(ctx, out.drafts)
	}
	if err != nil {
		out.drafts.close()
		return nil, err
	}
	if j.notice != "" {
		fmt.Fprintln(cmd.ErrOrStderr(), j.notice+"；请运行一次 gongkai ingest。")
	}
	if j.outdated {
		fmt.Fprintln(cmd.ErrOrStderr(), "库中的数据由另一个版本的程序建立，这次没有与上年和同级单位的年报相比；请先运行一次 gongkai ingest。")
	}
	noteSeconds(out.drafts)
	return out, nil
}

// homeJudge is a judge that knows the registry of a home and what people said
// of findings there; a home that does not exist has neither.
func homeJudge(home *archive.Home) (*judge, error) {
	reg, verdicts, err := ingest.LoadRegistryAndVerdicts(home)
	if err != nil {
		return nil, fmt.Errorf("读单位名录和核对结论：%w", err)
	}
	return newJudge(reg, verdicts), nil
}

// noteSeconds tells of drafts for one body and year: each is judged by itself.
func noteSeconds(d *drafts) {
	type key struct {
		agency string
		year   int
	}
	first := map[key]*draft{}
	for _, one := range d.list {
		if one.as == nil || one.head.Agency == nil || one.head.Agency.ID == "" {
			continue
		}
		k := key{one.as.ID, *one.head.Year}
		if first[k] == nil {
			first[k] = one
			continue
		}
		one.notes = append(one.notes, report.Note{Code: "second_draft", Place: "标题", Message: "这次核对的文件里还有同一单位同一年度的一份：" + first[k].head.File})
	}
}

// keep drops the findings that were not asked for.
func (c *checked) keep(s selection) {
	for _, one := range c.drafts.list {
		one.findings = s.of(one.findings)
	}
	c.county = s.of(c.county)
}

// toOutput hands print the file that -o names, or out. A file is there whole or
// not at all.
func (f *checkFlags) toOutput(out io.Writer, print func(io.Writer) error) error {
	if f.output == "" {
		return print(out)
	}
	tmp := f.output + ".part"
	file, err := os.Create(tmp)
	if err != nil {
		return fmt.Errorf("写 %s：%w", f.output, err)
	}
	err = errors.Join(print(file), file.Close())
	if err == nil {
		err = os.Rename(tmp, f.output)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("写 %s：%w", f.output, err), os.Remove(tmp))
	}
	return nil
}
