package main

import (
	"github.com/spf13/cobra"
)

// usageTemplate is the help of every command, in Chinese.
const usageTemplate = `用法：
  {{if .Runnable}}{{.UseLine}}{{else}}{{.CommandPath}} 命令{{end}}{{if .HasExample}}

例子：
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

共用选项：
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

“{{.CommandPath}} 命令 --help”看某个命令的说明。{{end}}
`

// speakChinese sets the words that cobra brings in English.
func speakChinese(root *cobra.Command) {
	root.SetUsageTemplate(usageTemplate)
	root.CompletionOptions.DisableDefaultCmd = false
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Short = "看某个命令的说明"
		case "completion":
			cmd.Short = "生成命令行补全脚本"
		}
	}
	helpFlag(root)
}

func helpFlag(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	cmd.Flags().Lookup("help").Usage = "看说明"
	for _, sub := range cmd.Commands() {
		helpFlag(sub)
	}
}

// needs refuses a command that lacks arguments, saying what it wants.
func needs(count int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < count {
			return usageError("请写明%s（见 %s --help）", what, cmd.CommandPath())
		}
		return nil
	}
}

// takes is needs with no argument more than that.
func takes(count int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > count {
			return usageError("多出的参数 %q（见 %s --help）", args[count], cmd.CommandPath())
		}
		return needs(count, what)(cmd, args)
	}
}
