package html

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"gongkai/ingest/document"
)

// linear is what transforms do to directions: x' = a·x + c·y, y' = b·x + d·y. What
// a table around turns over, one inside may turn back.
type linear [4]float64

var upright = linear{1, 0, 0, 1}

func (m linear) after(inner linear) linear {
	return linear{
		m[0]*inner[0] + m[2]*inner[1], m[1]*inner[0] + m[3]*inner[1],
		m[0]*inner[2] + m[2]*inner[3], m[1]*inner[2] + m[3]*inner[3],
	}
}

// doubt says what becomes of upright text: it may be smaller or lean a little.
func (m linear) doubt() string {
	const faint, lean = 0.3, 0.94 // cos 20°
	wide, high := math.Hypot(m[0], m[1]), math.Hypot(m[2], m[3])
	switch {
	case m == upright:
		return ""
	case min(wide, high) < faint:
		return document.HiddenDoubt
	case m[0] < lean*wide || m[3] < lean*high:
		return document.TurnedDoubt
	}
	return ""
}

var function = regexp.MustCompile(`([a-z0-9]+)\(([^()]*)\)`)

// transforms are all that a style does to the directions of its element.
func (s style) transforms() linear {
	m := upright
	if v := s["rotate"]; v != "" && v != "none" {
		m = m.after(transform("rotate", []string{v}))
	}
	if v := s["scale"]; v != "" && v != "none" {
		m = m.after(transform("scale", []string{v}))
	}
	for _, f := range function.FindAllStringSubmatch(s["transform"], -1) {
		m = m.after(transform(f[1], strings.Split(f[2], ",")))
	}
	return m
}

// transform is what one function does; of one that is not known, nothing.
func transform(name string, arguments []string) linear {
	n := make([]float64, 16)
	for i := range min(len(arguments), len(n)) {
		n[i] = angleOrNumber(arguments[i])
	}
	sin, cos := math.Sincos(n[0])
	switch name {
	case "rotate", "rotatez":
		return linear{cos, sin, -sin, cos}
	case "rotatex":
		return linear{1, 0, 0, cos}
	case "rotatey":
		return linear{cos, 0, 0, 1}
	case "scale", "scale3d":
		if len(arguments) == 1 {
			n[1] = n[0]
		}
		return linear{n[0], 0, 0, n[1]}
	case "scalex":
		return linear{n[0], 0, 0, 1}
	case "scaley":
		return linear{1, 0, 0, n[0]}
	case "matrix":
		return linear{n[0], n[1], n[2], n[3]}
	case "matrix3d":
		return linear{n[0], n[1], n[4], n[5]}
	}
	return upright
}

// angles are the units of angles, as parts of a turn.
var angles = []struct {
	unit  string
	parts float64
}{{"deg", 360}, {"grad", 400}, {"rad", 2 * math.Pi}, {"turn", 1}, {"%", 100 * 2 * math.Pi}}

// angleOrNumber reads an angle in radians, a share or a plain number.
func angleOrNumber(text string) float64 {
	for _, a := range angles {
		if before, found := strings.CutSuffix(text, a.unit); found {
			v, _ := strconv.ParseFloat(before, 64) // 0 as for what is none
			return v / a.parts * 2 * math.Pi
		}
	}
	v, _ := strconv.ParseFloat(text, 64)
	return v
}

// moved tells a transform that takes its element off the page.
func (s style) moved() bool {
	if !strings.Contains(s["transform"], "translate") && s["translate"] == "" {
		return false
	}
	far := func(text string) bool {
		v, ok := number(text, 0, emPixels)
		return ok && (v <= farthest || v >= farOutside)
	}
	for _, f := range function.FindAllStringSubmatch(s["transform"], -1) {
		if one, two, _ := strings.Cut(f[2], ","); strings.HasPrefix(f[1], "translate") && (far(one) || far(two)) {
			return true
		}
	}
	return far(s["translate"])
}
