package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"gongkai/ingest"
	"gongkai/ingest/archive"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

// gongkai agencies import|list keeps the registry of reporting bodies.
func newAgencies(flags *rootFlags) *cobra.Command {
	cmd := &cobra.Command{Use: "agencies", Short: "单位名录：导入、列出", Args: takes(0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(newAgenciesImport(flags), newAgenciesList(flags))
	return cmd
}

func newAgenciesImport(flags *rootFlags) *cobra.Command {
	return &cobra.Command{
		Use:     "import DIR",
		Short:   "以文件夹里的 agencies.csv 和 events.csv 作为单位名录",
		Example: "  gongkai agencies import 名录/",
		Args:    takes(1, "放着 agencies.csv 和 events.csv 的文件夹"),
		RunE: func(cmd *cobra.Command, args []string) error {
			options, done, err := runOptions()
			if err != nil {
				return err
			}
			defer done()
			s, err := ingest.ImportRegistry(context.Background(), flags.home, args[0], options)
			if err != nil {
				return writerError(err)
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "单位名录有 %d 个单位、%d 项机构变动。", s.Agencies, s.Events)
			if s.Changed {
				fmt.Fprintf(cmd.ErrOrStderr(), "已发布数据版本 %s。\n", s.Version)
			} else {
				fmt.Fprintln(cmd.ErrOrStderr(), "内容没有变化。")
			}
			if s.Held > 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "按这份名录，有 %d 份年报%s，见 gongkai held。\n", s.Held, report.HeldWords)
			}
			return nil
		},
	}
}

func newAgenciesList(flags *rootFlags) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "列出单位名录",
		Args:  takes(0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			reg, err := ingest.LoadRegistry(archive.Open(flags.home))
			if err != nil {
				return fmt.Errorf("读单位名录：%w", err)
			}
			return listAgencies(cmd.OutOrStdout(), cmd.ErrOrStderr(), reg, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "每个单位输出一行 JSON")
	return cmd
}

func listAgencies(out, words io.Writer, reg *registry.Registry, asJSON bool) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, a := range reg.Agencies {
		if asJSON {
			if err := encoder.Encode(a); err != nil {
				return fmt.Errorf("writing JSON: %w", err)
			}
			continue
		}
		years := ""
		if a.ValidFrom != 0 || a.ValidTo != 0 {
			years = fmt.Sprintf("  %s..%s", orOpen(a.ValidFrom), orOpen(a.ValidTo))
		}
		fmt.Fprintf(out, "%-28s %s%s\n", a.ID, a.Name, years)
	}
	if len(reg.Agencies) == 0 {
		fmt.Fprintln(words, "单位名录是空的。导入：gongkai agencies import DIR")
	}
	return nil
}

func orOpen(year int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprint(year)
}
