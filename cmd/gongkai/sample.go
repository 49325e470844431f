package main

import (
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/ingest/sample"
)

// gongkai sample DIR makes up a county whose reports look like real ones.
func newSample(_ *rootFlags) *cobra.Command {
	opt := sample.Options{}
	var years, styles string
	var list bool
	cmd := &cobra.Command{
		Use:   "sample DIR",
		Short: "生成一个虚构县的年报、单位名录和标准答案，供试用和测试",
		Example: `  gongkai sample demo --agencies 45 --years 2019..2025 --seed 1
  gongkai sample demo --styles text-tabs,html-clean
  gongkai sample --list-styles`,
		Args: func(cmd *cobra.Command, args []string) error {
			if list {
				return takes(0, "")(cmd, args)
			}
			return takes(1, "要生成到哪个文件夹")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if list {
				return listStyles(cmd.OutOrStdout())
			}
			var err error
			if opt.FirstYear, opt.LastYear, err = yearRange(years); err != nil {
				return err
			}
			if opt.Faults < 0 || opt.Faults > 1 {
				return usageError("--faults %g 不对：应是 0 到 1 之间的比例，如 0.2", opt.Faults)
			}
			opt.Styles = strings.Split(styles, ",")
			summary, err := sample.Write(args[0], opt)
			if err != nil {
				return fmt.Errorf("生成样例：%w", err)
			}
			printSample(cmd.ErrOrStderr(), args[0], summary)
			return nil
		},
	}
	cmd.Flags().IntVar(&opt.Agencies, "agencies", 45, "单位个数（另加县汇总）")
	cmd.Flags().StringVar(&years, "years", "2019..2025", "年度，如 2023 或 2019..2025")
	cmd.Flags().Uint64Var(&opt.Seed, "seed", 1, "种子；种子相同，文件逐字节相同")
	cmd.Flags().StringVar(&styles, "styles", "all", "版面样式，逗号分隔；all 为全部应能读出的样式")
	cmd.Flags().Float64Var(&opt.Faults, "faults", 0, "有差错的年报所占比例，0 到 1；差错记在 faults.csv")
	cmd.Flags().BoolVar(&list, "list-styles", false, "列出版面样式")
	return cmd
}

// yearRange reads 2023 or 2019..2025.
func yearRange(s string) (first, last int, err error) {
	from, to, ranged := strings.Cut(s, "..")
	if !ranged {
		to = from
	}
	first, err1 := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || first > last {
		return 0, 0, usageError("年度 %q 不对：应写成 2023 或 2019..2025", s)
	}
	return first, last, nil
}

func listStyles(out io.Writer) error {
	for _, s := range sample.Styles() {
		refused := ""
		if s.Refused {
			refused = "（应拒读）"
		}
		if _, err := fmt.Fprintf(out, "%-28s %-5s %s%s\n", s.Name, s.Family, s.Description, refused); err != nil {
			return fmt.Errorf("writing styles: %w", err)
		}
	}
	return nil
}

func printSample(out io.Writer, dir string, s sample.Summary) {
	fmt.Fprintf(out, "在 %s 生成 %d 个单位的 %d 份年报，%d 个单元格，%d 种版面。\n", dir, s.Agencies, s.Reports, s.Cells, len(s.Styles))
	var years []int
	for y := range s.Requests {
		years = append(years, y)
	}
	sort.Ints(years)
	for _, y := range years {
		fmt.Fprintf(out, "  %d 年全县新收申请 %d 件\n", y, s.Requests[y])
	}
	for _, name := range s.NotFiled {
		fmt.Fprintf(out, "  未报送：%s\n", name)
	}
	fmt.Fprintf(out, "接下来：gongkai agencies import %s/registry && gongkai ingest %s/reports\n", dir, dir)
}
