package html

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gongkai/ingest/document"
)

var rgb = regexp.MustCompile(`^rgba?\((\d+),(\d+),(\d+)(?:,([\d.]+))?\)$`)

// faint tells a colour through which nearly all shines.
func faint(color string) bool {
	const pale = 0.1
	alpha := ""
	switch {
	case color == "transparent":
		return true
	case strings.HasPrefix(color, "#") && len(color) == 5:
		alpha = color[4:] + color[4:]
	case strings.HasPrefix(color, "#") && len(color) == 9:
		alpha = color[7:]
	case strings.HasPrefix(color, "rgba("):
		if m := rgb.FindStringSubmatch(color); m != nil {
			a, err := strconv.ParseFloat(m[4], 64)
			return err == nil && a < pale
		}
	}
	a, err := strconv.ParseUint(alpha, 16, 8)
	return err == nil && float64(a) < pale*255
}

// paper tells a colour that cannot be told from paper, or none at all.
func paper(color string) bool {
	switch {
	case color == "white" || color == "snow" || color == "ivory" || color == "whitesmoke" || color == "ghostwhite" || faint(color):
		return true
	case strings.HasPrefix(color, "#"):
		digits := color[1:]
		if len(digits) == 3 || len(digits) == 4 {
			var long strings.Builder
			for i := range len(digits) {
				long.WriteString(digits[i:i+1] + digits[i:i+1])
			}
			digits = long.String()
		}
		return document.White(digits[:min(6, len(digits))])
	}
	m := rgb.FindStringSubmatch(color)
	if m == nil {
		return false
	}
	for _, part := range m[1:4] {
		if n, err := strconv.Atoi(part); err != nil || n < document.Paper {
			return false
		}
	}
	return true
}

// byName are the colours that are named most.
var byName = map[string]string{
	"black": "#000000", "white": "#ffffff", "red": "#ff0000", "blue": "#0000ff", "green": "#008000", "yellow": "#ffff00", "gray": "#808080", "grey": "#808080",
}

var plainColour = regexp.MustCompile(`^#(?:[0-9a-f]{6}|[0-9a-f]{3})`)

// canonical writes a colour in one way, "" where it names none: what is around
// decides then, as behind a background that lets all through.
func canonical(colour string) string {
	switch colour {
	case "", "none", "inherit", "initial", "unset", "revert", "currentcolor", "auto":
		return ""
	}
	if hex, ok := byName[colour]; ok {
		return hex
	}
	if m := rgb.FindStringSubmatch(colour); m != nil && (m[4] == "" || m[4] == "1") {
		var parts [3]int
		for i := range parts {
			fmt.Sscan(m[i+1], &parts[i]) // digits, as the pattern says
		}
		return fmt.Sprintf("#%02x%02x%02x", parts[0], parts[1], parts[2])
	}
	if m := plainColour.FindString(colour); m != "" && !strings.Contains(colour, "url(") && !strings.Contains(colour, "gradient") && len(colour) != 5 && len(colour) != 9 {
		if len(m) == 4 {
			m = "#" + m[1:2] + m[1:2] + m[2:3] + m[2:3] + m[3:4] + m[3:4]
		}
		return m
	}
	return colour
}

// solid is canonical for what is behind text: it counts unless all shines through.
func solid(colour string) string {
	if faint(colour) {
		return ""
	}
	return canonical(colour)
}
